"""The engines of one database: what runs units of work, each in a transaction of its own."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Concatenate, ParamSpec, Protocol, TypeVar

import sqlalchemy
from sqlalchemy import make_url

from storage.connection import Connection
from storage.health import Health
from storage.sqlite import READERS, SqliteEngine

T = TypeVar("T")
P = ParamSpec("P")


class Engine(Protocol):
    """Runs work in transactions."""

    side_by_side: int
    """The number of transactions that are done sooner beside each other than one after the other."""
    is_pooled: bool
    """Whether a pooler stands before the database, as far as the first connection has shown."""

    @property
    def sync_engine(self) -> sqlalchemy.Engine:
        """SQLAlchemy's engine underneath, to listen to."""
        ...

    async def run(self, work: Callable[Concatenate[Connection, P], Awaitable[T]], *arguments: P.args, **named: P.kwargs) -> T:
        """What the work returns, which is committed; if it raises, nothing is.

        It awaits nothing but its connection: on SQLite it runs in a thread of the database's own, and raises AwaitsElsewhere.
        """
        ...

    async def change_tables(self, change: Callable[[sqlalchemy.Connection], None]) -> None:
        """Commit a change of tables; of two processes that try at once, the second waits. On SQLite keys are not checked
        meanwhile."""
        ...

    async def mark(self) -> None:
        """Write something that nobody reads. Raises Unavailable if the database takes nothing."""
        ...

    async def dispose(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Engines:
    """The engines for writing and for read-only transactions, which are the same on PostgreSQL, and for the bot's own work, which
    writes: on SQLite all that writes shares one thread."""

    write: Engine
    read: Engine
    own: Engine
    health: Health = field(default_factory=Health)

    async def is_well(self, *, at_once: bool = False) -> bool:
        """Whether the database can be used, and is written to."""
        return await self.health.look(self.own.mark, at_once=at_once)

    async def dispose(self) -> None:
        for engine in {id(engine): engine for engine in (self.read, self.own, self.write)}.values():
            await engine.dispose()


def open_engines(url: str, health: Health | None = None) -> Engines:
    """Engines for a database address such as `sqlite:///cairn.db` or `postgresql://cairn@host/cairn`. `health` is of this
    database, if something else in the process asks it too."""
    address, health = make_url(url), health or Health()
    if address.get_backend_name() == "sqlite":
        write = SqliteEngine(address, "IMMEDIATE", connections=1, health=health)
        return Engines(write, SqliteEngine(address, "DEFERRED", connections=READERS, health=health), write, health)
    from storage.postgresql import FOR_CALLS, FOR_OWN_WORK, PostgresqlEngine

    calls = PostgresqlEngine(address, connections=FOR_CALLS, health=health)
    return Engines(calls, calls, PostgresqlEngine(address, connections=FOR_OWN_WORK, health=health), health)
