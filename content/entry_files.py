"""Entries that a community adds, as files of a pack: read by the same schema, written so that they are read as they were."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any, cast

import yaml

from bot.domain.items import Json, OwnItem
from bot.domain.roadmap import Week
from bot.ports.pack_files import PackEntry, PackFault, PackFile
from content.document import MOST_FAULTS, Document, parse
from content.faults import Location
from content.loader import SCHEMAS, bodies
from content.starters import starter_flaw
from content.yaml_slips import YES_OR_NO

_TELLING = {
    "milestone": "week", "weeks": "roadmap", "url": "resource", "question": "question", "region": "figure", "prompt": "challenge"
}  # fmt: skip
"""The kinds that a community adds, by a key that none of those after it has."""
_NO_KIND = "Take this out; resources, questions, salary figures, challenges, weeks and roadmaps can be imported."
_BELOW_KEY = "Take this key out, so that the file is a plain list: each entry begins with “- ” at the start of its line."


class EntryFiles:
    """Implements `bot.ports.pack_files.PackFiles`."""

    def read(self, content: bytes) -> PackFile:
        document = parse("", content)
        faults = [PackFault(fault.line, fault.message) for fault in document.faults.values()]
        entries = list[PackEntry]()
        for location, body in bodies(document.value) if document.value is not None else ():
            if len(faults) >= MOST_FAULTS:
                break
            for found in _read(document, location, body):
                (entries if isinstance(found, PackEntry) else faults).append(found)  # pyright: ignore[reportArgumentType]
        return PackFile(entries, faults)

    def write(self, items: Sequence[OwnItem]) -> bytes:
        """Each entry is written as a list of its own, which reads the same: other threads get their turn between them."""
        return "".join(map(_written, items)).encode()


def _written(item: OwnItem) -> str:
    said = {name: value for name, value in _plain(item).items() if name != "rev"}
    return yaml.dump([said], Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)


def _read(document: Document, location: Location, body: Json) -> Iterator[PackEntry | PackFault]:
    """The entry at a location, or what is wrong with it."""
    line = document.line(location)
    kind = _kind_of(body) if isinstance(body, dict) else ""
    if not (isinstance(body, dict) and kind):
        is_below_key = not location and isinstance(body, dict) and any(_holds_entries(value) for value in body.values())
        yield PackFault(line, _BELOW_KEY if is_below_key else _NO_KIND)
        return
    item, found = SCHEMAS[kind].read(document, location, {"id": f"{kind}.own.0", **body, "rev": 1})
    yield from (PackFault(fault.line, fault.message) for fault in found)
    if isinstance(item, Week) and (flaw := starter_flaw(item)):
        yield PackFault(document.line((*location, "starter")), flaw)
    elif item is not None:
        yield PackEntry(line, cast(OwnItem, item))


def _kind_of(body: Mapping[str, Json]) -> str:
    """The kind that an entry's id tells, or else its keys; empty for one that no community adds."""
    named = str(body.get("id", "")).partition(".")[0]
    told = next((kind for key, kind in _TELLING.items() if key in body), "")
    return told if not named or named in _TELLING.values() else ""


def _holds_entries(value: Json) -> bool:
    return isinstance(value, list) and any(isinstance(each, dict) for each in value)


def _plain(record: Any) -> dict[str, Any]:
    """A record as YAML has it: what is as it is anyway is left out."""
    kept = ((field.name, getattr(record, field.name)) for field in fields(record) if getattr(record, field.name) != _usual(field))
    return {name: _value(value) for name, value in kept}


def _value(value: Any) -> Any:
    if is_dataclass(value):
        return _plain(value)
    if isinstance(value, tuple | list):
        return [_value(each) for each in cast(Sequence[Any], value)]
    if isinstance(value, Mapping):
        return {name: _value(each) for name, each in cast(Mapping[str, Any], value).items()}
    return value


def _usual(field: Field[Any]) -> Any:
    return field.default if field.default_factory is MISSING else field.default_factory()


class _Dumper(yaml.CSafeDumper):
    """Writes text of several lines as such, and in quotes what only some readers take for text."""


def _text(dumper: Any, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else '"' if text in YES_OR_NO else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
