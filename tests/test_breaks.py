"""Breaks: what a pause, a holiday and a shift do to weeks, and on which days nothing is asked."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.breaks import Break, BreakKind, breaks_from, breaks_text
from bot.domain.calendar import instant
from bot.domain.timetable import Timetable
from tests.timetables import BREAKS, MONDAY, PLAIN, TIMETABLES

OPEN_PAUSES = st.builds(Break, st.just("pause"), st.dates(date(2025, 12, 20), date(2026, 6, 1)))


# Breaks

JANUARY = (date(2026, 1, 12), date(2026, 1, 18))
"""The days of week 2, Monday to Sunday."""


def names(timetable: Timetable, until: date) -> list[str]:
    """What a timetable says in its channels, except the challenges, as `Mon 05 milestone 1`."""
    posts = timetable.posts(MONDAY, instant(until, time(0), "UTC"))
    return [f"{it.at:%a %d} {event} {it.week}" for event, it in posts if event != "challenge"]


def test_a_pause_of_a_week_moves_all_later_weeks_by_a_week_and_is_silent() -> None:
    paused = replace(PLAIN, weeks=2, breaks=(Break("pause", *JANUARY),))
    week_1, week_2 = ("Mon 05", "Tue 06", "Wed 07", "Thu 08", "Fri 09"), ("Mon 19", "Tue 20", "Wed 21", "Thu 22", "Fri 23")
    assert names(paused, date(2026, 3, 1)) == [
        "Mon 05 milestone 1", *[f"{day} prompt 1" for day in week_1],
        "Mon 19 report 1", "Mon 19 milestone 2", *[f"{day} prompt 2" for day in week_2],
        "Mon 26 report 2",
    ]  # fmt: skip
    assert [it.day for it in paused.challenges(MONDAY) if JANUARY[0] <= it.day <= JANUARY[1]] == []
    assert paused.days_of(1) == (date(2026, 1, 5), date(2026, 1, 18))


def test_a_pause_within_a_week_moves_nothing() -> None:
    paused = replace(PLAIN, breaks=(Break("pause", date(2026, 1, 6), date(2026, 1, 11)),))
    assert paused.begins(2) == PLAIN.begins(2)
    assert [it.day.day for it in paused.prompts(MONDAY)][:2] == [5, 12]


def test_a_holiday_leaves_out_its_day_alone() -> None:
    rested = replace(PLAIN, breaks=(Break("holiday", date(2026, 1, 12), date(2026, 1, 12)),))
    assert set(names(PLAIN, date(2026, 3, 1))) - set(names(rested, date(2026, 3, 1))) == {"Mon 12 prompt 2"}
    assert rested.begins(2) == PLAIN.begins(2)


def test_a_shift_makes_the_week_under_way_longer_and_goes_on_asking() -> None:
    shifted = replace(PLAIN, breaks=(Break("shift", *JANUARY),))
    assert shifted.begins(2) == PLAIN.begins(3)
    assert [it.week for it in shifted.prompts(MONDAY)][:11] == [1] * 10 + [2]


def test_after_a_shift_of_three_days_weeks_begin_on_another_weekday_and_a_pause_moves_them_by_whole_weeks() -> None:
    shift, pause = Break("shift", JANUARY[0], date(2026, 1, 14)), Break("pause", date(2026, 1, 22), date(2026, 1, 22))
    shifted = replace(PLAIN, weeks=3, breaks=(shift, pause))
    assert [day.isoformat() for day in firsts(shifted)] == ["2026-01-05", "2026-01-15", "2026-01-29", "2026-02-05"]
    assert shifted.days_of(1) == (date(2026, 1, 5), date(2026, 1, 14))


def test_in_a_pause_without_a_last_day_nothing_comes_and_the_week_stays_until_it_gets_one() -> None:
    paused = replace(PLAIN, breaks=(Break("pause", JANUARY[0]),))
    much_later = datetime(2026, 6, 1, tzinfo=UTC)
    assert names(paused, date(2026, 6, 1))[-1] == "Fri 09 prompt 1"
    assert paused.week_at(much_later) == 1
    assert paused.days_of(1) == (date(2026, 1, 5), date.max)
    assert not paused.has_ended(much_later)
    assert not paused.end_is_known
    assert paused.last_day == date.max
    resumed = replace(PLAIN, breaks=(Break("pause", JANUARY[0], much_later.date()),))
    assert resumed.begins(2) == datetime(2026, 6, 8, 18, tzinfo=UTC)


def test_a_challenge_before_a_pause_stays_open_until_the_next_comes_after_it() -> None:
    sunday = JANUARY[0] - timedelta(days=1)
    paused = replace(PLAIN, breaks=(Break("pause", JANUARY[0]),))
    assert paused.solution_at(sunday) is None
    assert replace(PLAIN, breaks=(Break("pause", *JANUARY),)).solution_at(sunday) == datetime(2026, 1, 19, 8, tzinfo=UTC)
    ended = datetime(2026, 1, 20, 18, tzinfo=UTC)
    assert replace(paused, ended_at=ended).solution_at(sunday) == ended


def test_a_pause_on_the_last_day_alone_moves_the_end_by_a_week_and_a_holiday_does_not() -> None:
    last_day = (PLAIN.last_day, PLAIN.last_day)
    assert replace(PLAIN, breaks=(Break("pause", *last_day),)).ends == PLAIN.ends + timedelta(days=7)
    assert replace(PLAIN, breaks=(Break("holiday", *last_day),)).ends == PLAIN.ends


def without_shifts(timetable: Timetable) -> Timetable:
    return replace(timetable, breaks=tuple(each for each in timetable.breaks if each.kind != "shift"))


def firsts(timetable: Timetable) -> list[date]:
    """The days on which its weeks begin, and the one after the last."""
    return [timetable.days_of(number)[0] for number in range(1, timetable.weeks + 2)]


@given(TIMETABLES.map(without_shifts))
def test_weeks_begin_every_seven_days_but_not_in_a_pause(timetable: Timetable) -> None:
    days = (timetable.start + timedelta(weeks=number) for number in range(120))
    free = [day for day in days if not any(each.holds_weeks and each.covers(day) for each in timetable.breaks)]
    assert firsts(timetable)[:-1] == free[: timetable.weeks]


@given(TIMETABLES)
def test_no_week_begins_in_a_pause_or_a_shift_and_none_is_shorter_than_seven_days(timetable: Timetable) -> None:
    days = firsts(timetable)
    assert not [day for day in days for each in timetable.breaks if each.holds_weeks and each.covers(day)]
    assert all(other - one >= timedelta(weeks=1) for one, other in pairwise(days))


@given(TIMETABLES)
def test_the_order_of_breaks_does_not_matter(timetable: Timetable) -> None:
    assert firsts(replace(timetable, breaks=timetable.breaks[::-1])) == firsts(timetable)


@given(TIMETABLES.map(without_shifts), BREAKS.filter(lambda each: each.kind != "shift"))
def test_a_further_pause_or_holiday_never_lets_a_week_begin_earlier(timetable: Timetable, more: Break) -> None:
    longer = replace(timetable, breaks=(*timetable.breaks, more))
    assert all(timetable.begins(number) <= longer.begins(number) for number in range(1, timetable.weeks + 2))


@given(TIMETABLES, OPEN_PAUSES)
def test_nothing_is_asked_on_a_day_of_rest(timetable: Timetable, pause: Break) -> None:
    resting = replace(timetable, breaks=(*timetable.breaks, pause))
    before = resting.begins(1) - timedelta(days=1)
    days = [it.day for kind in (resting.prompts, resting.challenges, resting.milestone_reminders) for it in kind(before)]
    assert not [day for day in days for each in resting.breaks if each.asks_nothing and each.covers(day)]
    assert [it.week for it in resting.milestones(before)] == list(range(1, timetable.weeks + 1))[
        : resting.week_at(datetime(2100, 1, 1, tzinfo=UTC))
    ]


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        ("holiday", date(2026, 1, 1), None),
        ("pause", date(2026, 1, 2), date(2026, 1, 1)),
        ("rest", date(2026, 1, 1), None),
        ("pause", date(2026, 1, 1), date(2027, 1, 3)),
        ("shift", date(2026, 1, 1), date.max),
    ],
)
def test_a_break_that_cannot_be_meant_is_none(kind: BreakKind, first: date, last: date | None) -> None:
    with pytest.raises(ValueError, match=r"break|last day"):
        Break(kind, first, last)


@given(st.lists(BREAKS | OPEN_PAUSES).map(tuple))
def test_breaks_are_read_as_they_were_written(breaks: tuple[Break, ...]) -> None:
    assert breaks_from(breaks_text(breaks)) == breaks
