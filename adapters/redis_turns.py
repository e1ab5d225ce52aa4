"""The turns of a token that several processes share, counted by a Redis or Valkey."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from time import monotonic, time
from typing import Any, cast

import structlog
from limits import RateLimitItem, RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.aio.storage import RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter
from redis.asyncio import BlockingConnectionPool

from adapters.pace import Book
from bot.logs import Spell

SHARE = 0.92
"""How much of an even pace is let through: what is counted leaves up to a turn later in each process, and takes longer or less on
its way."""
FEW = 10
"""Turns in a second that are counted by the second; fewer are by the minute."""
PATIENCE_SECONDS = 0.5
"""How long a turn waits for the server, and how often it is asked for again if another took it."""
REST_SECONDS = 5.0
"""How long a server that did not answer is left alone."""

log = structlog.get_logger(__name__)


class RedisTurns:
    """Implements `adapters.pace.Book` for one token. While the server is away turns are booked otherwise: in the database, or a
    process keeps a pace of its own."""

    at_once = 1  # what is counted now is to leave now

    def __init__(self, limiter: MovingWindowRateLimiter, away: Spell, token: str, otherwise: Book | None) -> None:
        self._limiter = limiter
        self._away = away
        self._token = token
        self._otherwise = otherwise
        self._rests_until = 0.0

    async def __call__(self, turns: int, seconds: float, late: float) -> float:
        if monotonic() >= self._rests_until:
            try:
                await self._counted(_limit(seconds))
            except Exception as error:  # noqa: BLE001 - whatever it is, posts go out
                self._rests_until = monotonic() + REST_SECONDS
                self._away.begin(type(error).__name__)
            else:
                self._away.end()
                return 0
        return await self._otherwise(turns, seconds, late) if self._otherwise else 0

    async def _counted(self, limit: RateLimitItem) -> None:
        """Wait until there is room for one more among those of the last second or minute."""
        while not await self._asked(limit):
            async with asyncio.timeout(PATIENCE_SECONDS):
                free_at = (await self._limiter.get_window_stats(limit, self._token)).reset_time
            await asyncio.sleep(min(max(0.0, free_at - time()), PATIENCE_SECONDS))

    async def _asked(self, limit: RateLimitItem) -> bool:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await self._limiter.hit(limit, self._token)


@asynccontextmanager
async def redis_turns(url: str) -> AsyncGenerator[Callable[[str, Book | None], RedisTurns]]:
    """The turns of a token by its name, with where they are booked otherwise, while the block runs. `url` is `redis://host:6379`."""
    connections = cast(Any, BlockingConnectionPool).from_url(url, socket_connect_timeout=PATIENCE_SECONDS, retry=None)
    storage = RedisStorage(f"async+{url}", connection_pool=connections, implementation="redispy", key_prefix="cairn")
    limiter = MovingWindowRateLimiter(storage)
    away = Spell(log, "Redis gives no turns", "Redis gives turns again")
    try:
        yield lambda token, otherwise: RedisTurns(limiter, away, token, otherwise)
    finally:
        await connections.aclose()


def _limit(seconds: float) -> RateLimitItem:
    """So many in a second or a minute as turns one each so many seconds are, less a share."""
    if seconds * FEW < 1:
        return RateLimitItemPerSecond(int(SHARE / seconds))
    return RateLimitItemPerMinute(max(1, int(60 * SHARE / seconds)))
