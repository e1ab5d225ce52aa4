"""SQLite: work runs where its database is, in a thread that aiosqlite owns together with the connection.

One writing connection (SQLite's writers queue anyway, and a pool of them collapses) begins IMMEDIATE, so that a
read-modify-write never loses to another process; readers begin DEFERRED on connections of their own and never wait for it.
A transaction is one change of threads each way, where a statement at a time would be two for each: decision 0026.
"""

import asyncio
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager, suppress
from contextvars import copy_context
from functools import partial
from pathlib import Path
from shutil import disk_usage
from sqlite3 import OperationalError
from traceback import walk_tb
from typing import Any, Concatenate, Literal, ParamSpec, TypeVar

import sqlalchemy
from aiosqlite import Connection as Thread
from sqlalchemy import URL, CursorResult, Executable, SingletonThreadPool, create_engine, event

from bot.ports.unit import Unavailable
from storage.connection import Connection
from storage.health import Health
from storage.outage import Outage

READERS = 4
SYNCHRONOUS = "NORMAL"
"""What SQLite waits for: that the disk holds what is moved out of the write-ahead log, not each transaction."""
LOCK_TIMEOUT_SECONDS = 10
"""How long a transaction waits for that of another process: whoever calls is not refused for what passes by itself."""
CHANGE_TIMEOUT_SECONDS = 600
"""How long a change of tables waits for one that another process has begun."""
MOST_ATTEMPTS = 50
"""The most attempts to give a new SQLite file its write-ahead log while other processes do the same."""
LOOP = "event loop"
"""Words of the RuntimeError that whoever asks for the loop of a thread without one is given."""
LEAST_ROOM = 4 << 20
"""In bytes: a disk with less room counts as full."""
_MOST_MARKS = 1 << 30
_ITERATED_ROWS = 64
"""A size that aiosqlite asks for, and that only its own cursors use."""

T = TypeVar("T")
P = ParamSpec("P")


class AwaitsElsewhere(RuntimeError):
    """A unit of work awaits something other than its database, whose thread would wait along with it."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class SqliteEngine:
    """Implements `storage.engine.Engine` with so many connections, each in its thread; they are opened when first needed."""

    side_by_side = 1  # one thread writes
    is_pooled = False

    def __init__(self, address: URL, begin: Literal["IMMEDIATE", "DEFERRED"], connections: int, health: Health) -> None:
        self.sync_engine = create_engine(
            address.set(drivername="sqlite"),
            poolclass=SingletonThreadPool,  # one connection for each thread
            pool_size=connections,
            hide_parameters=True,  # what people wrote stands in no log
            connect_args={"timeout": LOCK_TIMEOUT_SECONDS, "check_same_thread": False},
        )
        _prepare(self.sync_engine, begin)
        self._connections = connections
        self._health = health
        self._folder = Path(address.database).absolute().parent if address.database else None
        self._room = asyncio.Semaphore(connections)
        self._idle: list[Thread] = []

    async def run(self, work: Callable[Concatenate[Connection, P], Awaitable[T]], *arguments: P.args, **named: P.kwargs) -> T:
        def carried_out() -> T:
            with self.sync_engine.begin() as connection:
                return _result(work(_ThreadConnection(connection), *arguments, **named))

        return await self._in_thread(carried_out)

    async def change_tables(self, change: Callable[[sqlalchemy.Connection], None]) -> None:
        await self._in_thread(partial(_change_tables, self.sync_engine, change))

    async def mark(self) -> None:
        def marked() -> None:
            if self._folder and _free_bytes(self._folder) < LEAST_ROOM:
                raise Unavailable(str(Outage.FULL))  # a mark alone may still fit where others do not
            with self.sync_engine.begin() as connection:
                number = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
                connection.exec_driver_sql(f"PRAGMA user_version = {(number + 1) % _MOST_MARKS}")

        await self._in_thread(marked)

    async def dispose(self) -> None:
        for _ in range(self._connections):  # what somebody left to its end has to come to it
            await self._room.acquire()
        while self._idle:
            await self._idle.pop().close()
        self.sync_engine.dispose()
        for _ in range(self._connections):
            self._room.release()

    async def _in_thread(self, work: Callable[[], T]) -> T:
        """What `work` returns in one of the threads; who is cancelled meanwhile leaves it to its end, and the thread to it."""
        with self._health.watching():
            await self._room.acquire()
            return await asyncio.shield(asyncio.create_task(self._carried_out(work)))

    async def _carried_out(self, work: Callable[[], T]) -> T:
        try:
            thread = self._idle.pop() if self._idle else await self._opened()
            execute: Any = thread._execute  # noqa: SLF001  # pyright: ignore - as SQLAlchemy's own dialect does
            try:
                return await execute(copy_context().run, work)
            finally:
                self._idle.append(thread)
        finally:
            self._room.release()

    async def _opened(self) -> Thread:
        thread = Thread(self._open, _ITERATED_ROWS)
        try:
            return await thread
        except BaseException:
            ending: Any = thread._thread  # noqa: SLF001  # pyright: ignore - it tells the loop, which has to be there still
            await asyncio.to_thread(ending.join)
            raise

    def _open(self) -> Any:
        """The connection of the thread that calls this, as the driver knows it. Raises SQLAlchemyError for a file that cannot be
        opened, and not the driver's own error."""
        with self.sync_engine.connect() as connection:
            return connection.connection.driver_connection


