"""The turns of a token that several processes share: on PostgreSQL, for on SQLite one worker is enough."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from time import monotonic
from typing import TYPE_CHECKING

import structlog
from sqlalchemy import Float, bindparam, func, make_url
from sqlalchemy.dialects.postgresql import insert

from bot.logs import Spell
from bot.ports.unit import Unavailable
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
        set_={"next_at": func.greatest(tables.pace.c.next_at, _now) + _span},
    )
    .returning(tables.pace.c.next_at - _span - _now)
)


class SharedTurns:
    """Implements `adapters.pace.Book` for one token. While the database gives no turns a process keeps a pace of its own."""

    at_once = 4  # more would keep other processes waiting, fewer would ask the database more often

    def __init__(self, engine: "PostgresqlEngine", token: str, health: Health) -> None:
        self._engine = engine
        self._token = token
        self._health = health
        self._fault = Spell(log, "no turns can be booked", "turns can be booked again")
        self._asking: asyncio.Task[float] | None = None

    async def __call__(self, turns: int, seconds: float) -> float:
        if self._asking and not self._asking.done():
            return 0  # nobody waits twice for a database that hangs
        booking = {"token": self._token, "turns": turns, "seconds": seconds}
        self._asking = asyncio.create_task(self._ask(booking))
        return self._asking.result() if await self._health.answers(self._asking) else 0

    async def _ask(self, booking: dict[str, str | float]) -> float:
        began = monotonic()
        try:
            first = await self._engine.run(_book, booking)
        except Unavailable:
            return 0  # which the health of the database has told
        except Exception as error:  # noqa: BLE001 - whatever it is, posts go out
            self._fault.begin(type(error).__name__, exc_info=error)
            return 0
        self._fault.end()
        return first - (monotonic() - began) / 2  # the server's clock was read half-way


@asynccontextmanager
async def shared_turns(url: str, health: Health) -> AsyncGenerator[Callable[[str], SharedTurns | None]]:
    """The turns of a token, by its name, for as long as the block runs; None if the database is one for a single worker."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        yield lambda _: None
        return
    from storage.postgresql import PostgresqlEngine

    engine = PostgresqlEngine(address, connections=2, health=health)
    try:
        yield lambda token: SharedTurns(engine, token, health)
    finally:
        await engine.dispose()


async def _book(connection: Connection, booking: dict[str, str | float]) -> float:
    return float((await connection.execute(_BOOK, booking)).scalar_one())
