"""A cohort in a calendar: its weeks as whole days, its check-ins, both told by its timetable alone, and its live sessions."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bot.domain.breaks import ONE_DAY, WEEK
from bot.domain.calendar import local_day
from bot.domain.calendar_entry import Calendar, CalendarEntry
from bot.domain.cohort import Cohort, Enrollment
from bot.domain.live_session import LiveSession
from bot.domain.own_weeks import own_over_at
from bot.domain.roadmap import Week
from bot.domain.timetable import A_MOMENT, Occurrence
from bot.feature import Context
from bot.shared.live_sessions import takes_place
from bot.shared.week_card import cohort_weeks, week_title
from bot.text import plain, t

CHECKIN_TAKES = timedelta(minutes=10)


async def calendar_of(context: Context, cohort: Cohort) -> Calendar:
    """The calendar of a cohort for the member who calls, in their zone and language."""
    weeks = await cohort_weeks(context.unit, cohort)
    sessions = [each for each in await context.unit.live_sessions.of(cohort.id) if takes_place(each, cohort)]
    enrollment = context.enrollment_in(cohort)
    entries = (*_weeks(cohort, weeks, enrollment), *_checkins(cohort), *map(_session, sessions))
    return Calendar(name=cohort.name, zone=context.zone, at=context.now, entries=entries)


def _weeks(cohort: Cohort, weeks: Sequence[Week], enrollment: Enrollment | None) -> Iterator[CalendarEntry]:
    timetable = cohort.timetable
    for begun in timetable.milestones(timetable.begins(1) - A_MOMENT):
        yield _week(cohort, begun.week, weeks[begun.week - 1], enrollment)


def _week(cohort: Cohort, number: int, week: Week, enrollment: Enrollment | None) -> CalendarEntry:
    """The days that belong to a week for a member, who may have weeks more than the cohort."""
    extra, extensions = (enrollment.extra_weeks, enrollment.extensions) if enrollment else (0, 0)
    return CalendarEntry(
        id=f"week-{number}-{cohort.id}@cairn",
        starts=cohort.timetable.days_of(number)[0],
        ends=_day_after(cohort, number, extra),
        title=plain(week_title(number, week)),
        text="\n".join([week.milestone.text, *(f"- {line}" for line in week.milestone.checklist)]),
        version=cohort.changes + extensions,
    )


def _day_after(cohort: Cohort, number: int, extra: int) -> date:
    """The day after a member's last one of a week; seven days after its first while nobody knows when a pause lets it end."""
    timetable = cohort.timetable
    over_at = own_over_at(timetable, number, extra)
    if over_at is None:
        return timetable.days_of(min(number + extra, timetable.last_week))[0] + WEEK
    over = local_day(over_at, timetable.zone)
    is_moved_end = number + extra >= timetable.last_week and timetable.last_day != timetable.planned_last_day
    return over + ONE_DAY if is_moved_end else over  # on the morning of the planned last day the last week is over


def _checkins(cohort: Cohort) -> Iterator[CalendarEntry]:
    timetable = cohort.timetable
    for prompt in timetable.prompts(timetable.begins(1) - A_MOMENT):
        yield _checkin(cohort, prompt)


def _session(session: LiveSession) -> CalendarEntry:
    return CalendarEntry(
        id=f"session-{session.id}@cairn",
        starts=session.starts_at,
        ends=session.ends_at,
        title=session.title,
        version=session.version,
        is_busy=True,
        url=session.link,
    )


def _checkin(cohort: Cohort, prompt: Occurrence) -> CalendarEntry:
    return CalendarEntry(
        id=f"checkin-{prompt.day}-{cohort.id}@cairn",
        starts=prompt.at,
        ends=prompt.at + CHECKIN_TAKES,
        title=plain(t("Check-in: {cohort}", cohort=cohort.name)),
        version=cohort.changes,
    )
