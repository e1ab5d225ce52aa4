"""The rules of changing a cohort: what has begun, when it ends, what is kept to go back."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.breaks import Break
from bot.domain.calendar import DAYS, local_day, zones
from bot.domain.cohort import Cohort
from bot.domain.cohort_change import (
    as_texts,
    ending_on,
    has_begun,
    reschedules,
    resumed,
    start_fault,
    with_texts,
    without_idle_end,
)

COHORT = Cohort(
    id=1, slug="ml", name="ML", pack="mle", release="1.0", roadmap="roadmap.mlops", weeks=6,
    start=date(2026, 1, 5), at=time(18), zone="Europe/Berlin",
)  # fmt: skip
BEGINS = COHORT.timetable.begins(1)

INSTANTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
COHORTS = st.builds(
    replace,
    st.just(COHORT),
    name=st.text(max_size=60),
    weeks=st.integers(1, 60),
    start=st.dates(date(2025, 6, 1), date(2026, 6, 1)),
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    zone=st.sampled_from(zones()),
    checkin_days=st.frozensets(st.sampled_from(DAYS), min_size=1),
    checkin_at=st.times(),
    capacity=st.none() | st.integers(1, 9999),
    ended_at=st.none() | INSTANTS,
    breaks=st.sampled_from([(), (Break("pause", date(2026, 1, 12)), Break("holiday", date(2026, 1, 8), date(2026, 1, 9)))]),
)


@given(COHORTS, COHORTS)
def test_what_is_kept_of_a_cohort_gives_it_back(one: Cohort, other: Cohort) -> None:
    assert with_texts(other, as_texts(one)) == one


def test_a_cohort_has_begun_at_the_instant_of_its_first_week() -> None:
    assert not has_begun(COHORT, BEGINS - timedelta(seconds=1))
    assert has_begun(COHORT, BEGINS)


def test_it_may_begin_from_today_on_and_within_a_year() -> None:
    today = date(2026, 1, 5)
    faults = [start_fault(today + timedelta(days=days), today) for days in (-1, 0, 366, 367)]
    assert faults == ["over", None, None, "far"]


@given(COHORTS, st.integers(0, 500), INSTANTS)
def test_a_cohort_ends_on_the_day_that_was_chosen_and_never_in_the_past(cohort: Cohort, days: int, now: datetime) -> None:
    day = local_day(now, cohort.zone) + timedelta(days=days)
    ended = ending_on(cohort, day, now)
    if day == cohort.timetable.planned_last_day and not cohort.timetable.has_ended(now):
        assert ended.ended_at is None
        assert not cohort.timetable.plan_waits
    else:
        assert ended.ended_at is not None
        assert ended.ended_at >= now
        assert ended.timetable.last_day - day <= timedelta(days=1)  # a day that a zone left out is the next one


@given(COHORTS, st.integers(1, 300), st.integers(0, 23))
def test_days_on_which_a_cohort_had_ended_ask_nothing_and_hold_its_weeks_once_it_goes_on(
    cohort: Cohort, days: int, hours: int
) -> None:
    early = replace(cohort, ended_at=cohort.timetable.begins(1) + timedelta(days=2, hours=hours))
    now = early.timetable.ends + timedelta(days=days)
    last, today = early.timetable.last_day, local_day(now, cohort.zone)
    goes_on = resumed(early, replace(early, ended_at=now + timedelta(days=400)), now)
    assert all(goes_on.timetable.rests_on(last + timedelta(days=number)) for number in range(1, (today - last).days))
    assert goes_on.timetable.rests_on(today) == replace(early, ended_at=None).timetable.rests_on(today)
    assert goes_on.week_at(now) in (early.week_at(now), early.week_at(now) + 1)
    assert resumed(early, early, now) == early
    assert resumed(goes_on, goes_on, now) == goes_on


def test_ending_today_waits_for_the_cohorts_hour_but_not_for_one_that_is_over() -> None:
    noon = datetime(2026, 1, 14, 12, tzinfo=UTC)
    night = datetime(2026, 1, 14, 20, tzinfo=UTC)
    assert ending_on(COHORT, date(2026, 1, 14), noon).ended_at == datetime(2026, 1, 14, 17, tzinfo=UTC)
    assert ending_on(COHORT, date(2026, 1, 14), night).ended_at == night


def test_an_end_that_a_new_plan_passes_is_none_in_either_direction_and_one_that_was_just_set_stays() -> None:
    early = replace(COHORT, ended_at=COHORT.timetable.planned_end - timedelta(days=8))
    late = replace(COHORT, ended_at=COHORT.timetable.planned_end + timedelta(days=8))
    for before, weeks in ((early, 4), (late, 8)):
        assert without_idle_end(before, replace(before, weeks=weeks)).ended_at is None
        assert without_idle_end(before, replace(before, name="B")).ended_at == before.ended_at
    assert without_idle_end(early, late) == late


def test_in_a_pause_without_a_last_day_any_day_may_be_the_end() -> None:
    paused = replace(COHORT, breaks=(Break("pause", date(2026, 1, 12)),))
    ended = ending_on(paused, date(2026, 5, 1), BEGINS)
    assert without_idle_end(paused, ended) == ended
    assert ended.timetable.last_day == date(2026, 5, 1)
    assert ended.state(datetime(2026, 4, 30, tzinfo=UTC)) == "running"
    assert ended.state(datetime(2026, 5, 2, tzinfo=UTC)) == "ended"


@pytest.mark.parametrize(("change", "moves"), [({"name": "B"}, False), ({"capacity": 3}, False), ({"zone": "UTC"}, True)])
def test_only_what_is_due_is_set_anew(change: dict[str, object], moves: bool) -> None:
    assert reschedules(COHORT, replace(COHORT, **change)) is moves  # pyright: ignore[reportArgumentType]
