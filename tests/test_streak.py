"""The rule of streaks, day by day, and what it never does."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import DAYS
from bot.domain.cohort import WORKDAYS
from bot.domain.streak import RULE, Asking, Kept, Ledger, streak_ledger

TODAY = date(2026, 1, 14)
"""A Wednesday."""
CHECKIN = Kept("check-in", "UTC", RULE)
ALWAYS = frozenset(DAYS)

BACK = st.integers(0, 60)
MANY_BACK = st.frozensets(BACK, max_size=61)
ASKED = st.frozensets(st.sampled_from(DAYS))


def day(back: int) -> date:
    return TODAY - timedelta(days=back)


def asks_on(weekdays: frozenset[str], paused: frozenset[int] = frozenset()) -> Callable[[date], Asking]:
    def asking(asked: date) -> Asking:
        if DAYS[asked.weekday()] not in weekdays:
            return "not asked"
        return "paused" if (TODAY - asked).days in paused else "asked"

    return asking


def ledger(kept: frozenset[int], asked: frozenset[str] = ALWAYS, paused: frozenset[int] = frozenset()) -> Ledger:
    """Of a member who kept the days that many before TODAY, and whose day it is everywhere."""
    return streak_ledger({day(back): CHECKIN for back in kept}, asks_on(asked, paused), TODAY, TODAY)


def back(*counts: int) -> frozenset[int]:
    return frozenset(counts)


# The rule


@pytest.mark.parametrize(
    ("kept", "asked", "streak"),
    [
        (back(), WORKDAYS, 0),
        (back(0), WORKDAYS, 1),
        (back(1), WORKDAYS, 1),
        (back(2), WORKDAYS, 0),  # yesterday was asked for and is over
        (back(0, 1, 2), WORKDAYS, 3),
        (back(0, 1, 2, 5), WORKDAYS, 4),  # the weekend between is not asked for
        (back(0, 1, 2, 4, 5), WORKDAYS, 5),  # kept on a Saturday all the same
        (back(0, 1, 2, 6), WORKDAYS, 3),  # the Friday before is missing
        (back(0, 1, 2, 6), frozenset({"mon"}), 4),
        (back(0, 9), frozenset[str](), 2),  # nothing is asked for, so nothing breaks
        (back(-1), WORKDAYS, 1),  # somebody further east is a day ahead
        (back(-1, 0, 1), WORKDAYS, 3),
        (back(-1, 1), WORKDAYS, 2),
    ],
)
def test_a_streak_counts_kept_days_and_breaks_on_a_day_that_was_asked_for(
    kept: frozenset[int], asked: frozenset[str], streak: int
) -> None:
    assert ledger(kept, asked).current == streak


@pytest.mark.parametrize(("kept", "freezes"), [(6, 0), (7, 1), (13, 1), (14, 2), (21, 3), (28, 3), (60, 3)])
def test_seven_kept_days_earn_a_freeze_and_three_are_the_most(kept: int, freezes: int) -> None:
    found = ledger(frozenset(range(kept)))
    assert (found.current, found.freezes) == (kept, freezes)


def test_a_missed_day_spends_a_freeze_and_counts_nothing() -> None:
    found = ledger(frozenset(range(9)) - {1})
    assert [item.how for item in found.days[:3]] == ["check-in", "frozen", "check-in"]
    assert (found.current, found.freezes) == (8, 0)


def test_without_a_freeze_the_run_is_over_and_the_longest_is_remembered() -> None:
    found = ledger(frozenset(range(7)) - {1})
    assert [item.how for item in found.days[:3]] == ["check-in", "not kept", "check-in"]
    assert (found.current, found.longest, found.freezes) == (1, 5, 0)


def test_three_freezes_last_for_three_days_and_no_longer() -> None:
    assert ledger(frozenset(range(4, 40))).current == 36
    assert ledger(frozenset(range(5, 41))).current == 0


def test_a_freeze_in_hand_too_many_is_not_earned_in_advance() -> None:
    """With three in hand nothing is gathered towards a fourth: one spent takes seven days to come back."""
    assert ledger(frozenset(range(40)) - {6}).freezes == 2
    assert ledger(frozenset(range(40)) - {7}).freezes == 3


def test_a_run_that_breaks_takes_with_it_what_it_earned_towards_a_freeze() -> None:
    assert ledger(frozenset(range(13)) - {6}).freezes == 0


def test_a_challenge_and_a_repair_count_as_a_checkin_does_and_show_what_they_are() -> None:
    acts = [Kept("repaired"), Kept("challenge", "Asia/Tokyo", RULE), Kept("check-in", "Europe/Berlin", "day/1")]
    kept = {day(count): acts[count % 3] for count in range(8)}
    found = streak_ledger(kept, asks_on(ALWAYS), TODAY, TODAY)
    assert (found.current, found.freezes) == (8, 1)
    assert [(item.how, item.zone, item.rule) for item in found.days[:3]] == [
        ("repaired", "", ""), ("challenge", "Asia/Tokyo", "day/2"), ("check-in", "Europe/Berlin", "day/1"),
    ]  # fmt: skip


def test_days_that_nothing_asked_for_are_named_for_what_they_were() -> None:
    found = ledger(back(6), WORKDAYS, paused=back(1, 2))
    assert [item.how for item in found.days] == ["open", "paused", "paused", "not asked", "not asked", "not kept", "check-in"]


def test_the_ledger_of_somebody_who_kept_no_day_is_empty() -> None:
    assert ledger(back()) == Ledger((), 0, 0, 0)


# What never happens


@given(MANY_BACK, ASKED, BACK)
def test_a_day_more_never_shortens_a_streak(kept: frozenset[int], asked: frozenset[str], more: int) -> None:
    before, after = ledger(kept, asked), ledger(kept | {more}, asked)
    assert after.current >= before.current
    assert after.longest >= before.longest


@given(MANY_BACK, MANY_BACK, MANY_BACK, ASKED)
def test_a_pause_never_shortens_a_streak(
    kept: frozenset[int], paused: frozenset[int], more: frozenset[int], asked: frozenset[str]
) -> None:
    assert ledger(kept, asked, paused | more).current >= ledger(kept, asked, paused).current


@given(MANY_BACK, ASKED, st.sampled_from(DAYS))
def test_asking_on_fewer_days_never_shortens_a_streak(kept: frozenset[int], asked: frozenset[str], weekday: str) -> None:
    assert ledger(kept, asked - {weekday}).current >= ledger(kept, asked).current


@given(MANY_BACK, ASKED)
def test_a_streak_counts_kept_days_alone_and_freezes_stay_within_bounds(kept: frozenset[int], asked: frozenset[str]) -> None:
    found = ledger(kept, asked)
    assert 0 <= found.current <= found.longest <= len(kept)
    assert 0 <= found.freezes <= min(3, len(kept) // 7)


@given(MANY_BACK, ASKED)
def test_today_breaks_nothing_before_it_is_over(kept: frozenset[int], asked: frozenset[str]) -> None:
    days = {day(count): CHECKIN for count in kept if count}
    yesterday = TODAY - timedelta(days=1)
    before = streak_ledger(days, asks_on(asked), TODAY, yesterday)
    assert streak_ledger(days, asks_on(asked), TODAY, TODAY).current == before.current


@given(MANY_BACK, ASKED)
def test_the_ledger_tells_of_every_day_since_the_first_once(kept: frozenset[int], asked: frozenset[str]) -> None:
    days = [item.day for item in ledger(kept, asked).days]
    assert days == [day(count) for count in range(max(kept, default=-1) + 1)]
