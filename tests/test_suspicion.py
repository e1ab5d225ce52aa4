"""A key is suspicious if those who usually know better agree on another answer, and only then."""

from datetime import UTC, date, datetime
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.challenge import Attempt, Verdict
from bot.domain.suspicion import Suspicion, suspicions

_IDS = count(1)
STRONG, WEAK = range(1, 6), range(6, 11)


def attempt(person: int, item: str, answer: str, verdict: Verdict) -> Attempt:
    day, at = date(2026, 1, 5), datetime(2026, 1, 5, tzinfo=UTC)
    keys = {
        "id": next(_IDS),
        "cohort": None,
        "rev": 1,
        "seed": 1,
        "day": day,
        "zone": "UTC",
        "at": at,
        "scored": True,
        "hints": 0,
    }
    return Attempt(person=person, item=item, answer=answer, verdict=verdict, **keys)


def history() -> list[Attempt]:
    """Four items that the strong know and the weak do not."""
    known = [attempt(person, f"item-{number}", "a", "right") for person in STRONG for number in range(4)]
    return known + [attempt(person, f"item-{number}", f"{person}", "wrong") for person in WEAK for number in range(4)]


def test_where_the_strong_agree_on_another_answer_the_key_is_suspicious() -> None:
    odd = [attempt(person, "odd", "b", "wrong") for person in STRONG] + [attempt(person, "odd", "a", "right") for person in WEAK]
    assert suspicions(history() + odd) == [Suspicion("odd", "b", 5, 10)]


def test_where_the_weak_agree_on_a_wrong_answer_it_is_only_hard() -> None:
    hard = [attempt(person, "hard", "a", "right") for person in STRONG] + [
        attempt(person, "hard", "b", "wrong") for person in WEAK
    ]
    assert suspicions(history() + hard) == []


def test_a_few_answers_tell_nothing() -> None:
    few = [attempt(person, "few", "b", "wrong") for person in STRONG] + [attempt(6, "few", "a", "right")]
    assert suspicions(history() + few) == []


def test_wrong_answers_that_all_differ_are_no_agreement() -> None:
    spread = [attempt(person, "spread", f"{person}", "wrong") for person in STRONG]
    spread += [attempt(person, "spread", "a", "right") for person in WEAK]
    assert suspicions(history() + spread) == []


@given(st.lists(st.tuples(st.integers(1, 6), st.sampled_from("xyz"), st.sampled_from("ab"), st.booleans()), max_size=60))
def test_whatever_was_answered_nothing_breaks_and_what_is_told_was_chosen(rows: list[tuple[int, str, str, bool]]) -> None:
    attempts = [attempt(person, item, answer, "right" if right else "wrong") for person, item, answer, right in rows]
    for found in suspicions(attempts):
        chosen = [a for a in attempts if (a.item, a.answer, a.verdict) == (found.item, found.answer, "wrong")]
        assert len(chosen) == found.chosen_by
