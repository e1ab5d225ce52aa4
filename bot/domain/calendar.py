"""Days, weeks and wall clocks. Instants are aware UTC datetimes; a wall clock is a local date and time in an IANA zone.

A cohort's week begins at the same wall-clock time every seven days, whatever daylight saving does in between. A wall time that a
clock change skips happens as much later as the clock jumped; one that it repeats happens the first time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Names of weekdays as they are stored, Monday first like `date.weekday()`."""

BACKFILL = timedelta(hours=48)
"""How long after its end a missed day can still be filled in."""


@dataclass(frozen=True, slots=True)
class Plan:
    """When a cohort's weeks begin: `weeks` of them from `start` on, each at the wall time `at` in `zone`."""

    start: date
    at: time
    zone: str
    weeks: int

    def begins(self, number: int) -> datetime:
        """The instant week `number` begins; weeks count from 1, and week `weeks + 1` begins when the last one ends."""
        return instant(self.start + timedelta(weeks=number - 1), self.at, self.zone)

    def week_at(self, now: datetime) -> int:
        """The week under way: 0 before the first begins, `weeks + 1` after the last has ended."""
        days = (local_day(now, self.zone) - self.start).days
        guess = max(0, min(days // 7 + 1, self.weeks + 1))
        while guess <= self.weeks and self.begins(guess + 1) <= now:
            guess += 1
        while guess > 0 and self.begins(guess) > now:
            guess -= 1
        return guess

    @property
    def ends(self) -> datetime:
        return self.begins(self.weeks + 1)


def instant(day: date, at: time, zone: str) -> datetime:
    """The instant of a wall time, in UTC."""
    return datetime.combine(day, at, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def local_day(now: datetime, zone: str) -> date:
    return now.astimezone(ZoneInfo(zone)).date()


def day_not_over(now: datetime) -> date:
    """The day it still is where days end last, twelve hours behind UTC: every day before it is over, wherever somebody is."""
    return (now.astimezone(UTC) - timedelta(hours=12)).date()


def instants(days: frozenset[str], at: time, zone: str, after: datetime, until: datetime) -> Iterator[tuple[date, datetime]]:
    """Each chosen weekday's wall time after `after` and not after `until`, with its local day.

    A day that a zone left out altogether, by moving across the date line, is not in it.
    """
    day = local_day(after, zone) - timedelta(days=1)
    last = local_day(until, zone)
    while day <= last:
        when = instant(day, at, zone)
        if DAYS[day.weekday()] in days and after < when <= until and _exists(day, zone):
            yield day, when
        day += timedelta(days=1)


def next_instant(days: frozenset[str], at: time, zone: str, after: datetime) -> datetime:
    """The next chosen weekday's wall time strictly after `after`. `days` is not empty."""
    two_weeks = timedelta(days=16)  # the only chosen day of the coming week may be one that does not exist
    return next(when for _, when in instants(days, at, zone, after, after + two_weeks))


def _exists(day: date, zone: str) -> bool:
    return local_day(instant(day, time(12), zone), zone) == day


def can_fill(day: date, now: datetime, zone: str) -> bool:
    """Whether a check-in for `day` is still taken: today, or a day that ended less than 48 hours ago in the member's zone."""
    today = local_day(now, zone)
    return day <= today and now < instant(day + timedelta(days=1), time(0), zone) + BACKFILL


def fillable_days(now: datetime, zone: str) -> list[date]:
    """The days a check-in is taken for, today first."""
    today = local_day(now, zone)
    return [day for day in (today - timedelta(days=back) for back in range(4)) if can_fill(day, now, zone)]


@cache
def zones() -> tuple[str, ...]:
    """The IANA zones people choose from, sorted; historic aliases without a place are left out."""
    return (*sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/")), "UTC")


def zone_named(text: str) -> str | None:
    """The zone somebody means by `Europe/Berlin`, `berlin` or `new york`; None where no zone, or more than one, fits."""
    wanted = text.strip().casefold().replace(" ", "_")
    whole = [zone for zone in zones() if zone.casefold() == wanted]
    last = [zone for zone in zones() if zone.casefold().rsplit("/", 1)[-1] == wanted]
    found = whole or last
    return found[0] if len(found) == 1 else None
