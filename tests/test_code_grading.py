"""What a function returned against what it had to return."""

from math import inf, nan

import pytest
from babel.messages.catalog import Catalog
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.challenge import Case, Challenge
from bot.domain.code_failure import CodeFailure, HiddenTestsFailed, ShownTestFailed
from bot.domain.code_grading import Outcome, grade_python, same
from bot.domain.grading import Grade, grade
from bot.domain.variant import variant_of
from bot.language import speaking
from bot.shared.verdict import failure_text, verdict_reason
from bot.text import plain
from tests.catalogues import use

PRECISION = Challenge(
    id="challenge.precision",
    rev=1,
    kind="python",
    topics=("topic.metrics",),
    level=2,
    minutes=10,
    prompt="Write precision(y_true, y_pred).",
    explain="Right flags by all flags.",
    function="precision",
    tests=(Case(args=([1, 0], [1, 1]), want=0.5), Case(args=([0], [0]), want=0.0)),
    hidden=(Case(args=([1], [1]), want=1.0), Case(args=([7, 7], [7, 0]), want=0.987)),
)


def outcomes(*values: object) -> list[Outcome]:
    return [value if isinstance(value, Outcome) else Outcome("returned", value) for value in values]


def test_code_that_passes_every_test_is_right() -> None:
    assert grade_python(PRECISION, outcomes(0.5, 0.0, 1.0, 0.987)) == Grade("right")
    assert grade_python(PRECISION, outcomes(0.5, 0, 1, 0.987)) == Grade("right")


CALL = "precision([1, 0], [1, 1])"


@pytest.mark.parametrize(
    ("outcome", "failure"),
    [
        (Outcome("returned", 0.3), ShownTestFailed("returned", CALL, "0.3", "0.5")),
        (Outcome("returned", "0.5"), ShownTestFailed("returned", CALL, "'0.5'", "0.5")),
        (Outcome("raised", message="KeyError('x')"), ShownTestFailed("raised", CALL, "KeyError('x')", "0.5")),
        (Outcome("too long"), ShownTestFailed("too long", CALL, "", "0.5")),
    ],
)
def test_the_first_shown_test_that_fails_is_told(outcome: Outcome, failure: CodeFailure) -> None:
    assert grade_python(PRECISION, outcomes(outcome, 5, 1.0, 0.987)) == Grade("wrong", failure=failure)


def test_hidden_tests_are_only_counted() -> None:
    grade = grade_python(PRECISION, outcomes(0.5, 0.0, 0.5, Outcome("raised", message="secret")))
    assert grade == Grade("wrong", failure=HiddenTestsFailed(2, 2))


def test_what_is_told_is_never_long() -> None:
    for outcome in (Outcome("returned", ["x" * 100] * 100), Outcome("raised", message="x" * 1000)):
        failure = grade_python(PRECISION, outcomes(outcome, 0.0, 1.0, 0.987)).failure
        assert failure
        assert len(failure_text(failure)) <= 350


@pytest.mark.parametrize(
    ("failure", "sentence"),
    [
        (ShownTestFailed("returned", CALL, "0.3", "0.5"), f"{CALL} gave 0.3, wanted 0.5."),
        (ShownTestFailed("raised", CALL, "KeyError('x')", "0.5"), f"{CALL} failed: KeyError('x')."),
        (ShownTestFailed("too long", CALL, "", "0.5"), f"{CALL} took too long."),
        (ShownTestFailed("too much memory", CALL, "", "0.5"), f"{CALL} took too much memory."),
        (ShownTestFailed("not plain data", CALL, "", "0.5"), f"{CALL} gave something other than plain data, wanted 0.5."),
        (ShownTestFailed("too much code", CALL, "", "0.5"), f"{CALL} was not tried: the code is too long."),
        (ShownTestFailed("broke down", CALL, "", "0.5"), f"{CALL} could not be tried to its end."),
        (HiddenTestsFailed(1, 2), "The tests that are shown pass, but 1 of 2 hidden ones fails."),
        (HiddenTestsFailed(2, 2), "The tests that are shown pass, but 2 of 2 hidden ones fail."),
    ],
)
def test_a_failure_is_said_in_a_sentence(failure: CodeFailure, sentence: str) -> None:
    assert plain(failure_text(failure)) == sentence


def test_a_german_reader_is_told_in_german_where_code_fails(german: Catalog) -> None:
    german.add("{call} gave {value}, wanted {wanted}.", "{call} ergab {value}, verlangt war {wanted}.")
    use(german)
    grade = grade_python(PRECISION, outcomes(0.3, 0.0, 1.0, 0.987))
    with speaking("de"):
        (reason,) = verdict_reason(grade)
    assert plain(reason.text) == f"{CALL} ergab 0.3, verlangt war 0.5."


def test_an_outcome_is_needed_for_each_test() -> None:
    with pytest.raises(ValueError, match="zip"):
        grade_python(PRECISION, outcomes(0.5, 0.0, 1.0))


def test_code_that_was_not_run_cannot_be_graded() -> None:
    with pytest.raises(TypeError):
        grade(PRECISION, variant_of(PRECISION, 0), "def precision(): ...")


@pytest.mark.parametrize(
    ("value", "want"),
    [
        (3, 3), (3, 3.0), (0.1 + 0.2, 0.3), (1e-17, 0.0), (inf, inf), (-inf, -inf), ("a", "a"), (True, True), (None, None),
        ([1, [2]], [1, [2.0]]), ((1, 2), [1, 2]), ([1, 2], (1, 2)), ([], ()), ({}, {}),
        ({"a": [1], "b": None}, {"b": None, "a": [1]}), (10**300, 1e300),
    ],
)  # fmt: skip
def test_these_are_the_same(value: object, want: object) -> None:
    assert same(value, want)


@pytest.mark.parametrize(
    ("value", "want"),
    [
        (3.0, 3), (True, 1), (1, True), (False, 0), (True, 1.0), (0, None), (None, False), ("3", 3), (3, "3"), (nan, nan),
        (1.0, nan), (nan, 1.0), (5, inf), (inf, 5.0), (-inf, inf), (10**400, inf), (10**400, 1.0), (0.5, 0.51), (1e-9, 0.0),
        ([1], [1, 1]), ([], ""),
        ([], {}), ("ab", ["a", "b"]), ({"a": 1}, {"a": 1, "b": 2}), ({"a": 1, "b": 2}, {"a": 1}), ({"a": True}, {"a": 1}),
        ([[1, [True]]], [[1, [1]]]), ({1, 2}, [1, 2]), ("a", "A"),
    ],
)  # fmt: skip
def test_these_are_not_the_same(value: object, want: object) -> None:
    assert not same(value, want)


def test_a_tolerance_holds_for_floats_all_through_and_for_nothing_else() -> None:
    assert same([0.51, {"a": (1,)}], [0.5, {"a": [0.995]}], 0.011)
    assert not same(4, 3, 2.0)


def test_data_nested_too_deeply_is_never_the_same() -> None:
    deep: list[object] = []
    deep.append(deep)
    assert not same(deep, deep)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=12,
)


@given(PLAIN, PLAIN)
def test_everything_is_the_same_as_itself_and_never_as_another_type(value: object, other: object) -> None:
    assert same(value, value)
    assert not same([value], value)
    assert not same({"": other}, [other])
