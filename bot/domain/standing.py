"""Standing: what a week in a cohort comes to, for each member and for all, and how a member's own answers add up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

CHECKIN_POINTS = 2
"""For each day of the week with a check-in."""
ANSWER_POINTS = 1
"""For each of the week's daily challenges answered, right or wrong."""
RIGHT_POINTS = 1
"""On top, where the answer was right."""
MILESTONE_POINTS = 5
"""For the week's own milestone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What one member of a cohort did in one of its weeks."""

    person: int
    name: str
    shown: bool
    """They chose to be seen by their cohort."""
    checkins: int
    answered: int
    right: int
    milestone: bool

    @property
    def points(self) -> int:
        return (
            CHECKIN_POINTS * self.checkins
            + ANSWER_POINTS * self.answered
            + RIGHT_POINTS * self.right
            + MILESTONE_POINTS * self.milestone
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A member's place among those it is counted with; equal points share one."""

    rank: int
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """What all members of a cohort did together between two days."""

    checkins: int
    answered: int


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


def together(standings: Sequence[Standing]) -> Activity:
    return Activity(
        checkins=sum(standing.checkins for standing in standings), answered=sum(standing.answered for standing in standings)
    )


def places(standings: Sequence[Standing]) -> list[Place]:
    """Who is shown and has points, most points first. After two who share a place the next one is left out: 1, 1, 3."""
    shown = sorted((s for s in standings if s.shown and s.points), key=lambda s: (-s.points, s.name.casefold(), s.person))
    return [Place(rank=_rank(standing, shown), standing=standing) for standing in shown]


def own_place(standings: Sequence[Standing], person: int) -> tuple[Place, int]:
    """A member's place among those who are shown and themselves, and how many these are. The person is one of `standings`."""
    own = next(standing for standing in standings if standing.person == person)
    counted = [standing for standing in standings if standing.shown or standing is own]
    return Place(rank=_rank(own, counted), standing=own), len(counted)


def _rank(standing: Standing, others: Sequence[Standing]) -> int:
    return 1 + sum(other.points > standing.points for other in others)
