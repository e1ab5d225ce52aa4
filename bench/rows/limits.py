"""Delivery under Discord's limits, while people call."""

import asyncio
import json
from collections.abc import AsyncGenerator, Generator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from discord.http import Route

from adapters.discord.client import logged_in
from adapters.discord.sender import DiscordSender
from bench.frame import Figure, Row, Sides, Stage, at_most, at_most_floor
from bench.limited_discord import PERMITTED
from bench.processes import Child, child
from bench.rows.posts import known_community, new_posts, put
from bench.timing import P99, lap, timed
from bench.worlds import world_over
from tests.discord.objects import GUILD
from tests.world import World

POSTS, CHANNELS = 400, 10
CALLS_PER_SECOND = 20
TAKEN, REFUSED, LOST, TWICE, CALLED = "seconds", "429 per 1,000", "lost", "twice", "command p99 ms"


@asynccontextmanager
async def _sides(stage: Stage) -> AsyncGenerator[Sides]:
    """The floor is the time that the permitted requests need, and what a call takes while nothing is delivered."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        rooms = [str(7000 + at) for at in range(CHANNELS)]
        limited = await stack.enter_async_context(child(folder, "bench.limited_discord", *rooms))
        stack.enter_context(_calling((await _counted(limited))["base"]))
        client = await stack.enter_async_context(logged_in("token"))
        url = await stack.enter_async_context(stage.databases.copy("SQLite"))
        world = await stack.enter_async_context(world_over(url, DiscordSender(client)))
        community, posts = await known_community(world), stage.part(POSTS)
        await _deliver(world, limited, community, len(rooms), rooms)  # asks of which kind each channel is
        ideal = posts / PERMITTED
        yield Sides(partial(_deliver, world, limited, community, posts, rooms), partial(_idle, world, ideal))


async def _deliver(world: World, limited: Child, community: int, posts: int, rooms: list[str]) -> Mapping[str, float]:
    await put(world, community, new_posts(world, posts, rooms, "discord", GUILD))
    before = await _counted(limited)
    calling = asyncio.create_task(_calls(world, posts / PERMITTED))
    seconds = (await lap(world.core.deliver())).seconds
    after = await _counted(limited)
    refused, taken, kept = (after[what] - before[what] for what in ("refused", "taken", "kept"))
    return {
        TAKEN: seconds,
        REFUSED: refused / posts * 1000,
        LOST: posts - kept,
        TWICE: taken - kept,
        CALLED: await calling,
    }


@contextmanager
def _calling(base: str) -> Generator[None]:
    """Let discord.py call the Discord of this address."""
    known = Route.BASE
    Route.BASE = base
    try:
        yield
    finally:
        Route.BASE = known


async def _counted(limited: Child) -> Mapping[str, Any]:
    """What the limited Discord has counted so far, and its address."""
    return json.loads(await limited.ask("count"))


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
