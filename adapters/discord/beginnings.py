"""When a connection may begin to hear: of each bucket of shards Discord lets one begin in five seconds, whoever has it."""

import asyncio
from collections.abc import Awaitable, Callable
from math import inf
from time import monotonic

from adapters.pace import Books, alone

SECONDS = 5.5
"""From one beginning to the next. Discord's are five; the rest is for what is late, here and on the way."""
MOST_LATE = 0.4
"""The most seconds that a beginning may come after its turn: a later one would come too near to the next."""


class Beginnings:
    """Turns to begin, in each bucket one after the other. With `books` those of all processes that share a token."""

    def __init__(
        self,
        books: Books = alone,
        clock: Callable[[], float] = monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._books = books
        self._clock = clock
        self._sleep = sleep
        self._next: dict[int, float] = {}

    async def turn(self, bucket: int) -> None:
        """Wait for the next turn of a bucket; one that is missed is taken anew."""
        late = inf
        while late > MOST_LATE:
            asked = self._clock()
            wait = await self._booked(bucket)
            await self._sleep(max(wait, self._next.get(bucket, 0.0) - self._clock()))
            late = self._clock() - max(asked + wait, self._next.get(bucket, 0.0))
        self._next[bucket] = self._clock() + SECONDS

    async def _booked(self, bucket: int) -> float:
        """The seconds until the turn that is booked for this process."""
        book = self._books(f"discord beginnings {bucket}")
        return await book(1, SECONDS) if book else 0.0
