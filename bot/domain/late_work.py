"""How late work may be: which days of a cohort a member can still fill in, and until when milestones count.

Days are the member's own, in their zone.
"""

from datetime import date, datetime, timedelta
from typing import Literal

from bot.domain.calendar import end_of_day, local_day
from bot.domain.timetable import Timetable
from bot.domain.weeks import GRACE

DayFault = Literal["to come", "before", "ended", "closed"]
"""Why a day takes no check-in. before: the cohort had not begun · ended: it is over, and so is the time for that day."""


def can_fill(day: date, now: datetime, zone: str) -> bool:
    """Whether a check-in for `day` is still taken: today, or a day that ended less than 48 hours ago in the member's zone."""
    return day <= local_day(now, zone) and now < end_of_day(day, zone) + GRACE


def fillable_days(now: datetime, zone: str) -> list[date]:
    """The days a check-in is taken for, today first."""
    today = local_day(now, zone)
    return [day for day in (today - timedelta(days=back) for back in range(4)) if can_fill(day, now, zone)]


def day_fault(day: date, timetable: Timetable, now: datetime, zone: str) -> DayFault | None:
    """Why a member cannot check in for a day of a cohort; None if they can.

    The member's own calendar decides which days have begun, in `zone`. The first and the last day of the cohort are taken from
    the cohort's calendar or the member's, whichever allows more.
    """
    if day > local_day(now, zone):
        return "to come"
    if day < min(timetable.first_day, local_day(timetable.begins(1), zone)):
        return "before"
    ended = timetable.has_ended(now)
    if ended and day > max(timetable.last_day, local_day(timetable.ends, zone)):
        return "ended"
    if not can_fill(day, now, zone):
        return "ended" if ended else "closed"
    return None


def open_days(timetable: Timetable, now: datetime, zone: str) -> list[date]:
    """The days of a cohort that a check-in is taken for, latest first."""
    return [day for day in fillable_days(now, zone) if day_fault(day, timetable, now, zone) is None]


def takes_milestones(timetable: Timetable, now: datetime) -> bool:
    """Whether the milestones of a cohort can still be worked on: until 48 hours after its last day."""
    return not timetable.has_ended(now) or now < timetable.closes
