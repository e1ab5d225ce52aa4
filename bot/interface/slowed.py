"""The card of a call that was not let in, because there were too many."""

from dataclasses import dataclass

from bot.interface.card import Card


@dataclass(frozen=True, slots=True)
class Slowed(Card):
    """Says how long to wait, which is soon untrue: it stands in place of nothing that stays, such as an App Home."""
