"""Members review each other's milestones: who is asked by lot, and until when an answer is waited for."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import takewhile
from typing import Literal

REVIEWERS = 2
"""For one milestone."""
ANSWERED_WITHIN = timedelta(days=4)
"""How long one reviewer is waited for before another is asked."""
LEFT_ALONE = timedelta(days=7)
"""How long whoever cannot review this week is not asked again."""
MOST_AT_ONCE = 2
"""Reviews that one member is waited for at a time."""
KEPT = ANSWERED_WITHIN
"""How long every place but the first is kept for those who were asked least, so that not the quickest review nearly all."""
MOST_UNANSWERED = 2
"""Questions in a row that somebody may leave without an answer before nobody asks them any more."""
LOOKED_AGAIN = timedelta(days=1)
"""How often somebody is sought for a milestone that lacks reviewers."""

ReviewAnswer = Literal["waiting", "given", "declined", "unanswered", "unreached", "withdrawn"]
"""unanswered: nobody waits any more, though they may still answer. unreached: the question did not get to them. withdrawn: their
request was taken back; if it is made again, the question stands that they were sent."""


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


@dataclass(frozen=True, slots=True)
class Reviewers:
    """Who of a cohort may review the milestone of a week."""

    ready: Collection[int]
    """Have finished the week."""
    coming: Collection[int]
    """Have finished the week before it alone, and are likely to finish it soon."""
    weeks: Mapping[int, int]
    """How many other weeks each has finished."""

    def share(self, asked: Mapping[int, int], reviewer: int) -> float:
        """How often somebody was asked for each week, as if they had finished this one: who joined late owes nothing."""
        return asked.get(reviewer, 0) / (self.weeks.get(reviewer, 0) + 1)


def lot(request: ReviewRequest, reviewer: int) -> str:
    """The lot of a member among those who may review a milestone; the lowest is drawn. It follows from whose milestone of which
    week in which cohort it is, so that anybody can draw it again."""
    return sha256(f"{request.cohort}/{request.person}/{request.week}/{reviewer}".encode()).hexdigest()


def next_reviewers(request: ReviewRequest, reviews: Sequence[PeerReview], circle: Reviewers, now: datetime) -> Sequence[int]:
    """Who of those that are ready is asked now, of a cohort with these `reviews`: those who were asked least for the weeks that
    they have finished, whatever they answered, as if whoever reviewed the author's last milestone had been asked more often; of
    these by lot. The first is asked at once; another, while places are kept, only if nobody who is ready or coming was asked
    less. Empty while enough are waited for, and if nobody is left."""
    asked, waited_for = Counter(each.reviewer for each in reviews if each.answer != "unreached"), _waited_for(reviews, now)
    spared = asked + Counter(dict.fromkeys(_last_reviewers(request, reviews, now), REVIEWERS))
    met = {each.reviewer for each in reviews if each.is_of(request)} | {request.person}
    left = {each for each in (*circle.ready, *circle.coming) if each not in met and not _rests(reviews, each, now)}
    ready = [each for each in left if each in circle.ready and waited_for[each] < MOST_AT_ONCE]
    lacks, drawn = missing(request, reviews, now), list[int]()
    for each in sorted(ready, key=lambda each: (circle.share(spared, each), lot(request, each)))[: max(0, lacks)]:
        is_first, is_kept = lacks - len(drawn) == REVIEWERS, now < request.asked_at + KEPT
        least = min(circle.share(asked, other) for other in left.difference(drawn))
        if is_first or not is_kept or circle.share(asked, each) <= least:
            drawn.append(each)
    return drawn


def is_silent(reviews: Sequence[PeerReview], reviewer: int) -> bool:
    """Whether somebody has just left so many questions in a row without an answer that they are asked no more."""
    ended = [each for each in reviews if each.reviewer == reviewer and each.answer not in ("waiting", "unreached", "withdrawn")]
    latest = sorted(ended, key=lambda each: (each.asked_at, each.person, each.week), reverse=True)
    in_a_row = sum(1 for _ in takewhile(lambda each: each.answer == "unanswered", latest))
    return in_a_row > 0 and in_a_row % MOST_UNANSWERED == 0  # whoever chose to be asked again begins anew


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


def _waited_for(reviews: Sequence[PeerReview], now: datetime) -> Counter[int]:
    return Counter(each.reviewer for each in reviews if each.is_waited_for(now))


def _last_reviewers(request: ReviewRequest, reviews: Sequence[PeerReview], now: datetime) -> Collection[int]:
    """Who reviews, or reviewed, the milestone for which the author asked last before this one."""
    others = [each for each in reviews if each.person == request.person and not each.is_of(request) and each.counts(now)]
    latest = max(others, key=lambda each: (each.asked_at, each.week), default=None)
    return {each.reviewer for each in others if latest and each.week == latest.week}


def _rests(reviews: Sequence[PeerReview], reviewer: int, now: datetime) -> bool:
    """Whether somebody said lately that they cannot review this week."""
    return any(
        each.reviewer == reviewer and each.answer == "declined" and each.answered_at and now < each.answered_at + LEFT_ALONE
        for each in reviews
    )
