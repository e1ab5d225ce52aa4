"""Work in a unit is one transaction, and awaits nothing but its database."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

import aiohttp
import pytest
from sqlalchemy import select

from bot.language import current_locale, speaking
from bot.ports.unit import Unit
from storage import tables
from storage.connection import Connection
from storage.sqlite import AwaitsElsewhere
from tests.storage.sample_cohort import member_named
from tests.transactions import begun
from tests.world import MONDAY, World

pytestmark = pytest.mark.asks_the_database
SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


async def _keep(unit: Unit, id: int) -> None:
    ann = await member_named(unit, "ann")
    await unit.drafts.keep(id, ann.person, "test", {}, MONDAY + timedelta(days=1))


async def _kept(world: World) -> list[int]:
    async with begun(world.core.engines.read) as connection:
        return [draft for [draft] in await connection.execute(select(tables.draft.c.id).order_by(tables.draft.c.id))]


async def test_what_work_returns_is_returned_and_what_it_did_is_kept(world: World, community: int) -> None:
    async def work(unit: Unit) -> str:
        await _keep(unit, 1)
        return "done"

    assert await world.core.units.run(community, work) == "done"
    assert await _kept(world) == [1]


async def test_work_that_raises_changes_nothing(world: World, community: int) -> None:
    async def work(unit: Unit) -> None:
        await _keep(unit, 1)
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await world.core.units.run(community, work)
    assert await _kept(world) == []


async def test_work_speaks_the_language_of_whoever_has_it_done(world: World, community: int) -> None:
    async def language(unit: Unit) -> str:
        return current_locale()

    with speaking("de"):
        assert await world.core.units.run(community, language) == "de"


@SQLITE
@pytest.mark.parametrize("swallowed", [False, True])
async def test_work_that_awaits_anything_else_fails_and_changes_nothing(world: World, community: int, swallowed: bool) -> None:
    async def work(unit: Unit) -> None:
        await _keep(unit, 1)
        try:
            await asyncio.sleep(0)
        except RuntimeError:
            if not swallowed:
                raise

    with pytest.raises(AwaitsElsewhere):
        await world.core.units.run(community, work)
    await world.core.units.run(community, lambda unit: _keep(unit, 2))
    assert await _kept(world) == [2]


@SQLITE
async def test_work_that_waits_for_time_or_a_thread_is_told_so_in_plain_words(world: World, community: int) -> None:
    async def taken() -> None:
        lock = asyncio.Lock()
        await lock.acquire()
        await lock.acquire()

    async def asked() -> None:
        asyncio.get_running_loop().stop()

    async def requested() -> None:
        aiohttp.ClientSession()

    for waiting in (
        partial(asyncio.sleep, 0),
        partial(asyncio.sleep, 0.01),
        partial(asyncio.to_thread, print),
        taken,
        asked,
        requested,
    ):

        async def work(unit: Unit, waiting: Callable[[], Awaitable[object]] = waiting) -> None:
            await _keep(unit, 1)
            await waiting()

        with pytest.raises(AwaitsElsewhere, match="A unit of work awaits something other than its database"):
            await world.core.units.run(community, work)
    assert await _kept(world) == []


@SQLITE
async def test_reading_and_the_event_loop_go_on_while_a_unit_takes_long(world: World, community: int) -> None:
    inside, may_end = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    async def work(unit: Unit) -> None:
        loop.call_soon_threadsafe(inside.set)
        assert may_end.wait(10)

    running = asyncio.create_task(world.core.units.run(community, work))
    await inside.wait()
    assert await world.core.units.communities_of(world.caller("ann").actor)
    may_end.set()
    await running


@SQLITE
async def test_a_unit_whose_caller_is_cancelled_is_kept_whole(world: World, community: int) -> None:
    inside, may_end = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    async def work(unit: Unit) -> None:
        await _keep(unit, 1)
        loop.call_soon_threadsafe(inside.set)
        assert may_end.wait(10)
        await _keep(unit, 2)

    running = asyncio.create_task(world.core.units.run(community, work))
    await inside.wait()
    running.cancel()
    may_end.set()
    with pytest.raises(asyncio.CancelledError):
        await running
    await world.core.units.run(community, lambda unit: _keep(unit, 3))
    assert await _kept(world) == [1, 2, 3]


@SQLITE
async def test_who_reads_does_not_wait_for_a_read_that_was_cancelled(world: World) -> None:
    read, ann = world.core.engines.read, world.caller("ann").actor
    inside, may_end = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    async def slow(_: Connection) -> None:
        loop.call_soon_threadsafe(inside.set)
        assert may_end.wait(10)

    await asyncio.gather(*(world.core.units.communities_of(ann) for _ in range(2)))  # two threads are there
    running = asyncio.create_task(read.run(slow))
    await inside.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    async with asyncio.timeout(5):
        await world.core.units.communities_of(ann)
    may_end.set()
