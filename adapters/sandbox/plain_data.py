"""What may come out of the sandbox: numbers, text, truth values and None, in lists, tuples and dicts, and not much of it."""

from collections.abc import Sequence
from types import NoneType
from typing import cast

MOST_PARTS = 10_000
"""The most values and characters of texts; what is contained twice counts twice, so that a small value cannot unfold into a large
one."""
MOST_BITS = 4096
"""The most bits of an integer; such a one is still written as text quickly."""
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
"""Runs inside the interpreter, in which only its own types can pass for a list or a number. It only keeps out what is large;
`is_plain` decides what may be used."""


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
    """What a value holds; None if it is not plain data."""
    kind = type(part)
    if kind in (NoneType, bool, float, str) or (kind is int and cast(int, part).bit_length() <= MOST_BITS):
        return ()
    if kind in (list, tuple):
        return cast("Sequence[object]", part)
    if kind is dict:
        pairs = cast("dict[object, object]", part)
        return [*pairs, *pairs.values()] if all(type(key) is str for key in pairs) else None
    return None
