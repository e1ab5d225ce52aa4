"""How often one token may send requests, and how often one channel takes a post: each request waits for its turn."""

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic

LATEST = 0.4
"""How much a turn that came late may bring the next one forward, in turns: more would be a burst that a platform refuses."""
MOST_PACED = 1000
"""The number of keys whose pace is remembered."""


class Pace:
    """Turns that come evenly, in the order in which they were asked for, at most one each so many seconds."""

    def __init__(
        self,
        seconds: float,
        clock: Callable[[], float] = monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._seconds = seconds
        self._clock = clock
        self._sleep = sleep
        self._queue = asyncio.Lock()
        self._next = clock()

    async def turn(self) -> None:
        """Wait for the next turn. A timer that rings late is made up for, so that the pace is kept in the long run."""
        async with self._queue:
            early = self._next - self._clock()
            if early > 0:
                await self._sleep(early)
                self._next = max(self._next, self._clock() - LATEST * self._seconds) + self._seconds
            else:
                self._next = self._clock() + self._seconds


class Paces:
    """A pace for each of many keys, such as channels: one turn in so many seconds; with 0 nothing waits."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._paces: dict[str, Pace] = {}

    async def turn(self, key: str) -> None:
        """Wait for the next turn of `key`."""
        if not self._seconds:
            return
        if len(self._paces) > MOST_PACED:
            self._paces.clear()
        await self._paces.setdefault(key, Pace(self._seconds)).turn()
