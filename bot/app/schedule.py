"""What is due is queued: a beat claims due routines and runs those of one community together in a unit.

Any number of workers may tick at once: each due is leased to one of them, and its row is taken in the same unit that queues
its posts, so that what a dead worker left behind runs once more and is still posted once.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby

import structlog

from bot.app.failure import tell_late
from bot.app.guarded import guarded
from bot.domain.cohort import Cohort
from bot.domain.timetable import A_MOMENT
from bot.feature import Job, Routine, unscheduled
from bot.ports.dues import BEGIN, Due, Subject
from bot.ports.outbox import System
from bot.ports.unit import Unavailable, Unit, Units
from bot.shared.posts import written_for

BATCH = 20
"""The number of subjects whose dues a worker claims at once, and runs in one unit if they are of one community: few enough that
others find some too, and that those who call do not wait long for the unit to end."""
LEASE = timedelta(minutes=2)
RETRY_AFTER = timedelta(minutes=5)
"""How long a routine that failed is left alone, so that it cannot hold up the others."""

log = structlog.get_logger(__name__)


async def queue_due(
    system: System, units: Units, routines: Mapping[str, Routine | Job], now: datetime, *, strict: bool = False
) -> int:
    """Run everything that is due at `now`, as many batches beside each other as the database gains from; returns how many
    routines ran. If `strict`, none that failed is put off: what it raised is raised."""
    batch = partial(_run_batch, system, units, routines, now, strict)
    first = await batch()  # alone, so that a beat with nothing to do looks once
    if first is None:
        return 0
    async with asyncio.TaskGroup() as group:  # unlike gather, it leaves none running when one fails
        rest = [group.create_task(_until_none(batch)) for _ in range(system.side_by_side)]
    return first + sum(each.result() for each in rest)


async def _until_none(batch: Callable[[], Awaitable[int | None]]) -> int:
    """Run batch after batch until none is due; returns how many routines ran."""
    total = 0
    while (ran := await batch()) is not None:
        total += ran
    return total


async def _run_batch(
    system: System, units: Units, routines: Mapping[str, Routine | Job], now: datetime, strict: bool
) -> int | None:
    """Claim a batch and run it; returns how many routines ran, None if nothing was due."""
    claimed = await system.claim_dues(now, LEASE, BATCH)
    if not claimed:
        return None
    ran = 0
    for community, found in groupby(claimed, key=lambda each: each[0]):
        dues = [due for _, due in found]
        by_calls = [due for due in dues if _is_set_by_calls(routines, due)]
        for together in ([due for due in dues if due not in by_calls], by_calls):
            if together:
                ran += await _run_guarded(system, units, routines, community, together, now, strict)
    return ran


def _is_set_by_calls(routines: Mapping[str, Routine | Job], due: Due) -> bool:
    """Whether members' calls make a routine due: they wait while its row is taken, so its unit is not that of long work."""
    routine = routines.get(due.routine)
    return isinstance(routine, Routine) and routine.occurrences is unscheduled


async def _run_guarded(
    system: System,
    units: Units,
    routines: Mapping[str, Routine | Job],
    community: int,
    dues: Sequence[Due],
    now: datetime,
    strict: bool,
) -> int:
    """Run routines of a community in one unit; returns how many ran. If one fails, each runs in a unit of its own: a failure is
    logged and put off, and stops no other, unless `strict`."""
    try:
        await units.run(community, partial(_run, routines, dues, now))
    except Exception as error:
        if strict or isinstance(error, Unavailable):
            raise  # without a database no routine of its own would do better; their leases end
        if len(dues) > 1:
            return sum([await _run_guarded(system, units, routines, community, [due], now, strict) for due in dues])
        log.exception("a routine failed", due=dues[0], community=community)
        await system.retry_due(community, dues[0], now + RETRY_AFTER)
        await _tell_guarded(units, community, dues[0], now)
        return 0
    return len(dues)


async def _tell_guarded(units: Units, community: int, due: Due, now: datetime) -> None:
    """Tell moderators that a routine of a cohort failed; if that fails too, it is logged."""
    with guarded(log, "moderators could not be told", due=due, community=community):
        await units.run(community, lambda unit: tell_late(unit, due, now))


async def _run(routines: Mapping[str, Routine | Job], dues: Sequence[Due], now: datetime, unit: Unit) -> None:
    # Locked, because a moderator may be changing them.
    cohorts = await unit.cohorts.lock_all({due.subject.id for due in dues if due.subject.kind == "cohort"})
    async with unit.together():
        with written_for(unit):
            following = await _run_all(unit, cohorts, routines, await unit.dues.take(*dues), now)
    await unit.dues.set(*following)


async def _run_all(
    unit: Unit, cohorts: Mapping[int, Cohort], routines: Mapping[str, Routine | Job], dues: Sequence[Due], now: datetime
) -> Sequence[Due]:
    """Run what is due; returns what is due next."""
    following: dict[tuple[Subject, str], datetime] = {}
    for due in dues:
        if (due.subject, due.routine) not in following:  # else an earlier one has begun it anew
            cohort = cohorts.get(due.subject.id) if due.subject.kind == "cohort" else None
            times = await _following(unit, cohort, routines, due, now)
            following |= {(due.subject, name): at for name, at in times.items() if at is not None}
    return [Due(name, subject, at) for (subject, name), at in following.items()]


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
