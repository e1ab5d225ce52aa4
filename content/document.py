"""One YAML file, read strictly: plain JSON, the line of every value, and the faults of the text itself.

The file is composed into nodes and not constructed, because only nodes know their lines, show a key that stands twice
and tell `yes` from `"yes"`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

import yaml

from bot.domain.items import Json
from content.faults import Fault, Location
from content.yaml_slips import cure, marked

_TAG = "tag:yaml.org,2002:"
_FREE = frozenset({"args", "want"})
"""The keys whose value may be empty or null: what a function is called with, and what it must return."""


MOST_LEVELS = 40
MOST_FAULTS = 1000
"""Of one file that are told; whoever mends so many has it read again."""
_TOO_DEEP = "Write this flatter; no entry has values as deep as these."
_COMMA = "Put quotes around the text before `{name}`; inside {{ }} a comma ends it."
_NO_KEY = "Write a plain word as the key here, without ?, [ ] and { }; put quotes around a text that begins with one of them."
_SPACE = "Put a space after the colon of `{name}`."


class _TooDeepError(Exception):
    """More values lie inside each other than any entry has."""


class _Loader(yaml.CSafeLoader):
    """Composes one document and refuses one that is too deep: whoever composes a value goes one call deeper than for what it lies
    in, which ends the process if they are very many."""

    _level = 0

    def descend_resolver(self, current_node: object, current_index: object) -> None:
        """Called before a value is composed. Raises _TooDeepError. Its parent's would look for rules on paths, of which there are
        none."""
        self._level += 1
        if self._level > MOST_LEVELS:
            raise _TooDeepError

    def ascend_resolver(self) -> None:
        """Called once it is composed."""
        self._level -= 1


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
    reader = _Reader(file, text.decode("utf-8-sig", "replace").splitlines())
    try:
        root = yaml.compose(text, Loader=_Loader)
    except _TooDeepError:
        reader.fault((), 1, _TOO_DEEP)
        return reader.document(None)
    except yaml.MarkedYAMLError as error:
        reader.fault((), *cure(error, reader.source))
        return reader.document(None)
    except yaml.YAMLError:
        reader.fault((), 1, "This holds a character that YAML does not allow; save the file as plain UTF-8 text.")
        return reader.document(None)
    if root is None:
        reader.fault((), 1, "This file is empty; fill it or remove it.")
        return reader.document(None)
    return reader.document(reader.read(root, ()))


@dataclass(slots=True)
class _Reader:
    file: str
    source: Sequence[str]
    """The lines of the text."""
    lines: dict[Location, int] = field(default_factory=dict[Location, int])
    written: dict[Location, str] = field(default_factory=dict[Location, str])
    faults: dict[Location, Fault] = field(default_factory=dict[Location, Fault])
    seen: set[int] = field(default_factory=set[int])

    def document(self, value: Json) -> Document:
        return Document(self.file, value, self.lines, self.written, self.faults)

    def fault(self, location: Location, line: int, message: str) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults[location] = Fault(self.file, line, message)

    def read(self, node: yaml.Node, location: Location) -> Json:
        line = node.start_mark.line + 1
        if location not in self.lines:
            self.lines[location] = line
        if id(node) in self.seen:
            # The same node a second time is an alias, and an alias can contain itself.
            self.fault(location, line, "Write the value out here; a pack uses no anchors and aliases.")
            return None
        self.seen.add(id(node))
        if mark := self._mark(node):
            self.fault(location, line, mark)
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, location)
        if isinstance(node, yaml.SequenceNode):
            values = cast(list[yaml.Node], node.value)
            return [self.read(value, (*location, position)) for position, value in enumerate(values)]
        return self._scalar(cast(yaml.ScalarNode, node), location, line)

    def _mapping(self, node: yaml.MappingNode, location: Location) -> dict[str, Json]:
        result: dict[str, Json] = {}
        for key, value in cast(list[tuple[yaml.Node, yaml.Node]], node.value):
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                self.fault((*location, line), line, _NO_KEY)
                continue
            name = cast(str, key.value)
            inner = (*location, name)
            if mark := self._mark(key):
                self.fault(inner, line, mark)
            elif name in result:
                self.fault((*inner, line), line, f"Remove one `{name}`; a key can stand only once here.")
            elif key.tag != f"{_TAG}str":
                self.fault(inner, line, f"Put quotes around the key `{name}`, or mend it; every key is text.")
            elif node.flow_style and _is_missing(key, value):
                self.fault(inner, line, _SPACE.format(name=name) if ":" in name else _COMMA.format(name=name))
            else:
                self.lines[inner] = line
                result[name] = self.read(value, inner)
        return result

    def _scalar(self, node: yaml.ScalarNode, location: Location, line: int) -> Json:
        text = cast(str, node.value)
        self.written[location] = text
        match node.tag.removeprefix(_TAG):
            case "str" if text.strip():
                return text
            case "bool":
                return text.lower() in {"yes", "true", "on"}
            case "int" | "float":
                return self._number(text, location, line)
            case "null" | "str" if not _FREE.isdisjoint(location):
                return text if node.tag == f"{_TAG}str" else None
            case "null" | "str":
                self.fault(location, line, "Give this a value or remove the key; a pack holds no empty values.")
            case kind:
                self.fault(location, line, f'Put quotes around it: "{text}"; without them YAML reads a {kind}.')
        return None

    def _mark(self, node: yaml.Node) -> str | None:
        """What to do with the anchor or the tag of a value; None if it has none. Only its beginning in the file tells."""
        begun, ended = node.start_mark, node.end_mark
        row = self.source[begun.line] if begun.line < len(self.source) else ""
        if not row.startswith(("&", "!"), begun.column):
            return None
        text = row[begun.column : ended.column if ended.line == begun.line else None].strip()
        is_plain = isinstance(node, yaml.ScalarNode) and not node.style
        return marked(text, plain=is_plain) if text else None

    def _number(self, text: str, location: Location, line: int) -> Json:
        try:
            return cast(int | float, json.loads(text))
        except ValueError:
            self.fault(location, line, f'Write "{text}" in quotes if it is text, or as a plain number such as 90 or 1.5.')
            return None


def _is_missing(key: yaml.Node, value: yaml.Node) -> bool:
    """Whether a key has no value and no colon: it is the rest of a text that a comma ended."""
    return key.end_mark.index == value.start_mark.index == value.end_mark.index
