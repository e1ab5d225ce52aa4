"""What a calendar app is given: entries that it shows, moves and takes away by their ids."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """From `starts` until `ends`: two instants, or two days, of which the last is not part of it."""

    id: str
    """Stays the same however the entry moves."""
    starts: date | datetime
    ends: date | datetime
    title: str
    version: int
    """Grows whenever the entry may have moved."""
    text: str = ""
    is_busy: bool = False
    """Whether other things cannot be planned meanwhile."""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    name: str
    zone: str
    """In which instants are written: an IANA name."""
    at: datetime
    """As of when it tells what is planned."""
    entries: tuple[CalendarEntry, ...]

    @property
    def weeks(self) -> list[CalendarEntry]:
        """The entries that last whole days."""
        return [entry for entry in self.entries if not isinstance(entry.starts, datetime)]
