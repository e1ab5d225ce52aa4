"""What is due is queued: a beat claims due routines and runs each in a unit of its own.

Any number of workers may tick at once: each due is leased to one of them, and its row is taken in the same unit that queues
its posts, so that what a dead worker left behind runs once more and is still posted once.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.domain.cohort import Cohort
from bot.domain.timetable import A_MOMENT
from bot.feature import Job, Routine
from bot.ports.dues import BEGIN, Due
from bot.ports.outbox import System
from bot.ports.unit import Unit, Units
from bot.shared.posts import written_for

BATCH = 5
"""The number of subjects whose dues a worker claims at once: few enough that others find some too, and that all run before their
lease ends."""
LEASE = timedelta(minutes=2)
RETRY_AFTER = timedelta(minutes=5)
"""How long a routine that failed is left alone, so that it cannot hold up the others."""

log = structlog.get_logger(__name__)


async def queue_due(system: System, units: Units, routines: Mapping[str, Routine | Job], now: datetime) -> int:
    """Run everything that is due at `now`; returns how many routines ran."""
    ran = 0
    while batch := await system.claim_dues(now, LEASE, BATCH):
        for community, due in batch:
            ran += await _run_guarded(system, units, routines, community, due, now)
    return ran


async def _run_guarded(
    system: System, units: Units, routines: Mapping[str, Routine | Job], community: int, due: Due, now: datetime
) -> bool:
    """Run one routine. A failure is logged and put off, so that it stops no other."""
    try:
        await _run(units, routines, community, due, now)
    except Exception:
        log.exception("a routine failed", due=due, community=community)
        await system.retry_due(community, due, now + RETRY_AFTER)
        return False
    return True


async def _run(units: Units, routines: Mapping[str, Routine | Job], community: int, due: Due, now: datetime) -> None:
    async def run(unit: Unit) -> None:
        # Locked, because a moderator may be changing it.
        cohort = await unit.cohorts.lock(due.subject.id) if due.subject.kind == "cohort" else None
        if not await unit.dues.take(due):
            return
        with written_for(unit):
            following = await _following(unit, cohort, routines, due, now)
        await unit.dues.set(*(replace(due, routine=name, at=at) for name, at in following.items() if at is not None))

    await units.run(community, run)


async def _following(
    unit: Unit, cohort: Cohort | None, routines: Mapping[str, Routine | Job], due: Due, now: datetime
) -> Mapping[str, datetime | None]:
    """Run what is due; returns when which routines are due next for the same subject."""
    routine = None if due.routine == BEGIN else routines[due.routine]
    if isinstance(routine, Job):
        at = await routine.run(unit, due, now)
        return {due.routine: at and max(at, now + A_MOMENT)}  # once a beat, whatever it returns
    if cohort is None:
        return {}
    if routine is None:
        every = (routine for routine in routines.values() if isinstance(routine, Routine))
        return {routine.name: routine.first(cohort.timetable, due.at) for routine in every}
    await routine.run(unit, cohort, routine.due(cohort.timetable, due.at, now), now)
    return {due.routine: routine.following(cohort.timetable, now)}
