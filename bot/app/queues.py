"""Queues in which calls wait for their turn, by whose they are."""

import asyncio
from collections.abc import AsyncGenerator, Hashable
from contextlib import asynccontextmanager


class Queues:
    """What nobody waits for any more is forgotten."""

    def __init__(self) -> None:
        self._turns: dict[Hashable, asyncio.Semaphore] = {}
        self._held: dict[Hashable, int] = {}

    def held(self, whose: Hashable) -> int:
        """How many have a turn or wait for one."""
        return self._held.get(whose, 0)

    @asynccontextmanager
    async def turn(self, whose: Hashable, most: int) -> AsyncGenerator[None]:
        """While the block runs, of which `most` run at a time."""
        turn = self._turns.setdefault(whose, asyncio.Semaphore(most))
        self._held[whose] = self.held(whose) + 1
        try:
            async with turn:
                yield
        finally:
            self._held[whose] -= 1
            if not self._held[whose]:
                del self._held[whose], self._turns[whose]
