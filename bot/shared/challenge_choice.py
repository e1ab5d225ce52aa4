"""Which challenges a cohort is ready for: those whose topics its weeks have brought up already."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime

from bot.domain.challenge import Challenge
from bot.domain.cohort import Cohort
from bot.domain.roadmap import Week
from bot.ports.unit import Unit
from bot.shared.week_card import cohort_weeks


async def reached_weeks(unit: Unit, cohort: Cohort, now: datetime) -> Sequence[Week]:
    """Every week up to the one under way; none before the first begins, and no more once it has ended."""
    weeks = await cohort_weeks(unit, cohort)
    return weeks[: cohort.week_at(min(now, cohort.timetable.ends))]


def topics_of(weeks: Sequence[Week]) -> frozenset[str]:
    """All topics that weeks bring up."""
    return frozenset(topic for week in weeks for topic in week.topics)


def for_the_week(week: Week, challenge: Challenge, asked: AbstractSet[str]) -> tuple[bool, bool, int]:
    """What challenges are sorted by: those of the week's own topics come first, in its order, and topics `asked` last of them."""
    if not set(challenge.topics) <= set(week.topics):
        return True, True, 0
    return False, not asked.isdisjoint(challenge.topics), min(map(week.topics.index, challenge.topics))


def candidates(challenges: Mapping[str, Challenge], reached: AbstractSet[str], runs_code: bool) -> list[Challenge]:
    """Challenges of which every topic is reached, in the order given; those that ask for code only where it can be run."""
    return [
        challenge
        for challenge in challenges.values()
        if reached >= set(challenge.topics) and (runs_code or challenge.kind != "python")
    ]
