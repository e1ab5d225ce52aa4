"""Weeks, days and wall clocks keep their order and their meaning through every change of the clocks."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.calendar import (
    DAYS,
    instant,
    instants,
    local_day,
    next_instant,
    zone_named,
    zones,
)
from tests.wall_clocks import ALL, APIA, CHOSEN, INSTANTS, SKIPPED, TIMES, ZONES, day_exists

# Wall times


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


@given(CHOSEN, TIMES, ZONES, INSTANTS, st.timedeltas(timedelta(0), timedelta(days=20)))
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


@given(CHOSEN, TIMES, ZONES, INSTANTS)
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