class _ThreadConnection:
    """Implements `storage.connection.Connection` in the thread of the database: whatever is awaited is done at once."""

    def __init__(self, connection: sqlalchemy.Connection) -> None:
        self._connection = connection
        self.dialect = connection.dialect

    async def execute(self, statement: Executable, parameters: Any = None, /) -> CursorResult[Any]:
        return self._connection.execute(statement, parameters)

    async def run_sync(self, work: Callable[[sqlalchemy.Connection], T], /) -> T:
        return work(self._connection)


def _free_bytes(folder: Path) -> int:
    """Raises Unavailable if there is no such folder any more, though what was opened in it can be written on and on."""
    try:
        return disk_usage(folder).free
    except OSError as error:
        raise Unavailable(str(Outage.DAMAGED)) from error


def _result(work: Awaitable[T]) -> T:
    """What work returns that never waits. Raises AwaitsElsewhere if it does."""
    steps = work.__await__()
    try:
        next(steps)
    except StopIteration as end:
        return end.value
    except Exception as error:
        if _lacks_a_loop(error):
            raise AwaitsElsewhere from error
        raise
    with suppress(StopIteration):
        steps.throw(AwaitsElsewhere())  # raised where it waits, so that its traceback tells the line
    raise AwaitsElsewhere


def _lacks_a_loop(error: Exception) -> bool:
    """Whether asyncio, or a library that asked it for a loop, found none to wait in, as this thread has none."""
    *_, (frame, _) = walk_tb(error.__traceback__)
    asked = isinstance(error, RuntimeError) and LOOP in str(error)
    return asked or frame.f_globals["__name__"].partition(".")[0] == asyncio.__name__


def _change_tables(engine: sqlalchemy.Engine, change: Callable[[sqlalchemy.Connection], None]) -> None:
    with engine.connect() as connection, _keys_unchecked(connection), connection.begin():
        change(connection)


@contextmanager
def _keys_unchecked(connection: sqlalchemy.Connection) -> Generator[None]:
    """SQLite changes a table by building it anew; dropping the old one would take along the rows that refer to it."""
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")  # without effect inside a transaction
    driver.execute(f"PRAGMA busy_timeout={CHANGE_TIMEOUT_SECONDS * 1000}")
    try:
        yield
    finally:
        driver.execute(f"PRAGMA busy_timeout={LOCK_TIMEOUT_SECONDS * 1000}")
        driver.execute("PRAGMA foreign_keys=ON")


def _prepare(engine: sqlalchemy.Engine, begin: str) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, record: Any) -> None:  # pyright: ignore[reportUnusedFunction]
        connection.isolation_level = None  # the driver begins nothing by itself
        cursor = connection.cursor()
        _keep_write_ahead_log(cursor)
        for pragma in (f"synchronous={SYNCHRONOUS}", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: sqlalchemy.Connection) -> None:  # pyright: ignore[reportUnusedFunction]
        connection.exec_driver_sql(f"BEGIN {begin}")


def _keep_write_ahead_log(cursor: Any) -> None:
    """Raises OperationalError if the file stays locked: for this one change SQLite does not always wait for its turn."""
    for _ in range(MOST_ATTEMPTS - 1):
        with suppress(OperationalError):
            cursor.execute("PRAGMA journal_mode=WAL")
            return
    cursor.execute("PRAGMA journal_mode=WAL")
