"""The caller's streak, as every card counts it."""

from collections.abc import Sequence

from bot.domain.cohort import Cohort
from bot.domain.streak import Ledger, StreakDay, ledger_of
from bot.feature import Context


async def own_ledger(context: Context) -> Ledger:
    """The caller's ledger up to their own day."""
    facts = await context.unit.streaks.facts_of(context.member, context.memberships)
    return ledger_of(facts, context.now, context.today)


async def own_streak(context: Context) -> int:
    """How many days in a row the caller kept."""
    return (await own_ledger(context)).current


def days_until_over(context: Context, cohort: Cohort, ledger: Ledger) -> Sequence[StreakDay]:
    """The member's days until today, or until the cohort ended or they left it; latest first."""
    enrollment, timetable, now = context.enrollment_in(cohort), cohort.timetable, context.now
    left_at = (enrollment.left_at if enrollment else None) or now
    last = context.days.day_of(min(now, left_at, timetable.ends if timetable.has_ended(now) else now))
    return [each for each in ledger.days if each.day <= last]
