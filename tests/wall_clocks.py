"""Zones, days and wall times as hypothesis makes them up, the odd ones among them."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from bot.domain.calendar import DAYS, zones
from bot.domain.own_days import LATEST_END, MIDNIGHT, OwnDays

ALL = frozenset(DAYS)
ODD_ZONES = (
    "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca", "America/Sao_Paulo",
    "America/Nuuk", "Asia/Kathmandu", "Pacific/Chatham", "Pacific/Kiritimati", "Atlantic/Azores", "America/Havana", "UTC",
)  # fmt: skip
"""Half an hour of daylight saving, a skipped day, clocks that go back in spring, gaps at and across midnight, odd offsets."""

ZONES = st.sampled_from(ODD_ZONES) | st.sampled_from(zones())
DATES = st.dates(date(1990, 1, 1), date(2037, 12, 31))
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
INSTANTS = st.datetimes(datetime(1990, 1, 1), datetime(2037, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
OWN_DAYS = st.builds(OwnDays, ZONES, st.just(MIDNIGHT) | st.times(MIDNIGHT, LATEST_END))
CHOSEN = st.frozensets(st.sampled_from(DAYS), min_size=1)

APIA = "Pacific/Apia"
SKIPPED = date(2011, 12, 30)


def exists(day: date, at: time, zone: str) -> bool:
    """Whether a wall time happens on a day, told in another way than the code does: it comes back from UTC."""
    wall = datetime.combine(day, at, tzinfo=ZoneInfo(zone))
    return wall.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == wall.replace(tzinfo=None)


def day_exists(day: date, zone: str) -> bool:
    return any(exists(day, time(hour, 30), zone) for hour in range(24))
