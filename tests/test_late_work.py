"""A missed day can be filled in until 48 hours after its end, and the days that can be are offered."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.domain.calendar import instant, local_day
from bot.domain.late_work import can_fill, fillable_days
from tests.wall_clocks import DATES, INSTANTS, ZONES, day_exists

# Missed days


@given(DATES, ZONES)
def test_a_missed_day_is_open_until_two_days_after_it_ended(day: date, zone: str) -> None:
    closes = instant(day + timedelta(days=1), time(0), zone) + timedelta(hours=48)
    assert can_fill(day, closes - timedelta(microseconds=1), zone)
    assert not can_fill(day, closes, zone)


@given(DATES, ZONES)
def test_a_day_opens_when_it_begins(day: date, zone: str) -> None:
    assume(day_exists(day, zone))
    begins = instant(day, time(0), zone)
    assert can_fill(day, begins, zone)
    assert not can_fill(day, begins - timedelta(seconds=1), zone)


@given(st.dates(), INSTANTS, ZONES)
@example(date.max, datetime(2026, 1, 5, tzinfo=UTC), "Pacific/Kiritimati")
@example(date.min, datetime(2026, 1, 5, tzinfo=UTC), "Pacific/Kiritimati")
@example(date.min, datetime(2026, 1, 5, tzinfo=UTC), "America/New_York")
def test_any_day_that_can_be_typed_is_open_or_closed(day: date, now: datetime, zone: str) -> None:
    assert can_fill(day, now, zone) == (day in fillable_days(now, zone))


@given(st.integers(-6, 2), INSTANTS, ZONES)
@example(-3, datetime(2026, 3, 30, 22, 30, tzinfo=UTC), "Europe/Berlin")  # the day before a day of 23 hours
def test_any_day_near_is_offered_when_it_is_open(days: int, now: datetime, zone: str) -> None:
    day = local_day(now, zone) + timedelta(days=days)
    assert can_fill(day, now, zone) == (day in fillable_days(now, zone))


@given(INSTANTS, ZONES)
def test_the_days_that_are_open_begin_with_today_and_go_back_one_by_one(now: datetime, zone: str) -> None:
    days = fillable_days(now, zone)
    assert days == [local_day(now, zone) - timedelta(days=back) for back in range(len(days))]
    assert 3 <= len(days) <= 4
