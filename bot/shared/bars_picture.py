"""Shares as a picture of bars."""

from bot.interface.drawing import Bar
from bot.text import Markup, plain, t

WHOLE = 1000
"""The length of the scale."""


def share_bar(name: Markup, part: int, whole: int, below: Markup = Markup()) -> Bar:
    """How much of a whole: `whole` is 0 if there is nothing to have a part of."""
    value = plain(t("{part} of {whole}", part=part, whole=whole))
    return plain(name), value, plain(below), 0, round(WHOLE * part / whole) if whole else 0, False
