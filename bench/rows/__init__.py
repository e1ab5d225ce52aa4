"""The rows of the bench, a few of a kind in each file."""

from bench.frame import Row
from bench.rows import (
    beats,
    checkins,
    discord,
    dues,
    finds,
    floods,
    growth,
    limits,
    lookups,
    loopback,
    moderators,
    posts,
    slack,
    starts,
    workers,
)

ROWS: tuple[Row, ...] = (
    *slack.ROWS,
    *discord.ROWS,
    *checkins.ROWS,
    *beats.ROWS,
    *dues.ROWS,
    *posts.ROWS,
    *loopback.ROWS,
    *limits.ROWS,
    *workers.ROWS,
    *lookups.ROWS,
    *finds.ROWS,
    *floods.ROWS,
    *growth.ROWS,
    *moderators.ROWS,
    *starts.ROWS,
)
"""In the order of their printing."""
