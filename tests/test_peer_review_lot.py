"""The lot of reviewers, for any cohort and any history of it."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.peer_review import (
    ANSWERED_WITHIN,
    LEFT_ALONE,
    MOST_AT_ONCE,
    REVIEWERS,
    PeerReview,
    ReviewRequest,
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
        st.sampled_from(["waiting", "given", "declined", "unreached"]),
        st.integers(0, 9).map(lambda days: MONDAY - timedelta(days=days)),
    ),
    max_size=12,
)
REQUEST = ReviewRequest(1, 1, "week.one", MONDAY)


@given(REVIEWS, st.sets(PERSONS))
def test_only_others_who_are_ready_free_and_not_asked_before_are_drawn_and_no_more_than_lack(
    reviews: list[PeerReview], ready: set[int]
) -> None:
    drawn = next_reviewers(REQUEST, reviews, ready, MONDAY)
    assert list(drawn) == list(next_reviewers(REQUEST, reviews[::-1], sorted(ready), MONDAY))
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
            request = ReviewRequest(1, author, f"week.{week}", at)
            drawn = {*next_reviewers(request, reviews, range(members), at)}
            assert len(drawn) == REVIEWERS
            assert not drawn & before.get(author, set())
            reviews += [PeerReview(1, author, request.week, each, at, "given", at) for each in drawn]
            before[author] = drawn
    load = Counter(review.reviewer for review in reviews)
    loads = [load[each] for each in range(members)]
    assert max(loads) - min(loads) <= 2


def test_a_milestone_is_looked_at_each_day_and_as_soon_as_an_answer_is_waited_for_no_longer() -> None:
    waiting = PeerReview(1, 1, "week.one", 2, MONDAY - ANSWERED_WITHIN + timedelta(hours=1))
    assert looked_at_again([REQUEST], [], MONDAY) == MONDAY + timedelta(days=1)
    assert looked_at_again([REQUEST], [waiting], MONDAY) == MONDAY + timedelta(hours=1)
    given_by = [PeerReview(1, 1, "week.one", each, MONDAY, "given", MONDAY) for each in (2, 3)]
    assert looked_at_again([REQUEST], given_by, MONDAY) is None
