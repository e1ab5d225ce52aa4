"""Days and wall clocks. Instants are aware UTC datetimes; a wall clock is a local date and time in an IANA zone.

A wall time that a clock change skips happens as much later as the clock jumped; one that it repeats happens the first time.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Names of weekdays as they are stored, Monday first like `date.weekday()`."""


@lru_cache(maxsize=10_000)
def instant(day: date, at: time, zone: str) -> datetime:
    """The instant of a wall time, in UTC."""
    return datetime.combine(day, at, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def local_day(now: datetime, zone: str) -> date:
    return now.astimezone(ZoneInfo(zone)).date()


def local_time(now: datetime, zone: str) -> time:
    return now.astimezone(ZoneInfo(zone)).time()


def end_of_day(day: date, zone: str) -> datetime:
    """The instant at which a day is over in a zone."""
    return instant(day + timedelta(days=1), time(0), zone)


def instants(days: frozenset[str], at: time, zone: str, after: datetime, until: datetime) -> Iterator[tuple[date, datetime]]:
    """The instant of the wall time `at` on each chosen weekday, with its local day, after `after` and up to `until`.

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


@cache
def zones() -> tuple[str, ...]:
    """The IANA zones people choose from, sorted; historic aliases without a place are left out."""
    return (*sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/")), "UTC")


@lru_cache(maxsize=1000)
def zone_named(text: str) -> str | None:
    """The zone somebody means by `Europe/Berlin`, `berlin` or `new york`; None if no zone fits, or more than one."""
    wanted = text.strip().casefold().replace(" ", "_")
    whole = [zone for zone in zones() if zone.casefold() == wanted]
    last = [zone for zone in zones() if zone.casefold().rsplit("/", 1)[-1] == wanted]
    found = whole or last
    return found[0] if len(found) == 1 else None
