"""Cairn over a database of its own, with a cohort and people in it, as tests have it."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager

from bench.databases import Kind
from bench.frame import Stage
from bot.ports.outbox import Sender
from bot.wiring.core import open_core
from tests.world import Caller, Clock, Noticeboard, World


@asynccontextmanager
async def opened_world(stage: Stage, kind: Kind, slows: bool = False) -> AsyncGenerator[World]:
    """A world over a database of its own."""
    async with stage.databases.copy(kind) as url, world_over(url, slows=slows) as world:
        yield world


@asynccontextmanager
async def world_over(url: str, *others: Sender, slows: bool = False) -> AsyncGenerator[World]:
    """The core with a platform that takes every post at once, beside others."""
    clock, board = Clock(), Noticeboard()
    senders = {sender.platform: sender for sender in (board, *others)}
    async with open_core(url, clock, senders, slows=slows) as core:
        yield World(core, clock, board)


async def cohorts_with(world: World, number: int, members: int) -> Sequence[Caller]:
    """The members of so many cohorts, each of a community of its own; their first week began two hours ago."""
    joined: list[Caller] = []
    for at in range(number):
        space = f"space-{at}"
        cohort = await world.launch(space=space)
        callers = [world.caller(f"member-{at}-{each}", space=space) for each in range(members)]
        for caller in callers:
            await caller.card("cohort join", cohort=cohort)
        joined += callers
    world.clock.advance(hours=12)
    return joined
