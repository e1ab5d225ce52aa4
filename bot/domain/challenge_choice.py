"""Which challenges a cohort is ready for: those whose topics its weeks have brought up already."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from bot.domain.challenge import Challenge
from bot.domain.roadmap import Week


def topics_of(weeks: Sequence[Week]) -> frozenset[str]:
    """All topics that weeks bring up."""
    return frozenset(topic for week in weeks for topic in week.topics)


def for_the_week(week: Week, challenge: Challenge, asked: AbstractSet[str]) -> tuple[bool, bool, int]:
    """What challenges are sorted by: those of the week's own topics come first, in its order, and topics `asked` last of them."""
    if not set(challenge.topics) <= set(week.topics):
        return True, True, 0
    return False, not asked.isdisjoint(challenge.topics), min(map(week.topics.index, challenge.topics))


def candidates(challenges: Mapping[str, Challenge], known_topics: AbstractSet[str], runs_code: bool) -> list[Challenge]:
    """Challenges all of whose topics are known, in the order given; those that ask for code only if code can be run."""
    return [
        challenge
        for challenge in challenges.values()
        if known_topics >= set(challenge.topics) and (runs_code or challenge.kind != "python")
    ]


def count_given(challenges: Mapping[str, Challenge], days: Sequence[AbstractSet[str]], runs_code: bool) -> int:
    """How many of some days in a row bring a challenge, if none was given before. Each day is the topics that are known by then,
    never fewer than the day before."""
    given = 0
    for known_topics in days:
        given += given < len(candidates(challenges, known_topics, runs_code))
    return given
