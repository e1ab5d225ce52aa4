"""The hours of each day in which a member may be reminded, and when a reminder comes that would fall outside them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

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

    def chosen_after(self, since: datetime) -> datetime | None:
        """The first instant of the chosen hour that is not before `since`."""
        if self.chosen is None:
            return None
        day = local_day(since, self.zone)
        return next(at for at in (instant(day + timedelta(days=n), self.chosen, self.zone) for n in range(3)) if at >= since)

    def contains(self, at: datetime) -> bool:
        return any(opens <= at < closes for opens, closes in self._spans(at))

    def next_open(self, at: datetime) -> datetime:
        """The earliest instant in the hours that is not before `at`."""
        return min(max(opens, at) for opens, closes in self._spans(at) if at < closes)

    def last_open(self, at: datetime) -> datetime:
        """The latest instant in the hours that is not after `at`, a minute before they close."""
        return max(min(closes - BEFORE_CLOSING, at) for opens, closes in self._spans(at) if opens <= at)

    def _spans(self, at: datetime) -> list[tuple[datetime, datetime]]:
        """When the hours open and close around an instant, on the day before, the day itself and the day after."""
        today = local_day(at, self.zone)
        spans = [self._span(today + timedelta(days=days)) for days in (-1, 0, 1)]
        return [(opens, closes) for opens, closes in spans if opens < closes]

    def _span(self, day: date) -> tuple[datetime, datetime]:
        closing = day if self.first < self.last else day + timedelta(days=1)
        return instant(day, self.first, self.zone), instant(closing, self.last, self.zone)


def reminder_at(hours: ReminderHours, times: ReminderTimes, spread: timedelta) -> datetime | None:
    """When a reminder is sent: as near to the chosen or usual time as the hours allow; None if it cannot come in time.

    Outside the hours it comes before they close, but not too early; else when they open again. `spread` is this member's
    distance from the first one who is reminded of the same thing, so that not all are sent at once.
    """
    at = max(hours.chosen_after(times.since) or times.usual, times.earliest) + spread
    if hours.contains(at):
        return at
    before = hours.last_open(at) - spread
    if before >= times.earliest and hours.contains(before):
        return before
    after = hours.next_open(at) + spread
    after = after if hours.contains(after) else hours.next_open(at)
    return after if after < times.until else None


def reached_after(hours: ReminderHours, timetable: Timetable, day: date, own: OwnDays) -> bool:
    """Whether a reminder of the check-in for a day can come."""
    times = checkin_times(timetable, day, own, timetable.prompt_at(day))
    return reminder_at(hours, times, timedelta()) is not None
