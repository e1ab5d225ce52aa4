"""The outbox: many posts queued in one unit, and delivered."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from itertools import count

from bench.core_floor import FLOOR, core_floor
from bench.frame import Figure, Row, Sides, Stage, at_least_floor, at_most
from bench.timing import ALL, PER_SECOND, PROCESSOR, lap, timed
from bench.worlds import opened_world
from bot.domain.post import Post
from bot.interface.card import Card, Text
from bot.ports.unit import Unit
from bot.text import t
from tests.queued import own_community
from tests.world import World

MANY = 10_000
DELIVERED, CHANNELS = 1000, 50
TRANSACTIONS = 400

_numbers = count()


def new_posts(world: World, number: int, channels: Sequence[str], platform: str = "test", space: str = "space-1") -> list[Post]:
    """Posts that are due now, in turn for each of the channels."""
    card = Card(t("Week 3 begins"), (Text(t("Read the chapter on trees and do its exercises.")),))
    return [
        Post(
            key=f"bench/{next(_numbers)}",
            platform=platform,
            space=space,
            channel=channels[at % len(channels)],
            card=card,
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
)
