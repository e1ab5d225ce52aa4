"""A member's own days: in their zone, ending at midnight or at an hour of the night that they chose."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.domain.calendar import instant, local_day

MIDNIGHT = time(0)
LATEST_END = time(6)
"""The latest hour at which a day can end."""
FARTHEST_BEHIND = timedelta(hours=12 + LATEST_END.hour)
"""How far behind UTC days can be: by the zone where they end last, and by the latest hour at which they end."""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OwnDays:
    """Days of a zone, each until the wall time `ends` of the next date. Raises ValueError if that is after LATEST_END."""

    zone: str
    ends: time = MIDNIGHT

    def __post_init__(self) -> None:
        if self.ends > LATEST_END:
            raise ValueError(f"a day ends at {LATEST_END} at the latest, not at {self.ends}")

    def day_of(self, at: datetime) -> date:
        day = local_day(at, self.zone)
        return day if at >= self.begin_of(day) else day - ONE_DAY

    def begin_of(self, day: date) -> datetime:
        """The instant at which a day begins."""
        return instant(day, self.ends, self.zone)

    def end_of(self, day: date) -> datetime:
        """The instant at which a day is over."""
        return self.begin_of(day + ONE_DAY)


def day_not_over(now: datetime) -> date:
    """The day it is for those whose days end last: every earlier one is over for everybody, wherever they are."""
    return (now - FARTHEST_BEHIND).date()
