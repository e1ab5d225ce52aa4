"""The floor of what is committed: transactions of two statements through SQLAlchemy's asynchronous Core, one that reads a row
and one that adds one. The engine is set up as Cairn's is: on SQLite one writer, with a write-ahead log."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, DateTime, Integer, MetaData, String, Table, case, event, insert, make_url, select, update
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bench.clones import clones
from bench.databases import Kind
from bench.frame import Stage
from tests.world import MONDAY

_METADATA = MetaData()
_ENTRY = Table(
    "bench_entry",
    _METADATA,
    Column("id", Integer, primary_key=True),
    Column("person", Integer, index=True),
    Column("at", DateTime(timezone=True)),
    Column("said", String),
)
_DUE = Table(
    "bench_due",
    _METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("community", Integer),
    Column("routine", String),
    Column("at", DateTime(timezone=True), index=True),
)
_WRITERS = {"sqlite": {"pool_size": 1, "max_overflow": 0}, "postgresql": {"pool_size": 10, "max_overflow": 10}}
_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
PEOPLE = 50
NEVER = MONDAY + timedelta(days=3650)
FLOOR = "transaction of two statements through SQLAlchemy's asynchronous Core"


class CoreFloor:
    """Transactions on an engine of its own."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def transaction(self, number: int) -> None:
        """Read the last row of somebody and add one, by statements that are built in place as SQLAlchemy's guide does."""
        person = number % PEOPLE
        async with self._engine.begin() as connection:
            last = select(_ENTRY).where(_ENTRY.c.person == person).order_by(_ENTRY.c.id.desc()).limit(1)
            (await connection.execute(last)).first()
            await connection.execute(insert(_ENTRY).values(person=person, at=MONDAY, said="Read a chapter"))

    async def insert_many(self, number: int) -> None:
        """Add so many rows in one statement."""
        rows = [{"person": at % PEOPLE, "at": MONDAY, "said": "Read a chapter"} for at in range(number)]
        async with self._engine.begin() as connection:
            await connection.execute(insert(_ENTRY), rows)

    async def fill_dues(self, number: int, every: int, now: datetime) -> None:
        """Have so many rows, of which every so manieth is due now and the others never."""
        first = {"id": 0, "community": 1, "routine": "milestone", "at": now}
        copies = clones(_DUE, lambda c, at: {"id": at, "at": case((at % every == 0, c.at), else_=NEVER)})
        async with self._engine.begin() as connection:
            await connection.execute(insert(_DUE), first)
            await connection.execute(copies, {"copies": number - 1})

    async def claim_dues(self, now: datetime, lease: timedelta, most: int) -> int:
        """Put off so many of the earliest that are due; returns how many."""
        earliest = select(_DUE.c.id).where(_DUE.c.at <= now).order_by(_DUE.c.at).limit(most)
        async with self._engine.begin() as connection:
            leased = update(_DUE).where(_DUE.c.id.in_(earliest)).values(at=now + lease).returning(_DUE)
            return len((await connection.execute(leased)).all())


@asynccontextmanager
async def core_floor(stage: Stage, kind: Kind) -> AsyncGenerator[CoreFloor]:
    """The floor over a database of its own."""
    async with stage.databases.copy(kind) as url:
        engine = _engine(url)
        async with engine.begin() as connection:
            await connection.run_sync(_METADATA.create_all)
        yield CoreFloor(engine)
        await engine.dispose()


def _engine(url: str) -> AsyncEngine:
    address = make_url(url)
    backend = address.get_backend_name()
    engine = create_async_engine(address.set(drivername=_DRIVERS[backend]), **_WRITERS[backend])
    if backend == "sqlite":
        _prepare(engine)
    return engine


def _prepare(engine: AsyncEngine) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:  # pyright: ignore[reportUnusedFunction]
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine.sync_engine, "begin")
    def on_begin(connection: Any) -> None:  # pyright: ignore[reportUnusedFunction]
        connection.exec_driver_sql("BEGIN IMMEDIATE")
