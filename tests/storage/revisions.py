"""Databases with the tables of an earlier revision: each is copied from one that was brought there step by step, once."""

import asyncio
import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from storage import migrate
from storage.engine import Engines, open_engines
from storage.revision import newest
from tests.postgresql import Postgresql


class Revisions(ABC):
    """The databases of one kind that were prepared, by revision."""

    def __init__(self) -> None:
        self._prepared: dict[str, str] = {}

    @contextmanager
    def copy(self, revision: str) -> Iterator[str]:
        """The address of a throw-away database of this revision."""
        name = self._copied(self._of(revision))
        yield self._address(name)
        self._drop(name)

    def _of(self, revision: str) -> str:
        """The database that was prepared for a revision, from that of the nearest revision before it."""
        if revision not in self._prepared:
            earlier = max((known for known in self._prepared if known < revision), default=None)
            name = self._copied(self._prepared[earlier] if earlier else None)
            asyncio.run(_upgrade(self._address(name), revision))
            self._prepared[revision] = name
        return self._prepared[revision]

    @abstractmethod
    def _copied(self, name: str | None) -> str:
        """The name of a new database, empty unless it is a copy of another."""

    @abstractmethod
    def _address(self, name: str) -> str: ...

    @abstractmethod
    def _drop(self, name: str) -> None: ...


class SqliteRevisions(Revisions):
    """Files in a folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._made = 0

    def _copied(self, name: str | None) -> str:
        self._made += 1
        new = self._folder / f"{self._made}.db"
        if name:
            shutil.copy(name, new)
        return str(new)

    def _address(self, name: str) -> str:
        return f"sqlite:///{name}"

    def _drop(self, name: str) -> None:
        Path(name).unlink()


class PostgresqlRevisions(Revisions):
    """Databases of a server."""

    def __init__(self, server: Postgresql) -> None:
        super().__init__()
        self._server = server

    def _copied(self, name: str | None) -> str:
        return self._server.create(name or "template0")

    def _address(self, name: str) -> str:
        return self._server.url(name)

    def _drop(self, name: str) -> None:
        self._server.drop(name)


async def _upgrade(database: str, revision: str) -> None:
    engines = open_engines(database)
    await migrate.upgrade(engines, revision)
    await engines.dispose()


async def upgrade_in_vain(engines: Engines) -> None:
    """Upgrade, and fail when all was done but for the last word: the mark of the newest revision."""

    def fail(connection: Any, cursor: Any, statement: str, *more: Any) -> None:
        if is_last_word(statement):
            raise InterruptedError

    event.listen(engines.write.sync_engine, "before_cursor_execute", fail)
    with pytest.raises(InterruptedError):
        await migrate.upgrade(engines)
    event.remove(engines.write.sync_engine, "before_cursor_execute", fail)


def is_last_word(statement: str) -> bool:
    return statement.startswith("UPDATE alembic_version") and f"'{newest()}'" in statement
