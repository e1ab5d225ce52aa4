"""Transactions and units that a test holds open while it goes on; our own code hands its work over as a whole."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, TypeVar

from aiosqlite import Connection as Thread
from sqlalchemy import Connection as SqlConnection
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.web.ics import calendar_file
from bot.interface.call import Request
from bot.ports.unit import Admission, Unit
from bot.wiring.core import Core
from content.entry_files import EntryFiles
from storage.admission import SqlUnits
from storage.connection import Connection
from storage.engine import Engine, Engines
from storage.sqlite import SqliteEngine

T = TypeVar("T")


def begun(engine: Engine) -> AbstractAsyncContextManager[Any]:
    """A connection in its transaction, which ends with the block as one of ours does."""
    return _begun_in_thread(engine) if isinstance(engine, SqliteEngine) else AsyncEngine(engine.sync_engine).begin()


@asynccontextmanager
async def opened(core: Core, community: int) -> AsyncIterator[Unit]:
    async with begun(core.engines.write) as connection:
        yield await _units(core, connection).run(community, _itself)


@asynccontextmanager
async def admitted(core: Core, request: Request, *, write: bool) -> AsyncIterator[Admission]:
    async with begun(core.engines.write if write else core.engines.read) as connection:
        yield await _units(core, connection).admit(request, _itself, write=write)


def _units(core: Core, connection: Connection) -> SqlUnits:
    engine: Any = _Begun(connection)
    return SqlUnits(Engines(engine, engine), core.library)


async def _itself(given: T) -> T:
    return given


class _Begun:
    """An engine whose one transaction has begun."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def run(self, work: Callable[..., Awaitable[T]], *arguments: Any, **named: Any) -> T:
        return await work(self._connection, *arguments, **named)


class _Hopping:
    """A connection whose every statement changes to its thread and back."""

    def __init__(self, thread: Thread, connection: SqlConnection) -> None:
        self._thread = thread
        self._connection = connection
        self.dialect = connection.dialect

    async def execute(self, *arguments: Any) -> Any:
        return await self._thread._execute(self._connection.execute, *arguments)

    async def scalars(self, *arguments: Any) -> Any:
        return await self._thread._execute(self._connection.scalars, *arguments)

    async def scalar(self, *arguments: Any) -> Any:
        return await self._thread._execute(self._connection.scalar, *arguments)

    async def exec_driver_sql(self, *arguments: Any) -> Any:
        return await self._thread._execute(self._connection.exec_driver_sql, *arguments)

    async def run_sync(self, work: Callable[[SqlConnection], T]) -> T:
        return await self._thread._execute(work, self._connection)


@asynccontextmanager
async def _begun_in_thread(engine: SqliteEngine) -> AsyncIterator[_Hopping]:
    async with engine._room:
        thread = engine._idle.pop() if engine._idle else await Thread(engine._open, 1)
        try:
            transaction = engine.sync_engine.begin()
            connection = await thread._execute(transaction.__enter__)
            try:
                yield _Hopping(thread, connection)
            except BaseException as fault:
                await thread._execute(transaction.__exit__, type(fault), fault, fault.__traceback__)
                raise
            await thread._execute(transaction.__exit__, None, None, None)
        finally:
            engine._idle.append(thread)


def context_parts(admission: Admission) -> dict[str, Any]:
    """What of a context comes with the admission of a call, and what the core is built with."""
    found = {"unit": admission.unit, "member": admission.member, "memberships": admission.memberships}
    return {**found, "pack_files": EntryFiles(), "calendar_file": calendar_file}
