"""Timetables: a plain one, and those that hypothesis makes up."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import get_args

from hypothesis import strategies as st

from bot.domain.breaks import Break, BreakKind
from bot.domain.calendar import DAYS
from bot.domain.timetable import Timetable
from tests.wall_clocks import ALL, CHOSEN, DATES, TIMES, ZONES

WORKDAYS = frozenset(DAYS[:5])
PLAIN = Timetable(
    start=date(2026, 1, 5), at=time(18), zone="UTC", weeks=4,
    checkin_days=WORKDAYS, checkin_at=time(18), challenge_days=ALL, challenge_at=time(8),
)  # fmt: skip
"""From Monday, 5 January."""
MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
BREAKS = st.builds(
    lambda kind, begin, days: Break(kind, begin, begin + timedelta(days=days)),
    st.sampled_from(get_args(BreakKind)),
    st.dates(date(2025, 12, 20), date(2026, 6, 1)),
    st.integers(0, 40),
)
WITHOUT_BREAKS = st.builds(
    Timetable,
    start=DATES,
    at=TIMES,
    zone=ZONES,
    weeks=st.integers(1, 60),
    checkin_days=CHOSEN,
    checkin_at=TIMES,
    challenge_days=st.frozensets(st.sampled_from(DAYS)),
    challenge_at=TIMES,
)
TIMETABLES = WITHOUT_BREAKS | st.builds(
    replace,
    WITHOUT_BREAKS,
    start=st.dates(date(2025, 12, 25), date(2026, 2, 1)),
    breaks=st.lists(BREAKS, max_size=4).map(tuple),
)
"""From any time, or in the months in which their breaks are."""
OPEN_PAUSES = st.builds(Break, st.just("pause"), st.dates(date(2025, 12, 20), date(2026, 6, 1)))


def _ended(timetable: Timetable, pauses: list[Break], days: int) -> Timetable:
    ended_at = max(timetable.begins(1), timetable.planned_end + timedelta(days=days))
    return replace(timetable, breaks=(*timetable.breaks, *pauses), ended_at=ended_at)


ENDED = st.builds(
    _ended,
    TIMETABLES,
    st.lists(OPEN_PAUSES, max_size=1),
    st.integers(-40, 60) | st.sampled_from([7, 14]),
)
"""Those that a moderator lets end early or late, some of them in a pause without a last day."""
