"""Scores: what a week in a cohort comes to, for each member and for all, and how a member's own answers add up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

CHECKIN_POINTS = 2
"""The points for each day of the week with a check-in."""
ANSWER_POINTS = 1
"""The points for each of the week's daily challenges that was answered, right or wrong."""
RIGHT_POINTS = 1
"""On top, if the answer was right."""
MILESTONE_POINTS = 5
"""The points for the week's own milestone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekScore:
    """What one member of a cohort did in one of its weeks."""

    person: int
    name: str
    shown: bool
    """Whether they chose to be seen by their cohort."""
    checkins: int
    answers: int
    """The number of the week's daily challenges that they answered."""
    right: int
    milestone: bool

    @property
    def points(self) -> int:
        return (
            CHECKIN_POINTS * self.checkins
            + ANSWER_POINTS * self.answers
            + RIGHT_POINTS * self.right
            + MILESTONE_POINTS * self.milestone
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """A member's place in a ranking; members with equal points share one."""

    rank: int
    score: WeekScore


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """What all members of a cohort did together between two days."""

    checkins: int = 0
    answers: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A member's scored answers to one item; reflections are in none."""

    item: str
    tried: int
    right: int
    hints: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicScore:
    """A member's scored answers to all items of a topic; `topic` is empty for items that are no longer there."""

    topic: str
    tried: int
    right: int
    hints: int


def topic_scores(tallies: Sequence[Tally], topics: Mapping[str, Sequence[str]]) -> list[TopicScore]:
    """Scores by topic, the smallest share of right answers first, then what was tried most. `topics` are those of each item.

    An item counts for each of its topics.
    """
    by_topic: dict[str, list[Tally]] = {}
    for tally in tallies:
        for topic in topics.get(tally.item, ("",)):
            by_topic.setdefault(topic, []).append(tally)
    scores = [_score(topic, parts) for topic, parts in by_topic.items()]
    return sorted(scores, key=lambda score: (score.right / score.tried, -score.tried, score.topic))


def _score(topic: str, tallies: Sequence[Tally]) -> TopicScore:
    return TopicScore(
        topic=topic,
        tried=sum(tally.tried for tally in tallies),
        right=sum(tally.right for tally in tallies),
        hints=sum(tally.hints for tally in tallies),
    )


def together(scores: Sequence[WeekScore]) -> Activity:
    return Activity(checkins=sum(score.checkins for score in scores), answers=sum(score.answers for score in scores))


def ranks(scores: Sequence[WeekScore]) -> list[Rank]:
    """Who is shown and has points, most points first. After two who share a place the next one is left out: 1, 1, 3."""
    shown = sorted((s for s in scores if s.shown and s.points), key=lambda s: (-s.points, s.name.casefold(), s.person))
    return [Rank(rank=_rank(score, shown), score=score) for score in shown]


def own_score(scores: Sequence[WeekScore], person: int) -> WeekScore:
    """A person's score; the person is one of `scores`."""
    return next(score for score in scores if score.person == person)


def own_place(scores: Sequence[WeekScore], own: WeekScore) -> tuple[int, int] | None:
    """A member's place among those on the list and themselves, and the number of these. None without points, and if nobody is on
    the list."""
    listed = [each.score for each in ranks(scores)]
    if not own.points or not listed:
        return None
    counted = listed if own.shown else [*listed, own]
    return _rank(own, counted), len(counted)


def _rank(score: WeekScore, others: Sequence[WeekScore]) -> int:
    return 1 + sum(other.points > score.points for other in others)
