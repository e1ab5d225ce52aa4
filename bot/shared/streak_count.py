"""The caller's streak, as every card counts it."""

from collections.abc import Sequence
from datetime import date

from bot.domain.calendar import local_day
from bot.domain.streak import current_streak
from bot.feature import Context


async def own_streak(context: Context, kept: Sequence[date]) -> int:
    """How many days in a row the caller kept, up to today. `kept` are the days they checked in on, anywhere."""
    own = await context.unit.cohorts.of(context.member.person)
    asked = frozenset(day for cohort in own for day in cohort.checkin_days)
    return current_streak(frozenset(kept), asked, local_day(context.now, context.zone))
