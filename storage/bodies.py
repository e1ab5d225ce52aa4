"""Items as the JSON that storage keeps, and back: the domain's types say their shape, cattrs reads and checks it."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, is_dataclass
from typing import Any, cast, get_args, get_origin

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn

from bot.domain.items import KINDS, ContentItem, Json, OwnItem

_PLAIN: Mapping[type, tuple[type, ...]] = {str: (str,), bool: (bool,), int: (int,), float: (float, int)}
"""The types of JSON that each plain type is read from; cattrs by itself makes text of a number."""


def read_item(kind: str, body: Mapping[str, Json]) -> ContentItem:
    """Build the item that a stored body describes. Raises KeyError, TypeError or CattrsError when a value is missing or odd.

    Lengths were checked when the item was loaded or written. A key that this version does not know is left out, so that during
    a roll-out the older process reads what the newer one has stored.
    """
    return _CONVERTER.structure(body, KINDS[kind].type)


def as_json(item: OwnItem) -> dict[str, Any]:
    """The item as a JSON column keeps it; `read_item` builds it again."""
    return asdict(item)


def _converter() -> Converter:
    converter = Converter(detailed_validation=False)
    for wanted, given in _PLAIN.items():
        converter.register_structure_hook(wanted, _plain(given))
    converter.register_structure_hook_factory(_is_tuple, _tuple)
    converter.register_structure_hook_factory(is_dataclass, _record)
    return converter


def _plain(given: tuple[type, ...]) -> Callable[[object, object], object]:
    def read(value: object, wanted: object) -> object:
        if type(value) not in given:
            raise TypeError(f"{value!r} is not of {wanted}")
        return value

    return read


def _is_tuple(wanted: object) -> bool:
    return get_origin(wanted) is tuple


def _tuple(wanted: object, converter: Converter) -> Callable[[object, object], object]:
    """For a tuple of any length, which JSON writes as a list; cattrs by itself takes text too, letter by letter."""
    entry: Any = get_args(wanted)[0]
    read = converter.get_structure_hook(entry)

    def read_all(values: object, _: object) -> object:
        if not isinstance(values, list | tuple):
            raise TypeError(f"{values!r} is not a list")
        return tuple([read(value, entry) for value in cast(list[object], values)])

    return read_all


def _record(wanted: type[Any], converter: Converter) -> Callable[[object, object], object]:
    """For a dataclass, which JSON writes as a mapping; cattrs by itself makes one of defaults from a list."""
    read = make_dict_structure_fn(wanted, converter, _cattrs_detailed_validation=False)

    def read_mapping(value: object, _: object) -> object:
        if not isinstance(value, Mapping):
            raise TypeError(f"{value!r} is not a mapping")
        return read(cast(Mapping[str, Any], value), wanted)

    return read_mapping


_CONVERTER = _converter()
