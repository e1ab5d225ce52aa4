"""Loads a content pack from the files of its folder: everything, or nothing and the list of what to mend.

How a release that was published is read from the database stands in `storage/releases.py`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from annotated_types import MaxLen, MinLen

from bot.domain.items import KINDS, ContentItem, Json
from bot.domain.roadmap import Week
from content.checks import Entry, check
from content.document import Document, parse
from content.faults import ContentError, Fault, Location
from content.schema import Schema, shaped
from content.starters import with_code

__all__ = ["KINDS", "ContentError", "Fault", "Item", "Pack", "load_pack"]

HEADER = "pack.yaml"
LONGEST_NAME = 32
NAME, NAME_IN_WORDS = r"[a-z0-9]+(-[a-z0-9]+)*", "small letters, digits and hyphens, such as night-sky"


@dataclass(frozen=True, slots=True)
class Item:
    """One revision of one entry; `body` is the plain JSON that storage keeps and `read_item` reads back."""

    id: str
    rev: int
    kind: str
    body: dict[str, Json]


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack that passed every check."""

    name: str
    version: str
    title: str
    locale: str
    licence: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What `pack.yaml` says."""

    pack: Annotated[str, MaxLen(LONGEST_NAME), shaped(NAME, NAME_IN_WORDS)]
    schema: Literal[1]
    version: Annotated[str, shaped(r"{0}\.{0}\.{0}".format(r"(0|[1-9][0-9]{0,5})"), "three numbers, such as 1.0.0")]
    title: Annotated[str, MinLen(1), MaxLen(100)]
    locale: Annotated[str, shaped(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", "the code of a language, such as en or pt-BR")]
    licence: Annotated[str, MinLen(1), MaxLen(40)]


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands in a pack's folder, and what is wrong with it."""

    header: Header | None
    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]
    unread: frozenset[str]
    """The kinds of which something could not be read, so that nothing of them can be called missing."""

    @property
    def items(self) -> tuple[Item, ...]:
        """The entries that could be read, as a pack holds them."""
        return tuple(_item(entry.kind, entry.value) for entry in self.entries if entry.value is not None)


_HEADER_SCHEMA = Schema(Header)
_HEADER_EXAMPLE = "`pack: knots`, `schema: 1`, `version: 1.0.0`, `title: Knots`, `locale: en`, `licence: CC-BY-4.0`"
SCHEMAS: Mapping[str, Schema[ContentItem]] = {name: Schema[ContentItem](kind.type) for name, kind in KINDS.items()}


def load_pack(folder: Path) -> Pack:
    """Load the pack in `folder`; raises ContentError with every fault when anything in it is wrong."""
    reading = read_pack(folder)
    header = reading.header
    if reading.faults or header is None:
        raise ContentError(reading.faults)
    return Pack(
        name=header.pack,
        version=header.version,
        title=header.title,
        locale=header.locale,
        licence=header.licence,
        items=reading.items,
    )


def read_pack(folder: Path) -> Reading:
    """Read the pack in `folder` as far as it can be read."""
    strays = _stray_files(folder)
    faults = [_stray_fault(name, meant) for name, meant in strays.items()]
    header = None if HEADER in strays.values() else _header(folder, faults)
    unread: set[str] = {*KINDS} if strays else set()
    entries = [entry for kind in KINDS for entry in _entries(folder, kind, faults, unread)]
    faults.extend(check(entries, unread))
    return Reading(header, tuple(entries), tuple(sorted(set(faults))), frozenset(unread))


def _item(kind: str, value: ContentItem) -> Item:
    return Item(id=value.id, rev=value.rev, kind=kind, body=SCHEMAS[kind].dump(value))


def _header(folder: Path, faults: list[Fault]) -> Header | None:
    if not (folder / HEADER).is_file():
        faults.append(Fault(HEADER, 1, f"Add this file to {folder.name}, with these keys, each on its line: {_HEADER_EXAMPLE}."))
        return None
    document = _document(folder, folder / HEADER, faults)
    header, found = _HEADER_SCHEMA.read(document, (), document.value)
    faults.extend(found)
    return header


def _entries(folder: Path, kind: str, faults: list[Fault], unread: set[str]) -> Iterator[Entry]:
    for path in _files(folder, kind):
        document = _document(folder, path, faults)
        if document.value is None:
            unread.add(kind)
        for location, body in bodies(document.value):
            value, found = SCHEMAS[kind].read(document, location, body)
            faults.extend(found)
            if isinstance(value, Week) and (value.starter or value.starter_code):
                value, found = with_code(folder, document, location, value)
                faults.extend(found)
            item_id = body.get("id") if isinstance(body, dict) else None
            # An entry with faults still owns its id, so that what names it is not called wrong as well.
            if isinstance(item_id, str):
                yield Entry(kind, item_id, document, location, value)
            else:
                unread.add(kind)


def bodies(value: Json) -> Iterator[tuple[Location, Json]]:
    """A file holds one item, or a list of them."""
    if isinstance(value, list):
        yield from (((position,), body) for position, body in enumerate(value))
    else:
        yield (), value


def _document(folder: Path, path: Path, faults: list[Fault]) -> Document:
    name = path.relative_to(folder).as_posix()
    document = parse(name, path.read_bytes())
    faults.extend(document.faults.values())
    return document


def _stray_files(folder: Path) -> Mapping[str, str]:
    """The files that nobody reads, each with the name under which it would be read; empty if it would be under none."""
    expected = {path for kind in KINDS for path in _files(folder, kind)} | {folder / HEADER}
    found = {path for path in folder.rglob("*") if path.suffix.lower() in (".yaml", ".yml")}
    return {path.relative_to(folder).as_posix(): _meant(folder, path) for path in sorted(found - expected)}


def _meant(folder: Path, path: Path) -> str:
    meant = path.with_suffix(".yaml")
    name = meant.relative_to(folder)
    homes = (HEADER, *(pattern for kind in KINDS.values() for pattern in kind.files))
    is_read = any(name.match(home) and len(name.parts) == home.count("/") + 1 for home in homes)
    return name.as_posix() if is_read and not meant.exists() else ""


def _stray_fault(name: str, meant: str) -> Fault:
    if meant:
        return Fault(name, 1, f"Call this file {Path(meant).name}; only names that end in .yaml are read.")
    homes = ", ".join(pattern for kind in KINDS.values() for pattern in kind.files)
    return Fault(name, 1, f"Move or remove this file; items live in {homes}.")


def _files(folder: Path, kind: str) -> list[Path]:
    return [path for pattern in KINDS[kind].files for path in sorted(folder.glob(pattern)) if path.is_file()]
