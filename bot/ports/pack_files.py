"""What the core asks of whoever knows the files of content packs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.domain.items import OwnItem


@dataclass(frozen=True, slots=True)
class PackEntry:
    """One entry of a file of a pack, and the line where it begins. An entry that has no id is given one that no item has."""

    line: int
    item: OwnItem


@dataclass(frozen=True, slots=True)
class PackFault:
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class PackFile:
    """What a file of a pack holds of the kinds that a community adds, and what is wrong with it."""

    entries: Sequence[PackEntry]
    faults: Sequence[PackFault]


class PackFiles(Protocol):
    """Reads and writes files of packs, which are YAML. Both may take a second."""

    def read(self, content: bytes) -> PackFile: ...
    def write(self, items: Sequence[OwnItem]) -> bytes:
        """The file that `read` reads as these items. Revisions are not written: a community counts its own."""
        ...
