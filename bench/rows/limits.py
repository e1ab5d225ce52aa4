"""Delivery under Discord's limits, while people call."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from adapters.discord.client import logged_in
from adapters.discord.sender import DiscordSender
from bench.frame import Figure, Row, Sides, Stage, at_least_floor, at_most, at_most_floor
from bench.limited_discord import PERMITTED
from bench.processes import Child, child, counted
from bench.rows.posts import known_community, new_posts, put
from bench.timing import P50, P95, P99, PER_SECOND, lap, timed
from bench.wires import calling
from bench.worlds import world_over
from bot.interface.call import Actor, Call, Place, Request
from tests.discord.objects import CHANNEL, GUILD, MEMBER
from tests.world import World

POSTS, CHANNELS, BACKLOG = 400, 10, 10_000
CALLS_PER_SECOND = 20
IDLE_SECONDS = 8.0
ASKED, ASKED_BESIDE = 20, 200
"""Calls that ask Discord, and the number of channels that are posted to meanwhile."""
TAKEN, REFUSED, LOST, TWICE, CALLED = "seconds", "429 per 1,000", "lost", "twice", "command p99 ms"


_numbers = count()


@dataclass(frozen=True, slots=True)
class Limited:
    """A world whose posts go to a limited Discord, which knows these rooms."""

    world: World
    discord: Child
    community: int
    rooms: list[str]

    async def queue(self, posts: int) -> None:
        await put(self.world, self.community, new_posts(self.world, posts, self.rooms, "discord", GUILD))


@asynccontextmanager
async def _limited(stage: Stage, channels: int) -> AsyncGenerator[Limited]:
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        rooms = [str(7000 + at) for at in range(channels)]
        discord = await stack.enter_async_context(child(folder, "bench.limited_discord", *rooms))
        stack.enter_context(calling((await counted(discord))["base"]))
        client = await stack.enter_async_context(logged_in("token"))
        url = await stack.enter_async_context(stage.databases.copy("SQLite"))
        world = await stack.enter_async_context(world_over(url, DiscordSender(client)))
        limited = Limited(world, discord, await known_community(world), rooms)
        await limited.queue(len(rooms))
        await world.core.deliver()  # asks of which kind each channel is
        yield limited


@asynccontextmanager
async def _delivering(stage: Stage, posts: int) -> AsyncGenerator[Sides]:
    """The floor is the time that the permitted requests need, and what a call takes while nothing is delivered."""
    async with _limited(stage, CHANNELS) as limited:
        number = stage.part(posts)
        yield Sides(partial(_deliver, limited, number), partial(_idle, limited.world, number / PERMITTED))


async def _deliver(limited: Limited, posts: int) -> Mapping[str, float]:
    await limited.queue(posts)
    before = await counted(limited.discord)
    called = asyncio.create_task(_calls(limited.world, posts / PERMITTED))
    seconds = (await lap(limited.world.core.deliver())).seconds
    after = await counted(limited.discord)
    refused, taken, kept = (after[what] - before[what] for what in ("refused", "taken", "kept"))
    return {
        TAKEN: seconds,
        PER_SECOND: kept / seconds,
        REFUSED: refused / posts * 1000,
        LOST: posts - kept,
        TWICE: taken - kept,
        CALLED: await called,
    }


async def _idle(world: World, seconds: float) -> Mapping[str, float]:
    return {TAKEN: seconds, PER_SECOND: PERMITTED, CALLED: await _calls(world, min(seconds, IDLE_SECONDS))}


async def _calls(world: World, seconds: float) -> float:
    """The p99 in milliseconds of calls that come one after the other for so long."""
    ann = world.caller("ann")
    taken: list[float] = []
    for _ in range(max(1, round(seconds * CALLS_PER_SECOND))):
        call = await timed(lambda _: ann.card("cohort list"), 1)
        taken.append(call[P99])
        await asyncio.sleep(1 / CALLS_PER_SECOND)
    return sorted(taken)[int(len(taken) * 0.99)]


@asynccontextmanager
async def _asking(stage: Stage) -> AsyncGenerator[Sides]:
    async with _limited(stage, stage.part(ASKED_BESIDE)) as limited:
        ask = partial(timed, partial(_ask, limited.world), stage.part(ASKED))

        async def beside_posts() -> Mapping[str, float]:
            await limited.queue(stage.part(POSTS))
            delivering = asyncio.create_task(limited.world.core.deliver())
            taken = await ask()
            await delivering
            return taken

        yield Sides(beside_posts, ask)


async def _ask(world: World, _: int) -> None:
    """A call for which Discord says what the bot may do in a channel."""
    call, place = Call("manage settings", {"log": CHANNEL}), Place("discord", GUILD, CHANNEL, "Study")
    actor = Actor("discord", MEMBER, "Mo", administrator=True)
    answer = await world.core.dispatch(Request(f"asked-{next(_numbers)}", call, actor, place, "command", world.clock()))
    assert "Settings saved" in str(answer)  # noqa: S101 - else Discord was not asked


_WHOLE = (Figure(REFUSED, at_most(1)), Figure(LOST, at_most(0)), Figure(TWICE, at_most(0)), Figure(CALLED, at_most_floor(2)))
ROWS = (
    *(
        Row(
            name,
            f"{posts:,} posts delivered to a Discord that takes {PERMITTED} requests a second, while people call",
            f"what {PERMITTED} requests a second need; the same calls while nothing is delivered",
            (first, *_WHOLE),
            partial(_delivering, posts=posts),
            rounds=1,
            large=posts == BACKLOG,
        )
        for name, posts, first in (
            ("delivery-limited", POSTS, Figure(TAKEN, at_most_floor(1.05))),
            ("delivery-limited-backlog", BACKLOG, Figure(PER_SECOND, at_least_floor(0.98))),
        )
    ),
    Row(
        "asking",
        f"a command that asks Discord about a channel, while {POSTS} posts go into {ASKED_BESIDE} channels at "
        f"{PERMITTED} requests a second",
        "the same while nothing is delivered",
        (Figure(P50, at_most_floor(2)), Figure(P95, at_most_floor(2))),
        _asking,
        rounds=3,
    ),
)
