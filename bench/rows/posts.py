"""The outbox: many posts queued in one unit, and delivered."""

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from itertools import count
from time import perf_counter, process_time

from bench.core_floor import FLOOR, core_floor
from bench.frame import Figure, Row, Sides, Stage, at_least_floor, at_most, at_most_floor
from bench.timing import ALL, PER_SECOND, PROCESSOR, Lap, lap, timed
from bench.worlds import opened_world, world_over
from bot.domain.post import Delivery, Post
from bot.interface.card import Card, Text
from bot.ports.unit import Unit
from bot.text import t
from tests.queued import own_community
from tests.world import Noticeboard, World

MANY = 10_000
DELIVERED, CHANNELS = 1000, 50
EACH, SLOW, SLOW_SECONDS = 20, "channel-slow", 0.1
TRANSACTIONS = 400
CARD = Card(t("Week 3 begins"), (Text(t("Read the chapter on trees and do its exercises.")),))

_numbers = count()


def new_posts(world: World, number: int, channels: Sequence[str], platform: str = "test", space: str = "space-1") -> list[Post]:
    """Posts that are due now, in turn for each of the channels."""
    return [
        Post(
            key=f"bench/{next(_numbers)}",
            platform=platform,
            space=space,
            channel=channels[at % len(channels)],
            card=CARD,
            due_at=world.clock(),
        )
        for at in range(number)
    ]


async def put(world: World, community: int, posts: Sequence[Post]) -> None:
    async def work(unit: Unit) -> None:
        await unit.outbox.put_all(posts)

    await world.core.units.run(community, work)


async def known_community(world: World) -> int:
    await world.caller("moderator", administrator=True).card("me settings")
    return await own_community(world)


@asynccontextmanager
async def _inserting(stage: Stage) -> AsyncGenerator[Sides]:
    async with opened_world(stage, "SQLite") as world, core_floor(stage, "SQLite") as floor:
        community, number = await known_community(world), stage.part(MANY)

        async def cairn() -> Mapping[str, float]:
            posts = new_posts(world, number, ["channel-1"])
            return (await lap(put(world, community, posts))).figures(number)

        async def core() -> Mapping[str, float]:
            return (await lap(floor.insert_many(number))).figures(number)

        yield Sides(cairn, core)


@asynccontextmanager
async def _delivering(stage: Stage) -> AsyncGenerator[Sides]:
    async with opened_world(stage, "SQLite") as world, core_floor(stage, "SQLite") as floor:
        community, number = await known_community(world), stage.part(DELIVERED)
        channels = [f"channel-{at}" for at in range(CHANNELS)]

        async def deliver() -> Mapping[str, float]:
            await put(world, community, new_posts(world, number, channels))
            return (await lap(world.core.deliver())).figures(number)

        yield Sides(deliver, partial(timed, floor.transaction, stage.part(TRANSACTIONS), 50))


class OneSlow(Noticeboard):
    """A platform that answers at once, except in one channel; knows how long all the others have taken."""

    platform = "slow"

    def begin(self) -> None:
        self._began, self._used = perf_counter(), process_time()

    async def send(self, delivery: Delivery) -> str:
        if delivery.post.channel == SLOW:
            await asyncio.sleep(SLOW_SECONDS)
        else:
            self.others = Lap(perf_counter() - self._began, process_time() - self._used)
        return await super().send(delivery)


@asynccontextmanager
async def _beside_slow(stage: Stage) -> AsyncGenerator[Sides]:
    platform = OneSlow()
    async with stage.databases.copy("SQLite") as url, world_over(url, platform) as world:
        community, each = await known_community(world), stage.part(EACH)
        others = [f"channel-{at}" for at in range(1, CHANNELS)]

        async def deliver(channels: Sequence[str]) -> Mapping[str, float]:
            await put(world, community, new_posts(world, each * len(channels), channels, platform.platform))
            platform.begin()
            await world.core.deliver()
            return platform.others.figures(each * len(others))

        yield Sides(partial(deliver, [SLOW, *others]), partial(deliver, others))


ROWS = (
    Row(
        "outbox",
        f"{MANY:,} posts queued in one unit, SQLite",
        "as many rows inserted by one statement through SQLAlchemy's asynchronous Core",
        (Figure(ALL, at_most(100)), Figure(PROCESSOR)),
        _inserting,
    ),
    Row(
        "delivery",
        f"delivery of {DELIVERED:,} posts in {CHANNELS} channels by a sender that answers at once, SQLite",
        f"{FLOOR}, 50 in flight",
        (Figure(PER_SECOND, at_least_floor(2)), Figure(PROCESSOR)),
        _delivering,
    ),
    Row(
        "delivery-slow",
        f"delivery of {EACH} posts in each of {CHANNELS - 1} channels, beside one that takes {SLOW_SECONDS} s for each, SQLite",
        "the same without the slow one",
        (Figure(ALL, at_most_floor(1.1)), Figure(PROCESSOR)),
        _beside_slow,
    ),
)
