"""The count of weeks that every card shows."""

from bot.domain.cohort import Cohort
from bot.domain.week_count import WeekCount, week_count
from bot.ports.unit import Unit
from bot.shared.week_card import cohort_weeks


async def weeks_done(unit: Unit, cohort: Cohort, person: int) -> WeekCount:
    """How many weeks of a cohort a member has done, of how many."""
    progress, enrollment = await unit.progress.of(cohort.id, person), await unit.enrollments.get(cohort.id, person)
    return week_count(await cohort_weeks(unit, cohort), progress, enrollment)
