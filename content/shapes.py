"""What a value of a type is to look like, in an author's words: `a list of 1 to 6 entries`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from annotated_types import Ge, Le, MaxLen, MinLen
from pydantic import AfterValidator

from content.faults import Location


@dataclass(frozen=True, slots=True)
class Shaped:
    """A check that a text matches a pattern as a whole. `shape` says in words what does, with an example."""

    pattern: str
    shape: str

    def __call__(self, text: str) -> str:
        """The text. Raises ValueError, with the shape, if it does not match."""
        if not re.fullmatch(self.pattern, text):
            raise ValueError(self.shape)
        return text


def shape_at(wanted: object, location: Location) -> str:
    """The shape of what a record of a type holds at a location."""
    return _shape(_at(wanted, location))


def known_keys(wanted: object, location: Location) -> tuple[str, ...]:
    """The keys that the record at this location may have."""
    return _keys(_bare(_at(wanted, location)))


def _at(wanted: object, location: Location) -> object:
    """The type of what a record of a type holds at a location."""
    for step in location:
        bare = _bare(wanted)
        wanted = cast(object, get_args(bare)[0]) if isinstance(step, int) else _hints(bare)[step]
    return wanted


def _shape(hint: object) -> str:
    bare, limits = _bare(hint), _limits(hint)
    check = limits.get(AfterValidator)
    if check and isinstance(check.func, Shaped):
        return check.func.shape
    if get_origin(bare) is tuple:
        return f"a list of {_between(limits, 'entries')}" if limits else "a list"
    if get_origin(bare) is Literal:
        return f"one of {', '.join(map(str, get_args(bare)))}"
    if is_dataclass(bare):
        return f"a group of the keys {', '.join(_keys(bare))}"
    if bare is str:
        return f"a text of {_between(limits, 'characters')}" if limits else "a text"
    if bare is bool:
        return "true or false"
    number = "a whole number" if bare is int else "a number"
    return f"{number} {_from_to(limits)}".rstrip()


def _between(limits: Mapping[type, Any], things: str) -> str:
    least, most = limits.get(MinLen), limits.get(MaxLen)
    if least and most and least.min_length > 1:
        same = least.min_length == most.max_length
        return f"{most.max_length} {things}" if same else f"{least.min_length} to {most.max_length} {things}"
    return f"up to {most.max_length} {things}" if most else f"at least {least.min_length} {things}" if least else things


def _from_to(limits: Mapping[type, Any]) -> str:
    least, most = limits.get(Ge), limits.get(Le)
    if least and most:
        return f"from {least.ge} to {most.le}"
    return f"of {least.ge} or more" if least else f"of {most.le} or less" if most else ""


def _bare(hint: object) -> object:
    """A type without its limits; of several that are allowed the first, which is not nothing."""
    if get_origin(hint) is Annotated:
        return _bare(get_args(hint)[0])
    if get_origin(hint) in (Union, UnionType):
        return _bare(next(each for each in get_args(hint) if each is not NoneType))
    return hint


def _limits(hint: object) -> Mapping[type, Any]:
    return {type(limit): limit for limit in get_args(hint)[1:]} if get_origin(hint) is Annotated else {}


def _keys(bare: object) -> tuple[str, ...]:
    return tuple(field.name for field in fields(bare)) if is_dataclass(bare) else ()


@cache
def _hints(wanted: object) -> Mapping[str, object]:
    return cast(Mapping[str, object], get_type_hints(wanted, include_extras=True))
