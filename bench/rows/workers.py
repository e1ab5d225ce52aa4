"""Three workers beside each other, as processes of their own over one PostgreSQL, against one."""

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.frame import Figure, Row, Sides, Stage, at_most_floor
from bench.processes import Child, child
from bench.rows.beats import before_week, launch
from bench.timing import ALL
from bench.worlds import world_over

COMMUNITIES, COHORTS, WORKERS = 12, 240, 3


@asynccontextmanager
async def _sides(stage: Stage) -> AsyncGenerator[Sides]:
    """In each round a week begins for three workers, and the next for one; there are twelve."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        url = await stack.enter_async_context(stage.databases.copy("PostgreSQL"))
        world = await stack.enter_async_context(world_over(url))
        communities = stage.part(COMMUNITIES)
        await launch(world, communities, stage.part(COHORTS, communities))
        workers = [await stack.enter_async_context(child(folder, "bench.worker", url)) for _ in range(WORKERS)]
        weeks = count()

        async def begin(those: Sequence[Child]) -> Mapping[str, float]:
            begins = before_week(world, next(weeks))
            await world.core.queue()
            began = perf_counter()
            await asyncio.gather(*(worker.ask(begins.isoformat()) for worker in those))
            return {ALL: (perf_counter() - began) * 1000}

        for worker in workers:
            await begin([worker])  # compiles its statements
        yield Sides(lambda: begin(workers), lambda: begin(workers[:1]))


ROWS = (
    Row(
        "workers-postgresql",
        f"{WORKERS} workers beside each other when the week of {COHORTS} cohorts begins at once, PostgreSQL",
        "one worker",
        (Figure(ALL, at_most_floor(1)),),
        _sides,
        rounds=4,
    ),
)
