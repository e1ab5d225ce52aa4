"""Whatever clocks tick at once and whichever die, each week and each prompt is queued once."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

import pytest
from sqlalchemy import select

from bot.app.schedule import queue_due
from bot.ports.unit import Unit, Work
from bot.wiring.core import Core, open_core
from storage import tables
from storage.releases import Library
from tests.chaos.mishaps import Dice, Process, Watched
from tests.transactions import begun, opened
from tests.world import Clock, Noticeboard, World

pytestmark = [pytest.mark.filterwarnings("ignore::ResourceWarning"), pytest.mark.asks_the_database]

T = TypeVar("T")

CLOCKS = 2
DAYS = 9


class WatchedUnits:
    """Units in which the process may die between any two steps, and some of which cannot be kept."""

    def __init__(self, core: Core, process: Process, dice: Dice) -> None:
        self._core = core
        self._process = process
        self._dice = dice

    async def run(self, community: int, work: Work[Unit, T]) -> T:
        async with opened(self._core, community) as unit:
            watched: Any = WatchedUnit(unit, self._process)
            result = await work(watched)
            await self._process.may_die()
            if self._dice.fall(0.1):
                raise OSError("the database went away")
        return result


class WatchedUnit:
    """A unit whose outbox and dues are watched."""

    def __init__(self, unit: Unit, process: Process) -> None:
        self._unit = unit
        self.outbox = Watched(unit.outbox, process)
        self.dues = Watched(unit.dues, process)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._unit, name)


@pytest.mark.parametrize("seed", range(2))
async def test_each_week_and_each_prompt_is_queued_once(
    world: World, clock: Clock, board: Noticeboard, database: str, library: Library, seed: int
) -> None:
    dice = Dice(seed)
    await world.launch(start="2026-01-05", time="09:00")
    while clock() < datetime(2026, 1, 5, tzinfo=UTC) + timedelta(days=DAYS):
        await asyncio.gather(*(_life(database, library, board, clock, dice) for _ in range(CLOCKS)))
        clock.advance(hours=dice.random.choice((1, 5, 9)))
    dice.calm = True
    clock.advance(hours=1)
    await _life(database, library, board, clock, dice)
    async with begun(world.core.engines.read) as connection:
        of_homes = select(tables.post.c.key).where(tables.post.c.home_id.is_not(None))  # what moderators are told has other keys
        names = [key.rsplit("/", 1)[0] for [key] in await connection.execute(of_homes)]
    assert len(names) == len(set(names))
    weeks = {name for name in names if name.startswith("week/")}
    assert weeks == {"week/1", "week/1/thread", "week/2", "week/2/thread"}
    days = {date.fromisoformat(name.removeprefix("prompt/")) for name in names if name.startswith("prompt/")}
    assert days == {date(2026, 1, day) for day in (5, 6, 7, 8, 9, 12, 13)}


async def _life(database: str, library: Library, board: Noticeboard, clock: Clock, dice: Dice) -> None:
    """One clock, from its start to its end or its death."""
    process = Process(dice)
    async with open_core(database, clock, {"test": board}, library=library) as core:
        units: Any = WatchedUnits(core, process, dice)
        system: Any = Watched(core.system, process)
        await process.run(queue_due(system, units, core.routines, clock()))
