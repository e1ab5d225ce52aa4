"""Beats of the clock: cohorts whose week begins at once, and nothing to do."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import func, select

from bench.clones import clone_cohorts
from bench.core_floor import FLOOR, core_floor
from bench.databases import Kind
from bench.frame import Figure, Row, Sides, Stage, at_least_floor, at_most
from bench.timing import P50, P95, PER_SECOND, PROCESSOR, lap, timed
from bench.worlds import opened_world
from storage import tables
from storage.connection import Connection
from tests.watchdog import each_timed
from tests.world import MONDAY, World

COMMUNITIES, COHORTS = 20, 400
MANY, MILLION = 20_000, 1_000_000
BEGINS = MONDAY.replace(hour=18)
TRANSACTIONS = 400
BEATS = 50
STEP = "longest step of the loop ms"
_POSTS = select(func.count()).select_from(tables.post)


async def launch(world: World, communities: int, cohorts: int, routine: str | None = None) -> None:
    """Cohorts that begin on Monday at 18:00, equally many in each community; each has what one routine has to do, or all."""
    for at in range(communities):
        await world.launch(space=f"space-{at}")
    await world.core.queue()
    if copies := cohorts // communities - 1:
        await world.core.engines.write.run(clone_cohorts, copies, routine)


def before_week(world: World, week: int) -> datetime:
    """Go to the moment before a week begins; returns when it does."""
    begins = BEGINS + timedelta(weeks=week)
    world.clock.now = begins - timedelta(minutes=1)
    return begins


async def _queued(world: World) -> Mapping[str, float]:
    """The posts of one beat."""
    before = await world.core.engines.read.run(_count)
    beat = await lap(world.core.queue())
    return beat.figures(await world.core.engines.read.run(_count) - before)


async def _count(connection: Connection) -> int:
    return (await connection.execute(_POSTS)).scalar_one()


@asynccontextmanager
async def _weeks(stage: Stage, kind: Kind) -> AsyncGenerator[Sides]:
    """In each round the next week begins."""
    async with opened_world(stage, kind) as world, core_floor(stage, kind) as floor:
        communities = stage.part(COMMUNITIES)
        await launch(world, communities, stage.part(COHORTS, communities))
        weeks = iter(range(12))

        async def begin() -> Mapping[str, float]:
            begins = before_week(world, next(weeks))
            await world.core.queue()
            world.clock.now = begins
            steps: list[float] = []
            with each_timed(lambda _, seconds: steps.append(seconds)):
                rate = await _queued(world)
            return {**rate, STEP: max(steps) * 1000}

        yield Sides(begin, partial(timed, floor.transaction, stage.part(TRANSACTIONS), 50))


@asynccontextmanager
async def _nothing_due(stage: Stage, kind: Kind, cohorts: int) -> AsyncGenerator[Sides]:
    async with opened_world(stage, kind) as world:
        await launch(world, 1, stage.part(cohorts), routine="milestone")

        async def beat(_: int) -> None:
            await world.core.queue()

        yield Sides(partial(timed, beat, BEATS))


def _beats(kind: Kind) -> tuple[Row, ...]:
    return (
        Row(
            f"weeks-{kind.casefold()}",
            f"posts queued when the week of {COHORTS} cohorts begins at once, {kind}",
            f"{FLOOR}, 50 in flight",
            (Figure(PER_SECOND, at_least_floor(4)), Figure(PROCESSOR), Figure(STEP, at_most(20))),
            partial(_weeks, kind=kind),
        ),
        *(
            Row(
                f"beat-{kind.casefold()}{name}",
                f"beat with nothing to do and {cohorts:,} cohorts in the table, {kind}",
                "",
                (Figure(P50, at_most(2)), Figure(P95)),
                partial(_nothing_due, kind=kind, cohorts=cohorts),
                large=bool(name),
            )
            for name, cohorts in (("", MANY), ("-million", MILLION))
        ),
    )


ROWS = (*_beats("SQLite"), *_beats("PostgreSQL"))
