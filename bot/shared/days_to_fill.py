"""Days that a member has not kept so far, and that a check-in still keeps."""

from collections.abc import Sequence
from datetime import date

from bot.domain.cohort import Cohort
from bot.domain.late_work import open_days
from bot.domain.leave import leave_on
from bot.domain.membership import Membership
from bot.domain.streak import Ledger
from bot.feature import Context
from bot.interface.call import Call
from bot.interface.card import Button
from bot.text import Listed, Markup, Weekday, t


def filling_in(context: Context, ledger: Ledger, cohorts: Sequence[Cohort]) -> tuple[list[Markup], list[Button]]:
    """A line about the days to fill in, and the press for the earliest, which closes first: in the first of the cohorts that has
    such days. Both empty if none has."""
    for cohort in cohorts:
        if days := _days_to_fill(context, ledger, cohort):
            shown = Listed(tuple(t("{day}", day=day) for day in days))
            line = t("Not checked in, and still open: {days}. A check-in keeps such a day.", days=shown)
            call = Call("checkin", {"cohort": str(cohort.id), "day": days[0].isoformat()})
            return [line], [Button(t("Check in for {day}", day=Weekday(days[0].weekday())), call)]
    return [], []


def _days_to_fill(context: Context, ledger: Ledger, cohort: Cohort) -> list[date]:
    """The days before today on which a cohort asked the caller, who has not kept them, and that still take a check-in, be they
    before the first kept day, with which the ledger begins; earliest first."""
    enrollment = context.enrollment_in(cohort)
    if enrollment is None:
        return []
    settled = {entry.day for entry in ledger.days if entry.how not in ("not kept", "open")}
    asked = asked_days(context, Membership(cohort, enrollment))
    return sorted(day for day in asked if day < context.today and day not in settled)


def asked_days(context: Context, held: Membership) -> list[date]:
    """The days, latest first, on which a cohort asked the caller for a check-in that it still takes."""
    days = open_days(held.cohort.timetable, context.now, context.days)
    return [day for day in days if held.asking(day) == "asked" and leave_on(context.member.leaves, day) is None]
