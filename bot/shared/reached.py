"""Which challenges a cohort is ready for: those whose topics its weeks have brought up already."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime

from bot.domain.challenge import Challenge
from bot.domain.cohort import Cohort
from bot.ports import Unit
from bot.shared.week_card import cohort_weeks


async def reached_topics(unit: Unit, cohort: Cohort, now: datetime) -> frozenset[str]:
    """The topics of every week up to the one under way; none before the first begins, and no more once it has ended."""
    weeks = await cohort_weeks(unit, cohort)
    until = min(now, cohort.ended_at) if cohort.ended_at else now
    return frozenset(topic for week in weeks[: cohort.week_at(until)] for topic in week.topics)


def candidates(challenges: Mapping[str, Challenge], reached: AbstractSet[str], runs_code: bool) -> list[Challenge]:
    """Challenges of which every topic is reached, in the order given; those that ask for code only where it can be run."""
    return [
        challenge
        for challenge in challenges.values()
        if reached >= set(challenge.topics) and (runs_code or challenge.kind != "python")
    ]
