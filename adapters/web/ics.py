"""Calendars as files that calendar apps read (RFC 5545). Their library is imported for the first: it takes 3 MB."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.domain.calendar_entry import Calendar, CalendarEntry

if TYPE_CHECKING:
    from icalendar import Component, Event

READ_AGAIN = timedelta(hours=1)
"""How often an app that subscribes is asked to look; many look but once a day."""


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
        "x-published-ttl": READ_AGAIN,
    }
    _add(written, lines)
    zone = ZoneInfo(calendar.zone)
    for entry in calendar.entries:
        written.add_component(_event(entry, zone, calendar.at))
    written.add_missing_timezones()
    return written.to_ical()


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


def _add(component: "Component", lines: dict[str, Any]) -> None:
    for name, value in lines.items():
        component.add(name, value)  # pyright: ignore[reportUnknownMemberType]
