"""What must hold inside one challenge, so that it can be answered and is graded fairly.

Each rule is a pure function from the challenge to its flaws: what to mend, and at which place inside it. What a challenge
names elsewhere in the pack is checked in `content/checks.py`.
"""

import ast
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import chain, combinations
from math import isclose
from typing import TypeAlias, cast

from rapidfuzz.distance import OSA

from bot.domain.challenge import Challenge, ChallengeKind
from bot.domain.variant import BadTemplate, count_variants, evaluate, filled, values_of
from content.document import Place

Flaw: TypeAlias = tuple[str, Place]
"""What to mend, and where inside the challenge."""

LETTERS_A_SLIP = 4
"""So many letters an accepted answer must have for each slip that is forgiven."""

_NEEDED: Mapping[ChallengeKind, tuple[str, ...]] = {
    "single": ("options",),
    "multi": ("options",),
    "numeric": ("compute",),
    "text": ("accept",),
    "order": ("steps", "before"),
    "python": ("function", "starter", "tests", "hidden", "reference", "wrong"),
    "reflection": (),
}
_ALLOWED: Mapping[ChallengeKind, tuple[str, ...]] = {
    **_NEEDED,
    "numeric": ("compute", "params", "tolerance", "percent_ok"),
    "text": ("accept", "distance", "reject"),
    "python": (*_NEEDED["python"], "limits"),
}
_OF_SOME_KIND = sorted(set(chain.from_iterable(_ALLOWED.values())))
_BLANK = Challenge(id="challenge.blank", rev=1, kind="reflection", topics=(), level=1, minutes=1, prompt="", explain="")
_TELLS = re.compile(
    r"\b(all|none|any|both|neither) of the (above|below|other)|^(all|none|any|both|neither) of (these|those|them)\W*$",
    re.IGNORECASE,
)
_NAME = re.compile(r"\{([A-Za-z_]\w*)\}")


def flaws_of(challenge: Challenge) -> Iterator[Flaw]:
    """Everything that is wrong inside the challenge."""
    yield from _fields(challenge)
    yield from _hints(challenge)
    yield from _RULES[challenge.kind](challenge)


def _fields(challenge: Challenge) -> Iterator[Flaw]:
    kind = challenge.kind
    for name in _OF_SOME_KIND:
        given = getattr(challenge, name) != getattr(_BLANK, name)
        if name in _NEEDED[kind] and not given:
            yield f"Add `{name}`; a challenge of the kind {kind} needs it.", ("kind",)
        elif given and name not in _ALLOWED[kind]:
            yield f"Remove `{name}`, or mend the kind; the kind {kind} does not use it.", (name,)


def _hints(challenge: Challenge) -> Iterator[Flaw]:
    if challenge.kind != "reflection" and not challenge.hint:
        yield "Add `hint`, one to three of them; whoever is stuck asks for one.", ("kind",)


def _twice(texts: Sequence[str], name: str, *inside: str) -> Iterator[Flaw]:
    """A flaw for each text of a list that stands there already; capitals and spaces make no difference."""
    seen: set[str] = set()
    for number, text in enumerate(texts):
        same = _bare(text)
        if same in seen:
            yield f"Change or remove this one; the same stands in `{name}` above already.", (name, number, *inside)
        seen.add(same)


def _bare(text: str) -> str:
    return " ".join(text.casefold().split())


# Choices


def _choice(challenge: Challenge) -> Iterator[Flaw]:
    options = challenge.options
    yield from _twice([option.id for option in options], "options", "id")
    yield from _twice([option.text for option in options], "options", "text")
    if len(options) == 1:
        yield "Give two to five options; with one there is nothing to choose.", ("options",)
    for number, option in enumerate(options):
        if not option.ok and not option.why:
            yield "Add `why` to this wrong option; whoever chooses it wants to know.", ("options", number)
        if _TELLS.search(option.text):
            yield f"Say what is meant; `{option.text}` gives the answer away and means nothing once shuffled.", (
                "options", number, "text",
            )  # fmt: skip


def _single(challenge: Challenge) -> Iterator[Flaw]:
    yield from _choice(challenge)
    right = sum(option.ok for option in challenge.options)
    if challenge.options and right != 1:
        yield f"Mark exactly one option with `ok: true`; {right} are.", ("options",)


def _multi(challenge: Challenge) -> Iterator[Flaw]:
    yield from _choice(challenge)
    right = sum(option.ok for option in challenge.options)
    if challenge.options and right in (0, len(challenge.options)):
        yield "Give at least one right option and one wrong one; each member ticks what is right.", ("options",)


