"""PostgreSQL: work runs on an event loop in a thread of its own, and many transactions at once."""

import socket
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, Concatenate, ParamSpec, TypeVar

import sqlalchemy
import structlog
from sqlalchemy import URL, column, event, table, text, update
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from bot.ports.unit import Unavailable
from storage.connection import Connection
from storage.health import Health
from storage.outage import Outage
from storage.overtaken import MOST_TRIES, is_overtaken, told_again
from storage.own_loop import OwnLoop

T = TypeVar("T")
P = ParamSpec("P")

log = structlog.get_logger(__name__)

_DRIVER_NAMES = {
    "ssl": "ssl",
    "sslmode": "ssl",
    "target_session_attrs": "target_session_attrs",
    "user": "user",
    "password": "password",
}
"""Parameters of a PostgreSQL address that the driver takes, by its own names for them."""
_SERVER_SETTINGS = {"application_name", "search_path", "statement_timeout"}
_NOTHING_KEPT = {"statement_cache_size": 0, "prepared_statement_cache_size": 0}
"""For a pooler that hands each transaction to another connection of the server's: a statement that was prepared before is not
there. SQLAlchemy and the driver keep some each; without, the driver's have no names, and last for a transaction."""
_IS_ANOTHER = "SELECT 1 WHERE pg_backend_pid() <> {}"
_YES = "SELECT 1"
"""What the driver says of `_IS_ANOTHER` if a row was found. It asks so in one message, which works behind every pooler."""
FOR_CALLS, FOR_OWN_WORK = 12, 8
"""The most connections of a process that serve calls, and the bot's own work; half of them are kept."""
SILENCE_SECONDS = 20
"""After which a server that acknowledges nothing counts as lost; the system alone would wait for a quarter of an hour."""
_SIGNS_OF_LIFE: Mapping[tuple[int, int], int] = {
    (socket.SOL_SOCKET, socket.SO_KEEPALIVE): 1,
    **{
        (socket.IPPROTO_TCP, getattr(socket, name)): value
        for name, value in (
            ("TCP_KEEPIDLE", SILENCE_SECONDS // 2),
            ("TCP_KEEPINTVL", SILENCE_SECONDS // 4),
            ("TCP_KEEPCNT", 2),
            ("TCP_USER_TIMEOUT", SILENCE_SECONDS * 1000),
        )
        if hasattr(socket, name)  # not every system has each
    },
}
_MIGRATION_LOCK = 2_140_677
_version = table("alembic_version", column("version_num"))
_MARK = update(_version).values(version_num=_version.c.version_num)
_LOCK = text("SELECT pg_advisory_xact_lock(:lock)")


class PostgresqlEngine:
    """Implements `storage.engine.Engine`."""

    side_by_side = 4  # while one waits for the server the others work; 4 of the pool's connections leave enough to those who call

    def __init__(self, address: URL, connections: int, health: Health) -> None:
        self._loop = OwnLoop()  # what a unit reads of thousands holds up nobody who waits for a platform
        self._health = health
        place = {name: address.query[name] for name in ("host", "port") if name in address.query}
        self._engine = create_async_engine(
            address.set(drivername="postgresql+asyncpg", query=place),
            pool_size=connections // 2,
            max_overflow=connections - connections // 2,
            hide_parameters=True,  # what people wrote stands in no log
            connect_args=_arguments(address.query),
        )
        self.is_pooled = "pgbouncer" in address.query
        event.listen(self._engine.sync_engine, "do_connect", self._connected)
        _keep_to_what_lives(self._engine.sync_engine)

    @property
    def sync_engine(self) -> sqlalchemy.Engine:
        return self._engine.sync_engine

    async def run(self, work: Callable[Concatenate[Connection, P], Awaitable[T]], *arguments: P.args, **named: P.kwargs) -> T:
        """Work that another transaction came in the way of is carried out again."""

        async def carried_out() -> T:
            async with self._begun() as connection:
                return await work(connection, *arguments, **named)

        with self._health.watching():
            for _ in range(MOST_TRIES - 1):
                try:
                    return await self._loop.do(carried_out)
                except Exception as error:
                    if not is_overtaken(error):
                        raise
                    told_again.tell()
            return await self._loop.do(carried_out)

    async def change_tables(self, change: Callable[[sqlalchemy.Connection], None]) -> None:
        async def changed() -> None:
            async with self._begun() as connection:
                await connection.execute(_LOCK, {"lock": _MIGRATION_LOCK})
                await connection.run_sync(change)

        with self._health.watching():
            await self._loop.do(changed)

    async def mark(self) -> None:
        await self.run(_marked)

    @asynccontextmanager
    async def _begun(self) -> AsyncGenerator[AsyncConnection]:
        """A connection in its transaction. Raises Unavailable if the server cannot be reached."""
        async with AsyncExitStack() as stack:
            try:
                connection = await stack.enter_async_context(self._engine.begin())
            except OSError as error:
                raise Unavailable(str(Outage.SILENT)) from error
            yield connection

    async def dispose(self) -> None:
        await self._loop.close(self._engine.dispose)

    def _connected(self, dialect: Any, _record: Any, given: Any, named: dict[str, Any]) -> Any:
        """A connection, which keeps no statements if a pooler answers: the process that works is then not the one that was
        told."""
        if not self.is_pooled:
            connection = dialect.connect(*given, **named)
            if not connection.run_async(_is_pooled):
                return connection
            connection.close()
            if not self.is_pooled:  # else another connection has told it meanwhile
                self.is_pooled = True
                log.info("a pooler stands before the database: no statement is kept for the next transaction")
        return dialect.connect(*given, **named, **_NOTHING_KEPT)


async def _is_pooled(driver: Any) -> bool:
    return await driver.execute(_IS_ANOTHER.format(driver.get_server_pid())) == _YES


async def _marked(connection: Connection) -> None:
    await connection.execute(_MARK)


def _keep_to_what_lives(engine: sqlalchemy.Engine) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, record: Any) -> None:  # pyright: ignore[reportUnusedFunction]
        reached = connection.driver_connection._transport.get_extra_info("socket")  # noqa: SLF001 - the driver tells it nowhere
        if reached.family != socket.AF_UNIX:
            for option, value in _SIGNS_OF_LIFE.items():
                reached.setsockopt(*option, value)

    @event.listens_for(engine, "checkout")
    def on_checkout(connection: Any, record: Any, proxy: Any) -> None:  # pyright: ignore[reportUnusedFunction]
        if connection.driver_connection.is_closed():  # by the server, as before a restart, while nobody used it
            raise DisconnectionError  # upon which the pool opens another


def _arguments(query: Mapping[str, str | tuple[str, ...]]) -> dict[str, Any]:
    """What stands behind the `?` of an address, as the driver calls it. What it does not know, such as `channel_binding`, which
    it settles with the server by itself, is left out."""
    asked = {name: value if isinstance(value, str) else value[-1] for name, value in query.items()}
    known = {_DRIVER_NAMES[name]: value for name, value in asked.items() if name in _DRIVER_NAMES}
    server = {name: value for name, value in asked.items() if name in _SERVER_SETTINGS}
    return {**known, **({"server_settings": server} if server else {})}
