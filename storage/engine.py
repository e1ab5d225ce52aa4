"""Engines for SQLite and PostgreSQL, with the settings under which both keep what was promised.

SQLite gets one writing connection (its writers queue anyway, and a pool of them collapses) that begins IMMEDIATE, so that a
read-modify-write never loses to another process; readers begin DEFERRED on connections of their own and never wait for it.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from sqlite3 import OperationalError, connect
from typing import Any

from sqlalchemy import Connection, Table, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

READERS = 4
LOCK_TIMEOUT_SECONDS = 5
MOST_ATTEMPTS = 50
"""The most attempts to give a new SQLite file its write-ahead log while other processes do the same."""


_DRIVER_NAMES = {
    "ssl": "ssl",
    "sslmode": "ssl",
    "target_session_attrs": "target_session_attrs",
    "user": "user",
    "password": "password",
}
"""Parameters of a PostgreSQL address that the driver takes, by its own names for them."""
_SERVER_SETTINGS = {"application_name", "search_path", "statement_timeout"}


@dataclass(frozen=True, slots=True)
class Engines:
    """The engines for writing and for read-only transactions; on PostgreSQL they are the same."""

    write: AsyncEngine
    read: AsyncEngine

    async def dispose(self) -> None:
        await self.read.dispose()
        await self.write.dispose()


def open_engines(url: str) -> Engines:
    """Engines for a database address such as `sqlite:///cairn.db` or `postgresql://cairn@host/cairn`."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        address = address.set(drivername="sqlite+aiosqlite")
        write = create_async_engine(address, pool_size=1, max_overflow=0, connect_args={"timeout": LOCK_TIMEOUT_SECONDS})
        read = create_async_engine(address, pool_size=READERS, max_overflow=0, connect_args={"timeout": LOCK_TIMEOUT_SECONDS})
        _prepare_sqlite(write, "IMMEDIATE")
        _prepare_sqlite(read, "DEFERRED")
        return Engines(write, read)
    place = {name: address.query[name] for name in ("host", "port") if name in address.query}
    engine = create_async_engine(
        address.set(drivername="postgresql+asyncpg", query=place),
        pool_size=10,
        max_overflow=10,
        connect_args=_postgresql_arguments(address.query),
    )
    return Engines(engine, engine)


def _postgresql_arguments(query: Mapping[str, str | tuple[str, ...]]) -> dict[str, Any]:
    """What stands behind the `?` of an address, as the driver calls it. What it does not know, such as `channel_binding`, which
    it settles with the server by itself, is left out."""
    asked = {name: value if isinstance(value, str) else value[-1] for name, value in query.items()}
    known = {_DRIVER_NAMES[name]: value for name, value in asked.items() if name in _DRIVER_NAMES}
    server = {name: value for name, value in asked.items() if name in _SERVER_SETTINGS}
    pooled: dict[str, Any] = {"statement_cache_size": 0, "prepared_statement_cache_size": 0} if "pgbouncer" in asked else {}
    return {**known, **pooled, **({"server_settings": server} if server else {})}


def insert(connection: AsyncConnection, table: Table) -> Any:
    """An INSERT that knows ON CONFLICT, in the dialect of the connection."""
    return (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(table)


async def upsert(connection: AsyncConnection, table: Table, values: dict[str, Any]) -> None:
    """Insert a row, or give the row of that primary key these values."""
    keys = [column.name for column in table.primary_key]
    changed = {name: value for name, value in values.items() if name not in keys}
    await connection.execute(insert(connection, table).values(values).on_conflict_do_update(index_elements=keys, set_=changed))


def _prepare_sqlite(engine: AsyncEngine, begin: str) -> None:
    @event.listens_for(engine.sync_engine, "do_connect")
    def on_opening(dialect: Any, record: Any, place: Any, settings: Any) -> None:  # pyright: ignore[reportUnusedFunction]
        # of a file that cannot be opened the driver would leave a thread behind, which fails on a loop that has closed
        connect(*place, **settings).close()

    @event.listens_for(engine.sync_engine, "connect")
    def on_connect(connection: Any, record: Any) -> None:  # pyright: ignore[reportUnusedFunction]
        connection.isolation_level = None  # the driver begins nothing by itself
        cursor = connection.cursor()
        _keep_write_ahead_log(cursor)
        for pragma in ("synchronous=NORMAL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def on_begin(connection: Connection) -> None:  # pyright: ignore[reportUnusedFunction]
        connection.exec_driver_sql(f"BEGIN {begin}")


def _keep_write_ahead_log(cursor: Any) -> None:
    """Raises OperationalError if the file stays locked: for this one change SQLite does not always wait for its turn."""
    for _ in range(MOST_ATTEMPTS - 1):
        with suppress(OperationalError):
            cursor.execute("PRAGMA journal_mode=WAL")
            return
    cursor.execute("PRAGMA journal_mode=WAL")
