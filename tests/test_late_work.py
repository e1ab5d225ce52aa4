"""A missed day can be filled in until 48 hours after its end, and the days that can be are offered."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.domain.late_work import can_fill, fillable_days
from bot.domain.own_days import OwnDays
from tests.wall_clocks import DATES, INSTANTS, OWN_DAYS, day_exists
from tests.world import World, words

# Missed days


@given(DATES, OWN_DAYS)
def test_a_missed_day_is_open_until_two_days_after_it_ended(day: date, own: OwnDays) -> None:
    closes = own.end_of(day) + timedelta(hours=48)
    assert can_fill(day, closes - timedelta(microseconds=1), own)
    assert not can_fill(day, closes, own)


@given(DATES, OWN_DAYS)
def test_a_day_opens_when_it_begins(day: date, own: OwnDays) -> None:
    assume(day_exists(day, own.zone))
    begins = own.begin_of(day)
    assert can_fill(day, begins, own)
    assert not can_fill(day, begins - timedelta(seconds=1), own)


@given(st.dates(), INSTANTS, OWN_DAYS)
@example(date.max, datetime(2026, 1, 5, tzinfo=UTC), OwnDays("Pacific/Kiritimati"))
@example(date.min, datetime(2026, 1, 5, tzinfo=UTC), OwnDays("Pacific/Kiritimati"))
@example(date.min, datetime(2026, 1, 5, tzinfo=UTC), OwnDays("America/New_York"))
def test_any_day_that_can_be_typed_is_open_or_closed(day: date, now: datetime, own: OwnDays) -> None:
    assert can_fill(day, now, own) == (day in fillable_days(now, own))


@given(st.integers(-6, 2), INSTANTS, OWN_DAYS)
@example(-3, datetime(2026, 3, 30, 22, 30, tzinfo=UTC), OwnDays("Europe/Berlin"))  # the day before a day of 23 hours
def test_any_day_near_is_offered_when_it_is_open(days: int, now: datetime, own: OwnDays) -> None:
    day = own.day_of(now) + timedelta(days=days)
    assert can_fill(day, now, own) == (day in fillable_days(now, own))


@given(INSTANTS, OWN_DAYS)
def test_the_days_that_are_open_begin_with_today_and_go_back_one_by_one(now: datetime, own: OwnDays) -> None:
    days = fillable_days(now, own)
    assert days == [own.day_of(now) - timedelta(days=back) for back in range(len(days))]
    assert 3 <= len(days) <= 4


async def test_a_day_before_one_joined_takes_no_checkin(world: World, cohort: str) -> None:
    """The cohort began on Monday; it is Wednesday, and she joins."""
    eve = world.caller("eve")
    world.clock.now = datetime(2026, 1, 7, 9, tzinfo=UTC)
    await eve.card("cohort join", cohort=cohort)
    refused = words(await eve.card("checkin", did="Read", day="2026-01-06"))
    assert "There is no check-in for Tue, Jan 6, 2026: you joined ML January on Wed, Jan 7, 2026." in refused
    assert "Wed, Jan 7" in (await eve.card("checkin", did="Read")).title
    world.clock.advance(days=1)
    assert "Wed, Jan 7" in (await eve.card("checkin", did="Read more", day="2026-01-07")).title
