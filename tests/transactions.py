"""Transactions and units that a test holds open while it goes on; our own code hands its work over as a whole."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, TypeVar

from aiosqlite import Connection as Thread
from sqlalchemy import Connection as SqlConnection
from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.web.ics import calendar_file
from bot.interface.call import Request
from bot.ports.unit import Admission, Unit
from bot.wiring.core import Core
from content.entry_files import EntryFiles
from storage import tables
from storage.admission import SqlUnits
from storage.connection import Connection
from storage.engine import Engine, Engines
from storage.postgresql import PostgresqlEngine
from storage.sqlite import SqliteEngine

T = TypeVar("T")

HELD = {"held_by_a_test": True}
"""The execution option of transactions that are a test's own, in which it may do one thing after another."""
_COMMUNITY_OF = (
    select(tables.cohort.c.community_id)
    .where(tables.cohort.c.id == bindparam("cohort"))
    .execution_options(across_communities="whose a cohort is, which a test asks")
)


def begun(engine: Engine) -> AbstractAsyncContextManager[Any]:
    """A connection in its transaction, which ends with the block as one of ours does."""
    if isinstance(engine, SqliteEngine):
        return _begun_in_thread(engine)
    assert isinstance(engine, PostgresqlEngine)
    return _begun_in_loop(engine)


@asynccontextmanager
async def opened(core: Core, community: int) -> AsyncIterator[Unit]:
    async with begun(core.engines.write) as connection:
        yield await _units(core, connection).run(community, _itself)


@asynccontextmanager
async def admitted(core: Core, request: Request, *, write: bool) -> AsyncIterator[Admission]:
    async with begun(core.engines.write if write else core.engines.read) as connection:
        yield await _units(core, connection).admit(request, _itself, write=write)


async def community_of(core: Core, cohort: str) -> int:
    async with begun(core.engines.read) as connection:
        return (await connection.execute(_COMMUNITY_OF, {"cohort": int(cohort)})).scalar_one()


def _units(core: Core, connection: Connection) -> SqlUnits:
    engine: Any = _Begun(connection)
    return SqlUnits(Engines(engine, engine, engine), core.library)


async def _itself(given: T) -> T:
    return given


class _Begun:
    """An engine whose one transaction has begun."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def run(self, work: Callable[..., Awaitable[T]], *arguments: Any, **named: Any) -> T:
        return await work(self._connection, *arguments, **named)


class _Hopping:
    """A connection whose every statement changes to the thread of its database and back."""

    def __init__(self, hop: Callable[..., Awaitable[Any]], connection: SqlConnection | AsyncConnection) -> None:
        self._hop = hop
        self._connection = connection
        self.dialect = connection.dialect

    async def execute(self, *arguments: Any) -> Any:
        return await self._hop(self._connection.execute, *arguments)

    async def scalars(self, *arguments: Any) -> Any:
        return await self._hop(self._connection.scalars, *arguments)

    async def scalar(self, *arguments: Any) -> Any:
        return await self._hop(self._connection.scalar, *arguments)

    async def exec_driver_sql(self, *arguments: Any) -> Any:
        return await self._hop(self._connection.exec_driver_sql, *arguments)

    async def run_sync(self, work: Callable[[SqlConnection], T]) -> T:
        if isinstance(self._connection, AsyncConnection):
            return await self._hop(self._connection.run_sync, work)
        return await self._hop(work, self._connection)


@asynccontextmanager
async def _begun_in_loop(engine: PostgresqlEngine) -> AsyncIterator[_Hopping]:
    hop, transaction = engine._loop.do, engine._engine.begin()
    connection = await hop(transaction.__aenter__)
    await hop(connection.execution_options, **HELD)
    try:
        yield _Hopping(hop, connection)
    except BaseException as fault:
        await hop(transaction.__aexit__, type(fault), fault, fault.__traceback__)
        raise
    await hop(transaction.__aexit__, None, None, None)


@asynccontextmanager
async def _begun_in_thread(engine: SqliteEngine) -> AsyncIterator[_Hopping]:
    async with engine._room:
        thread = engine._idle.pop() if engine._idle else await Thread(engine._open, 1)
        try:
            transaction = engine.sync_engine.begin()
            connection = await thread._execute(transaction.__enter__)
            connection.execution_options(**HELD)
            try:
                yield _Hopping(thread._execute, connection)
            except BaseException as fault:
                await thread._execute(transaction.__exit__, type(fault), fault, fault.__traceback__)
                raise
            await thread._execute(transaction.__exit__, None, None, None)
        finally:
            engine._idle.append(thread)


def context_parts(admission: Admission) -> dict[str, Any]:
    """What of a context comes with the admission of a call, and what the core is built with."""
    found = {"unit": admission.unit, "member": admission.member, "memberships": admission.memberships, "here": admission.here}
    return {**found, "pack_files": EntryFiles(), "calendar_file": calendar_file}
