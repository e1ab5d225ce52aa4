"""Variants of a challenge: which values a template takes, its key, and the order in which options and steps are shown.

A seed decides everything, so the same seed shows and grades the same thing for ever.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil, comb, e, exp, factorial, floor, inf, isfinite, log, log2, log10, pi, sqrt
from random import Random
from typing import Any, Literal, TypeVar, cast

from simpleeval import EvalWithCompoundTypes, FunctionNotDefined, InvalidExpression, NameNotDefined, NumberTooHigh

from bot.domain.challenge import Challenge, ChallengeOption, Step

LARGEST_COUNTED = 170
"""The largest argument of `factorial` and `comb`; beyond it the result is no longer a plain number."""


def _small(count: Callable[..., int]) -> Callable[..., int]:
    """The function, for numbers that take no time."""

    def counted(*numbers: int) -> int:
        if any(number > LARGEST_COUNTED for number in numbers):
            raise OverflowError(f"{count.__name__} takes numbers up to {LARGEST_COUNTED}")
        return count(*numbers)

    return counted


FUNCTIONS: Mapping[str, Any] = {
    "abs": abs, "ceil": ceil, "comb": _small(comb), "exp": exp, "factorial": _small(factorial), "floor": floor, "len": len,
    "log": log, "log10": log10, "log2": log2, "max": max, "min": min, "round": round, "sqrt": sqrt, "sum": sum,
}  # fmt: skip
"""The functions that `compute` may call."""
NAMES: Mapping[str, float] = {"pi": pi, "e": e, "inf": inf}
MOST_SEEDS = 2**31 - 1

Part = TypeVar("Part")

TemplateFault = Literal["not a formula", "unknown name", "unknown function", "division by zero", "too large", "no number"]


class BadTemplate(ValueError):
    """A template whose key cannot be computed: of which kind the fault is, in which expression, with which values, and the name
    that is unknown if one is. What it says as an exception is for authors of packs."""

    def __init__(self, kind: TemplateFault, expression: str, values: Mapping[str, Any], name: str = "") -> None:
        super().__init__(f"{expression}: {kind} {name}".rstrip())
        self.kind: TemplateFault = kind
        self.expression = expression
        self.values = values
        self.name = name


@dataclass(frozen=True, slots=True)
class Variant:
    """What one seed makes of a challenge."""

    seed: int
    values: Mapping[str, Any]
    prompt: str
    key: float | None
    """The key of a numeric challenge; None for other kinds."""
    options: tuple[ChallengeOption, ...]
    steps: tuple[Step, ...]
    """As they are shown; never in an order that is already right, if there is another."""


def variant_of(challenge: Challenge, seed: int) -> Variant:
    """The variant of a challenge that a seed makes. Raises BadTemplate if its key cannot be computed."""
    values = values_of(challenge, seed % count_variants(challenge))
    return Variant(
        seed=seed,
        values=values,
        prompt=filled(challenge.prompt, values),
        key=evaluate(challenge.compute, values) if challenge.kind == "numeric" else None,
        options=_shuffled(challenge.options, seed) if challenge.kind in ("single", "multi") else challenge.options,
        steps=_mixed(challenge, seed),
    )


def count_variants(challenge: Challenge) -> int:
    """The number of variants; lists of different lengths repeat until the end of the longest."""
    return max((len(values) for values in challenge.params.values()), default=1)


def values_of(challenge: Challenge, number: int) -> Mapping[str, Any]:
    return {name: values[number % len(values)] for name, values in challenge.params.items()}


def filled(text: str, values: Mapping[str, Any]) -> str:
    """`text` with the parameters' values in it; other braces stay as they are."""
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text


def evaluate(expression: str, values: Mapping[str, Any]) -> float:
    """The number that an expression over the values comes to. Raises BadTemplate if it cannot be computed."""
    evaluator = cast(Any, EvalWithCompoundTypes(functions=dict(FUNCTIONS), names={**NAMES, **values}))
    try:
        number = float(evaluator.eval(expression))
    except (InvalidExpression, ArithmeticError, ValueError, TypeError, LookupError, SyntaxError) as error:
        kind, name = _fault(error)
        raise BadTemplate(kind, expression, values, name) from None
    if not isfinite(number):
        raise BadTemplate("no number", expression, values)
    return number


def _fault(error: Exception) -> tuple[TemplateFault, str]:
    """The kind of fault that an evaluator's error tells of, and the unknown name if there is one."""
    match error:
        case SyntaxError():
            return "not a formula", ""
        case NameNotDefined():
            return "unknown name", str(cast(Any, error).name)
        case FunctionNotDefined():
            return "unknown function", str(cast(Any, error).func_name)
        case ZeroDivisionError():
            return "division by zero", ""
        case OverflowError() | NumberTooHigh():
            return "too large", ""
        case _:
            return "no number", ""


def keeps_order(challenge: Challenge, order: tuple[str, ...]) -> bool:
    """Whether an order of step ids keeps every pair of `before`."""
    return all(order.index(first) < order.index(second) for first, second in challenge.before)


def _mixed(challenge: Challenge, seed: int) -> tuple[Step, ...]:
    """The steps in an order that is not yet right; each try is another shuffle of the same seed."""
    for attempt in range(20):
        steps = _shuffled(challenge.steps, seed + attempt)
        if not keeps_order(challenge, tuple(step.id for step in steps)):
            return steps
    return challenge.steps[::-1]


def _shuffled(parts: tuple[Part, ...], seed: int) -> tuple[Part, ...]:
    mixed = list(parts)
    Random(seed).shuffle(mixed)  # noqa: S311 - it mixes, it hides nothing
    return tuple(mixed)