# Numbers


def _numeric(challenge: Challenge) -> Iterator[Flaw]:
    yield from _names(challenge)
    try:
        keys = _keys(challenge)
    except BadTemplate as bad:
        yield f"Mend `compute` or the parameters; {bad}.", ("compute",)
    else:
        yield from _tolerance(challenge, keys)
        yield from _distinct(challenge, keys)
        yield from _shares(challenge, keys)


def _keys(challenge: Challenge) -> list[float]:
    """The key of each variant. Raises BadTemplate, with the variant's values."""
    keys: list[float] = []
    for number in range(count_variants(challenge) if challenge.compute else 0):
        try:
            keys.append(evaluate(challenge.compute, values_of(challenge, number)))
        except BadTemplate as bad:
            raise BadTemplate(f"with {_values(challenge, number)} there is no number ({bad})") from None
    return keys


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
    return ", ".join(f"{name} = {value}" for name, value in values_of(challenge, number).items()) or "no parameters"


# Words


def _text(challenge: Challenge) -> Iterator[Flaw]:
    yield from _twice(challenge.accept, "accept")
    yield from _twice(challenge.reject, "reject")
    yield from _short(challenge)
    for number, wrong in enumerate(challenge.reject):
        near = [right for right in challenge.accept if OSA.distance(_bare(right), _bare(wrong)) <= challenge.distance]
        if near:
            yield f"Lower `distance`, or remove this one; `{wrong}` is that near to `{near[0]}`.", ("reject", number)


def _short(challenge: Challenge) -> Iterator[Flaw]:
    shortest = min(map(_bare, challenge.accept), key=len, default="")
    allowed = len(shortest) // LETTERS_A_SLIP
    if challenge.accept and challenge.distance > allowed:
        yield f"Set `distance` to {allowed} or less; `{shortest}` is too short for more slips.", ("distance",)


# Steps


def _order(challenge: Challenge) -> Iterator[Flaw]:
    yield from _twice([step.id for step in challenge.steps], "steps", "id")
    yield from _twice([step.text for step in challenge.steps], "steps", "text")
    if 0 < len(challenge.steps) < 3:
        yield "Give three to six steps; fewer are guessed.", ("steps",)
    pairs = list(_pairs(challenge))
    yield from pairs
    if not pairs:
        yield from _circle(challenge)


def _pairs(challenge: Challenge) -> Iterator[Flaw]:
    known = {step.id for step in challenge.steps}
    for number, pair in enumerate(challenge.before):
        place = ("before", number)
        if len(pair) != 2 or len(set(pair)) != 2:
            yield "Write two different steps here, such as [a, b]: the first must come before the second.", place
        for step in sorted(set(pair) - known):
            yield f"Mend this; there is no step `{step}`.", place
        if pair in challenge.before[:number]:
            yield "Remove this pair; it stands above already.", place


def _circle(challenge: Challenge) -> Iterator[Flaw]:
    graph: dict[str, set[str]] = {}
    for first, second in challenge.before:
        graph.setdefault(second, set()).add(first)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        ring = cast(list[str], error.args[1])
        yield f"Remove one of these pairs; they go in a circle: {' before '.join(ring)}.", ("before",)


# Functions


def _python(challenge: Challenge) -> Iterator[Flaw]:
    if len(challenge.tests) == 1:
        yield "Show two tests or more; with one a member returns its answer.", ("tests",)
    if len(challenge.wrong) == 1:
        yield "Add another wrong solution; two show that the tests tell right from wrong.", ("wrong",)
    yield from _twice(challenge.wrong, "wrong")
    if challenge.function:
        yield from _code(challenge, challenge.starter, ("starter",))
        yield from _code(challenge, challenge.reference, ("reference",))
        for number, code in enumerate(challenge.wrong):
            yield from _code(challenge, code, ("wrong", number))


def _code(challenge: Challenge, code: str, place: Place) -> Iterator[Flaw]:
    try:
        tree = ast.parse(code)
    except SyntaxError as error:
        yield f"Mend this code; Python cannot read its line {error.lineno} ({error.msg}).", place
        return
    named = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    if code and challenge.function not in named:
        yield f"Define `{challenge.function}` here, or mend `function`.", place


def _nothing(_: Challenge) -> Iterator[Flaw]:
    yield from ()


_RULES: Mapping[ChallengeKind, Callable[[Challenge], Iterator[Flaw]]] = {
    "single": _single,
    "multi": _multi,
    "numeric": _numeric,
    "text": _text,
    "order": _order,
    "python": _python,
    "reflection": _nothing,
}
