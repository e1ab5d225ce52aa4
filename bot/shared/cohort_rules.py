"""What a cohort may be called, when it may begin, and what may still be changed once it has begun."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain.calendar import local_day
from bot.domain.cohort import Cohort
from bot.domain.cohort_change import ending_on, has_begun, lost_prompt, resumed, start_fault
from bot.errors import Refusal, about
from bot.interface.limits import width
from bot.text import Markup, Moment, escape, t

FARTHEST_END = timedelta(days=366)
"""After the end that was planned."""
WIDEST_NAME = 90
"""The most characters of a name as the widest platform writes it, so that it fits into every title."""


def checked_name(name: str) -> str:
    """The name. Raises Refusal if it has no letter or digit, or is wider than `WIDEST_NAME`."""
    if not any(letter.isalnum() for letter in name):
        raise Refusal(t("A cohort's name needs a letter or a digit."), "name")
    if width(escape(name)) > WIDEST_NAME:
        raise Refusal(t("That name holds too many special characters; choose a plainer one."), "name")
    return name


@about("start")
def checked_start(start: date, zone: str, now: datetime) -> date:
    """The first day. Raises Refusal if no cohort can begin on it."""
    match start_fault(start, local_day(now, zone)):
        case "over":
            raise Refusal(t("{day} is over; choose today or a later day.", day=start))
        case "far":
            raise Refusal(t("{day} is more than a year away; choose an earlier day.", day=start))
        case None:
            return start


def with_end(cohort: Cohort, day: date | None, now: datetime, option: str) -> Cohort:
    """The cohort when it ends on a day; on none, as planned. Raises Refusal, about `option`, if that is over or more than a year
    after its plan."""
    today, timetable = local_day(now, cohort.zone), cohort.timetable
    if day is None and timetable.plan_waits:
        return replace(cohort, ended_at=None)
    day = day or timetable.planned_last_day
    if day == timetable.last_day:
        return cohort
    if day < today:
        raise Refusal(t("{day} is over; choose today or a later day.", day=day), option=option)
    if day - FARTHEST_END > (today if timetable.plan_waits else timetable.planned_last_day):
        raise Refusal(t("{day} is more than a year after the last week; choose an earlier day.", day=day), option=option)
    return ending_on(cohort, day, now)


def going_on(before: Cohort, after: Cohort, now: datetime) -> Cohort:
    """The changed cohort, with a pause since its end if it had ended and goes on. Raises Refusal if that was too long ago."""
    try:
        return resumed(before, after, now)
    except ValueError:
        raise Refusal(t("{cohort} ended more than a year ago. Start another one.", cohort=before.name), "end") from None


def check_change(before: Cohort, after: Cohort, now: datetime) -> None:
    """Raises Refusal for a change that comes too late, a first day that cannot be one, a check-in that would count as asked for
    though it never was, and an end before the beginning."""
    moved, week = after.start != before.start, before.week_at(now)
    if not has_begun(before, now):
        if moved:
            checked_start(after.start, after.zone, now)
    elif moved or after.roadmap != before.roadmap:
        raise Refusal(
            t(
                "{cohort} has begun, and progress hangs on its roadmap and first day. End it and start another one.",
                cohort=before.name,
            ),
            "start" if moved else "roadmap",
        )
    if after.week_at(now) < week and before.timetable.begins(week) <= now:
        if after.ended_at != before.ended_at:
            sentence = t(
                "Week {number} of {cohort} has begun, so that it cannot have ended before. Use </manage end> to end it now.",
                number=week,
                cohort=before.name,
            )
            raise Refusal(sentence, "end")
        again = Moment(after.timetable.begins(week))
        raise Refusal(
            t(
                "Week {number} of {cohort} has begun; so changed it would begin again {at}. Choose an earlier hour.",
                number=week,
                cohort=before.name,
                at=again,
            ),
            "time" if after.at != before.at else "zone",
        )
    if lost := lost_prompt(before, after, now):
        raise Refusal(
            t(
                "So changed, {day} would be over in {cohort} before its check-in is asked for {at}. Change it after that.",
                day=lost.day,
                cohort=before.name,
                at=Moment(lost.at),
            ),
            "zone",
        )
    if after.called_off:
        raise Refusal(_never_begins(before, after), "end")


def _never_begins(before: Cohort, after: Cohort) -> Markup:
    """Why no changed cohort may end before its first week begins."""
    if before.called_off and before.ended_at == after.ended_at:
        return t("{cohort} was called off. </manage edit end=…> brings it back.", cohort=before.name)
    if after.timetable.waits(1):
        return t(
            "{cohort} is paused and has not begun, so that it has no end yet. "
            "</manage resume> lets it go on, </manage end> calls it off.",
            cohort=after.name,
        )
    begins = Moment(after.timetable.begins(1))
    return t("So changed, {cohort} would end before it begins {at}.", cohort=after.name, at=begins)
