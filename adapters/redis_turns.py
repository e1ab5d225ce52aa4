"""The turns of a token that several processes share, booked in a Redis or Valkey: time is parted into slots of one turn each."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from time import monotonic, time
from typing import Any, cast

import structlog
from limits import RateLimitItemPerMinute
from limits.aio.storage import RedisStorage
from limits.aio.strategies import FixedWindowRateLimiter
from redis.asyncio import BlockingConnectionPool

from adapters.pace import Book
from bot.logs import Spell

PATIENCE_SECONDS = 0.5
"""How long the server is waited for."""
REST_SECONDS = 5.0
"""How long a server that did not answer is left alone."""
_ONCE = RateLimitItemPerMinute(1)
"""For each slot; a minute later it is over."""

log = structlog.get_logger(__name__)


class RedisTurns:
    """Implements `adapters.pace.Book` for one token. While the server is away turns are booked otherwise: in the database, or a
    process keeps a pace of its own."""

    at_once = 1  # more would keep other processes waiting

    def __init__(self, limiter: FixedWindowRateLimiter, away: Spell, token: str, otherwise: Book | None) -> None:
        self._limiter = limiter
        self._away = away
        self._token = token
        self._otherwise = otherwise
        self._booked = 0
        """The number of the latest slot."""
        self._rests_until = 0.0

    async def __call__(self, turns: int, seconds: float) -> float:
        if monotonic() >= self._rests_until:
            try:
                async with asyncio.timeout(PATIENCE_SECONDS):
                    begins = await self._free_slot(seconds)
            except Exception as error:  # noqa: BLE001 - whatever it is, posts go out
                self._rests_until = monotonic() + REST_SECONDS
                self._away.begin(type(error).__name__)
            else:
                self._away.end()
                return begins - time()
        return await self._otherwise(turns, seconds) if self._otherwise else 0

    async def _free_slot(self, width: float) -> float:
        """When the next slot begins that nobody has booked, by the clock of all machines."""
        slot = max(self._booked, int(time() / width)) + 1
        while not await self._limiter.hit(_ONCE, self._token, str(slot)):
            slot += 1
        self._booked = slot
        return slot * width


@asynccontextmanager
async def redis_turns(url: str) -> AsyncGenerator[Callable[[str, Book | None], RedisTurns]]:
    """The turns of a token by its name, with where they are booked otherwise, while the block runs. `url` is `redis://host:6379`."""
    connections = cast(Any, BlockingConnectionPool).from_url(url, socket_connect_timeout=PATIENCE_SECONDS, retry=None)
    storage = RedisStorage(f"async+{url}", connection_pool=connections, implementation="redispy", key_prefix="cairn")
    limiter = FixedWindowRateLimiter(storage)
    away = Spell(log, "Redis gives no turns", "Redis gives turns again")
    try:
        yield lambda token, otherwise: RedisTurns(limiter, away, token, otherwise)
    finally:
        await connections.aclose()
