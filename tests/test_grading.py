"""Answers as people give them, and what is made of them."""

from contextlib import suppress
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.challenge import Challenge, ChallengeOption, Step, Tolerance
from bot.domain.grading import LONGEST, LONGEST_REFLECTION, Grade, Unreadable, grade
from bot.domain.shown_number import shown_number
from bot.domain.variant import keeps_order, variant_of
from bot.language import decimal_point, written_number

CHOICE = Challenge(
    id="challenge.one",
    rev=1,
    kind="single",
    topics=("topic.metrics",),
    level=1,
    minutes=2,
    prompt="Which?",
    explain="That one.",
    options=(
        ChallengeOption(id="a", text="Recall", ok=True, why="It counts the ill who were found."),
        ChallengeOption(id="b", text="Precision", why="It watches false alarms."),
        ChallengeOption(id="c", text="Accuracy", ok=True),
        ChallengeOption(id="d", text="Loss", why="It is not the goal."),
    ),
)
MULTI = replace(CHOICE, kind="multi")
SHARE = replace(CHOICE, kind="numeric", options=(), compute="3 / 4", percent_ok=True)
TEXT = replace(
    CHOICE, kind="text", options=(), accept=("false negative", "type ii error"), reject=("false positive",), distance=2
)
STEPS = tuple(Step(id=name, text=f"Step {name}") for name in ("split", "fit", "train", "score"))
ORDER = replace(
    CHOICE,
    kind="order",
    options=(),
    steps=STEPS,
    before=(("split", "fit"), ("split", "train"), ("fit", "score"), ("train", "score")),
)
REFLECTION = replace(CHOICE, kind="reflection", options=())


def given_to(challenge: Challenge, answer: str, seed: int = 1) -> Grade:
    return grade(challenge, variant_of(challenge, seed), answer)


def is_right(challenge: Challenge, answer: str) -> bool:
    return given_to(challenge, answer).verdict == "right"


def reason(challenge: Challenge, answer: str) -> str:
    with pytest.raises(Unreadable) as caught:
        given_to(challenge, answer)
    return caught.value.reason


def test_the_right_option_is_right_and_a_wrong_one_says_why() -> None:
    assert given_to(CHOICE, "a") == Grade("right")
    assert given_to(CHOICE, " b ") == Grade("wrong", "It watches false alarms.")


@pytest.mark.parametrize("answer", ["a,c", "c,a", "c, a, c,", "a,a,c"])
def test_of_several_all_right_options_are_right_in_any_order(answer: str) -> None:
    assert given_to(MULTI, answer) == Grade("right")


def test_too_few_or_too_many_are_wrong_and_each_wrong_choice_says_why() -> None:
    assert given_to(MULTI, "a") == Grade("wrong")
    assert given_to(MULTI, "a,b,c") == Grade("wrong", "It watches false alarms.")
    assert given_to(MULTI, "d,b") == Grade("wrong", "It is not the goal. It watches false alarms.")


@pytest.mark.parametrize("answer", ["e", "a,e", "a c", "Recall", "1", "a,b"])
def test_what_names_no_choice_is_not_graded(answer: str) -> None:
    assert reason(CHOICE, answer) == "not a choice"


@pytest.mark.parametrize(
    "answer", ["0.75", "0,75", "75 %", "75%", "75", "3/4", "3 / 4", "6/8", ".75", "7.5e-1", "¾", "０.７５", "٠٫٧٥", "＋0.75"]
)
def test_a_share_is_one_number_however_it_is_written(answer: str) -> None:
    assert is_right(SHARE, answer)


@pytest.mark.parametrize("answer", ["0.7", "-0.75", "0.75 %", "7500 %", "4/3", "750", "0.75e1", "0.7500001"])
def test_another_number_is_wrong(answer: str) -> None:
    assert not is_right(SHARE, answer)


def test_a_bare_percentage_is_a_share_only_where_the_challenge_says_so() -> None:
    strict = replace(SHARE, percent_ok=False)
    assert [is_right(strict, answer) for answer in ("0.75", "75 %", "75", "0.75 %")] == [True, True, False, False]


def test_where_a_percentage_is_asked_for_its_sign_may_be_typed() -> None:
    percentage = replace(SHARE, compute="75", percent_ok=False)
    assert [is_right(percentage, answer) for answer in ("75", "75 %", "0.75")] == [True, True, False]


def test_a_share_above_one_is_still_a_share() -> None:
    assert [is_right(replace(SHARE, compute="1.5"), answer) for answer in ("1.5", "150 %", "1.5 %")] == [True, True, False]


def test_the_last_digits_of_a_computed_key_do_not_matter() -> None:
    assert is_right(replace(SHARE, compute="0.1 * 3 * 1000000"), "300000")


def test_a_comma_before_three_digits_is_read_as_the_language_of_the_writer_writes_it() -> None:
    large, small = (replace(SHARE, compute=key, percent_ok=False) for key in ("7000", "7"))
    for challenge, point in ((large, "."), (small, ",")):
        assert grade(challenge, variant_of(challenge, 0), "7,000", point).verdict == "right"
        assert grade(challenge, variant_of(challenge, 0), "7.000", point).verdict == "wrong"


