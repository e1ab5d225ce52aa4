"""A key is suspicious if those who usually know better agree on another answer, and only then."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.suspicion import Answered, Suspicion, suspicions

STRONG, WEAK = range(1, 6), range(6, 11)


def history() -> list[Answered]:
    """Four items that the strong know and the weak do not."""
    known = [Answered(f"item-{number}", person, "a", "right") for person in STRONG for number in range(4)]
    return known + [Answered(f"item-{number}", person, f"{person}", "wrong") for person in WEAK for number in range(4)]


def test_where_the_strong_agree_on_another_answer_the_key_is_suspicious() -> None:
    odd = [Answered("odd", person, "b", "wrong") for person in STRONG] + [
        Answered("odd", person, "a", "right") for person in WEAK
    ]
    assert suspicions(history() + odd) == [Suspicion("odd", "b", 5, 10)]


def test_where_the_weak_agree_on_a_wrong_answer_it_is_only_hard() -> None:
    hard = [Answered("hard", person, "a", "right") for person in STRONG] + [
        Answered("hard", person, "b", "wrong") for person in WEAK
    ]
    assert suspicions(history() + hard) == []


def test_a_few_answers_tell_nothing() -> None:
    few = [Answered("few", person, "b", "wrong") for person in STRONG] + [Answered("few", 6, "a", "right")]
    assert suspicions(history() + few) == []


def test_wrong_answers_that_all_differ_or_are_forgotten_are_no_agreement() -> None:
    spread = [Answered("spread", person, f"{person}", "wrong") for person in STRONG]
    spread += [Answered("spread", person, "a", "right") for person in WEAK]
    assert suspicions(history() + spread) == []
    forgotten = [Answered("spread", each.person, "", each.verdict) for each in spread]
    assert suspicions(history() + forgotten) == []


@given(st.lists(st.tuples(st.integers(1, 6), st.sampled_from("xyz"), st.sampled_from("ab"), st.booleans()), max_size=60))
def test_whatever_was_answered_nothing_breaks_and_what_is_told_was_chosen(rows: list[tuple[int, str, str, bool]]) -> None:
    attempts = [Answered(item, person, answer, "right" if right else "wrong") for person, item, answer, right in rows]
    for found in suspicions(attempts):
        chosen = [a for a in attempts if (a.item, a.answer, a.verdict) == (found.item, found.answer, "wrong")]
        assert len(chosen) == found.chosen_by
