"""One YAML file, read strictly: plain JSON, the line of every value, and the faults of the text itself.

The file is read event by event, neither composed nor constructed: events know their lines, show a key that stands twice and
tell `yes` from `"yes"`, and each is gone once it was read. A tree of nodes of a whole file stops all threads while it is thrown
away.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias, cast

import yaml
from yaml.composer import ComposerError

from bot.domain.items import Json
from content.faults import Fault, Location
from content.yaml_slips import cure, marked

_Event: TypeAlias = Any
"""What a parser without types gives."""
_TAG = "tag:yaml.org,2002:"
_FREE = frozenset({"args", "want"})
"""The keys whose value may be empty or null: what a function is called with, and what it must return."""


MOST_LEVELS = 40
MOST_EVENTS = 200_000
"""Of one file: keys, values, and ends of lists and entries. 5,000 entries with fifteen keys each have fewer."""
LONGEST_NUMBER = 400
"""What is longer is text, whatever it looks like."""
MOST_FAULTS = 1000
"""Of one file that are told; whoever mends so many has it read again."""
_TOO_DEEP = "Write this flatter; no entry has values as deep as these."
_TOO_MANY = "Share this out over several files; up to this line alone there are as many values as a file may hold."
_COMMA = "Put quotes around the text before `{name}`; inside {{ }} a comma ends it."
_NO_KEY = "Write a plain word as the key here, without ?, [ ] and { }; put quotes around a text that begins with one of them."
_SPACE = "Put a space after the colon of `{name}`."


class _TooMuchError(Exception):
    """A file holds what no file needs; says what to do, and on which line it was noticed."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file as JSON, with what is needed to point back into its text."""

    file: str
    value: Json
    lines: Mapping[Location, int]
    written: Mapping[Location, str]
    """Each plain value as its author wrote it: `yes`, not `true`."""
    faults: Mapping[Location, Fault]

    def line(self, location: Location) -> int:
        """The line of a value, or of the nearest thing around it that is really there."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines.get(location, 1)


def parse(file: str, text: bytes) -> Document:
    """Read the text of one file; its faults come with it and are not raised, so that all can be told together."""
    reader = _Reader(file, text.decode("utf-8-sig", "replace").splitlines(), yaml.CSafeLoader(text))
    try:
        return reader.document(reader.whole())
    except _TooMuchError as error:
        return _unreadable(file, *error.args)
    except yaml.MarkedYAMLError as error:
        return _unreadable(file, *cure(error, reader.source))
    except yaml.YAMLError:
        return _unreadable(file, 1, "This holds a character that YAML does not allow; save the file as plain UTF-8 text.")


def _unreadable(file: str, line: int, message: str) -> Document:
    return Document(file, None, {}, {}, {(): Fault(file, line, message)})


@dataclass(slots=True)
class _Reader:
    file: str
    source: list[str]
    """The lines of the text."""
    parser: Any
    lines: dict[Location, int] = field(default_factory=dict[Location, int])
    written: dict[Location, str] = field(default_factory=dict[Location, str])
    faults: dict[Location, Fault] = field(default_factory=dict[Location, Fault])
    anchors: set[str] = field(default_factory=set[str])
    taken: int = 0

    def document(self, value: Json) -> Document:
        return Document(self.file, value, self.lines, self.written, self.faults)

    def fault(self, location: Location, line: int, message: str) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults[location] = Fault(self.file, line, message)

    def whole(self) -> Json:
        """What the file holds. Raises YAMLError for what is not one document of YAML, and _TooMuchError."""
        self._next()
        if isinstance(begun := self._next(), yaml.StreamEndEvent):
            self.fault((), 1, "This file is empty; fill it or remove it.")
            return None
        value = self.read(self._next(), ())
        self._next()
        if not isinstance(another := self._next(), yaml.StreamEndEvent):
            told = "expected a single document in the stream", begun.start_mark, "but found another document"
            raise ComposerError(*told, another.start_mark)
        return value

    def read(self, event: _Event, location: Location) -> Json:
        """The value that begins with an event."""
        line = event.start_mark.line + 1
        if location not in self.lines:
            self.lines[location] = line
        if len(location) >= MOST_LEVELS:
            raise _TooMuchError(line, _TOO_DEEP)
        if isinstance(event, yaml.AliasEvent):
            self.fault(location, line, "Write the value out here; a pack uses no anchors and aliases.")
        elif mark := self._mark(event):
            self.fault(location, line, mark)
            self._skip(event)
        elif isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, location)
        elif isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(location)
        else:
            return self._scalar(event, location, line)
        return None

    def _next(self) -> _Event:
        """Raises YAMLError for what is no YAML, and _TooMuchError."""
        event: _Event = self.parser.get_event()
        self.taken += 1
        if self.taken > MOST_EVENTS:
            raise _TooMuchError(event.start_mark.line + 1, _TOO_MANY)
        if isinstance(event, yaml.AliasEvent) and event.anchor not in self.anchors:
            raise ComposerError(None, None, "found undefined alias", cast(Any, event.start_mark))
        if isinstance(event, yaml.NodeEvent) and event.anchor:
            self.anchors.add(event.anchor)
        return event

    def _skip(self, event: _Event) -> None:
        """Go past the value that begins with an event."""
        level = 0
        while True:
            level += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if not level:
                return
            event = self._next()

    def _sequence(self, location: Location) -> list[Json]:
        values = list[Json]()
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            values.append(self.read(event, (*location, len(values))))
        return values

    def _mapping(self, begun: _Event, location: Location) -> dict[str, Json]:
        result: dict[str, Json] = {}
        while not isinstance(key := self._next(), yaml.MappingEndEvent):
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarEvent):
                self.fault((*location, line), line, _NO_KEY)
                self._skip(key)
                self._skip(self._next())
                continue
            name: str = key.value
            inner, value = (*location, name), self._next()
            if mark := self._mark(key):
                self.fault(inner, line, mark)
            elif name in result:
                self.fault((*inner, line), line, f"Remove one `{name}`; a key can stand only once here.")
            elif self._kind(key) != "str":
                self.fault(inner, line, f"Put quotes around the key `{name}`, or mend it; every key is text.")
            elif begun.flow_style and _is_missing(key, value):
                self.fault(inner, line, _SPACE.format(name=name) if ":" in name else _COMMA.format(name=name))
            else:
                self.lines[inner] = line
                result[name] = self.read(value, inner)
                continue
            self._skip(value)
        return result

    def _scalar(self, event: _Event, location: Location, line: int) -> Json:
        text: str = event.value
        self.written[location] = text
        match self._kind(event):
            case "str" if text.strip():
                return text
            case "bool":
                return text.lower() in {"yes", "true", "on"}
            case "int" | "float":
                return self._number(text, location, line)
            case "null" | "str" as kind if not _FREE.isdisjoint(location):
                return text if kind == "str" else None
            case "null" | "str":
                self.fault(location, line, "Give this a value or remove the key; a pack holds no empty values.")
            case kind:
                self.fault(location, line, f'Put quotes around it: "{text}"; without them YAML reads a {kind}.')
        return None

    def _kind(self, event: _Event) -> str:
        """What YAML takes a scalar for."""
        if len(event.value) > LONGEST_NUMBER:
            return "str"
        if event.tag and event.tag != "!":
            return event.tag.removeprefix(_TAG)
        return self.parser.resolve(yaml.ScalarNode, event.value, event.implicit).removeprefix(_TAG)

    def _mark(self, event: _Event) -> str | None:
        """What to do with the anchor or the tag of a value; None if it has none. Only its beginning in the file tells."""
        begun, ended = event.start_mark, event.end_mark
        number: int = begun.line
        row = self.source[number] if number < len(self.source) else ""
        if not row.startswith(("&", "!"), begun.column):
            return None
        text = row[begun.column : ended.column if ended.line == begun.line else None].strip()
        is_plain = isinstance(event, yaml.ScalarEvent) and not event.style
        return marked(text, plain=is_plain) if text else None

    def _number(self, text: str, location: Location, line: int) -> Json:
        try:
            return cast(int | float, json.loads(text))
        except ValueError:
            self.fault(location, line, f'Write "{text}" in quotes if it is text, or as a plain number such as 90 or 1.5.')
            return None


def _is_missing(key: _Event, value: _Event) -> bool:
    """Whether a key has no value and no colon: it is the rest of a text that a comma ended."""
    return key.end_mark.index == value.start_mark.index == value.end_mark.index
