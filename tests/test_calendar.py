"""Weeks, days and wall clocks keep their order and their meaning through every change of the clocks."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.domain.calendar import (
    DAYS,
    Plan,
    can_fill,
    fillable_days,
    instant,
    instants,
    local_day,
    next_instant,
    zone_named,
    zones,
)

ALL = frozenset(DAYS)
ODD_ZONES = (
    "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca", "America/Sao_Paulo",
    "America/Nuuk", "Asia/Kathmandu", "Pacific/Chatham", "Pacific/Kiritimati", "Atlantic/Azores", "America/Havana", "UTC",
)  # fmt: skip
"""Half an hour of daylight saving, a skipped day, clocks that go back in spring, gaps at and across midnight, odd offsets."""

ZONES = st.sampled_from(ODD_ZONES) | st.sampled_from(zones())
DATES = st.dates(date(1990, 1, 1), date(2037, 12, 31))
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2037, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
PLANS = st.builds(Plan, DATES, TIMES, ZONES, st.integers(1, 60))
CHOSEN = st.frozensets(st.sampled_from(DAYS), min_size=1)

APIA = "Pacific/Apia"
SKIPPED = date(2011, 12, 30)


def exists(day: date, at: time, zone: str) -> bool:
    """Whether a wall time happens on a day, told in another way than the code does: it comes back from UTC."""
    wall = datetime.combine(day, at, tzinfo=ZoneInfo(zone))
    return wall.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == wall.replace(tzinfo=None)


def day_exists(day: date, zone: str) -> bool:
    return any(exists(day, time(hour, 30), zone) for hour in range(24))


# Weeks


@given(PLANS, st.integers(-3, 64), st.timedeltas(timedelta(0), timedelta(days=7)))
@example(Plan(date(2010, 11, 7), time(0), "America/St_Johns", 4), 1, timedelta(minutes=30))  # back to the day before
def test_the_week_under_way_has_begun_and_the_next_has_not(plan: Plan, number: int, later: timedelta) -> None:
    now = plan.begins(number) + later
    week = plan.week_at(now)
    assert 0 <= week <= plan.weeks + 1
    assert week == 0 or plan.begins(week) <= now
    assert week > plan.weeks or now < plan.begins(week + 1)


@given(PLANS, MOMENTS, MOMENTS)
def test_weeks_never_go_back(plan: Plan, one: datetime, other: datetime) -> None:
    assert plan.week_at(min(one, other)) <= plan.week_at(max(one, other))


@given(PLANS)
def test_a_week_begins_exactly_when_it_begins(plan: Plan) -> None:
    for number in range(1, plan.weeks + 2):
        assert plan.week_at(plan.begins(number)) == number
        assert plan.week_at(plan.begins(number) - timedelta(microseconds=1)) == number - 1
    assert plan.ends == plan.begins(plan.weeks + 1)


@given(PLANS)
def test_weeks_begin_seven_days_apart_at_the_same_wall_time(plan: Plan) -> None:
    for number in range(1, plan.weeks + 2):
        day = plan.start + timedelta(weeks=number - 1)
        assume(day_exists(day, plan.zone))
        wall = plan.begins(number).astimezone(ZoneInfo(plan.zone)).replace(tzinfo=None)
        moved = wall - datetime.combine(day, plan.at)
        assert timedelta(0) < moved <= timedelta(hours=2) if not exists(day, plan.at, plan.zone) else not moved


@pytest.mark.parametrize(
    ("day", "at", "zone", "when"),
    [
        (date(2026, 3, 29), time(2, 30), "Europe/Berlin", "2026-03-29T01:30"),  # skipped: an hour later, at 3:30
        (date(2026, 10, 25), time(2, 30), "Europe/Berlin", "2026-10-25T00:30"),  # twice: the first
        (date(2026, 10, 4), time(2, 15), "Australia/Lord_Howe", "2026-10-03T15:45"),  # half an hour later, at 2:45
        (date(2026, 4, 5), time(1, 45), "Australia/Lord_Howe", "2026-04-04T14:45"),
        (date(2018, 11, 4), time(0), "America/Sao_Paulo", "2018-11-04T03:00"),  # midnight was skipped
        (date(2024, 3, 30), time(23, 30), "America/Nuuk", "2024-03-31T01:30"),  # skipped: on the next day
        (date(2026, 1, 5), time(18), "Asia/Kathmandu", "2026-01-05T12:15"),
    ],
)
def test_a_wall_time_that_is_skipped_or_repeated_happens_once(day: date, at: time, zone: str, when: str) -> None:
    assert instant(day, at, zone) == datetime.fromisoformat(when).replace(tzinfo=UTC)


# Days


@given(CHOSEN, TIMES, ZONES, MOMENTS, st.timedeltas(timedelta(0), timedelta(days=20)))
@example(ALL, time(2, 30), "Europe/Berlin", datetime(2026, 3, 27, tzinfo=UTC), timedelta(days=5))
@example(ALL, time(2, 30), "Europe/Berlin", datetime(2026, 10, 23, tzinfo=UTC), timedelta(days=5))
@example(ALL, time(1, 45), "Australia/Lord_Howe", datetime(2026, 4, 2, tzinfo=UTC), timedelta(days=5))
@example(ALL, time(18), APIA, datetime(2011, 12, 28, tzinfo=UTC), timedelta(days=5))
@example(ALL, time(2, 30), "Africa/Casablanca", datetime(2026, 2, 13, tzinfo=UTC), timedelta(days=5))
@example(ALL, time(23, 30), "America/Nuuk", datetime(2024, 3, 28, tzinfo=UTC), timedelta(days=5))
@example(ALL, time(23, 30), "America/Nuuk", datetime(2024, 3, 31, 1, 10, tzinfo=UTC), timedelta(days=1))
def test_every_chosen_day_comes_once_and_none_is_left_out(
    days: frozenset[str], at: time, zone: str, after: datetime, span: timedelta
) -> None:
    found = list(instants(days, at, zone, after, after + span))
    assert all(after < when <= after + span for _, when in found)
    assert all(one < other for (_, one), (_, other) in pairwise(found))
    around = [local_day(after, zone) + timedelta(days=shift) for shift in range(-2, span.days + 4)]
    chosen = [day for day in around if DAYS[day.weekday()] in days and day_exists(day, zone)]
    assert [day for day, _ in found] == [day for day in chosen if after < instant(day, at, zone) <= after + span]


@given(CHOSEN, TIMES, ZONES, MOMENTS)
@example(frozenset({"fri"}), time(18), APIA, datetime(2011, 12, 24, 4, tzinfo=UTC))
def test_the_next_instant_is_later_on_a_chosen_day_with_none_between(
    days: frozenset[str], at: time, zone: str, after: datetime
) -> None:
    following = next_instant(days, at, zone, after)
    assert after < following
    assert list(instants(days, at, zone, after, following))[0][1] == following  # noqa: RUF015
    assert len(list(instants(days, at, zone, after, following))) == 1


def test_a_day_that_a_zone_left_out_is_left_out() -> None:
    start = datetime(2011, 12, 29, tzinfo=UTC)
    days = [day for day, _ in instants(ALL, time(18), APIA, start, start + timedelta(days=4))]
    assert days == [date(2011, 12, 28), date(2011, 12, 29), date(2011, 12, 31), date(2012, 1, 1)]
    assert not day_exists(SKIPPED, APIA)


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


@given(st.dates(), MOMENTS, ZONES)
@example(date.max, datetime(2026, 1, 5, tzinfo=UTC), "Pacific/Kiritimati")
@example(date.min, datetime(2026, 1, 5, tzinfo=UTC), "Pacific/Kiritimati")
@example(date.min, datetime(2026, 1, 5, tzinfo=UTC), "America/New_York")
def test_any_day_that_can_be_typed_is_open_or_closed(day: date, now: datetime, zone: str) -> None:
    assert can_fill(day, now, zone) == (day in fillable_days(now, zone))


@given(st.integers(-6, 2), MOMENTS, ZONES)
@example(-3, datetime(2026, 3, 30, 22, 30, tzinfo=UTC), "Europe/Berlin")  # the day before a day of 23 hours
def test_any_day_near_is_offered_when_it_is_open(days: int, now: datetime, zone: str) -> None:
    day = local_day(now, zone) + timedelta(days=days)
    assert can_fill(day, now, zone) == (day in fillable_days(now, zone))


@given(MOMENTS, ZONES)
def test_the_days_that_are_open_begin_with_today_and_go_back_one_by_one(now: datetime, zone: str) -> None:
    days = fillable_days(now, zone)
    assert days == [local_day(now, zone) - timedelta(days=back) for back in range(len(days))]
    assert 3 <= len(days) <= 4


# Names


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        (" New York ", "America/New_York"),
        ("new_york", "America/New_York"),
        ("lord howe", "Australia/Lord_Howe"),
        ("utc", "UTC"),
        ("Atlantis", None),
        ("", None),
        ("Europe", None),
        ("louisville", None),  # there are two
    ],
)
def test_a_zone_is_named_by_its_city(text: str, zone: str | None) -> None:
    assert zone_named(text) == zone


@pytest.mark.parametrize("change", [str, str.upper, str.lower, lambda zone: zone.replace("_", " ")])
def test_every_zone_answers_to_its_whole_name(change: type[str]) -> None:
    assert [zone_named(change(zone)) for zone in zones()] == list(zones())


@given(st.text())
def test_any_text_names_a_zone_or_none(text: str) -> None:
    assert zone_named(text) in (None, *zones())
