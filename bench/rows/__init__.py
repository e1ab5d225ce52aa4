"""The rows of the bench, a few of a kind in each file."""

from bench.frame import Row
from bench.rows import checkins, discord, slack

ROWS: tuple[Row, ...] = (*slack.ROWS, *discord.ROWS, *checkins.ROWS)
"""In the order of their printing."""
