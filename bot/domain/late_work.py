"""How late work may be: which days of a cohort a member can still fill in, and until when milestones count.

Days are the member's own.
"""

from datetime import date, datetime, timedelta
from typing import Literal

from bot.domain.calendar import end_of_day
from bot.domain.cohort import Enrollment
from bot.domain.membership import Membership
from bot.domain.own_days import OwnDays
from bot.domain.timetable import Timetable
from bot.domain.weeks import GRACE

FILLED_WITHIN = timedelta(days=4)
"""The largest distance from a cohort's day to a member's day that is still open, in any zone."""
MOST_EXTRA_WEEKS = 4
"""The most weeks that moderators give a member beyond those of their cohort."""
DayFault = Literal["to come", "before", "ended", "closed"]
"""Why a day takes no check-in. before: the cohort had not begun · ended: it is over, and so is the time for that day."""


def day_closes(day: date, own: OwnDays) -> datetime:
    """The instant from which no check-in for a day is taken any more: 48 hours after it ends for the member."""
    return own.end_of(day) + GRACE


def can_fill(day: date, now: datetime, own: OwnDays) -> bool:
    """Whether a check-in for `day` is still taken: today, or a day that ended less than 48 hours ago."""
    return day <= own.day_of(now) and now < day_closes(day, own)


def fillable_days(now: datetime, own: OwnDays) -> list[date]:
    """The days a check-in is taken for, today first."""
    today = own.day_of(now)
    return [day for day in (today - timedelta(days=back) for back in range(4)) if can_fill(day, now, own)]


def day_fault(day: date, timetable: Timetable, now: datetime, own: OwnDays) -> DayFault | None:
    """Why a member cannot check in for a day of a cohort; None if they can.

    The member's own days decide which have begun. The first and the last day of the cohort are taken from
    the cohort's calendar or the member's, whichever allows more. There is no first day yet while its first week waits.
    """
    if day > own.day_of(now):
        return "to come"
    if timetable.waits(1) or day < min(timetable.first_day, own.day_of(timetable.begins(1))):
        return "before"
    ended = timetable.has_ended(now)
    if ended and day > max(timetable.last_day, own.day_of(timetable.ends)):
        return "ended"
    if not can_fill(day, now, own):
        return "ended" if ended else "closed"
    return None


def before_joining(day: date, held: Membership, own: OwnDays) -> bool:
    """Whether a day lies before the member joined, on the cohort's calendar and on their own."""
    return day < min(held.joined, own.day_of(held.enrollment.joined_at))


def open_days(timetable: Timetable, now: datetime, own: OwnDays) -> list[date]:
    """The days of a cohort that a check-in is taken for, latest first."""
    return [day for day in fillable_days(now, own) if day_fault(day, timetable, now, own) is None]


def takes_milestones(timetable: Timetable, now: datetime, enrollment: Enrollment | None = None) -> bool:
    """Whether the milestones of a cohort can still be worked on, by the member with this enrollment if it is given: until they
    close, if the cohort ever began."""
    return not timetable.has_ended(now) or (now < milestones_close(timetable, enrollment) and not timetable.called_off)


def milestones_close(timetable: Timetable, enrollment: Enrollment | None) -> datetime:
    """The instant from which no milestone is taken any more: 48 hours after the cohort's last day, and as many weeks later as the
    member was granted."""
    longer = timedelta(weeks=enrollment.extra_weeks if enrollment else 0)
    return end_of_day(timetable.last_day + longer, timetable.zone) + GRACE
