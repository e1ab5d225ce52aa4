"""The turns of a token that several processes share: on PostgreSQL, for on SQLite one worker is enough."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import structlog
from sqlalchemy import Float, bindparam, func, make_url
from sqlalchemy.dialects.postgresql import insert

from storage import tables
from storage.connection import Connection
from storage.health import Health

if TYPE_CHECKING:
    from storage.postgresql import PostgresqlEngine

log = structlog.get_logger(__name__)

_now = func.extract("epoch", func.clock_timestamp()).cast(Float)
_span = bindparam("turns", type_=Float) * bindparam("seconds", type_=Float)
_BOOK = (
    insert(tables.pace)
    .values(name=bindparam("token"), next_at=_now + _span)
    .on_conflict_do_update(
        index_elements=["name"],
        set_={"next_at": func.greatest(tables.pace.c.next_at + bindparam("late", type_=Float), _now) + _span},
    )
    .returning(tables.pace.c.next_at - _span - _now)
)


class SharedTurns:
    """Implements `adapters.pace.Book` for one token."""

    def __init__(self, engine: "PostgresqlEngine", token: str) -> None:
        self._engine = engine
        self._token = token

    async def __call__(self, turns: int, seconds: float, late: float) -> float:
        try:
            return await self._engine.run(_book, {"token": self._token, "turns": turns, "seconds": seconds, "late": late})
        except Exception:
            log.exception("no turns were booked")
            return 0  # this process keeps a pace of its own meanwhile


@asynccontextmanager
async def shared_turns(url: str, token: str) -> AsyncGenerator[SharedTurns | None]:
    """The turns of a token for as long as the block runs; None if the database is one for a single worker."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        yield None
        return
    from storage.postgresql import PostgresqlEngine

    engine = PostgresqlEngine(address, connections=2, health=Health())
    try:
        yield SharedTurns(engine, token)
    finally:
        await engine.dispose()


async def _book(connection: Connection, booking: dict[str, str | float]) -> float:
    return float((await connection.execute(_BOOK, booking)).scalar_one())
