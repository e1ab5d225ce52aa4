"""The hours of each day in which a member may be reminded, and when a reminder comes that would fall outside them."""

from dataclasses import dataclass
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


def reminder_at(
    hours: ReminderHours, wanted: datetime, earliest: datetime, until: datetime, spread: timedelta
) -> datetime | None:
    """When a reminder is sent: as near to `wanted` as the hours allow.

    Inside the hours it comes at `wanted`. Else it comes before they close, but not before `earliest`; else when they open
    again, if that is before `until`; None if it cannot come in time. `spread` is this member's distance from the first one who
    is reminded of the same thing, so that not all are sent at once.
    """
    at = wanted + spread
    if hours.contains(at):
        return at
    before = hours.last_open(at) - spread
    if before >= earliest and hours.contains(before):
        return before
    after = hours.next_open(at) + spread
    after = after if hours.contains(after) else hours.next_open(at)
    return after if after < until else None
