"""A Discord that takes 50 requests in any second, as a process of its own: what it costs is no part of what is measured. For each
line that it reads it tells what it has taken so far."""

import asyncio
import sys
from collections import deque
from time import monotonic
from typing import Any

from aiohttp import web
from discord.http import Route

from bench.processes import say
from bench.wires import QuickDiscord
from tests.discord.objects import channel
from tests.discord.rooms import reply

PERMITTED = 50
"""Requests of one token in any second."""


class LimitedDiscord(QuickDiscord):
    """Refuses whatever comes in a second that has had its share."""

    def __init__(self) -> None:
        super().__init__()
        self.refused = self.taken = 0
        self._latest: deque[float] = deque(maxlen=PERMITTED)

    @property
    def kept(self) -> int:
        return sum(map(len, self.messages.values()))

    @web.middleware
    async def _watch(self, request: web.Request, handler: Any) -> web.StreamResponse:
        wait = self._latest[0] + 1 - monotonic() if len(self._latest) == PERMITTED else 0
        if wait > 0:
            self.refused += 1
            return reply({"message": "limited", "retry_after": wait, "global": True}, 429, {"Via": "1.1 cloud"})
        self._latest.append(monotonic())
        self.taken += request.method == "POST"
        return await super()._watch(request, handler)


async def main(rooms: list[str]) -> None:
    async with LimitedDiscord() as limited:
        limited.channels |= {room: channel(room) for room in rooms}
        say(base=Route.BASE)
        while await asyncio.to_thread(sys.stdin.readline):
            say(base=Route.BASE, refused=limited.refused, taken=limited.taken, kept=limited.kept)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
