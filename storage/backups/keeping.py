"""How a backup is made and put back, whichever kind of database it is of."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import Protocol

from sqlalchemy import make_url

from storage.backups.archive import Manifest, Snapshot, Tables, Tell, read_manifest, unpack, write
from storage.backups.postgresql import PostgresqlKeeper
from storage.backups.sqlite import SqliteKeeper
from storage.backups.workplace import workplace
from storage.erasures import Erasure
from storage.revision import NewerDatabase, knows

_COPY = "database"
_UNPACKED = ".restore-"


class Taken(Exception):
    """There is a file of that name already."""


class OtherKind(Exception):
    """A backup of the other kind of database."""


class InUse(Exception):
    """Somebody else has the database open."""


class HoldsData(Exception):
    """The database is not empty."""


class Differs(Exception):
    """What was written is not what was read."""


class PutBackOtherwise(Exception):
    """The database does not hold what the backup holds that was put back."""


class Keeper(Protocol):
    """Keeps one database and puts it back."""

    kind: str

    async def save(self, to: Path, tell: Tell) -> Snapshot:
        """Write a copy of one instant while others go on writing; returns what was in the database then."""
        ...

    async def look(self, kept: Path, tell: Tell) -> Tables:
        """What is in a copy. Raises Damaged."""
        ...

    async def is_used(self) -> bool:
        """Whether anybody else has the database open."""
        ...

    async def holds_data(self) -> bool:
        """Whether anybody has used the bot with this database."""
        ...

    async def erasures(self) -> Sequence[Erasure]:
        """Who was erased from the database, as far as it knows."""
        ...

    async def put_back(self, kept: Path, tell: Tell) -> None:
        """Make the database what a copy holds, wholly or not at all."""
        ...

    async def row_counts(self) -> Mapping[str, int]:
        """How many rows the tables of the database hold."""
        ...


@dataclass(frozen=True, slots=True)
class Kept:
    """A database and the folder in which its copies are unpacked."""

    keeper: Keeper
    folder: Path

    async def back_up(self, to: Path, now: datetime, tell: Tell) -> Manifest:
        """Write a backup, read it back and compare it, before it has its name. Raises Taken, NoDatabase or Differs."""
        if to.is_file():
            raise Taken
        with workplace(to.absolute().parent) as folder:
            copy, packed = folder / _COPY, folder / "packed"
            manifest = Manifest(self.keeper.kind, now, await self.keeper.save(copy, tell))
            write(packed, copy, manifest, tell)
            copy.unlink()
            await self._unpacked(packed, copy, read_manifest(packed), tell)
            _named(packed, to)
        return manifest

    async def restore(self, file: Path, replaced: Path | None, now: datetime, tell: Tell) -> Manifest:
        """Put a backup back. What the database holds is kept in `replaced` before; without that nothing may be in it.

        Raises NotABackup, Damaged, OtherKind, NewerDatabase, InUse, HoldsData or Differs, and then has put nothing back; or
        PutBackOtherwise.
        """
        manifest = read_manifest(file)
        if manifest.kind != self.keeper.kind:
            raise OtherKind(manifest.kind)
        if not knows(manifest.snapshot.revision):
            raise NewerDatabase(manifest.snapshot.revision)
        for left in self.folder.glob(f"{_UNPACKED}*"):  # by one that was killed
            rmtree(left, ignore_errors=True)
        with TemporaryDirectory(prefix=_UNPACKED, dir=self.folder) as folder:
            copy = Path(folder, _COPY)
            await self._unpacked(file, copy, manifest, tell)
            if await self.keeper.is_used():
                raise InUse
            if await self.keeper.holds_data():
                if replaced is None:
                    raise HoldsData
                await self.back_up(replaced, now, tell)
                self._remember({*self.erased(), *await self.keeper.erasures()})
            await self.keeper.put_back(copy, tell)
        if await self.keeper.row_counts() != manifest.row_counts:
            raise PutBackOtherwise
        return manifest

    def erased(self) -> Sequence[Erasure]:
        """Who was erased from databases that were replaced, until `settle`."""
        return (
            [(community, digest) for community, digest in json.loads(self._erased.read_text())] if self._erased.is_file() else ()
        )

    def settle(self) -> None:
        """Whoever was erased from what was replaced is erased from what was put back."""
        self._erased.unlink(missing_ok=True)

    def _remember(self, erasures: Collection[Erasure]) -> None:
        """In a file: if this is cut off once the database is replaced, nothing in it knows them."""
        whole = self._erased.with_suffix(".part")
        whole.write_text(json.dumps([*erasures]))
        whole.replace(self._erased)

    @property
    def _erased(self) -> Path:
        return self.folder / "erased-before-restore.json"

    async def _unpacked(self, file: Path, copy: Path, manifest: Manifest, tell: Tell) -> None:
        unpack(file, copy, tell)
        compare(manifest.snapshot.tables, await self.keeper.look(copy, tell))


def _named(packed: Path, to: Path) -> None:
    """Give a file its name. Raises Taken rather than replace what somebody wrote meanwhile, as renaming would."""
    try:
        to.hardlink_to(packed)
    except FileExistsError:
        raise Taken from None
    except OSError:  # a file system without links
        packed.rename(to)


def compare(expected: object, found: object) -> None:
    """Raises Differs."""
    if expected != found:
        raise Differs


def kept_in(database: str, folder: Path) -> Kept:
    """The database of an address."""
    address = make_url(database)
    if address.get_backend_name() == "sqlite":
        return Kept(SqliteKeeper(Path(address.database or "")), folder)
    return Kept(PostgresqlKeeper(address), folder)
