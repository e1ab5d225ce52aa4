"""The hours of each day in which a member may be reminded, and when a reminder comes that would fall outside them."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.domain.calendar import instant, local_day

BEFORE_CLOSING = timedelta(minutes=1)
"""What is sent at the last moment must still arrive in time."""


@dataclass(frozen=True, slots=True)
class ReminderHours:
    """From `first` until `last` on the member's own clock, over midnight if `last` comes before `first`."""

    first: time
    last: time
    zone: str

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


@dataclass(frozen=True, slots=True)
class ReminderTimes:
    """When reminders of one thing usually come, from when on they may, and until when they help."""

    usual: datetime
    earliest: datetime
    until: datetime

    def not_before(self, at: datetime) -> "ReminderTimes":
        return replace(self, earliest=max(self.earliest, at))


def reminder_at(hours: ReminderHours, times: ReminderTimes, spread: timedelta) -> datetime | None:
    """When a reminder is sent: as near to the usual time as the hours allow; None if it cannot come in time.

    Outside the hours it comes before they close, but not too early; else when they open again. `spread` is this member's
    distance from the first one who is reminded of the same thing, so that not all are sent at once.
    """
    at = max(times.usual, times.earliest) + spread
    if hours.contains(at):
        return at
    before = hours.last_open(at) - spread
    if before >= times.earliest and hours.contains(before):
        return before
    after = hours.next_open(at) + spread
    after = after if hours.contains(after) else hours.next_open(at)
    return after if after < times.until else None
