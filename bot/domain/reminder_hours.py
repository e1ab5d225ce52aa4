"""The hours of each day in which a member may be reminded, and when a reminder comes that would fall outside them."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Self

from bot.domain.calendar import instant, local_day
from bot.domain.own_days import OwnDays
from bot.domain.reminder_times import ReminderTimes, checkin_times
from bot.domain.timetable import Timetable

BEFORE_CLOSING = timedelta(minutes=1)
"""What is sent at the last moment must still arrive in time."""


@dataclass(frozen=True, slots=True)
class ReminderHours:
    """From `first` until `last` on the member's own clock, over midnight if `last` comes before `first`, all day if they are
    the same; at `chosen`, if they want their reminders at an hour of their own."""

    first: time
    last: time
    zone: str
    chosen: time | None = None

    def holds(self, at: time) -> bool:
        """Whether a wall time lies in the hours."""
        return self.first <= at < self.last if self.first < self.last else not self.last <= at < self.first

    def holding(self, at: time) -> Self:
        """The hours, longer at the end that is nearer if they do not hold a wall time: from it on, or until an hour after it."""
        if self.holds(at):
            return self
        before, after = _from_to(at, self.first), _from_to(self.last, at)
        if before < after:
            return replace(self, first=at)
        return replace(self, last=_later(at, min(timedelta(hours=1), before / 2)))

    def chosen_after(self, since: datetime) -> datetime | None:
        """The first instant of the chosen hour that is not before `since`."""
        if self.chosen is None:
            return None
        day = local_day(since, self.zone)
        return next(at for at in (instant(day + timedelta(days=n), self.chosen, self.zone) for n in range(3)) if at >= since)

    def chosen_in(self, times: ReminderTimes) -> datetime | None:
        """The chosen hour at which a reminder still helps; None if there is none."""
        at = self.chosen_after(times.since)
        return at if at and at <= times.until - BEFORE_CLOSING else None

    def contains(self, at: datetime) -> bool:
        return any(opens <= at < closes for opens, closes in self._spans(at))

    def next_open(self, at: datetime) -> datetime:
        """The earliest instant in the hours that is not before `at`."""
        return min(max(opens, at) for opens, closes in self._spans(at) if at < closes)

    def last_open(self, at: datetime) -> datetime:
        """The latest instant in the hours that is not after `at`, a minute before they close."""
        return max(min(closes - BEFORE_CLOSING, at) for opens, closes in self._spans(at) if opens <= at)

    def _spans(self, at: datetime) -> list[tuple[datetime, datetime]]:
        """When the hours open and close around an instant, from two days before until two days after: on one of these days the
        clock may jump over them."""
        today = local_day(at, self.zone)
        spans = [self._span(today + timedelta(days=days)) for days in range(-2, 3)]
        return [(opens, closes) for opens, closes in spans if opens < closes]

    def _span(self, day: date) -> tuple[datetime, datetime]:
        closing = day if self.first < self.last else day + timedelta(days=1)
        return instant(day, self.first, self.zone), instant(closing, self.last, self.zone)


def _from_to(first: time, last: time) -> timedelta:
    """How long it is from one wall time to the next time of another."""
    return (datetime.combine(date.min, last) - datetime.combine(date.min, first)) % timedelta(days=1)


def _later(at: time, span: timedelta) -> time:
    return (datetime.combine(date.min, at) + span).time()


def reminder_at(hours: ReminderHours, times: ReminderTimes, spread: timedelta) -> datetime | None:
    """When a reminder is sent: as near to the chosen or usual time as the hours allow; None if it cannot come in time.

    Outside the hours, or too late to help, it comes at the last moment before, but not too early; else when they open again.
    `spread` is this member's distance from the first one who is reminded of the same thing, so that not all are sent at once; it
    is given up if the hours are too short for it.
    """
    latest = times.until - BEFORE_CLOSING
    at = max(hours.chosen_after(times.since) or times.usual, times.earliest) + spread
    last, opens = hours.last_open(min(at, latest)), hours.next_open(at)
    moments = (at, last - spread, opens + spread, opens, last)
    return next((each for each in moments if times.earliest <= each <= latest and hours.contains(each)), None)


def checkin_reminder(hours: ReminderHours, timetable: Timetable, day: date, own: OwnDays) -> datetime | None:
    """When the first one is reminded of the check-in for a day; None if no reminder of it can come."""
    return reminder_at(hours, checkin_times(timetable, day, own, timetable.prompt_at(day)), timedelta())


def comes_too_late(hours: ReminderHours, timetable: Timetable, day: date, own: OwnDays) -> bool:
    """Whether the chosen hour comes when a reminder of the check-in for a day helps no more."""
    return hours.chosen is not None and hours.chosen_in(checkin_times(timetable, day, own, timetable.prompt_at(day))) is None
