"""Cairn over a database of its own, with a cohort and people in it, as tests have it."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager

from bench.databases import Kind
from bench.frame import Stage
from bot.wiring.core import open_core
from tests.world import Caller, Clock, Noticeboard, World


@asynccontextmanager
async def opened_world(stage: Stage, kind: Kind) -> AsyncGenerator[World]:
    """The core with a platform that takes every post at once."""
    clock, board = Clock(), Noticeboard()
    async with stage.databases.copy(kind) as url, open_core(url, clock, {board.platform: board}) as core:
        yield World(core, clock, board)


async def cohort_with(world: World, number: int) -> Sequence[Caller]:
    """The members of a cohort whose first week began two hours ago."""
    cohort = await world.launch()
    world.clock.advance(hours=12)
    members = [world.caller(f"member-{at}") for at in range(number)]
    for member in members:
        await member.card("cohort join", cohort=cohort)
    return members
