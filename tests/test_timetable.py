"""When a cohort does what: its weeks and their days, and what it says and asks on them, whatever the clocks do."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.domain.timetable import Occurrence, Timetable
from tests.timetables import MONDAY, PLAIN, TIMETABLES, WITHOUT_BREAKS
from tests.wall_clocks import INSTANTS, day_exists, exists

# Weeks


@given(TIMETABLES, st.integers(1, 64), st.timedeltas(timedelta(0), timedelta(days=7)))
@example(
    replace(PLAIN, start=date(2010, 11, 7), at=time(0), zone="America/St_Johns", weeks=4), 1, timedelta(minutes=30)
)  # back to the day before
def test_the_week_under_way_has_begun_and_the_next_has_not(timetable: Timetable, number: int, later: timedelta) -> None:
    now = timetable.begins(number) + later
    week = timetable.week_at(now)
    assert 0 <= week <= timetable.weeks + 1
    assert week == 0 or timetable.begins(week) <= now
    assert week > timetable.weeks or now < timetable.begins(week + 1)


@given(TIMETABLES, INSTANTS, INSTANTS)
def test_weeks_never_go_back(timetable: Timetable, one: datetime, other: datetime) -> None:
    assert timetable.week_at(min(one, other)) <= timetable.week_at(max(one, other))


@given(TIMETABLES)
def test_a_week_begins_exactly_when_it_begins(timetable: Timetable) -> None:
    for number in range(1, timetable.weeks + 2):
        assert timetable.week_at(timetable.begins(number)) == number
        assert timetable.week_at(timetable.begins(number) - timedelta(microseconds=1)) == number - 1
    assert timetable.planned_end == timetable.begins(timetable.weeks + 1)


@given(TIMETABLES)
def test_each_day_of_a_cohort_belongs_to_one_week(timetable: Timetable) -> None:
    weeks = [timetable.days_of(number) for number in range(1, timetable.weeks + 1)]
    assert weeks[0][0] == timetable.first_day
    assert weeks[-1][1] == timetable.last_day
    assert all(following[0] - week[1] == timedelta(days=1) for week, following in pairwise(weeks))


def test_a_day_on_which_two_weeks_meet_belongs_to_the_one_that_begins_and_the_last_day_to_the_last_week() -> None:
    assert PLAIN.days_of(1) == (date(2026, 1, 5), date(2026, 1, 11))
    assert PLAIN.days_of(2) == (date(2026, 1, 12), date(2026, 1, 18))
    assert PLAIN.days_of(4) == (date(2026, 1, 26), date(2026, 2, 2))


# What it says and asks


def times(occurrences: list[Occurrence]) -> list[str]:
    return [f"{it.at:%a %d %H:%M} to {it.until:%a %d %H:%M}, week {it.week}" for it in occurrences]


def test_the_first_days_of_a_plain_cohort() -> None:
    firsts = {kind: times(list(islice(getattr(PLAIN, kind)(MONDAY), 2))) for kind in KINDS}
    assert firsts == {
        "milestones": ["Mon 05 18:00 to Mon 12 18:00, week 1", "Mon 12 18:00 to Mon 19 18:00, week 2"],
        "prompts": ["Mon 05 18:00 to Tue 06 00:00, week 1", "Tue 06 18:00 to Wed 07 00:00, week 1"],
        "checkin_reminders": ["Mon 05 18:30 to Tue 06 18:00, week 1", "Mon 05 20:00 to Tue 06 18:00, week 1"],
        "challenges": ["Tue 06 08:00 to Wed 07 00:00, week 1", "Wed 07 08:00 to Thu 08 00:00, week 1"],
        "milestone_reminders": ["Sat 10 18:00 to Mon 12 18:00, week 1", "Sat 17 18:00 to Mon 19 18:00, week 2"],
        "reports": ["Mon 12 17:00 to Mon 19 17:00, week 1", "Mon 19 17:00 to Mon 26 17:00, week 2"],
    }


KINDS = ("milestones", "prompts", "checkin_reminders", "challenges", "milestone_reminders", "reports")


@pytest.mark.parametrize("kind", KINDS)
@given(timetable=TIMETABLES, share=st.floats(-0.1, 1.1))
def test_occurrences_come_in_order_while_the_cohort_runs_wherever_one_begins_to_look(
    kind: str, timetable: Timetable, share: float
) -> None:
    begins = timetable.begins(1)
    everything = list(getattr(timetable, kind)(begins - timedelta(days=3)))
    assert all(begins <= it.at < timetable.ends and it.at < it.until for it in everything)
    assert all(one.at < other.at for one, other in pairwise(everything))
    after = begins + share * (timetable.ends - begins)
    assert list(getattr(timetable, kind)(after)) == [it for it in everything if it.at > after]


@given(WITHOUT_BREAKS)
def test_each_week_has_one_milestone_one_reminder_and_one_report(timetable: Timetable) -> None:
    before = timetable.begins(1) - timedelta(days=1)
    for kind in (timetable.milestones, timetable.milestone_reminders, timetable.reports):
        assert [it.week for it in kind(before)] == list(range(1, timetable.weeks + 1))


# The end, and what is due at once


def test_after_an_early_end_nothing_comes() -> None:
    ended = replace(PLAIN, ended_at=datetime(2026, 1, 7, 18, tzinfo=UTC))
    assert [event for event, _ in ended.posts(MONDAY, datetime(2026, 3, 1, tzinfo=UTC))] == [
        "milestone", "prompt", "challenge", "prompt", "challenge",
    ]  # fmt: skip


def test_the_week_under_way_is_due_at_once_and_a_prompt_that_has_passed_is_not() -> None:
    wednesday = datetime(2026, 1, 14, 19, tzinfo=UTC)
    posts = PLAIN.posts(wednesday, wednesday + timedelta(hours=24))
    assert [(event, times([it])[0]) for event, it in posts] == [
        ("milestone", "Mon 12 18:00 to Mon 19 18:00, week 2"),
        ("challenge", "Thu 15 08:00 to Fri 16 00:00, week 2"),
        ("prompt", "Thu 15 18:00 to Fri 16 00:00, week 2"),
    ]


def test_a_solution_is_told_with_the_next_challenge_and_the_last_when_it_would_have_come() -> None:
    sundays = replace(PLAIN, challenge_days=frozenset({"sun"}))
    first, *_, last = (it.at for it in sundays.challenges(MONDAY))
    assert sundays.solution_at(first) == first + timedelta(days=7)
    assert sundays.solution_at(last) == last + timedelta(days=7)


@given(WITHOUT_BREAKS)
def test_weeks_begin_seven_days_apart_at_the_same_wall_time(timetable: Timetable) -> None:
    for number in range(1, timetable.weeks + 2):
        day = timetable.start + timedelta(weeks=number - 1)
        assume(day_exists(day, timetable.zone))
        wall = timetable.begins(number).astimezone(ZoneInfo(timetable.zone)).replace(tzinfo=None)
        moved = wall - datetime.combine(day, timetable.at)
        assert timedelta(0) < moved <= timedelta(hours=2) if not exists(day, timetable.at, timetable.zone) else not moved
