"""In which direction the parts of a line are written, and so where they stand: the Unicode bidirectional algorithm for lines that
turn no direction explicitly; brackets stand by themselves."""

import unicodedata
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import groupby
from typing import Literal

Kind = Literal["left", "right", "number"]
"""What is written to the right from the left, the other way round, and numbers among what is."""
LEFT, RIGHT, NUMBER = 0, 1, 2
"""The levels: odd ones are written from the right."""
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_from_right: ContextVar[bool] = ContextVar("from_right", default=False)


@contextmanager
def drawing_from(*, right: bool) -> Generator[None]:
    """What is drawn meanwhile begins at the right, or at the left."""
    token = _from_right.set(right)
    try:
        yield
    finally:
        _from_right.reset(token)


def is_from_right() -> bool:
    """Whether what is drawn now begins at the right."""
    return _from_right.get()


def levels(line: str) -> list[int]:
    """The level of each character. A line in which nothing is written from the right begins at the left in every language.

    The rules have the names that Unicode gives them: W for weak kinds, N for neutral ones, I for the levels, L for ends of lines.
    """
    kinds = [unicodedata.bidirectional(character) or "L" for character in line]
    is_right = is_from_right() and any(kind in ("R", "AL") for kind in kinds)
    base: Kind = "right" if is_right else "left"
    directions = _without_neutrals(_strong(kinds, base), base)
    level: Mapping[Kind, int] = {"left": NUMBER if is_right else LEFT, "right": RIGHT, "number": NUMBER}
    end = len(line.rstrip())  # L1: what stands at the end of a line is written as the line is
    return [level[each] for each in directions[:end]] + [RIGHT if is_right else LEFT] * (len(line) - end)


def _strong(kinds: Sequence[str], base: Kind) -> list[Kind | None]:
    """What each character is, after W1 to W7; none for those of no direction."""
    weak, last = list[str](), "R" if base == "right" else "L"
    for kind in kinds:
        if kind in ("NSM", "BN"):  # W1: marks are what stands before them
            kind = weak[-1] if weak else last  # noqa: PLW2901
        if kind in ("L", "R", "AL"):
            last = kind
        weak.append("AN" if kind == "EN" and last == "AL" else kind)  # W2
    weak = ["R" if kind == "AL" else kind for kind in weak]  # W3
    for at in range(1, len(weak) - 1):  # W4: one sign between two numbers is of the number
        before, kind, after = weak[at - 1 : at + 2]
        if before == after and ((kind in ("ES", "CS") and before == "EN") or (kind == "CS" and before == "AN")):
            weak[at] = before
    return _in_numbers(weak, base)


def _in_numbers(weak: Sequence[str], base: Kind) -> list[Kind | None]:
    """W5 to W7: signs of money and percent belong to the number beside them, and numbers after Latin letters are as these."""
    found, at, last = list[Kind | None](), 0, base
    kinds = [*weak]
    for kind, run in groupby(weak):
        end = at + len(list(run))
        if kind == "ET" and "EN" in (weak[at - 1] if at else "", weak[end] if end < len(weak) else ""):
            kinds[at:end] = ["EN"] * (end - at)
        at = end
    for kind in kinds:
        match kind:
            case "L":
                last = "left"
                found.append("left")
            case "R":
                last = "right"
                found.append("right")
            case "AN":
                found.append("number")
            case "EN":
                found.append("left" if last == "left" else "number")
            case _:
                found.append(None)
    return found


def _without_neutrals(kinds: Sequence[Kind | None], base: Kind) -> list[Kind]:
    """N1 and N2: what has no direction is as what stands on both sides of it, where numbers are as what is written from the
    right; else as the line."""
    found, at = list[Kind](), 0
    for kind, run in groupby(kinds):
        end = at + len(list(run))
        before, after = (kinds[at - 1] if at else base), (kinds[end] if end < len(kinds) else base)
        sides = {"left" if side == "left" else "right" for side in (before, after)}
        between: Kind = base if len(sides) > 1 else "left" if "left" in sides else "right"
        found.extend(kind or between for _ in range(end - at))
        at = end
    return found


def in_order_of_sight(levels: Sequence[int]) -> list[int]:
    """The numbers of parts that have these levels, from left to right."""
    order = [*range(len(levels))]
    for level in (NUMBER, RIGHT):
        parts = [(turned, [*part]) for turned, part in groupby(order, key=lambda number: levels[number] >= level)]
        order = [number for turned, part in parts for number in (reversed(part) if turned else part)]
    return order


def turned(signs: str) -> str:
    """Signs of no direction as they are seen among what is written from the right; spaces after them stay there."""
    seen = signs.rstrip()
    return seen[::-1].translate(_MIRRORED) + signs[len(seen) :]
