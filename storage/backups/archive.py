"""The file that a backup is: a zip with the database as its own tools write it, and with what has to be in it; and what is asked
of a database of either kind for it."""

import json
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from os import fsync
from pathlib import Path
from typing import IO, NamedTuple
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, is_zipfile

Tell = Callable[[str], None]
"""Hears how far long work is."""

MARK = "alembic_version"
"""The table that tells the newest migration."""
REVISION = f"SELECT version_num FROM {MARK}"  # noqa: S608 - a constant
PEOPLE = ("community", "person")
"""The tables that are empty until somebody has used the bot."""
SOME = 'SELECT EXISTS (SELECT 1 FROM "{}")'
ERASED = "SELECT community_id, digest FROM erasure"
"""Who was erased; a table that older databases lack."""
COUNT = 'SELECT count(*) FROM "{}"'

_MANIFEST, _DATABASE = "cairn-backup.json", "database"
_FORMAT = 1
_CHUNK = 1 << 20
_QUICK = 1
"""How hard zlib tries: a third of the size, in a fifth of the time that it takes by default."""
_ONLY_OWNER = 0o600
_BEGINNING_OF_A_ZIP = b"PK\x03\x04"


class NoDatabase(Exception):
    """Nothing is there yet to make a backup of."""


class NotABackup(Exception):
    """A file that this command did not write."""


class Damaged(Exception):
    """A backup that is cut off, or of which something changed since."""


class Tally(NamedTuple):
    """What a table holds: how many rows, and a sum over them in which their order counts nothing."""

    rows: int
    sum: int


NOTHING = Tally(0, 0)
Tables = Mapping[str, Tally]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a database held at an instant."""

    revision: str
    """The newest migration that was applied; empty if none was."""
    tables: Tables


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself."""

    kind: str
    """sqlite or postgresql."""
    made_at: datetime
    snapshot: Snapshot

    @property
    def row_counts(self) -> Mapping[str, int]:
        return {name: each.rows for name, each in self.snapshot.tables.items()}


def tally(rows: Iterable[bytes]) -> Tally:
    number = total = 0
    for row in rows:
        number += 1
        total += zlib.crc32(row)
    return Tally(number, total)


def added(one: Tally, other: Tally) -> Tally:
    """The tally of the rows of both."""
    return Tally(one.rows + other.rows, one.sum + other.sum)


def write(place: Path, database: Path, manifest: Manifest, tell: Tell) -> None:
    """Pack a copy of a database with its manifest, for the owner of the file alone."""
    place.touch(mode=_ONLY_OWNER, exist_ok=False)
    with place.open("wb") as file:
        with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=_QUICK) as archive:
            archive.writestr(_MANIFEST, _dumped(manifest))
            with database.open("rb") as source, archive.open(_DATABASE, "w", force_zip64=True) as packed:
                _copied(source, packed, database.stat().st_size, "Packed", tell)
        file.flush()
        fsync(file.fileno())


def read_manifest(place: Path) -> Manifest:
    """Raises NotABackup or Damaged."""
    if not is_zipfile(place):
        with place.open("rb") as file:
            raise Damaged if file.read(len(_BEGINNING_OF_A_ZIP)) == _BEGINNING_OF_A_ZIP else NotABackup
    try:
        with ZipFile(place) as archive:
            return _loaded(archive.read(_MANIFEST))
    except (BadZipFile, zlib.error):
        raise Damaged from None
    except (KeyError, ValueError, TypeError, AttributeError, RuntimeError):  # the last: nested too deep, or packed as we never do
        raise NotABackup from None


def unpack(place: Path, to: Path, tell: Tell) -> None:
    """The copy of the database in a backup. Raises Damaged."""
    try:
        with ZipFile(place) as archive, archive.open(_DATABASE) as packed:
            to.touch(mode=_ONLY_OWNER, exist_ok=False)
            with to.open("wb") as file:
                _copied(packed, file, archive.getinfo(_DATABASE).file_size, "Read", tell)
    except (BadZipFile, zlib.error, EOFError, KeyError, RuntimeError):
        raise Damaged from None


def _copied(source: IO[bytes], to: IO[bytes], size: int, done: str, tell: Tell) -> None:
    while chunk := source.read(_CHUNK):
        to.write(chunk)
        tell(f"{done} {100 * source.tell() // max(size, 1)} %")


def _dumped(manifest: Manifest) -> str:
    snapshot = manifest.snapshot
    told = {
        "cairn backup": _FORMAT,
        "database": manifest.kind,
        "made at": manifest.made_at.isoformat(),
        "revision": snapshot.revision,
        "tables": snapshot.tables,
    }
    return json.dumps(told, indent=1)


def _loaded(text: bytes) -> Manifest:
    """Raises KeyError, ValueError or TypeError for what is no manifest."""
    told = json.loads(text)
    if told["cairn backup"] != _FORMAT:
        raise ValueError
    tables = {name: Tally(*each) for name, each in told["tables"].items()}
    return Manifest(told["database"], datetime.fromisoformat(told["made at"]), Snapshot(told["revision"], tables))
