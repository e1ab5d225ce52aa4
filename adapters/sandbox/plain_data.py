"""What may come out of the sandbox: numbers, text, truth values and None, in lists, tuples and dicts, and not much of it."""

from collections.abc import Sequence
from types import NoneType
from typing import cast

MOST_PARTS = 10_000
"""Values and signs of texts; what is held twice counts twice, so that nothing can unfold."""
MOST_BITS = 4096
"""Of an integer; it can still be written down quickly."""
DEEPEST = 20

NEEDED = ("bool", "dict", "float", "int", "isinstance", "len", "list", "str", "tuple")
"""The built-in names of IS_SMALL, which code may have given another meaning before."""

IS_SMALL = f"""
def is_small(value):
    room, large = {MOST_PARTS}, 1 << {MOST_BITS}
    waiting = [(value, 0)]
    while waiting:
        part, depth = waiting.pop()
        room -= 1
        if part is None or isinstance(part, (bool, float)):
            inner = ()
        elif isinstance(part, int) and -large < part < large:
            inner = ()
        elif isinstance(part, str):
            inner, room = (), room - len(part)
        elif isinstance(part, (list, tuple)):
            inner = part
        elif isinstance(part, dict):
            inner = part.items()
        else:
            return False
        if depth > {2 * DEEPEST} or room < len(inner):
            return False
        waiting.extend([(one, depth + 1) for one in inner])
    return True
"""
"""Runs inside, where only the interpreter's own types can pass for a list or a number. It only spares us what is large; what may
be used is decided by `is_plain`."""


def is_plain(value: object) -> bool:
    """Whether a result is plain data of these very types, within the limits; the keys of dicts are texts."""
    room = MOST_PARTS
    waiting = [(value, 0)]
    while waiting:
        part, depth = waiting.pop()
        inner = _inner(part)
        room -= 1 + (len(part) if isinstance(part, str) else 0)
        if inner is None or depth > DEEPEST or room < len(inner):
            return False
        waiting.extend((one, depth + 1) for one in inner)
    return True


def _inner(part: object) -> Sequence[object] | None:
    """What a value holds; None where it is not plain data."""
    kind = type(part)
    if kind in (NoneType, bool, float, str) or (kind is int and cast(int, part).bit_length() <= MOST_BITS):
        return ()
    if kind in (list, tuple):
        return cast("Sequence[object]", part)
    if kind is dict:
        pairs = cast("dict[object, object]", part)
        return [*pairs, *pairs.values()] if all(type(key) is str for key in pairs) else None
    return None
