"""When a reminder comes whose usual time a member's own hours leave out."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.calendar import zones
from bot.domain.own_days import OwnDays
from bot.domain.reminder_hours import ReminderHours, checkin_reminder, reminder_at
from bot.domain.reminder_times import ReminderTimes, checkin_times
from tests.timetables import PLAIN

DAY = timedelta(days=1)
HALF_AN_HOUR = timedelta(minutes=30)
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
HOURS = st.builds(ReminderHours, TIMES, TIMES, st.sampled_from(zones()))
SPREADS = st.integers(0, 200).map(lambda nth: nth * timedelta(seconds=20))


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-01-{text}+00:00")


def planned(first: str, last: str, wanted: str, earliest: str, until: str) -> str | None:
    hours = ReminderHours(time.fromisoformat(first), time.fromisoformat(last), "UTC")
    found = reminder_at(hours, ReminderTimes(at(wanted), at(wanted), at(earliest), at(until)), timedelta())
    return found and f"{found:%d %H:%M}"


def test_it_comes_when_wanted_else_before_the_hours_close_else_when_they_open() -> None:
    assert planned("09:00", "22:00", "05 20:00", "05 18:30", "06 18:00") == "05 20:00"
    assert planned("09:00", "20:00", "05 20:00", "05 18:30", "06 18:00") == "05 19:59"
    assert planned("09:00", "18:30", "05 20:00", "05 18:30", "06 18:00") == "06 09:00"
    assert planned("22:00", "06:00", "05 20:00", "05 18:30", "06 18:00") == "05 22:00"
    assert planned("22:00", "06:00", "06 05:00", "06 05:00", "07 18:00") == "06 05:00"
    assert planned("12:00", "13:00", "05 20:00", "05 18:30", "06 12:00") is None
    assert planned("00:00", "00:00", "06 00:00", "05 18:30", "06 18:00") == "06 00:00"


@given(HOURS, INSTANTS, SPREADS, st.integers(0, 47))
def test_it_is_in_the_hours_not_too_early_and_in_time(
    hours: ReminderHours, wanted: datetime, spread: timedelta, halves: int
) -> None:
    earliest, until = wanted - halves * HALF_AN_HOUR, wanted + DAY
    found = reminder_at(hours, ReminderTimes(wanted, wanted, earliest, until), spread)
    if found is not None:
        assert hours.contains(found)
        assert earliest <= found < until + spread


@given(HOURS, INSTANTS)
def test_whatever_the_hours_a_reminder_comes_within_a_day_and_a_bit(hours: ReminderHours, wanted: datetime) -> None:
    assert reminder_at(hours, ReminderTimes(wanted, wanted, wanted, wanted + DAY + timedelta(hours=2)), timedelta()) is not None


@given(HOURS, INSTANTS)
def test_the_next_opening_is_now_or_later_and_nothing_open_lies_between(hours: ReminderHours, now: datetime) -> None:
    opening = hours.next_open(now)
    assert opening >= now
    assert hours.contains(opening)
    assume(opening > now)
    assert not hours.contains(now)
    assert not hours.contains(opening - timedelta(microseconds=1))


@given(HOURS, TIMES, INSTANTS)
def test_an_hour_of_ones_own_comes_within_a_day_and_is_kept(hours: ReminderHours, chosen: time, since: datetime) -> None:
    assume(hours.holds(chosen))
    own = replace(hours, chosen=chosen)
    wanted = own.chosen_after(since)
    assert wanted
    assert since <= wanted <= since + DAY + timedelta(hours=2)
    assume(own.contains(wanted))  # not where the clock jumps over it
    times = ReminderTimes(since, since + timedelta(hours=2), since, since + 2 * DAY)
    assert reminder_at(own, times, timedelta()) == wanted


@given(HOURS, TIMES, st.sampled_from(zones()), INSTANTS, st.times(time(0), time(6)), st.booleans(), SPREADS)
def test_of_each_prompt_a_reminder_comes_in_the_hours_or_it_is_known_that_none_can(
    hours: ReminderHours, asked: time, zone: str, now: datetime, ends: time, own_hour: bool, spread: timedelta
) -> None:
    hours = replace(hours, chosen=hours.last).holding(hours.last) if own_hour else hours
    timetable, own = replace(PLAIN, zone=zone, checkin_at=asked, start=now.date()), OwnDays(hours.zone, ends)
    prompt = next(timetable.prompts(now))
    sent = reminder_at(hours, checkin_times(timetable, prompt.day, own, prompt.at), spread)
    assert (sent is None) == (checkin_reminder(hours, timetable, prompt.day, own) is None)
    if sent is not None:
        assert hours.contains(sent)
        assert max(prompt.at + HALF_AN_HOUR, own.begin_of(prompt.day)) <= sent < prompt.at + DAY


@given(HOURS, TIMES)
def test_longer_hours_hold_an_hour_and_all_that_they_held(hours: ReminderHours, at: time) -> None:
    longer = hours.holding(at)
    assert longer.holds(at)
    assert all(longer.holds(time(hour)) for hour in range(24) if hours.holds(time(hour)))


@pytest.mark.parametrize("now", ["2026-03-28 04:00", "2026-03-29 02:30", "2026-03-30 00:30"])
def test_hours_that_the_clock_jumps_over_one_night_come_the_next(now: str) -> None:
    night, at = ReminderHours(time(2), time(3), "Europe/Berlin"), datetime.fromisoformat(f"{now}+02:00")
    assert night.last_open(at) <= at <= night.next_open(at)
