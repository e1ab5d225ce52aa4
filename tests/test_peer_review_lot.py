"""The lot of reviewers, for any cohort and any history of it."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.peer_review import (
    ANSWERED_WITHIN,
    KEPT,
    LEFT_ALONE,
    MOST_AT_ONCE,
    MOST_UNANSWERED,
    REVIEWERS,
    PeerReview,
    ReviewAnswer,
    Reviewers,
    ReviewRequest,
    is_silent,
    looked_at_again,
    missing,
    next_reviewers,
)
from tests.world import MONDAY

PERSONS = st.integers(1, 8)
REVIEWS = st.lists(
    st.builds(
        PeerReview,
        st.just(1),
        PERSONS,
        st.sampled_from(["week.one", "week.two"]),
        PERSONS,
        st.integers(0, 9).map(lambda days: MONDAY - timedelta(days=days)),
        st.sampled_from(["waiting", "given", "declined", "unanswered", "unreached"]),
        st.integers(0, 9).map(lambda days: MONDAY - timedelta(days=days)),
    ),
    max_size=12,
)
REQUEST = ReviewRequest(1, 1, "week.one", MONDAY)


@given(REVIEWS, st.sets(PERSONS), st.sets(PERSONS))
def test_only_others_who_are_ready_free_and_not_asked_before_are_drawn_and_no_more_than_lack(
    reviews: list[PeerReview], ready: set[int], coming: set[int]
) -> None:
    drawn = next_reviewers(REQUEST, reviews, Reviewers(ready, coming, {}), MONDAY)
    assert list(drawn) == list(next_reviewers(REQUEST, reviews[::-1], Reviewers(sorted(ready), coming, {}), MONDAY))
    assert {*drawn} <= ready - {REQUEST.person} - {each.reviewer for each in reviews if each.is_of(REQUEST)}
    assert len({*drawn}) == len(drawn) <= max(0, missing(REQUEST, reviews, MONDAY)) <= REVIEWERS
    for each in drawn:
        own = [review for review in reviews if review.reviewer == each]
        assert sum(review.is_waited_for(MONDAY) for review in own) < MOST_AT_ONCE
        assert all(review.answer != "declined" or (review.answered_at or MONDAY) + LEFT_ALONE <= MONDAY for review in own)


@pytest.mark.parametrize("weeks", range(2, 6))
@pytest.mark.parametrize("members", range(5, 8))
def test_over_weeks_all_review_about_as_often_and_nobody_the_same_author_twice_in_a_row(members: int, weeks: int) -> None:
    reviews: list[PeerReview] = []
    before: dict[int, set[int]] = {}
    for week in range(weeks):
        at = MONDAY + timedelta(weeks=week)
        for author in range(members):
            request = ReviewRequest(1, author, f"week.{week}", at - KEPT)
            drawn = {*next_reviewers(request, reviews, Reviewers(range(members), (), {}), at)}
            assert len(drawn) == REVIEWERS
            assert not drawn & before.get(author, set())
            reviews += [PeerReview(1, author, request.week, each, at, "given", at) for each in drawn]
            before[author] = drawn
    load = Counter(review.reviewer for review in reviews)
    loads = [load[each] for each in range(members)]
    assert max(loads) - min(loads) <= 2


Finishes = Callable[[int, int], int | None]
"""On which day of a week, by its number, a member finishes it; None if never."""


def walked(members: int, weeks: int, finishes: Finishes, silent: Collection[int] = ()) -> Counter[int]:
    """How often each is asked in a cohort all of whom ask for reviews as soon as they have finished, and answer a day later."""
    reviews: list[PeerReview] = []
    for week, day in ((week, day) for week in range(weeks) for day in range(7)):
        now = MONDAY + timedelta(weeks=week, days=day)
        reviews = [replace(each, answer=_answered(each, silent, day=(now - each.asked_at).days)) for each in reviews]
        done = [
            [each for each in range(members) if (at := finishes(each, of)) is not None and (of < week or at <= day)]
            for of in range(week + 1)
        ]
        resting = {each for each in silent if is_silent(reviews, each)}
        ready, before = {*done[week]} - resting, {*(done[week - 1] if week else ())} - resting
        circle = Reviewers(ready, before - ready, Counter(chain(*done[:week])))
        for author in sorted(done[week], key=lambda each: (finishes(each, week) or 0, each)):
            asked_at = MONDAY + timedelta(weeks=week, days=finishes(author, week) or 0)
            request = ReviewRequest(1, author, f"week.{week}", asked_at)
            drawn = next_reviewers(request, reviews, circle, now)
            reviews += [PeerReview(1, author, request.week, each, now) for each in drawn]
    return Counter(each.reviewer for each in reviews)


def _answered(review: PeerReview, silent: Collection[int], *, day: int) -> ReviewAnswer:
    if review.answer != "waiting":
        return review.answer
    if review.reviewer in silent:
        return "unanswered" if day >= ANSWERED_WITHIN.days else "waiting"
    return "given" if day else "waiting"


def spread(asked: Counter[int], members: Sequence[int]) -> int:
    shares = [asked[each] for each in members]
    return max(shares) - min(shares)


@settings(max_examples=20)
@given(st.lists(st.integers(0, 4), min_size=4, max_size=8))
def test_who_finishes_first_each_week_is_asked_hardly_more_often_than_who_finishes_last(days: list[int]) -> None:
    asked = walked(len(days), 8, lambda member, _: days[member])
    assert spread(asked, range(len(days))) <= 3
    assert sum(asked.values()) >= REVIEWERS * 8 * len(days) * 0.9


@settings(max_examples=20)
@given(st.lists(st.lists(st.integers(0, 5), min_size=8, max_size=8), min_size=4, max_size=8))
def test_over_weeks_of_any_order_the_shares_differ_by_little(days: list[list[int]]) -> None:
    assert spread(walked(len(days), 8, lambda member, week: days[member][week]), range(len(days))) <= 4


def test_who_joins_late_is_not_asked_for_the_weeks_before_and_who_never_answers_soon_not_at_all() -> None:
    asked = walked(7, 8, lambda member, week: None if member == 6 and week < 4 else member % 5)
    assert 6 <= asked[6] <= 10
    assert spread(asked, range(6)) <= 3
    asked = walked(6, 8, lambda member, _: member % 4, silent=[0])
    assert asked[0] == MOST_UNANSWERED
    assert spread(asked, range(1, 6)) <= 3


def test_whoever_chooses_to_be_asked_again_after_silence_is_not_told_the_same_at_once() -> None:
    left = [PeerReview(1, author, "week.one", 9, MONDAY + timedelta(days=author), "unanswered") for author in range(4)]
    assert [is_silent(left[:count], 9) for count in range(5)] == [False, False, True, False, True]
    answered = PeerReview(1, 4, "week.one", 9, MONDAY + timedelta(days=4), "given")
    assert not is_silent([*left, answered], 9)


def test_a_milestone_is_looked_at_each_day_and_as_soon_as_an_answer_is_waited_for_no_longer() -> None:
    waiting = PeerReview(1, 1, "week.one", 2, MONDAY - ANSWERED_WITHIN + timedelta(hours=1))
    assert looked_at_again([REQUEST], [], MONDAY) == MONDAY + timedelta(days=1)
    assert looked_at_again([REQUEST], [waiting], MONDAY) == MONDAY + timedelta(hours=1)
    given_by = [PeerReview(1, 1, "week.one", each, MONDAY, "given", MONDAY) for each in (2, 3)]
    assert looked_at_again([REQUEST], given_by, MONDAY) is None
