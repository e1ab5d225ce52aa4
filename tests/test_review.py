"""What was missed comes back in time, and no more of it on a day than somebody can bear."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.challenge import ReviewState, Verdict
from bot.domain.review import DAILY_CAP, LONGEST_INTERVAL, Rating, enters, rated, rating_for, spread
from tests.world import MONDAY

RATINGS: tuple[Rating, ...] = get_args(Rating)
ITEM = "challenge.item"

History = list[tuple[Rating, timedelta]]
"""Ratings, each with the time since the one before."""
GAPS = st.timedeltas(timedelta(0), timedelta(days=400))
HISTORIES = st.lists(st.tuples(st.sampled_from(RATINGS), GAPS), max_size=12)


def lived(history: History) -> tuple[ReviewState | None, datetime]:
    """The state after a history, and the instant of its last rating."""
    state, now = None, MONDAY
    for rating, gap in history:
        now += gap
        state = rated(state, 7, ITEM, rating, now)
    return state, now


def interval(state: ReviewState | None, rating: Rating, now: datetime) -> timedelta:
    return rated(state, 7, ITEM, rating, now).due - now


def overdue(name: str, days: float) -> ReviewState:
    """An item that has been due for so many days on Monday."""
    due = MONDAY - timedelta(days=days)
    return ReviewState(person=7, item=name, state=2, step=None, stability=1.0, difficulty=5.0, due=due, last_review=due)


@given(HISTORIES, GAPS, st.sampled_from(RATINGS))
def test_after_any_answer_an_item_is_due_later_but_within_a_hundred_and_twenty_days(
    history: History, gap: timedelta, rating: Rating
) -> None:
    state, last = lived(history)
    now = last + gap
    after = rated(state, 7, ITEM, rating, now)
    assert now + timedelta(days=1) <= after.due <= now + timedelta(days=LONGEST_INTERVAL)
    assert after.last_review == now
    assert after.due.tzinfo is UTC
    assert (after.person, after.item) == (7, ITEM)


@given(HISTORIES, GAPS)
def test_the_better_it_was_known_the_later_it_comes_back(history: History, gap: timedelta) -> None:
    state, last = lived(history)
    again, hard, good, easy = (interval(state, rating, last + gap) for rating in RATINGS)
    assert again <= hard <= good <= easy


@given(st.lists(st.sampled_from(["good", "easy"]), min_size=2, max_size=12))
def test_a_miss_brings_back_sooner_than_any_right_answer(ratings: list[Rating]) -> None:
    state = None
    for rating in ratings:
        state = rated(state, 7, ITEM, rating, state.due if state else MONDAY)
    assert state
    again, hard, good, easy = (interval(state, rating, state.due) for rating in RATINGS)
    assert again < hard <= good <= easy


@given(HISTORIES, GAPS, st.sampled_from(RATINGS))
def test_the_same_answers_at_the_same_times_come_back_at_the_same_time(history: History, gap: timedelta, rating: Rating) -> None:
    assert lived([*history, (rating, gap)]) == lived([*history, (rating, gap)])


def test_what_is_missed_returns_the_next_day_and_what_is_known_ever_later() -> None:
    state = rated(None, 7, ITEM, "again", MONDAY)
    days: list[int] = [(state.due - MONDAY).days]
    for _ in range(5):
        now = state.due
        state = rated(state, 7, ITEM, "good", now)
        days.append((state.due - now).days)
    assert days == [1, 2, 6, 17, 44, 102]


@pytest.mark.parametrize("now", [datetime(2026, 1, 5, 8), MONDAY.astimezone(timezone(timedelta(hours=1)))])  # noqa: DTZ001
def test_only_aware_utc_times_are_taken(now: datetime) -> None:
    with pytest.raises(ValueError, match="UTC"):
        rated(None, 7, ITEM, "good", now)


@pytest.mark.parametrize(
    ("verdict", "hints", "tries", "too_easy", "expected"),
    [
        ("wrong", 0, 1, False, "again"),
        ("wrong", 3, 2, True, "again"),
        ("right", 1, 1, False, "hard"),
        ("right", 0, 2, True, "hard"),
        ("right", 0, 1, False, "good"),
        ("right", 0, 1, True, "easy"),
        ("taken", 0, 1, True, None),
    ],
)
def test_an_answer_says_how_well_an_item_was_known(
    verdict: Verdict, hints: int, tries: int, too_easy: bool, expected: Rating | None
) -> None:
    assert rating_for(verdict, hints, tries, too_easy) == expected


@pytest.mark.parametrize(
    ("known", "rating", "expected"),
    [
        (False, "again", True),
        (False, "hard", True),
        (False, "good", False),
        (False, "easy", False),
        (True, "good", True),
        (True, "easy", True),
        (True, None, False),
        (False, None, False),
    ],
)
def test_an_item_comes_into_reviews_when_it_was_not_known_at_once_and_stays(
    known: bool, rating: Rating | None, expected: bool
) -> None:
    assert enters(overdue(ITEM, 1) if known else None, rating) is expected


@given(
    st.dictionaries(st.text(st.sampled_from("abcdef"), min_size=1, max_size=3), st.floats(-50, 50), max_size=40),
    st.integers(-2, 10),
)
def test_a_backlog_is_served_in_part_longest_overdue_first(days: dict[str, float], per_day: int) -> None:
    states = [overdue(name, late) for name, late in days.items()]
    found = spread(states, per_day, MONDAY)
    due = sorted(state.due for state in states if state.due <= MONDAY)
    assert [state.due for state in found.today] == due[: max(per_day, 0)]
    assert len(found.today) + found.waiting == len(due)


def test_a_backlog_after_a_break_is_worked_off_day_by_day() -> None:
    left: Sequence[ReviewState] = [overdue(f"challenge.{number:02}", number) for number in range(1, 32)]
    counts: list[tuple[int, int]] = []
    now = MONDAY
    while left:
        found = spread(left, DAILY_CAP, now)
        counts.append((len(found.today), found.waiting))
        left = [state for state in left if state not in found.today]
        now += timedelta(days=1)
    assert counts == [(8, 23), (8, 15), (8, 7), (7, 0)]
