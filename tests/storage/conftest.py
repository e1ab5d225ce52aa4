"""The same tests on SQLite and on a real PostgreSQL, which is started once."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.domain.member import Member
from bot.ports.outbox import System
from bot.ports.unit import Unit
from bot.wiring.core import open_core
from storage.engine import Engines, open_engines
from tests.order_of_locks import locked_in_order
from tests.postgresql import UNSAFE, Postgresql, running
from tests.shipped import publish_shipped
from tests.storage.outbox_queue import Queue
from tests.storage.sample_cohort import COHORT, HOME, member_named
from tests.storage.two_communities import Other, another_community
from tests.transactions import opened
from tests.world import Clock, Noticeboard, World


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Postgresql]:
    with running(UNSAFE) as server:
        yield server


@pytest.fixture(scope="session")
def prepared_postgresql(postgresql: Postgresql) -> str:
    """The name of a database with tables and content, to copy."""
    name = postgresql.create()
    asyncio.run(publish_shipped(postgresql.url(name)))
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
        for core in cores:
            stack.enter_context(locked_in_order(core.engines))
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


@pytest.fixture
def system(world: World) -> System:
    return world.core.system


@pytest.fixture
def outbox(world: World, community: int) -> Queue:
    return Queue(world, community)
