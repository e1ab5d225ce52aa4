"""In which direction the parts of a line are written, and so where they stand: the Unicode bidirectional algorithm for lines that
begin at the left and turn no direction explicitly."""

import unicodedata
from collections.abc import Sequence
from itertools import groupby

LEFT, RIGHT, NUMBER = 0, 1, 2
"""The levels of what is written to the right, to the left, and of numbers among what is written to the left."""
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")


def levels(line: str) -> list[int]:
    """The level of each character."""
    found = _strong(line)
    at = 0
    for is_neutral, run in groupby(found, key=lambda level: level is None):
        end = at + len(list(run))
        if is_neutral:
            before, after = (found[at - 1] if at else LEFT), (found[end] if end < len(found) else LEFT)
            between = NUMBER if before == after == NUMBER and end - at == 1 and not line[at].isspace() else RIGHT
            found[at:end] = [between if before and after else LEFT] * (end - at)
        at = end
    return [level or LEFT for level in found]


def in_order_of_sight(levels: Sequence[int]) -> list[int]:
    """The numbers of parts that have these levels, from left to right."""
    order = [*range(len(levels))]
    for level in (NUMBER, RIGHT):
        parts = [(turned, [*part]) for turned, part in groupby(order, key=lambda number: levels[number] >= level)]
        order = [number for turned, part in parts for number in (reversed(part) if turned else part)]
    return order


def turned(signs: str) -> str:
    """Signs of no direction as they are seen among what is written to the left; spaces after them stay there."""
    seen = signs.rstrip()
    return seen[::-1].translate(_MIRRORED) + signs[len(seen) :]


def _strong(line: str) -> list[int | None]:
    """The level of each character that has one of its own, or by what stands before it."""
    found, last = list[int | None](), LEFT
    for character in line:
        match unicodedata.bidirectional(character):
            case "R" | "AL":
                found.append(last := RIGHT)
            case "L":
                found.append(last := LEFT)
            case "EN" | "AN":
                found.append(NUMBER if last == RIGHT else LEFT)
            case "NSM" | "BN" if found:
                found.append(found[-1])
            case _:
                found.append(None)
    return found
