"""What must hold in a challenge that asks for a number: its key can be computed, told from others, and is shown to vary."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from math import isclose
from typing import Any

from bot.domain.challenge import Challenge
from bot.domain.variant import BadTemplate, count_variants, evaluate, filled, values_of
from content.faults import Flaw

_NAME = re.compile(r"\{([A-Za-z_]\w*)\}")


def number_flaws(challenge: Challenge) -> Iterator[Flaw]:
    """Everything that is wrong with the parameters and the key."""
    yield from _names(challenge)
    try:
        keys = _keys(challenge)
    except BadTemplate as bad:
        yield f"Mend `compute` or the parameters; with {_written(bad.values)} there is no number ({bad}).", ("compute",)
    else:
        yield from _tolerance(challenge, keys)
        yield from _distinct(challenge, keys)
        yield from _shares(challenge, keys)


def _keys(challenge: Challenge) -> list[float]:
    """The key of each variant. Raises BadTemplate for the first that has none."""
    numbers = range(count_variants(challenge) if challenge.compute else 0)
    return [evaluate(challenge.compute, values_of(challenge, number)) for number in numbers]


def _names(challenge: Challenge) -> Iterator[Flaw]:
    shown = set(_NAME.findall(challenge.prompt))
    for name in sorted(shown - challenge.params.keys()):
        yield f"Add `{name}` to `params`, or mend the name; the prompt shows {{{name}}}.", ("prompt",)
    for name in sorted(challenge.params.keys() - shown - _names_in(challenge.compute)):
        yield f"Use `{name}` in the prompt or in `compute`, or remove it.", ("params", name)


def _names_in(expression: str) -> set[str]:
    try:
        tree = ast.parse(expression, mode="eval")
    except SyntaxError:  # told with the variant that cannot be computed
        return set()
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def _tolerance(challenge: Challenge, keys: Sequence[float]) -> Iterator[Flaw]:
    broken = [key for key in keys if not isclose(key, round(key), abs_tol=1e-9)]
    if broken and not challenge.tolerance.abs and not challenge.tolerance.rel:
        yield f"Add `tolerance`; nobody types a key such as {broken[0]:.6g} in full.", ("compute",)


def _distinct(challenge: Challenge, keys: Sequence[float]) -> Iterator[Flaw]:
    for first, second in combinations(range(len(keys)), 2):
        if isclose(keys[first], keys[second], abs_tol=1e-9):
            yield (
                f"Change the parameters; {_values(challenge, first)} and {_values(challenge, second)} have the same key.",
                ("params",),
            )
        elif _prompt(challenge, first) == _prompt(challenge, second):
            yield f"Show in the prompt what varies; with {_values(challenge, second)} it reads as before.", ("prompt",)


def _shares(challenge: Challenge, keys: Sequence[float]) -> Iterator[Flaw]:
    beyond = [key for key in keys if abs(key) > 1]
    if challenge.percent_ok and beyond:
        yield f"Remove `percent_ok`; a key such as {beyond[0]:.6g} is no share, and 75 would be taken for 0.75.", ("percent_ok",)


def _prompt(challenge: Challenge, number: int) -> str:
    return filled(challenge.prompt, values_of(challenge, number))


def _values(challenge: Challenge, number: int) -> str:
    return _written(values_of(challenge, number))


def _written(values: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in values.items()) or "no parameters"
