"""Members help each other: whom a member who is stuck in a week is offered to, and until when an answer is waited for."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

ANSWERED_WITHIN = timedelta(days=1)
"""How long one helper is waited for before another is asked."""
MOST_ASKED = 3
"""Helpers, one after the other, for one member in one week: more would be a queue of refusals."""

HelpAnswer = Literal["waiting", "accepted", "declined", "unreached"]
"""unreached: the question did not get to them, so that nobody waits for their answer."""


@dataclass(frozen=True, slots=True)
class HelpOffer:
    """A member who is stuck in a week of a cohort, offered to another one of it."""

    cohort: int
    person: int
    """Who is stuck."""
    week: str
    helper: int
    asked_at: datetime
    answer: HelpAnswer = "waiting"
    answered_at: datetime | None = None

    def is_open_at(self, now: datetime) -> bool:
        """Whether the helper helps, or is still waited for."""
        return self.answer == "accepted" or (self.answer == "waiting" and now < self.asked_at + ANSWERED_WITHIN)


def next_helper(offers: Sequence[HelpOffer], person: int, week: str, ready: Mapping[int, datetime], now: datetime) -> int | None:
    """Who of those that are `ready` is asked next, each with the instant from which they can be reached: whoever can be soonest;
    of several the one asked least often in the cohort, whose offers these are.

    None while another is waited for or helps, once enough were asked, and if nobody is left.
    """
    about = [offer for offer in offers if (offer.person, offer.week) == (person, week)]
    reached = [offer for offer in about if offer.answer != "unreached"]
    if len(reached) >= MOST_ASKED or any(offer.is_open_at(now) for offer in reached):
        return None
    asked, often = {offer.helper for offer in about}, Counter(offer.helper for offer in offers)
    left = [each for each in ready if each not in asked and each != person]
    return min(left, key=lambda each: (ready[each], often[each]), default=None)


def looked_at_again(offers: Sequence[HelpOffer], now: datetime) -> datetime | None:
    """When the next answer is waited for no longer; None if none is."""
    ends = (offer.asked_at + ANSWERED_WITHIN for offer in offers if offer.answer == "waiting")
    return min((end for end in ends if end > now), default=None)
