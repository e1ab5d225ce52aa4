"""Workers are killed while posts go out: each arrives once, and those of a channel in the order queued."""

import asyncio
import multiprocessing
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from random import Random
from time import monotonic

import pytest
from aiohttp import web
from discord.http import Route
from sqlalchemy import select

from adapters.clock import present
from bot.domain.post import Post
from bot.interface.card import Card
from bot.text import escape
from storage import tables
from tests.chaos.far_sides import PERMITTED, SLACK_PAUSE, FarDiscord, FarSlack
from tests.chaos.sending_process import Ways, send
from tests.chaos.weather import Weather
from tests.discord.objects import GUILD
from tests.queued import own_community
from tests.slack.fake import serving
from tests.transactions import begun, opened
from tests.world import World

pytestmark = [pytest.mark.asks_the_database, pytest.mark.slow]

POSTS, KILLS = 1000, 6
ON_DISCORD, ON_SLACK = [str(7000 + number) for number in range(12)], [f"C{number}" for number in range(12)]
PEOPLE = {"discord": [str(8000 + number) for number in range(3)], "slack": [f"U{number}" for number in range(3)]}
"""Who gets direct messages."""
DIRECT = 0.1
"""How many of the posts are some."""
DIRECTLY = {"discord": "9{}", "slack": "D{}"}
"""The channel in which a platform writes to somebody."""
SEEDS, NIGHTLY_SEEDS = range(3), range(3, 20)
MOST_SECONDS = 100
"""After which a run counts as one that stands still."""
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.chaos.sending_process", "storage.postgresql", "asyncpg", "aiosqlite"])


@dataclass(frozen=True, slots=True)
class Platforms:
    discord: FarDiscord
    slack: FarSlack

    @property
    def kept(self) -> int:
        return self.discord.kept + len(self.slack.messages)

    def told_to_slow_down(self) -> float:
        """For each thousand requests."""
        refused, requests = self.discord.refused + self.slack.refused, self.discord.requests + self.slack.requests
        return refused / requests * 1000


class Workers:
    """Processes of which each that is killed is followed by another."""

    def __init__(self, number: int, ways: Ways) -> None:
        self._ways = ways
        self._running = [self._started() for _ in range(number)]

    def kill_one(self, dice: Random) -> None:
        at = dice.randrange(len(self._running))
        _kill(self._running[at])
        self._running[at] = self._started()

    def stop(self) -> None:
        for process in self._running:
            _kill(process)

    def _started(self) -> BaseProcess:
        process = PROCESSES.Process(target=send, args=(self._ways,))
        process.start()
        return process


def _kill(process: BaseProcess) -> None:
    process.kill()
    process.join()
    process.close()


@pytest.mark.timeout(MOST_SECONDS + 60)
@pytest.mark.parametrize("seed", [*SEEDS, *(pytest.param(seed, marks=pytest.mark.nightly) for seed in NIGHTLY_SEEDS)])
async def test_each_post_arrives_once_in_its_turn_and_platforms_are_not_asked_too_fast(
    world: World, database: str, seed: int
) -> None:
    dice = Random(seed)  # noqa: S311 - nothing secret hangs on it
    queued = await _queue(world, dice)
    async with _platforms(seed) as platforms:
        ways = Ways(database, Route.BASE, platforms.slack.api, PERMITTED * 0.984, SLACK_PAUSE)
        workers = Workers((2, 4)[seed % 2] if database.startswith("postgresql") else 1, ways)
        try:
            await _until_all_is_sent(world, workers, platforms, dice)
        finally:
            workers.stop()
        arrived = {**platforms.discord.arrived(), **platforms.slack.arrived()}
    assert {room: list(keys) for room, keys in arrived.items()} == queued
    assert platforms.told_to_slow_down() <= 1


async def _queue(world: World, dice: Random) -> dict[str, list[str]]:
    """Posts, half of them on each platform; returns the keys in each channel."""
    await world.caller("moderator", administrator=True).card("me settings")
    direct = [DIRECTLY[platform].format(person) for platform, people in PEOPLE.items() for person in people]
    now, queued = present(), {room: list[str]() for room in (*ON_DISCORD, *ON_SLACK, *direct)}
    posts: list[Post] = []
    for number in range(POSTS):
        platform, rooms = (("discord", ON_DISCORD), ("slack", ON_SLACK))[number % 2]
        is_direct = dice.random() < DIRECT
        key, room = f"post-{number}", dice.choice(PEOPLE[platform] if is_direct else rooms)
        kind = "dm" if is_direct else "send"
        posts.append(Post(key=key, platform=platform, space=GUILD, channel=room, card=Card(escape(key)), due_at=now, kind=kind))
        queued[DIRECTLY[platform].format(room) if is_direct else room].append(key)
    async with opened(world.core, await own_community(world)) as unit:
        await unit.outbox.put_all(posts)
    return queued


@asynccontextmanager
async def _platforms(seed: int) -> AsyncGenerator[Platforms]:
    async with AsyncExitStack() as stack:
        weather = Weather(seed)
        discord, slack = await stack.enter_async_context(FarDiscord(weather, ON_DISCORD)), FarSlack()
        slack.prepare(weather, ON_SLACK, PEOPLE["slack"])
        app = web.Application()
        app.router.add_route("*", "/api/{method}", slack.api_call)
        slack.url = await stack.enter_async_context(serving(app))
        yield Platforms(discord, slack)


async def _until_all_is_sent(world: World, workers: Workers, platforms: Platforms, dice: Random) -> None:
    """Kill workers meanwhile, each time that so many posts have arrived."""
    kills, ends = sorted(dice.sample(range(POSTS), KILLS)), monotonic() + MOST_SECONDS
    while kills or platforms.kept < POSTS or await _unsent(world):
        assert monotonic() < ends, f"the workers stand still before {await _unsent(world)}"
        await asyncio.sleep(0.02)
        while kills and platforms.kept >= kills[0]:
            workers.kill_one(dice)
            kills.pop(0)


async def _unsent(world: World) -> list[tuple[str, str]]:
    """The posts that are not sent, with the state of each."""
    async with begun(world.core.engines.read) as connection:
        unsent = select(tables.post.c.key, tables.post.c.state).where(tables.post.c.state != "sent")
        return [(key, state) for key, state in await connection.execute(unsent)]
