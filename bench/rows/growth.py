"""Calls in a cohort of many members against the same in a cohort of ten."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import Any

from sqlalchemy import Table

from bench.clones import Changed, clones
from bench.frame import Figure, Row, Sides, Stage
from bench.timing import P50, timed
from bench.worlds import opened_world
from storage import tables
from storage.connection import Connection
from tests.queued import own_community
from tests.transactions import opened
from tests.world import World

FEW, MANY, MOST = 10, 1000, 100_000
COMMANDS = ("check-in", "progress", "leaderboard", "status")


def _other_person(c: Any, number: Any) -> Mapping[str, Any]:
    return {"person_id": c.person_id + number}


_OF_A_MEMBER: tuple[tuple[Table, Changed], ...] = (
    (tables.member, _other_person),
    (tables.enrollment, _other_person),
    (tables.checkin, _other_person),
    (tables.progress, _other_person),
)
"""What a member has that has done something, each referring to those before."""


async def _multiply(connection: Connection, person: int, copies: int) -> None:
    """So many members as this one, with all that they did."""
    people = clones(tables.person, lambda c, number: {"id": c.id + number}, tables.person.c.id == person)
    await connection.execute(people, {"copies": copies})
    for table, changed in _OF_A_MEMBER:
        await connection.execute(clones(table, changed, table.c.person_id == person), {"copies": copies})


@asynccontextmanager
async def _cohort_of(stage: Stage, members: int, calls: int) -> AsyncGenerator[Callable[[], Awaitable[Mapping[str, float]]]]:
    """A round in a cohort of so many, each of whom has checked in on two days and has done the first week."""
    async with opened_world(stage, "SQLite") as world:
        cohort = await world.launch()
        world.clock.advance(hours=12)
        ann, moderator = world.caller("ann"), world.caller("moderator", administrator=True)
        await ann.card("cohort join", cohort=cohort)
        await ann.card("checkin", did="Read a chapter")
        await ann.submit(await ann.form("milestone done", cohort=cohort, week="1"))
        world.clock.advance(days=1)
        await ann.card("checkin", did="Read a chapter")
        await world.core.engines.write.run(_multiply, await _person(world), stage.part(members, least=2) - 1)
        commands: dict[str, Callable[[int], Awaitable[object]]] = {
            "check-in": lambda _: ann.card("checkin", did="Read a chapter"),
            "progress": lambda _: ann.card("progress"),
            "leaderboard": lambda _: ann.card("leaderboard"),
            "status": lambda _: moderator.card("manage status", cohort=cohort),
        }

        async def take() -> Mapping[str, float]:
            return {f"{name} {P50}": (await timed(call, stage.part(calls)))[P50] for name, call in commands.items()}

        yield take


async def _person(world: World) -> int:
    async with opened(world.core, await own_community(world)) as unit:
        found = await unit.members.find("test", "account-ann")
    assert found is not None  # noqa: S101 - ann has joined
    return found.person


@asynccontextmanager
async def _sides(stage: Stage, members: int, calls: int) -> AsyncGenerator[Sides]:
    async with AsyncExitStack() as stack:
        large = await stack.enter_async_context(_cohort_of(stage, members, calls))
        yield Sides(large, await stack.enter_async_context(_cohort_of(stage, FEW, calls)))


ROWS = tuple(
    Row(
        f"members-{members}",
        f"calls in a cohort of {members:,} members, SQLite",
        f"the same in a cohort of {FEW}",
        tuple(Figure(f"{name} {P50}") for name in COMMANDS),
        partial(_sides, members=members, calls=calls),
        rounds=rounds,
        large=members == MOST,
    )
    for members, calls, rounds in ((MANY, 20, 3), (MOST, 2, 1))
)
