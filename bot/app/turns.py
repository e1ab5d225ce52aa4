"""Turns at the database: whoever calls a lot waits for themselves, and not everybody else for them."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from typing import TypeVar

from bot.domain.member import Community
from bot.interface.call import Actor, Place, Request
from bot.ports.unit import Admission, Unit, Units, Whose, Work

MOST_OF_SPACE = 6
"""The most units of one space at a time, half of the connections that calls have on PostgreSQL. Each person has one."""

T = TypeVar("T")


class Turns:
    """Units whose inbound calls take turns. Implements `bot.ports.unit.Units`."""

    def __init__(self, units: Units) -> None:
        self._units = units
        self._turns: dict[tuple[str, str], asyncio.Semaphore] = {}
        self._taken: dict[tuple[str, str], int] = {}

    async def admit(self, request: Request, work: Work[Admission, T], *, write: bool, community: Whose = None) -> T:
        space = (f"{request.place.platform} space", request.place.space or request.actor.id)
        async with self._turn(request.caller, 1), self._turn(space, MOST_OF_SPACE):
            return await self._units.admit(request, work, write=write, community=community)

    async def run(self, community: int, work: Work[Unit, T]) -> T:
        return await self._units.run(community, work)

    async def show(self, token: str, work: Work[Unit, T]) -> T | None:
        return await self._units.show(token, work)

    async def communities_of(self, actor: Actor) -> Sequence[Community]:
        return await self._units.communities_of(actor)

    async def community_at(self, place: Place) -> int:
        return await self._units.community_at(place)

    @asynccontextmanager
    async def _turn(self, whose: tuple[str, str], most: int) -> AsyncGenerator[None]:
        """While the block runs; what nobody waits for any more is forgotten."""
        turn = self._turns.setdefault(whose, asyncio.Semaphore(most))
        self._taken[whose] = self._taken.get(whose, 0) + 1
        try:
            async with turn:
                yield
        finally:
            self._taken[whose] -= 1
            if not self._taken[whose]:
                del self._taken[whose], self._turns[whose]
