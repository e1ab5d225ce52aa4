"""How often one token may send requests, and how often one channel takes a post: each request waits for its turn."""

from aiolimiter import AsyncLimiter

REQUESTS_PER_SECOND = 40
"""Discord allows a bot 50 each second; what answers calls needs its share."""
MOST_PACED = 1000
"""The number of keys whose pace is remembered."""


def new_pace() -> AsyncLimiter:
    """Turns that come evenly, without bursts."""
    return AsyncLimiter(1, 1 / REQUESTS_PER_SECOND)


class Paces:
    """A pace for each of many keys, such as channels: one turn in so many seconds; with 0 nothing waits."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._paces: dict[str, AsyncLimiter] = {}

    async def turn(self, key: str) -> None:
        """Wait for the next turn of `key`."""
        if not self._seconds:
            return
        if len(self._paces) > MOST_PACED:
            self._paces.clear()
        await self._paces.setdefault(key, AsyncLimiter(1, self._seconds)).acquire()
