"""Taking breaks and ending them, for any breaks that a cohort has already."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.break_changes import (
    joined_shifts,
    taken_back,
    with_holidays,
    with_less_shift,
    with_pause,
    with_shift,
    without_pause,
)
from bot.domain.breaks import Break
from tests.timetables import BREAKS, OPEN_PAUSES, PLAIN

DAYS = st.dates(date(2025, 12, 1), date(2026, 7, 1))
ALL = [date(2025, 11, 1) + timedelta(days=number) for number in range(400)]


def _breaks(*kinds: st.SearchStrategy[Break]) -> st.SearchStrategy[tuple[Break, ...]]:
    return st.lists(st.one_of(*kinds), max_size=4).map(tuple)


def _paused(breaks: tuple[Break, ...]) -> set[date]:
    return {day for day in ALL if any(each.kind == "pause" and each.covers(day) for each in breaks)}


def _off(breaks: tuple[Break, ...]) -> set[date]:
    return {day for day in ALL if any(each.asks_nothing and each.covers(day) for each in breaks)}


@given(_breaks(BREAKS), DAYS, st.integers(0, 60))
def test_a_pause_adds_its_days_and_no_other_and_leaves_other_breaks_alone(
    breaks: tuple[Break, ...], first: date, days: int
) -> None:
    last = first + timedelta(days=days)
    paused = with_pause(breaks, first, last)
    assert _paused(paused) == _paused(breaks) | {day for day in ALL if first <= day <= last}
    assert [each for each in paused if each.kind != "pause"] == [each for each in breaks if each.kind != "pause"]


@given(_breaks(BREAKS), DAYS)
def test_a_pause_without_a_last_day_covers_all_that_comes(breaks: tuple[Break, ...], first: date) -> None:
    assert {day for day in ALL if day >= first} <= _paused(with_pause(breaks, first, None))


@given(_breaks(BREAKS, OPEN_PAUSES), DAYS)
def test_ending_a_pause_changes_no_day_that_is_over_and_going_on_ends_them_all(breaks: tuple[Break, ...], day: date) -> None:
    ended = without_pause(breaks, day)
    assert {one for one in _paused(ended) if one < day} == {one for one in _paused(breaks) if one < day}
    assert _paused(ended) <= _paused(breaks)
    for _ in range(len(breaks)):
        ended = without_pause(ended, day)
    assert not {one for one in _paused(ended) if one >= day}
    assert without_pause(ended, day) == ended


@given(_breaks(BREAKS), st.lists(DAYS, max_size=8))
def test_days_off_are_just_those_and_no_break_of_theirs_overlaps_another(breaks: tuple[Break, ...], days: list[date]) -> None:
    rested = with_holidays(breaks, days)
    assert _off(rested) == _off(breaks) | set(days)
    new = rested[len(breaks) :]
    assert sum((each.last - each.first).days + 1 for each in new if each.last) == len(_off(rested) - _off(breaks))


@given(st.integers(1, 180), st.integers(1, 4))
def test_a_shift_moves_the_week_and_all_later_ones_by_its_days_and_no_earlier_one(days: int, number: int) -> None:
    first, length = PLAIN.start + timedelta(weeks=number - 1), timedelta(days=days)
    shifted = replace(PLAIN, breaks=with_shift((), first, length))
    moved = [shifted.begins(each) - PLAIN.begins(each) for each in range(1, PLAIN.weeks + 2)]
    assert moved == [timedelta()] * (number - 1) + [length] * (PLAIN.weeks + 2 - number)


@given(st.integers(1, 90), st.integers(1, 90))
def test_two_shifts_of_a_week_move_it_by_the_days_of_both(days: int, more: int) -> None:
    once = with_shift((), PLAIN.start, timedelta(days=days))
    twice = with_shift(once, replace(PLAIN, breaks=once).first_day, timedelta(days=more))
    assert replace(PLAIN, breaks=twice).first_day == PLAIN.start + timedelta(days=days + more)


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_a_last_day_ends_a_pause_that_was_open(first: date, later: int, days: int) -> None:
    begins = first + timedelta(days=later)
    ended = with_pause((Break("pause", first),), begins, begins + timedelta(days=days))
    assert ended == (Break("pause", first, begins + timedelta(days=days)),)


@given(_breaks(BREAKS, OPEN_PAUSES), _breaks(BREAKS, OPEN_PAUSES), DAYS)
def test_what_is_taken_back_stays_for_days_that_are_over_and_is_as_it_was_from_today_on(
    breaks: tuple[Break, ...], wanted: tuple[Break, ...], today: date
) -> None:
    rested = _off(taken_back(breaks, wanted, today))
    assert {day for day in rested if day < today} == {day for day in _off(breaks) if day < today}
    assert {day for day in rested if day >= today} == {day for day in _off(wanted) if day >= today}


@given(st.integers(1, 30), st.integers(0, 40))
def test_a_shift_that_is_taken_back_lets_its_week_begin_on_the_weekday_of_before_but_not_in_the_past(
    days: int, later: int
) -> None:
    first, today = PLAIN.start + timedelta(weeks=1), PLAIN.start + timedelta(weeks=1, days=later)
    shifted = with_shift((), first, timedelta(days=days))
    begins = replace(PLAIN, breaks=taken_back(shifted, (), today)).days_of(2)[0]
    earliest = next(day for day in (first + timedelta(weeks=number) for number in range(9)) if day >= today)
    assert begins == min(earliest, first + timedelta(days=days))


@given(st.lists(st.integers(1, 30), min_size=1, max_size=4), st.integers(1, 120), st.integers(0, 20))
def test_a_shift_that_is_shortened_lets_its_week_and_all_later_ones_begin_earlier_and_none_before_today(
    days: list[int], back: int, into: int
) -> None:
    breaks: tuple[Break, ...] = ()
    for each in days:
        following = replace(PLAIN, breaks=breaks).begins(3).date()
        breaks = with_shift(breaks, following, timedelta(days=each))
    breaks = with_shift(breaks, replace(PLAIN, breaks=breaks).begins(5).date(), timedelta(days=3))
    put_off = replace(PLAIN, breaks=breaks)
    today = PLAIN.start + timedelta(weeks=2, days=min(into, sum(days) - 1))
    less = replace(PLAIN, breaks=with_less_shift(breaks, timedelta(days=back), today))
    if less.breaks == breaks:
        assert put_off.begins(3).date() - timedelta(days=back) < today
    else:
        moved = {put_off.begins(each) - less.begins(each) for each in range(3, PLAIN.weeks + 2)}
        assert moved == {timedelta(days=back)}
        assert less.begins(3).date() >= today


@given(_breaks(BREAKS, OPEN_PAUSES))
def test_shifts_that_are_joined_let_weeks_begin_when_they_would_apart(breaks: tuple[Break, ...]) -> None:
    joined = tuple(joined_shifts(breaks))
    apart, together = replace(PLAIN, breaks=breaks), replace(PLAIN, breaks=joined)
    assert [apart.begins(each) for each in range(1, 8)] == [together.begins(each) for each in range(1, 8)]
