"""A member's own weeks: until when each of the cohort's weeks is theirs, who may have some weeks more than the cohort."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.domain.calendar import instant, local_day, local_time
from bot.domain.late_work import MOST_EXTRA_WEEKS
from bot.domain.timetable import REMINDER_BEFORE_NEXT_WEEK, Occurrence, Timetable


def own_over_at(timetable: Timetable, number: int, extra_weeks: int) -> datetime | None:
    """The instant at which a week is over for a member: when the week that comes `extra_weeks` later is, or so long after the
    cohort's end. None while nobody knows when a pause lets it end."""
    following, last = number + extra_weeks, timetable.last_week
    if following <= last and not (timetable.waits(following + 1) and (following < last or not timetable.end_is_known)):
        return timetable.over_at(following)
    return weeks_after_end(timetable, following - last) if following > last and timetable.end_is_known else None


def weeks_after_end(timetable: Timetable, weeks: int) -> datetime:
    """The instant some weeks after the end of a cohort, by the clock on its wall."""
    day, at = local_day(timetable.ends, timetable.zone), local_time(timetable.ends, timetable.zone)
    return instant(day + timedelta(weeks=weeks), at, timetable.zone)


def milestone_reminders(timetable: Timetable, after: datetime) -> Iterator[Occurrence]:
    """The reminders of milestones after an instant: those of the cohort's weeks, then those of members who have more time,
    as if the cohort had more weeks."""
    yield from timetable.milestone_reminders(after)
    if timetable.end_is_known and not timetable.called_off:
        for weeks in range(1, MOST_EXTRA_WEEKS + 1):
            until = weeks_after_end(timetable, weeks)
            at = until - REMINDER_BEFORE_NEXT_WEEK
            if at > after:
                yield Occurrence(at, until, local_day(at, timetable.zone), timetable.last_week + weeks)
