"""Posts delivered over loopback without limits, against the bare libraries sending as many."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from functools import partial
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import discord
from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient

from adapters.discord.client import logged_in
from adapters.discord.sender import DiscordSender
from adapters.slack.sender import SlackSender
from adapters.slack.web import Web
from bench.frame import Figure, Row, Sides, Stage, at_least_floor
from bench.processes import Child, child, counted
from bench.rows.posts import CARD, CHANNELS, DELIVERED, known_community, new_posts, put
from bench.timing import PER_SECOND, PROCESSOR, lap, timed
from bench.wires import calling
from bench.worlds import world_over
from bot.ports.outbox import Sender
from tests.world import words

SPACE = "1"
ROOMS = [str(7000 + at) for at in range(CHANNELS)]
SAID = words(CARD)

Bare = Callable[[int], Awaitable[object]]
"""Sends one text into the channel of this number, by the bare library."""


@asynccontextmanager
async def _discord(base: str) -> AsyncGenerator[tuple[Sender, Bare]]:
    with calling(base):
        async with logged_in("token", inf) as paced, discord.Client(intents=discord.Intents(guilds=True)) as bare:
            await bare.login("token")
            rooms = [bare.get_partial_messageable(int(room)) for room in ROOMS]
            yield DiscordSender(paced), lambda number: rooms[number % CHANNELS].send(SAID)


@asynccontextmanager
async def _slack(base: str) -> AsyncGenerator[tuple[Sender, Bare]]:
    api = f"{base}/"
    async with Web("xoxb-token", api, inf) as web, ClientSession() as session:
        bare: Any = AsyncWebClient("xoxb-token", api, session=session)
        yield SlackSender(web, pause=0), lambda number: bare.chat_postMessage(channel=ROOMS[number % CHANNELS], text=SAID)


@asynccontextmanager
async def _sides(
    stage: Stage, opened: Callable[[str], AbstractAsyncContextManager[tuple[Sender, Bare]]]
) -> AsyncGenerator[Sides]:
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        takes_all = await stack.enter_async_context(child(folder, "bench.takes_all"))
        sender, send = await stack.enter_async_context(opened((await counted(takes_all))["base"]))
        url = await stack.enter_async_context(stage.databases.copy("SQLite"))
        world = await stack.enter_async_context(world_over(url, sender))
        community, number = await known_community(world), stage.part(DELIVERED)

        async def deliver(posts: int) -> Mapping[str, float]:
            await put(world, community, new_posts(world, posts, ROOMS, sender.platform, SPACE))
            return await _taken(takes_all, world.core.deliver())

        async def bare() -> Mapping[str, float]:
            return await _taken(takes_all, timed(send, number, CHANNELS))

        await deliver(CHANNELS)  # asks of which kind each channel is
        yield Sides(partial(deliver, number), bare)


async def _taken(takes_all: Child, work: Awaitable[object]) -> Mapping[str, float]:
    """Figures of the posts that have arrived."""
    before = (await counted(takes_all))["taken"]
    taken = await lap(work)
    return taken.figures((await counted(takes_all))["taken"] - before)


ROWS = tuple(
    Row(
        f"delivery-{platform.casefold()}",
        f"delivery of {DELIVERED:,} posts in {CHANNELS} channels to {platform} over loopback, without limits, SQLite",
        f"{floor}, sending as many texts with {CHANNELS} in flight, and keeping nothing",
        (Figure(PER_SECOND, at_least_floor(0.5)), Figure(PROCESSOR)),
        partial(_sides, opened=opened),
    )
    for platform, opened, floor in (
        ("Discord", _discord, "discord.py's `channel.send`"),
        ("Slack", _slack, "slack_sdk's `chat_postMessage` over one session"),
    )
)
