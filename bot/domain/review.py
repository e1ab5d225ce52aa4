"""Reviews: what a member missed comes back when it is about to be forgotten, by the library `fsrs`.

What is asked once a day needs no steps of minutes: every interval is whole days, from 1 to 120, and no chance is in it.
An item enters with its first miss, or when it took a hint or a second try; what was known at once never comes back for its own
sake. Once in, an item stays: each answer moves its next day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from fsrs import Card, Scheduler, State
from fsrs import Rating as Grade

from bot.domain.challenge import ReviewState, Verdict

Rating = Literal["again", "hard", "good", "easy"]

DAILY_CAP = 8
"""The most reviews served on one day of a member's; more make people give up."""
LONGEST_INTERVAL = 120
"""The most days until an item comes back; with more, its cohort would be over before."""

_SCHEDULER = Scheduler(
    desired_retention=0.9, learning_steps=(), relearning_steps=(), maximum_interval=LONGEST_INTERVAL, enable_fuzzing=False
)
_GRADES = {"again": Grade.Again, "hard": Grade.Hard, "good": Grade.Good, "easy": Grade.Easy}
_ANY_CARD = 1
"""Nothing depends on a card's id; without one the library waits a millisecond to make its own."""


def rating_for(verdict: Verdict, hints: int, tries: int, too_easy: bool = False) -> Rating | None:
    """How well an item was known: `hints` were looked at, and this was try number `tries`, from 1. Giving up is wrong.

    Easy only if the member says so; how fast a chat answers tells nothing. None for a reflection, which is never reviewed.
    """
    if verdict == "taken":
        return None
    if verdict == "wrong":
        return "again"
    if hints or tries > 1:
        return "hard"
    return "easy" if too_easy else "good"


def enters(state: ReviewState | None, rating: Rating | None) -> bool:
    """Whether an answer is to be kept for reviews: the item is in them already, or was not known at once."""
    return rating is not None and (state is not None or rating in ("again", "hard"))


def rated(state: ReviewState | None, person: int, item: str, rating: Rating, now: datetime) -> ReviewState:
    """The state after an answer at `now`, given the state before it. Raises ValueError if `now` is not aware UTC."""
    card = _card(state) if state else Card(card_id=_ANY_CARD, due=now)
    after, _ = _SCHEDULER.review_card(card, _GRADES[rating], now)
    return ReviewState(
        person=person,
        item=item,
        state=int(after.state),
        step=after.step,
        stability=after.stability,
        difficulty=after.difficulty,
        due=after.due,
        last_review=after.last_review,
    )


@dataclass(frozen=True, slots=True)
class Backlog:
    """What is due: the items to serve today, longest overdue first, and how many more wait for a later day."""

    today: tuple[ReviewState, ...]
    waiting: int


def spread(due: Sequence[ReviewState], per_day: int, now: datetime) -> Backlog:
    """At most `per_day` of what is due at `now`; the rest waits, and the longest overdue are first again tomorrow."""
    overdue = sorted((state for state in due if state.due <= now), key=lambda state: (state.due, state.item))
    served = tuple(overdue[: max(per_day, 0)])
    return Backlog(served, len(overdue) - len(served))


def _card(state: ReviewState) -> Card:
    return Card(
        card_id=_ANY_CARD,
        state=State(state.state),
        step=state.step,
        stability=state.stability,
        difficulty=state.difficulty,
        due=state.due,
        last_review=state.last_review,
    )
