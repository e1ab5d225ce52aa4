"""What a member shared leaves a cohort's posts with them, and comes back with them."""

from datetime import date, datetime

from bot.domain.cohort import Cohort
from bot.ports.unit import Unit
from bot.shared.finished_work import revise_finished_work
from bot.shared.summary import days_still_open, revise_summaries
from bot.shared.week_card import cohort_weeks


async def revise_words(unit: Unit, cohort: Cohort, person: int, now: datetime, *, ever: bool) -> None:
    """Bring the posts that show what somebody shared up to date, once they are in a cohort no longer, or again: the posts of
    finished work, and the summaries of the days that are still open, or of all days and all copies if `ever`."""
    first, last = (date.min, date.max) if ever else days_still_open(cohort, now)
    await revise_summaries(unit, cohort, first, last, now, of=person)
    progress = await unit.progress.of(cohort.id, person)
    for number, week in enumerate(await cohort_weeks(unit, cohort), 1):
        if week.id in progress and progress[week.id].shared:
            await revise_finished_work(unit, cohort, number, week, now)
    if ever:
        await unit.outbox.revise_copies(cohort.id)
