"""A SQLite database kept and put back with SQLite's own online backup: it copies one instant while others write."""

import sqlite3
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from storage.backups.archive import (
    COUNT,
    ERASED,
    MARK,
    PEOPLE,
    REVISION,
    SOME,
    Damaged,
    NoDatabase,
    Snapshot,
    Tables,
    Tally,
    Tell,
    tally,
)
from storage.backups.unfinished import MARK_IT, MARKED
from storage.erasures import Erasure

_PAGES = 4096
"""The pages that are copied until progress is told: 16 MB."""
_WAIT_SECONDS = 5
_TABLES = f"""SELECT name FROM sqlite_master
WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> '{MARKED}' ORDER BY name"""  # noqa: S608 - constants
_ROWS = 'SELECT * FROM "{}"'


class SqliteKeeper:
    """Implements `storage.backups.keeping.Keeper`."""

    kind = "sqlite"

    def __init__(self, database: Path) -> None:
        self._database = database

    async def save(self, to: Path, tell: Tell) -> Snapshot:
        """Raises NoDatabase."""
        if not self._database.is_file():
            raise NoDatabase(self._database)
        with _opened(self._database) as source, _opened(to, new=True) as copy:
            source.execute("BEGIN")
            snapshot = _snapshot(source, tell)  # its first statement fixes the instant of which the copy is
            source.backup(copy, pages=_PAGES, progress=_telling("Copied", tell))
            copy.execute("PRAGMA journal_mode=DELETE")  # one file
        return snapshot

    async def look(self, kept: Path, tell: Tell) -> Tables:
        """Raises Damaged."""
        try:
            with _opened(kept) as copy:
                if copy.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                    raise Damaged
                return _snapshot(copy, tell).tables
        except sqlite3.DatabaseError:
            raise Damaged from None

    async def is_used(self) -> bool:
        """Whether anybody else has the file open: who has it open with a write-ahead log holds a lock on it, and lets nobody end
        the log."""
        if not self._database.is_file():
            return False
        with _opened(self._database) as connection:
            try:
                connection.execute("PRAGMA journal_mode=DELETE")
            except sqlite3.OperationalError:
                return True
        return False

    async def holds_data(self) -> bool:
        if not self._database.is_file():
            return False
        with _opened(self._database) as connection:
            there = set(_names(connection)).intersection(PEOPLE)
            return any(connection.execute(SOME.format(name)).fetchone() == (1,) for name in there)

    async def erasures(self) -> Sequence[Erasure]:
        with _opened(self._database) as connection:
            return connection.execute(ERASED).fetchall() if "erasure" in {*_names(connection)} else ()

    async def put_back(self, kept: Path, tell: Tell) -> None:
        with _opened(kept) as copy, _opened(self._database, new=True) as database:
            copy.execute(MARK_IT)
            copy.backup(database, pages=_PAGES, progress=_telling("Put back", tell))  # in one transaction of the database

    async def row_counts(self) -> Mapping[str, int]:
        with _opened(self._database) as connection:
            return {name: connection.execute(COUNT.format(name)).fetchone()[0] for name in _names(connection)}


@contextmanager
def _opened(path: Path, *, new: bool = False) -> Generator[sqlite3.Connection]:
    address = f"{path.absolute().as_uri()}?mode={'rwc' if new else 'rw'}"
    connection = sqlite3.connect(address, uri=True, timeout=_WAIT_SECONDS, isolation_level=None)
    with closing(connection):
        yield connection


def _names(connection: sqlite3.Connection) -> Iterator[str]:
    return (name for (name,) in connection.execute(_TABLES).fetchall())


def _snapshot(connection: sqlite3.Connection, tell: Tell) -> Snapshot:
    tables: dict[str, Tally] = {}
    for name in _names(connection):
        tables[name] = tally(repr(row).encode() for row in connection.execute(_ROWS.format(name)))
        tell(f"Counted {len(tables)} tables")
    (revision,) = connection.execute(REVISION).fetchone() or ("",) if MARK in tables else ("",)
    return Snapshot(revision, tables)


def _telling(done: str, tell: Tell) -> Callable[[int, int, int], None]:
    def progress(status: int, remaining: int, total: int) -> None:
        tell(f"{done} {100 * (total - remaining) // max(total, 1)} %")

    return progress
