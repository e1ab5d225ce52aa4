"""What is due is queued: a beat finds due routines by one indexed query and runs each in a unit of its own.

Any number of clocks may tick at once: a routine's due row is taken in the same unit that queues its posts.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

import structlog

from bot.feature import Routine
from bot.ports.dues import BEGIN, Due
from bot.ports.outbox import System
from bot.ports.unit import Units
from bot.shared.posts import written_for

BATCH = 100
RETRY_AFTER = timedelta(minutes=5)
"""How long a routine that failed is left alone, so that it cannot hold up the others."""

log = structlog.get_logger(__name__)


async def queue_due(system: System, units: Units, routines: Mapping[str, Routine], now: datetime) -> int:
    """Run everything that is due at `now`; returns how many routines ran."""
    ran = 0
    while batch := await system.due(now, BATCH):
        for community, due in batch:
            ran += await _run_guarded(system, units, routines, community, due, now)
    return ran


async def _run_guarded(
    system: System, units: Units, routines: Mapping[str, Routine], community: int, due: Due, now: datetime
) -> bool:
    """Run one routine. A failure is logged and put off, so that it stops no other."""
    try:
        await _run(units, routines, community, due, now)
    except Exception:
        log.exception("a routine failed", routine=due.routine, cohort=due.cohort, community=community)
        await system.retry_due(community, due, now + RETRY_AFTER)
        return False
    return True


async def _run(units: Units, routines: Mapping[str, Routine], community: int, due: Due, now: datetime) -> None:
    async with units.open(community) as unit:
        await unit.cohorts.lock(due.cohort)  # a moderator may be changing it
        if not await unit.dues.take(due):
            return
        cohort = await unit.cohorts.get(due.cohort)
        if cohort is None or cohort.state(due.at) == "ended":
            return
        if due.routine == BEGIN:
            following = {name: routine.first(cohort.timetable, due.at) for name, routine in routines.items()}
        else:
            routine = routines[due.routine]
            with written_for(unit):
                await routine.run(unit, cohort, routine.due(cohort.timetable, due.at, now), now)
            following = {due.routine: routine.following(cohort.timetable, now)}
        for name, at in following.items():
            if at is not None:
                await unit.dues.set(Due(name, due.cohort, at))
