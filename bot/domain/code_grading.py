"""Whether what a member's function returned is what it had to return. Only plain data comes here and we compare it ourselves, so
nothing that the code defines takes part.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from bot.domain.challenge import Case, Challenge
from bot.domain.code_failure import HiddenTestsFailed, OutcomeKind, ShownTestFailed, UnreadKind
from bot.domain.grading import Grade, Unreadable
from bot.domain.typed_number import ROUNDING
from bot.text import clip

MOST_OF_CALL = 120
"""The most characters of a call in what is told about a failed test."""
MOST_SHOWN = 80
"""The most characters of one value, or of an error, in it."""
TINY = 1e-12
"""The most that a float may be off by near zero."""
DEEPEST = 20
"""The deepest nesting that is compared; values nested deeper are never the same."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one call of a submitted function ended, or why it was not made. `value` holds plain data alone."""

    kind: OutcomeKind | UnreadKind
    value: Any = None
    message: str = ""
    """What was raised; of what is no code what Python says, and if there is no function its name."""


def grade_python(challenge: Challenge, outcomes: Sequence[Outcome]) -> Grade:
    """Judge the outcomes of the shown tests and then the hidden ones, of which no more than their number is told.

    Raises Unreadable if what was submitted is no code, or a function of the right name never comes to be.
    """
    kinds: Sequence[OutcomeKind] = [_tried(outcome) for outcome in outcomes]
    cases = (*challenge.tests, *challenge.hidden)
    failed = [index for index, pair in enumerate(zip(cases, outcomes, strict=True)) if not _passes(*pair)]
    if not failed:
        return Grade("right")
    first = failed[0]
    if first < len(challenge.tests):
        return Grade("wrong", failure=_failed(challenge, cases[first], kinds[first], outcomes[first]))
    return Grade("wrong", failure=HiddenTestsFailed(len(failed), len(challenge.hidden)))


def same(value: object, want: object, tolerance: float = 0.0, depth: int = 0) -> bool:
    """Whether a result is the wanted one, of the same types all through.

    A whole number may stand for a float, and a tuple for a list: content is written in YAML, which has no tuples, so that
    "return both" cannot be told from "return a list". Floats may differ by `tolerance`, or in their last digits, as right ways of
    adding up do. nan is like nothing.
    """
    if depth > DEEPEST:
        return False
    match want:
        case float():
            return type(value) in (int, float) and _near(cast(float, value), want, tolerance)
        case list() | tuple():
            parts = cast("Sequence[object]", want)
            return isinstance(value, list | tuple) and _all_same(cast("Sequence[object]", value), parts, tolerance, depth)
        case dict():
            pairs = cast("dict[object, object]", want)
            return type(value) is dict and _same_pairs(cast("dict[object, object]", value), pairs, tolerance, depth)
        case _:
            return type(value) is type(want) and value == want


def _near(value: float, want: float, tolerance: float) -> bool:
    """Compared without subtracting from `value`, which may be a whole number too large for a float."""
    wide = max(tolerance, ROUNDING * abs(want), TINY)
    return value == want or want - wide <= value <= want + wide


def _all_same(values: Sequence[object], wanted: Sequence[object], tolerance: float, depth: int) -> bool:
    return len(values) == len(wanted) and all(
        same(value, want, tolerance, depth + 1) for value, want in zip(values, wanted, strict=True)
    )


def _same_pairs(values: dict[object, object], wanted: dict[object, object], tolerance: float, depth: int) -> bool:
    return values.keys() == wanted.keys() and all(same(values[key], want, tolerance, depth + 1) for key, want in wanted.items())


def _passes(case: Case, outcome: Outcome) -> bool:
    return outcome.kind == "returned" and same(outcome.value, case.want, case.tol)


def _tried(outcome: Outcome) -> OutcomeKind:
    match outcome.kind:
        case "not code" | "no function" | "stopped early" as unread:
            raise Unreadable(unread, outcome.message)
        case kind:
            return kind


def _failed(challenge: Challenge, case: Case, kind: OutcomeKind, outcome: Outcome) -> ShownTestFailed:
    call = f"{challenge.function}({', '.join(_shown(argument) for argument in case.args)})"
    came_to = _shown(outcome.value) if kind == "returned" else clip(outcome.message, MOST_SHOWN)
    return ShownTestFailed(kind, clip(call, MOST_OF_CALL), came_to, _shown(case.want))


def _shown(value: object) -> str:
    return clip(repr(value), MOST_SHOWN)
