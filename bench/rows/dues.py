"""The scan for what is due: few of many cohorts, found and leased batch by batch."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial

from sqlalchemy import update

from bench.core_floor import core_floor
from bench.databases import Kind
from bench.frame import Figure, Row, Sides, Stage, at_least
from bench.rows.beats import COMMUNITIES, MANY, MILLION, launch
from bench.timing import PER_SECOND, PROCESSOR, lap
from bench.worlds import opened_world
from bot.app.schedule import BATCH, LEASE
from storage import tables
from storage.connection import Connection
from tests.world import Clock

DUE = 2000


async def _make_due(connection: Connection, every: int, now: datetime) -> None:
    """One of so many cohorts has something to do now."""
    which = (tables.due.c.routine == "milestone") & (tables.due.c.subject_id % every == 0)
    await connection.execute(update(tables.due).where(which).values(at=now, wait_until=now))


async def _claimed(claim: Callable[[datetime], Awaitable[int]], clock: Clock) -> Mapping[str, float]:
    """Claim until nothing is due; afterwards the leases end."""
    done = 0

    async def claim_all() -> None:
        nonlocal done
        while claimed := await claim(clock()):
            done += claimed

    figures = (await lap(claim_all())).figures(done)
    clock.now += LEASE
    return figures


@asynccontextmanager
async def _sides(stage: Stage, kind: Kind, cohorts: int) -> AsyncGenerator[Sides]:
    async with opened_world(stage, kind) as world, core_floor(stage, kind) as floor:
        every, number = cohorts // DUE, stage.part(cohorts)
        await launch(world, stage.part(COMMUNITIES), number, routine="milestone")
        await world.core.engines.write.run(_make_due, every, world.clock())
        await floor.fill_dues(number, every, world.clock())

        async def by_cairn(now: datetime) -> int:
            return len(await world.core.system.claim_dues(now, LEASE, BATCH))

        async def by_core(now: datetime) -> int:
            return await floor.claim_dues(now, LEASE, BATCH)

        yield Sides(partial(_claimed, by_cairn, world.clock), partial(_claimed, by_core, Clock(world.clock())))


ROWS = tuple(
    Row(
        f"dues-{kind.casefold()}{name}",
        f"{DUE:,} of {cohorts:,} cohorts in the table are due: found and leased, {BATCH} at a time, {kind}",
        "as many rows of four columns found by an index and changed, as many at a time, through SQLAlchemy's asynchronous Core",
        (Figure(PER_SECOND, at_least(20_000)), Figure(PROCESSOR)),
        partial(_sides, kind=kind, cohorts=cohorts),
        large=bool(name),
    )
    for kind in ("SQLite", "PostgreSQL")
    for name, cohorts in (("", MANY), ("-million", MILLION))
)
