"""Members review each other's milestones: who is asked by lot, and until when an answer is waited for."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal

REVIEWERS = 2
"""For one milestone."""
ANSWERED_WITHIN = timedelta(days=4)
"""How long one reviewer is waited for before another is asked."""
LEFT_ALONE = timedelta(days=7)
"""How long whoever cannot review this week is not asked again."""
MOST_AT_ONCE = 2
"""Reviews that one member is waited for at a time."""
LOOKED_AGAIN = timedelta(days=1)
"""How often somebody is sought for a milestone that lacks reviewers."""

ReviewAnswer = Literal["waiting", "given", "declined", "unreached"]
"""unreached: the question did not get to them, so that nobody waits for their answer."""


@dataclass(frozen=True, slots=True)
class ReviewRequest:
    """Somebody asks for reviews of the milestone of a week that they have done."""

    cohort: int
    person: int
    week: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class PeerReview:
    """What a member was asked about the milestone of another one, and what they said."""

    cohort: int
    person: int
    """Whose milestone it is."""
    week: str
    reviewer: int
    asked_at: datetime
    """When the question goes out."""
    answer: ReviewAnswer = "waiting"
    answered_at: datetime | None = None
    good: str = ""
    seen: str = ""
    """The lines of the milestone's checklist that the reviewer could see, one below the other."""
    next: str = ""
    thanked: bool = False
    reported: bool = False

    def is_of(self, request: ReviewRequest) -> bool:
        return (self.person, self.week) == (request.person, request.week)

    def is_waited_for(self, now: datetime) -> bool:
        return self.answer == "waiting" and now < self.asked_at + ANSWERED_WITHIN

    def counts(self, now: datetime) -> bool:
        """Whether the review is there, or still waited for."""
        return self.answer == "given" or self.is_waited_for(now)


def lot(request: ReviewRequest, reviewer: int) -> str:
    """The lot of a member among those who may review a milestone; the lowest is drawn. It follows from whose milestone of which
    week in which cohort it is, so that anybody can draw it again."""
    return sha256(f"{request.cohort}/{request.person}/{request.week}/{reviewer}".encode()).hexdigest()


def next_reviewers(request: ReviewRequest, reviews: Sequence[PeerReview], ready: Collection[int], now: datetime) -> Sequence[int]:
    """Who of those that are `ready` is asked now, of a cohort with these `reviews`: not those who reviewed the author's last
    milestone, if there are others; of these those who reviewed least; of these by lot. Empty while enough are waited for, and if
    nobody is left."""
    counting = [review for review in reviews if review.counts(now)]
    load, last = Counter(each.reviewer for each in counting), _last_reviewers(request, counting)
    waited_for = Counter(each.reviewer for each in reviews if each.is_waited_for(now))
    asked = {review.reviewer for review in reviews if review.is_of(request)}
    left = [
        each
        for each in ready
        if each not in asked and each != request.person and waited_for[each] < MOST_AT_ONCE and not _rests(reviews, each, now)
    ]
    drawn = sorted(left, key=lambda each: (each in last, load[each], lot(request, each)))
    return drawn[: max(0, missing(request, reviews, now))]


def missing(request: ReviewRequest, reviews: Sequence[PeerReview], now: datetime) -> int:
    """How many reviewers a milestone lacks; less than none if one came late."""
    return REVIEWERS - sum(review.is_of(request) and review.counts(now) for review in reviews)


def is_filled(request: ReviewRequest, reviews: Sequence[PeerReview]) -> bool:
    return sum(review.is_of(request) and review.answer == "given" for review in reviews) >= REVIEWERS


def looked_at_again(requests: Sequence[ReviewRequest], reviews: Sequence[PeerReview], now: datetime) -> datetime | None:
    """When reviewers are sought again: as soon as one is waited for no longer, and after a day; None if nobody needs any."""
    if all(is_filled(request, reviews) for request in requests):
        return None
    ends = (review.asked_at + ANSWERED_WITHIN for review in reviews if review.is_waited_for(now))
    return min([now + LOOKED_AGAIN, *ends])


def _last_reviewers(request: ReviewRequest, reviews: Sequence[PeerReview]) -> Collection[int]:
    """Who reviews, or reviewed, the milestone for which the author asked last before this one."""
    others = [each for each in reviews if each.person == request.person and not each.is_of(request)]
    latest = max(others, key=lambda each: (each.asked_at, each.week), default=None)
    return {each.reviewer for each in others if latest and each.week == latest.week}


def _rests(reviews: Sequence[PeerReview], reviewer: int, now: datetime) -> bool:
    """Whether somebody said lately that they cannot review this week."""
    return any(
        each.reviewer == reviewer and each.answer == "declined" and each.answered_at and now < each.answered_at + LEFT_ALONE
        for each in reviews
    )
