"""In which direction the parts of a line are written, and so where they stand: the Unicode bidirectional algorithm for lines that
turn no direction explicitly."""

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
    """The level of each character. A line in which nothing is written from the right begins at the left in every language."""
    kinds = _strong(line)
    base: Kind = "right" if is_from_right() and "right" in kinds else "left"
    level: Mapping[Kind, int] = {"left": LEFT if base == "left" else NUMBER, "right": RIGHT, "number": NUMBER}
    found, at = list[int](), 0
    for kind, run in groupby(kinds):
        end = at + len(list(run))
        before, after = (kinds[at - 1] if at else base) or base, (kinds[end] if end < len(kinds) else base) or base
        found += [level[kind or _between(before, after, line[at:end], base)]] * (end - at)
        at = end
    return found


def _between(before: Kind, after: Kind, signs: str, base: Kind) -> Kind:
    """How signs of no direction are written."""
    if before == after == "number" and len(signs) == 1 and not signs.isspace():
        return "number"
    if (before == "left") != (after == "left"):
        return base
    return "left" if before == "left" else "right"


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


def _strong(line: str) -> list[Kind | None]:
    """What each character is that has a direction of its own, or by what stands before it."""
    last: Kind = "left"
    found = list[Kind | None]()
    for character in line:
        match unicodedata.bidirectional(character):
            case "R" | "AL":
                found.append("right")
                last = "right"
            case "L":
                found.append("left")
                last = "left"
            case "EN" | "AN":
                found.append("number" if last == "right" or (is_from_right() and "left" not in found) else "left")
            case "NSM" | "BN" if found:
                found.append(found[-1])
            case _:
                found.append(None)
    return found
