"""A check-in of members of several communities, from its call to its commit."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from functools import partial

from bench.core_floor import FLOOR, core_floor
from bench.databases import Kind
from bench.frame import Figure, Row, Sides, Stage, at_least_floor, at_most
from bench.timing import P50, P99, PER_SECOND, PROCESSOR, timed
from bench.worlds import cohorts_with, opened_world

CALLS = 400
COHORTS, MEMBERS = 10, 5


@asynccontextmanager
async def _sides(stage: Stage, kind: Kind, in_flight: int) -> AsyncGenerator[Sides]:
    async with opened_world(stage, kind) as world, core_floor(stage, kind) as floor:
        members = await cohorts_with(world, stage.part(COHORTS), MEMBERS)

        async def check_in(number: int) -> None:
            await members[number % len(members)].card("checkin", did="Read a chapter")

        calls = stage.part(CALLS)
        yield Sides(partial(timed, check_in, calls, in_flight), partial(timed, floor.transaction, calls, in_flight))


ROWS = (
    Row(
        "checkin-sqlite",
        "committed check-in, SQLite, 50 in flight",
        FLOOR,
        (Figure(PER_SECOND, at_least_floor(1.5)), Figure(PROCESSOR), Figure(P50), Figure(P99, at_most(50))),
        partial(_sides, kind="SQLite", in_flight=50),
    ),
    Row(
        "checkin-postgresql",
        "committed check-in, PostgreSQL, 20 in flight",
        FLOOR,
        (Figure(PER_SECOND, at_least_floor(0.7)), Figure(PROCESSOR), Figure(P50), Figure(P99)),
        partial(_sides, kind="PostgreSQL", in_flight=20),
    ),
)
