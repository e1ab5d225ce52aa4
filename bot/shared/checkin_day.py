"""Which day a check-in is for, and the sentence for a day that takes none."""

from datetime import date

from bot.domain.calendar import local_day
from bot.domain.cohort import Cohort
from bot.domain.late_work import before_joining, day_fault, open_days
from bot.domain.membership import Membership
from bot.errors import Refusal
from bot.feature import Context
from bot.shared.break_words import begin_of
from bot.shared.over_words import check_not_called_off, kept_text, over_title
from bot.text import Markup, n, t


def checkin_day(context: Context, day: date | None, cohort: Cohort) -> date:
    """The day to fill, in the member's own days; today if none is named. Raises Refusal for a day that takes no check-in."""
    check_not_called_off(cohort)
    day = day or context.today
    match day_fault(day, cohort.timetable, context.now, context.days):
        case None:
            return _since_joining(context, day, cohort)
        case "to come":
            raise Refusal(_to_come(context, day), "day")
        case "before":
            raise Refusal(_not_begun(day, cohort), "day")
        case "closed":
            sentence = t("{day} is closed: a missed day can be filled in for 48 hours. Check in for today instead.", day=day)
            raise Refusal(sentence, "day")
        case "ended":
            raise _ended(context, cohort)


def was_asked_ahead(context: Context, day: date | None, cohort: Cohort) -> bool:
    """Whether a cohort has asked for its day before it begins for the member: who answers that prompt means their own today."""
    return (
        day is not None
        and context.today < day == local_day(context.now, cohort.zone)
        and cohort.timetable.prompt_at(day) <= context.now
    )


def _to_come(context: Context, day: date) -> Markup:
    if day != local_day(context.now, context.zone):
        return t("{day} is still to come; check in for today.", day=day)
    today, ends = context.today, context.days.ends
    return t("{day} is still to come: for you it is still {today}, until {time}.", day=day, today=today, time=ends)


def _not_begun(day: date, cohort: Cohort) -> Markup:
    if cohort.timetable.waits(1):
        return t("There is no check-in yet: {cohort} begins {at}.", cohort=cohort.name, at=begin_of(cohort))
    first = cohort.timetable.first_day
    return t("There is no check-in for {day}: the first day of {cohort} is {first}.", day=day, cohort=cohort.name, first=first)


def _since_joining(context: Context, day: date, cohort: Cohort) -> date:
    """The day. Raises Refusal for one before the member joined."""
    enrollment = context.enrollment_in(cohort) if day < context.today else None
    if enrollment is None or not before_joining(day, Membership(cohort, enrollment), context.days):
        return day
    joined = Membership(cohort, enrollment).joined
    raise Refusal(
        t("There is no check-in for {day}: you joined {cohort} on {joined}.", day=day, cohort=cohort.name, joined=joined), "day"
    )


def _ended(context: Context, cohort: Cohort) -> Refusal:
    """For a day after the end of a cohort, and for one that was closed since then."""
    others = open_days(cohort.timetable, context.now, context.days)
    if not others:
        return Refusal(kept_text(cohort), title=over_title(cohort))
    return Refusal(
        n(
            "{cohort} has ended; {last} can still be filled in.",
            "{cohort} has ended; its days from {first} to {last} can still be filled in.",
            len(others),
            cohort=cohort.name,
            first=others[-1],
            last=others[0],
        ),
        "day",
    )
