"""Delivery under Discord's limits, while people call."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from time import monotonic
from typing import Any

from aiohttp import web

from adapters.discord.client import logged_in
from adapters.discord.sender import DiscordSender
from bench.frame import Figure, Row, Sides, Stage, at_most, at_most_floor
from bench.rows.posts import known_community, new_posts, put
from bench.timing import P99, lap, timed
from bench.wires import QuickDiscord
from bench.worlds import world_over
from tests.discord.objects import GUILD, channel
from tests.discord.rooms import reply
from tests.world import World

PERMITTED = 50
"""Requests of one token in any second."""
POSTS, CHANNELS = 400, 10
CALLS_PER_SECOND = 20
TAKEN, REFUSED, LOST, TWICE, CALLED = "seconds", "429 per 1,000", "lost", "twice", "command p99 ms"


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


@asynccontextmanager
async def _sides(stage: Stage) -> AsyncGenerator[Sides]:
    """The floor is the time that the permitted requests need, and what a call takes while nothing is delivered."""
    async with AsyncExitStack() as stack:
        fake = await stack.enter_async_context(LimitedDiscord())
        client = await stack.enter_async_context(logged_in("token"))
        url = await stack.enter_async_context(stage.databases.copy("SQLite"))
        world = await stack.enter_async_context(world_over(url, DiscordSender(client)))
        community, posts = await known_community(world), stage.part(POSTS)
        rooms = [str(7000 + at) for at in range(CHANNELS)]
        fake.channels |= {room: channel(room) for room in rooms}
        await _deliver(world, fake, community, len(rooms), rooms)  # asks of which kind each channel is
        ideal = posts / PERMITTED
        yield Sides(partial(_deliver, world, fake, community, posts, rooms), partial(_idle, world, ideal))


async def _deliver(world: World, fake: LimitedDiscord, community: int, posts: int, rooms: list[str]) -> Mapping[str, float]:
    await put(world, community, new_posts(world, posts, rooms, "discord", GUILD))
    refused, taken, kept = fake.refused, fake.taken, fake.kept
    calling = asyncio.create_task(_calls(world, posts / PERMITTED))
    seconds = (await lap(world.core.deliver())).seconds
    new = fake.kept - kept
    return {
        TAKEN: seconds,
        REFUSED: (fake.refused - refused) / posts * 1000,
        LOST: posts - new,
        TWICE: fake.taken - taken - new,
        CALLED: await calling,
    }


async def _idle(world: World, seconds: float) -> Mapping[str, float]:
    return {TAKEN: seconds, CALLED: await _calls(world, seconds)}


async def _calls(world: World, seconds: float) -> float:
    """The p99 in milliseconds of calls that come one after the other for so long."""
    ann = world.caller("ann")
    taken: list[float] = []
    for _ in range(max(1, round(seconds * CALLS_PER_SECOND))):
        call = await timed(lambda _: ann.card("cohort list"), 1)
        taken.append(call[P99])
        await asyncio.sleep(1 / CALLS_PER_SECOND)
    return sorted(taken)[int(len(taken) * 0.99)]


ROWS = (
    Row(
        "delivery-limited",
        f"{POSTS} posts delivered to a Discord that takes {PERMITTED} requests a second, while people call",
        f"what {PERMITTED} requests a second need; the same calls while nothing is delivered",
        (
            Figure(TAKEN, at_most_floor(1.05)),
            Figure(REFUSED, at_most(1)),
            Figure(LOST, at_most(0)),
            Figure(TWICE, at_most(0)),
            Figure(CALLED, at_most_floor(2)),
        ),
        _sides,
        rounds=1,
    ),
)
