"""Somebody is in a cohort no longer, whoever decided so."""

from datetime import datetime

from bot.domain.cohort import Cohort, Enrollment
from bot.ports.unit import Unit
from bot.shared.shown_words import revise_words
from bot.shared.waiting_list import vacate
from bot.shared.whole_cohort_done import look_if_others_are_done


async def let_go(unit: Unit, cohort: Cohort, ended: Enrollment, now: datetime) -> None:
    """Keep an enrollment that has ended: its place goes to the next in line, what they shared leaves the posts (of whoever was
    taken out also those of days that are long over), and all who stay may have done the week.

    The cohort must be locked.
    """
    await vacate(unit, cohort, ended, now)
    await revise_words(unit, cohort, ended.person, now, ever=ended.removed)
    await look_if_others_are_done(unit, cohort, ended.person, now)
