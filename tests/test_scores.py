"""Points, places and the weakest topic."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.score import Tally, TopicScore, WeekScore, own_place, ranks, topic_scores

STANDINGS = st.lists(
    st.builds(
        WeekScore,
        person=st.just(0),
        name=st.sampled_from(["Ann", "ben", "Cleo"]),
        shown=st.booleans(),
        checkins=st.integers(0, 3),
        answers=st.integers(0, 3),
        right=st.integers(0, 3),
        milestone=st.booleans(),
    ),
    min_size=1,
    max_size=12,
).map(lambda found: [standing_of(number, score) for number, score in enumerate(found)])


def standing_of(person: int, like: WeekScore) -> WeekScore:
    return WeekScore(
        person=person, name=like.name, shown=like.shown, checkins=like.checkins, answers=like.answers, right=like.right,
        milestone=like.milestone,
    )  # fmt: skip


def with_points(person: int, checkins: int, *, shown: bool = True, name: str = "") -> WeekScore:
    return WeekScore(
        person=person, name=name or f"Member {person}", shown=shown, checkins=checkins, answers=0, right=0, milestone=False
    )  # fmt: skip


@given(STANDINGS)
def test_more_points_stand_higher_and_equal_points_share_a_place(scores: Sequence[WeekScore]) -> None:
    found = ranks(scores)
    assert {place.score.person for place in found} == {s.person for s in scores if s.shown and s.points}
    for place in found:
        assert place.rank == 1 + sum(other.score.points > place.score.points for other in found)
    assert [place.rank for place in found] == sorted(place.rank for place in found)


@given(STANDINGS)
def test_ones_own_place_is_that_on_the_list_or_where_one_would_be(scores: Sequence[WeekScore]) -> None:
    for score in scores:
        place = own_place(scores, score)
        on_list = {found.score.person: found.rank for found in ranks(scores)}
        assert (place is None) == (not score.points or not on_list)
        if place:
            rank, count = place
            assert rank == on_list.get(score.person, rank)
            assert 1 <= rank <= count <= len(scores)


def test_after_two_who_share_a_place_the_next_is_left_out_and_names_decide_the_order() -> None:
    scores = [with_points(1, 1), with_points(2, 3, name="ben"), with_points(3, 3, name="Ann"), with_points(4, 5, shown=False)]
    assert [(place.rank, place.score.person) for place in ranks(scores)] == [(1, 3), (1, 2), (3, 1)]
    assert [own_place(scores, score) for score in scores] == [(3, 3), (1, 3), (1, 3), (1, 4)]


def test_points_are_two_for_a_checkin_one_for_an_answer_one_if_right_and_five_for_the_milestone() -> None:
    did = WeekScore(person=1, name="Ann", shown=True, checkins=4, answers=3, right=2, milestone=True)
    assert did.points == 4 * 2 + 3 + 2 + 5


def test_an_item_counts_for_each_of_its_topics_and_the_weakest_topic_comes_first() -> None:
    tallies = [
        Tally(item="both", tried=4, right=1, hints=2),
        Tally(item="one", tried=2, right=2, hints=0),
        Tally(item="gone", tried=1, right=1, hints=0),
    ]
    assert topic_scores(tallies, {"both": ("b", "a"), "one": ("a",)}) == [
        TopicScore(topic="b", tried=4, right=1, hints=2),
        TopicScore(topic="a", tried=6, right=3, hints=2),
        TopicScore(topic="", tried=1, right=1, hints=0),
    ]
