"""The domain's types as a strict schema, and pydantic's complaints as sentences an author can act on."""

import json
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from functools import cached_property
from types import GenericAlias
from typing import Generic, TypeVar, cast

from pydantic import AfterValidator, ConfigDict, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from bot.domain.items import Json
from content.document import Document
from content.faults import Fault, Location
from content.shapes import Shaped, known_keys, shape_at

Record = TypeVar("Record")

_UNKNOWN = "unexpected_keyword_argument"


class Schema(Generic[Record]):
    """Reads one record out of a document, or says what is wrong with it."""

    def __init__(self, wanted: type[Record]) -> None:
        self.wanted: type[Record] = wanted

    @cached_property
    def _adapter(self) -> TypeAdapter[tuple[Record]]:
        """Built when a pack or a file is read: most processes read none."""
        # A plain dataclass takes no configuration of its own here, but it inherits that of what surrounds it; so the
        # domain needs no pydantic and the schema is strict all the same.
        pack_of_one = cast("type[tuple[Record]]", GenericAlias(tuple, (self.wanted,)))
        return TypeAdapter(pack_of_one, config=ConfigDict(strict=True, extra="forbid"))

    def read(self, document: Document, location: Location, value: Json) -> tuple[Record | None, tuple[Fault, ...]]:
        """The record at `location`, or None with its faults if something about it is wrong."""
        try:
            # By way of JSON: there a list is the only way to write a tuple, and strictness allows it.
            return self._adapter.validate_json(json.dumps([value]))[0], ()
        except ValidationError as error:
            return None, tuple(self._faults(document, location, error))

    def dump(self, record: Record) -> dict[str, Json]:
        """The record as plain JSON, as storage keeps it."""
        return cast(list[dict[str, Json]], self._adapter.dump_python((record,), mode="json"))[0]

    def _faults(self, document: Document, start: Location, error: ValidationError) -> Iterator[Fault]:
        details = error.errors(include_url=False)
        deeper = {detail["loc"][:-1] for detail in details}
        misspelt = {(*detail["loc"][:-1], self._near(detail)) for detail in details if detail["type"] == _UNKNOWN}
        for detail in details:
            inside = detail["loc"][1:]
            location = (*start, *inside)
            # A list that lost its faulty entries seems too short, and the text's own fault explains the rest.
            if (detail["type"] == "too_short" and detail["loc"] in deeper) or location in document.faults:
                continue
            if detail["type"] == "missing" and detail["loc"] in misspelt:  # told with the key that stands for it
                continue
            yield Fault(document.file, document.line(location), self._message(document, inside, location, detail))

    def _message(self, document: Document, inside: Location, location: Location, detail: ErrorDetails) -> str:
        name = name_of(inside)
        if detail["type"] == _UNKNOWN:
            return _unknown(str(inside[-1]), self._near(detail), known_keys(self.wanted, inside[:-1]))
        if detail["type"] == "missing":
            return f"Add {name}, {shape_at(self.wanted, inside)}."
        if detail["type"] == "dataclass_type":
            return f"Write {name} as a group of keys and values; its keys are {', '.join(known_keys(self.wanted, inside))}."
        if detail["type"] == "string_type" and isinstance(detail["input"], dict):
            return f'Write {name} as one piece of text; put quotes around it if it has a colon in it: "Loops: an introduction".'
        say = _MESSAGES.get(detail["type"])
        if say is None:
            return f"Mend {name}: {detail['msg'][0].lower()}{detail['msg'][1:]}."
        return say(name, document.written.get(location, ""), detail.get("ctx", {}))

    def _near(self, unknown: ErrorDetails) -> str:
        """The known key that an unknown one resembles; empty if none does."""
        *around, key = unknown["loc"][1:]
        return next(iter(get_close_matches(str(key), known_keys(self.wanted, tuple(around)), n=1)), "")


def shaped(pattern: str, shape: str) -> AfterValidator:
    """For text that matches a pattern as a whole; what does not is told the shape in words, with an example."""
    return AfterValidator(Shaped(pattern, shape))


def name_of(location: Location) -> str:
    """A location in an author's words: `goals` entry 2."""
    parts = [f"`{step}`" if isinstance(step, str) else f"entry {step + 1}" for step in location]
    return " ".join(parts) or "the entry"


def _unknown(key: str, near: str, known: tuple[str, ...]) -> str:
    if near:
        return f"Rename `{key}` to `{near}`; nothing here is called `{key}`."
    return f"Remove the key `{key}`; the keys known here are {', '.join(known)}."


def _not_text(name: str, written: str, _: Mapping[str, object]) -> str:
    if written:
        return f'Write {name} as text, with quotes around it: "{written}".'
    return f"Write {name} as one piece of text, not as a list or a group of keys."


_MESSAGES: Mapping[str, Callable[[str, str, Mapping[str, object]], str]] = {
    "string_type": _not_text,
    "string_too_long": lambda name, written, limits: (
        f"Shorten {name} to {limits['max_length']} characters; it has {len(written)}."
    ),
    "string_too_short": lambda name, _, limits: f"Give {name} at least {limits['min_length']} characters.",
    "too_long": lambda name, _, limits: f"Keep {name} to {limits['max_length']} entries or fewer.",
    "too_short": lambda name, _, limits: f"Give {name} at least {limits['min_length']} entries.",
    "tuple_type": lambda name, _, __: f"Write {name} as a list, each entry on a line that starts with a dash.",
    "int_type": lambda name, _, __: f"Write {name} as a whole number, without quotes.",
    "int_from_float": lambda name, _, __: f"Write {name} as a whole number.",
    "float_type": lambda name, _, __: f"Write {name} as a number, without quotes.",
    "literal_error": lambda name, _, limits: f"Set {name} to {limits['expected']}.",
    "greater_than_equal": lambda name, _, limits: f"Set {name} to {limits['ge']} or more.",
    "less_than_equal": lambda name, _, limits: f"Set {name} to {limits['le']} or less.",
    "value_error": lambda name, written, limits: f"Write {name} as {limits['error']}; `{written}` is not.",
}