@given(st.floats(-1e9, 1e9), st.sampled_from([0.0, 1e-9, 0.01, 600]))
def test_what_is_shown_as_right_is_right(key: float, off: float) -> None:
    challenge = replace(SHARE, compute=f"{key:.17f}", tolerance=Tolerance(abs=off))
    for locale in ("en", "de", "fr", "hi"):
        shown = shown_number(variant_of(challenge, 0).key or 0.0, off)
        for number in (shown.number, *(shown.span or ())):
            answer = written_number(number, locale)
            assert grade(challenge, variant_of(challenge, 0), answer, decimal_point(locale)).verdict == "right"


def test_a_third_may_be_rounded_where_the_author_did_not_say_how_far_it_may_be_off() -> None:
    third = replace(SHARE, compute="1 / 3", tolerance=Tolerance())
    assert [is_right(third, answer) for answer in ("0.333", "0.33", "33.3 %", "1/3")] == [True, False, True, True]
    assert not is_right(replace(third, tolerance=Tolerance(abs=1e-5)), "0.333")


def test_the_wider_tolerance_counts_up_to_its_edge() -> None:
    wide = replace(SHARE, compute="200", percent_ok=False, tolerance=Tolerance(abs=1, rel=0.1))
    assert [is_right(wide, answer) for answer in ("180", "220", "179.9", "220.1")] == [True, True, False, False]
    narrow = replace(SHARE, tolerance=Tolerance(abs=0.006))
    assert [is_right(narrow, answer) for answer in ("0.744", "0.756", "74.4 %", "0.743")] == [True, True, True, False]


@pytest.mark.parametrize("answer", ["seven", "nan", "inf"])
def test_what_is_no_number_is_not_graded(answer: str) -> None:
    assert reason(SHARE, answer) == "not a number"


@pytest.mark.parametrize(
    "answer", ["75 percent", "96 minutes", "$280", "25k", "10^3", "1/0", "1e999", "0x10", "10²", "1..2", "2 3", "--2"]
)
def test_a_number_that_does_not_stand_alone_is_not_graded(answer: str) -> None:
    assert reason(SHARE, answer) == "more than a number"


@pytest.mark.parametrize(
    "answer", ["False negative", "a false-negative!", "falsenegative", "`false negative`", "fasle negatve", "Type II Error"]
)
def test_words_are_right_whatever_their_case_signs_and_slips(answer: str) -> None:
    assert is_right(TEXT, answer)


@pytest.mark.parametrize("answer", ["false positive", "fasle positve", "type i error", "type iii error", "false", "negative"])
def test_words_that_mean_something_else_are_wrong(answer: str) -> None:
    assert not is_right(TEXT, answer)


@given(
    st.permutations([step.id for step in STEPS]), st.integers(0, 1000), st.sampled_from([", ", " ", ",", " → ", "; ", "-", "\n"])
)
def test_every_order_that_keeps_the_pairs_is_right_by_the_places_shown(ids: list[str], seed: int, between: str) -> None:
    shown = [step.id for step in variant_of(ORDER, seed).steps]
    places = [str(shown.index(step) + 1) for step in ids]
    expected = "right" if keeps_order(ORDER, tuple(ids)) else "wrong"
    assert given_to(ORDER, between.join(places), seed).verdict == expected
    assert given_to(ORDER, "".join(places), seed).verdict == expected


def test_two_of_all_orders_are_right_here() -> None:
    right = [places for places in permutations("1234") if is_right(ORDER, " ".join(places))]
    assert len(right) == 2


@pytest.mark.parametrize(
    "answer",
    ["1 2 3", "1 2 3 3", "1 2 3 4 5", "0 1 2 3", "split fit train", "split the data", "1234 1", "split fit train score", "abcd"],
)
def test_what_is_no_order_of_the_steps_is_not_graded(answer: str) -> None:
    assert reason(ORDER, answer) == "not these steps"


def test_places_may_be_typed_in_any_script() -> None:
    shown = [step.id for step in variant_of(ORDER, 1).steps]
    places = "".join("１２３４"[shown.index(step.id)] for step in STEPS)
    assert is_right(ORDER, places)


def test_a_thought_is_taken_as_it_is() -> None:
    assert given_to(REFLECTION, "I learned to split first.") == Grade("taken")
    assert given_to(REFLECTION, "x" * LONGEST_REFLECTION) == Grade("taken")
    assert reason(REFLECTION, "12345") == "empty"


@pytest.mark.parametrize("challenge", [CHOICE, MULTI, SHARE, TEXT, ORDER, REFLECTION], ids=lambda challenge: challenge.kind)
def test_nothing_at_all_and_far_too_much_are_not_graded(challenge: Challenge) -> None:
    for nothing in ("", "  \n", "\u200b\u2060", "\u202e\u200f", "…!?", "- , -"):
        assert reason(challenge, nothing) == "empty"
    assert reason(challenge, "x" * ((LONGEST_REFLECTION if challenge.kind == "reflection" else LONGEST) + 1)) == "too long"


@given(st.sampled_from([CHOICE, MULTI, SHARE, TEXT, ORDER, REFLECTION]), st.text(max_size=60))
def test_any_text_is_graded_or_refused(challenge: Challenge, answer: str) -> None:
    with suppress(Unreadable):
        assert given_to(challenge, answer).verdict in ("right", "wrong", "taken")
