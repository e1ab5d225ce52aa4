"""What must hold inside one challenge, so that it can be answered and graded.

Each rule is a pure function from the challenge to its flaws. Keys that are computed are in `content/number_checks.py`; what a
challenge names elsewhere in the pack is checked in `content/checks.py`.
"""

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import chain
from typing import cast

from rapidfuzz.distance import OSA

from bot.domain.challenge import Challenge, ChallengeKind
from bot.domain.sameness import folded_text
from content.faults import Flaw, Location
from content.number_checks import number_flaws

_NEEDED: Mapping[ChallengeKind, tuple[str, ...]] = {
    "single": ("options",),
    "multi": ("options",),
    "numeric": ("compute",),
    "text": ("accept",),
    "order": ("steps", "before"),
    "python": ("function", "starter", "tests", "hidden", "reference"),
    "reflection": (),
}
_ALLOWED: Mapping[ChallengeKind, tuple[str, ...]] = {
    **_NEEDED,
    "numeric": ("compute", "params", "tolerance", "percent_ok"),
    "text": ("accept", "distance", "reject"),
    "python": (*_NEEDED["python"], "wrong", "equivalent_mutants", "limits"),
}
_OF_SOME_KIND = sorted(set(chain.from_iterable(_ALLOWED.values())))
_BLANK = Challenge(id="challenge.blank", rev=1, kind="reflection", topics=(), level=1, minutes=1, prompt="")


def flaws_of(challenge: Challenge) -> Iterator[Flaw]:
    """Everything that is wrong inside the challenge."""
    yield from _fields(challenge)
    yield from _RULES[challenge.kind](challenge)


def _fields(challenge: Challenge) -> Iterator[Flaw]:
    kind = challenge.kind
    if not challenge.explain:
        yield "Add `explain`, a text of up to 900 characters.", ("kind",)
    for name in _OF_SOME_KIND:
        given = getattr(challenge, name) != getattr(_BLANK, name)
        if name in _NEEDED[kind] and not given:
            yield f"Add `{name}`; a challenge of the kind {kind} needs it.", ("kind",)
        elif given and name not in _ALLOWED[kind]:
            yield f"Remove `{name}`, or mend the kind; the kind {kind} does not use it.", (name,)


def _repeated_texts(texts: Sequence[str], name: str, *inside: str) -> Iterator[Flaw]:
    """A flaw for each text of a list that stands there already; capitals and spaces make no difference."""
    seen: set[str] = set()
    for number, text in enumerate(texts):
        same = folded_text(text)
        if same in seen:
            yield f"Change or remove this one; the same stands in `{name}` above already.", (name, number, *inside)
        seen.add(same)


# Choices


def _choice(challenge: Challenge) -> Iterator[Flaw]:
    options = challenge.options
    yield from _repeated_texts([option.id for option in options], "options", "id")
    yield from _repeated_texts([option.text for option in options], "options", "text")
    if len(options) == 1:
        yield "Give two to five options; with one there is nothing to choose.", ("options",)


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


# Words


def _text(challenge: Challenge) -> Iterator[Flaw]:
    yield from _repeated_texts(challenge.accept, "accept")
    yield from _repeated_texts(challenge.reject, "reject")
    for number, wrong in enumerate(challenge.reject):
        near = [right for right in challenge.accept if OSA.distance(folded_text(right), folded_text(wrong)) <= challenge.distance]
        if near:
            yield f"Lower `distance`, or remove this one; `{wrong}` is that near to `{near[0]}`.", ("reject", number)


# Steps


def _order(challenge: Challenge) -> Iterator[Flaw]:
    yield from _repeated_texts([step.id for step in challenge.steps], "steps", "id")
    yield from _repeated_texts([step.text for step in challenge.steps], "steps", "text")
    pairs = list(_pairs(challenge))
    yield from pairs
    if not pairs:
        yield from _circle(challenge)


def _pairs(challenge: Challenge) -> Iterator[Flaw]:
    known = {step.id for step in challenge.steps}
    for number, pair in enumerate(challenge.before):
        location = ("before", number)
        if len(pair) != 2 or len(set(pair)) != 2:
            yield "Write two different steps here, such as [a, b]: the first must come before the second.", location
        for step in sorted(set(pair) - known):
            yield f"Mend this; there is no step `{step}`.", location
        if pair in challenge.before[:number]:
            yield "Remove this pair; it stands above already.", location


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
    yield from _repeated_texts(challenge.wrong, "wrong")
    if challenge.function:
        yield from _code(challenge, challenge.starter, ("starter",))
        yield from _code(challenge, challenge.reference, ("reference",))
        for number, code in enumerate(challenge.wrong):
            yield from _code(challenge, code, ("wrong", number))


def _code(challenge: Challenge, code: str, location: Location) -> Iterator[Flaw]:
    try:
        tree = ast.parse(code)
    except SyntaxError as error:
        yield f"Mend this code; Python cannot read its line {error.lineno} ({error.msg}).", location
        return
    named = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    if code and challenge.function not in named:
        yield f"Define `{challenge.function}` here, or mend `function`.", location


def _nothing(_: Challenge) -> Iterator[Flaw]:
    yield from ()


_RULES: Mapping[ChallengeKind, Callable[[Challenge], Iterator[Flaw]]] = {
    "single": _single,
    "multi": _multi,
    "numeric": number_flaws,
    "text": _text,
    "order": _order,
    "python": _python,
    "reflection": _nothing,
}
