"""Calendars as files that calendar apps read (RFC 5545). Their library is imported for the first: it takes 3 MB."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.domain.calendar_entry import Calendar, CalendarEntry

if TYPE_CHECKING:
    from icalendar import Component, Event, Timezone, vDuration

READ_AGAIN = timedelta(hours=1)
"""How often an app that subscribes is asked to look; many look but once a day."""
ONE_DAY, ONE_MINUTE = timedelta(days=1), timedelta(minutes=1)


def calendar_file(calendar: Calendar) -> bytes:
    """The file of a calendar; takes some milliseconds for each month."""
    from icalendar import Calendar as Written

    written = Written()
    lines = {
        "prodid": "-//Cairn//EN",
        "version": "2.0",
        "method": "PUBLISH",
        "name": calendar.name,
        "x-wr-calname": calendar.name,
        "refresh-interval": _duration(READ_AGAIN),
        "x-published-ttl": _duration(READ_AGAIN),  # apps know one of the two
    }
    _add(written, lines)
    zone = ZoneInfo(calendar.zone)
    planned = [at for entry in calendar.entries for at in (entry.starts, entry.ends) if isinstance(at, datetime)]
    instants = planned or [calendar.at]  # a calendar without any component is none
    written.add_component(_timezone(zone, min(instants).astimezone(UTC) - ONE_DAY, max(instants).astimezone(UTC) + ONE_DAY))
    for entry in calendar.entries:
        written.add_component(_event(entry, zone, calendar.at))
    return written.to_ical()


def _timezone(zone: ZoneInfo, first: datetime, last: datetime) -> "Timezone":
    """What a zone does with its clocks from `first` to `last`. Each change stands by itself: some readers pass over `RDATE`, by
    which the library writes changes, and are an hour off."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    written = Timezone()
    written.add("tzid", zone.key)  # pyright: ignore[reportUnknownMemberType]
    for at in (first, *_changes(zone, first, last)):
        before, now = (at - ONE_MINUTE).astimezone(zone), at.astimezone(zone)
        came_from, goes_to = (each.utcoffset() or timedelta() for each in (before, now))
        change = TimezoneDaylight() if now.dst() else TimezoneStandard()
        lines = {
            "dtstart": (at + came_from).replace(tzinfo=None),  # on the clock of before, as the format has it
            "tzoffsetfrom": came_from,
            "tzoffsetto": goes_to,
            "tzname": now.tzname(),
        }
        _add(change, lines)
        written.add_component(change)
    return written


def _changes(zone: ZoneInfo, first: datetime, last: datetime) -> Iterator[datetime]:
    """The instants at which a zone changes its clocks, to the minute."""
    day = first
    while day < last:
        low, high = day, day + ONE_DAY
        if low.astimezone(zone).utcoffset() != high.astimezone(zone).utcoffset():
            while high - low > ONE_MINUTE:
                middle = low + (high - low) // 2
                changed = middle.astimezone(zone).utcoffset() != low.astimezone(zone).utcoffset()
                low, high = (low, middle) if changed else (middle, high)
            yield high.replace(second=0, microsecond=0)
        day += ONE_DAY


def _event(entry: CalendarEntry, zone: ZoneInfo, at: datetime) -> "Event":
    from icalendar import Event

    event = Event()
    starts, ends = (when.astimezone(zone) if isinstance(when, datetime) else when for when in (entry.starts, entry.ends))
    lines = {
        "uid": entry.id,
        "sequence": entry.version,
        "dtstamp": at,
        "dtstart": starts,
        "dtend": ends,
        "summary": entry.title,
        "transp": "OPAQUE" if entry.is_busy else "TRANSPARENT",
        "description": entry.text,
        "url": entry.url,
        "location": entry.url,
    }
    _add(event, {name: value for name, value in lines.items() if value != ""})
    return event


def _duration(length: timedelta) -> "vDuration":
    from icalendar import vDuration

    return vDuration(length, params={"VALUE": "DURATION"})


def _add(component: "Component", lines: dict[str, Any]) -> None:
    for name, value in lines.items():
        component.add(name, value)  # pyright: ignore[reportUnknownMemberType]
