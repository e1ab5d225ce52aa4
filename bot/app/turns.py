"""Turns at the database: whoever calls a lot waits for themselves, and not everybody else for them."""

from collections.abc import Sequence
from typing import TypeVar

from bot.app.queues import Queues
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
        self._queues = Queues()

    async def admit(self, request: Request, work: Work[Admission, T], *, write: bool, community: Whose = None) -> T:
        async with self._queues.turn(request.caller, 1), self._queues.turn(request.space, MOST_OF_SPACE):
            return await self._units.admit(request, work, write=write, community=community)

    async def run(self, community: int, work: Work[Unit, T]) -> T:
        return await self._units.run(community, work)

    async def show(self, token: str, work: Work[Unit, T]) -> T | None:
        return await self._units.show(token, work)

    async def communities_of(self, actor: Actor) -> Sequence[Community]:
        return await self._units.communities_of(actor)

    async def community_at(self, place: Place) -> int:
        return await self._units.community_at(place)
