"""What a moderator looks at in a large community, and what is suggested while they type."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from random import Random
from typing import Any

from sqlalchemy import ColumnElement, String, Table

from bench.clones import Changed, clone_cohorts, clones
from bench.databases import Kind
from bench.frame import Figure, Row, Sides, Stage, at_most
from bench.rows.lookups import synthetic
from bench.timing import P50, lap, timed
from bench.worlds import opened_world
from bot.domain.challenge import Attempt
from bot.interface.call import Attachment, Call
from bot.interface.card import Card
from bot.shared.table_file import MOST_ROWS
from search.entry import SearchEntry
from storage import tables
from storage.connection import Connection
from tests.queued import own_community
from tests.transactions import opened
from tests.world import Caller, World, pressed

COHORTS, MEMBERS, RESOURCES, ATTEMPTS = 200, 100, 10_000, 3
"""Members of each cohort, and attempts of each member: 20,000 members and 60,000 attempts."""
CALLS = 20
VIEWS: Mapping[str, Call] = {
    "status of all": Call("manage status"),
    "status of one": Call("manage status", {"cohort": "ml-january"}),
    "deliveries": Call("manage deliveries"),
    "digest": Call("manage digest", {"cohort": "ml-january"}),
    "moderators": Call("manage moderators"),
    "queue": Call("content queue"),
    "log": Call("content log"),
    "export": Call("content export"),
    "cohorts": Call("cohort list"),
    "members": Call("cohort info", {"cohort": "ml-january"}),
}
TYPED: Mapping[str, tuple[Call, str, str]] = {
    "a cohort": (Call("manage edit"), "cohort", "ml"),
    "a member": (Call("manage note"), "member", "an"),
    "an entry": (Call("content edit"), "item", "ba"),
    "a look-up": (Call("find"), "query", "ba"),
}
IMPORT = "import of 5,000 rows"


def _shifted(*columns: str) -> Changed:
    """Copies in which these ids are others."""
    return lambda c, number: {column: c[column] + number for column in columns}


def _account(c: Any, number: ColumnElement[int]) -> Mapping[str, Any]:
    return {"person_id": c.person_id + number, "external_id": c.external_id + "-" + number.cast(String)}


_OF_A_PERSON: Sequence[tuple[Table, Changed, Changed]] = (
    (tables.person, _shifted("id"), _shifted("id")),
    (tables.account, _account, _account),
    (tables.member, _shifted("person_id"), _shifted("person_id")),
    (tables.enrollment, _shifted("person_id"), _shifted("person_id", "cohort_id")),
    (tables.checkin, _shifted("person_id"), _shifted("person_id", "cohort_id")),
    (tables.progress, _shifted("person_id"), _shifted("person_id", "cohort_id")),
    (tables.attempt, _shifted("id", "person_id"), _shifted("id", "person_id", "cohort_id")),
)
"""How what a person has becomes another's in the same cohort, and everybody's in another one."""


async def _multiply(connection: Connection, person: int, members: int, cohorts: int) -> None:
    """So many members as this one, in so many cohorts as theirs."""
    whose = [tables.person.c.id if table is tables.person else table.c.person_id for table, _, _ in _OF_A_PERSON]
    for (table, beside, _), of in zip(_OF_A_PERSON, whose, strict=True):
        await connection.execute(clones(table, beside, of == person), {"copies": members - 1})
    await clone_cohorts(connection, cohorts - 1)
    for (table, _, elsewhere), of in zip(_OF_A_PERSON, whose, strict=True):
        spread = _spread(elsewhere, members)
        await connection.execute(clones(table, spread, of.between(person, person + members - 1)), {"copies": cohorts - 1})


def _spread(changed: Changed, members: int) -> Changed:
    """Copies whose persons' ids follow those of all that were copied before, and whose cohorts' ids follow one by one."""

    def spread(c: Any, number: ColumnElement[int]) -> Mapping[str, Any]:
        values = dict(changed(c, number * members))
        return {**values, **({"cohort_id": c.cohort_id + number} if "cohort_id" in values else {})}

    return spread


async def _template(world: World, cohort: str) -> int:
    """Somebody who has checked in on two days, done the first week and tried challenges; returns their id."""
    ann = world.caller("ann")
    await ann.card("cohort join", cohort=cohort)
    await ann.card("checkin", did="Read a chapter")
    await ann.submit(await ann.form("milestone done", cohort=cohort, week="1"))
    world.clock.advance(days=1)
    await ann.card("checkin", did="Read a chapter")
    async with opened(world.core, await own_community(world)) as unit:
        found = await unit.members.find("test", "account-ann")
        assert found is not None  # noqa: S101 - ann has joined
        for number in range(ATTEMPTS):
            await unit.attempts.put(_attempt(unit.new_id(), found.person, int(cohort), number, world))
    return found.person


def _attempt(id: int, person: int, cohort: int, number: int, world: World) -> Attempt:
    now = world.clock()
    return Attempt(
        id=id,
        person=person,
        cohort=cohort,
        item=f"challenge.{number}",
        rev=1,
        seed=1,
        day=now.date() - timedelta(days=number),
        zone="UTC",
        at=now,
        answer="2",
        verdict="right" if number else "wrong",
        scored=True,
        hints=0,
    )


def _table(entries: Sequence[SearchEntry]) -> bytes:
    """A sheet of resources."""
    lines = [f"{entry.title} {at},https://example.org/{at},book,beginner" for at, entry in enumerate(entries)]
    return "\n".join(("title,url,kind,level", *lines)).encode()


async def _imported(moderator: Caller, world: World, entries: Sequence[SearchEntry]) -> None:
    data = _table(entries)

    async def read() -> bytes:
        return data

    request = moderator.request(Call("content import", {"file": "sheet.csv"}), "submit")
    preview = await world.core.dispatch(replace(request, attachments={"file": Attachment("sheet.csv", len(data), read)}))
    await pressed(moderator, preview, "Publish")


@asynccontextmanager
async def _sides(stage: Stage, kind: Kind) -> AsyncGenerator[Sides]:
    async with opened_world(stage, kind) as world:
        cohort = await world.launch()
        world.clock.advance(hours=12)
        person = await _template(world, cohort)
        await world.tick()
        moderator = world.caller("moderator", administrator=True)
        members, cohorts = stage.part(MEMBERS, 2), stage.part(COHORTS, 2)
        await world.core.engines.write.run(_multiply, person, members, cohorts)
        entries = synthetic(stage.part(RESOURCES, 2), Random(7))  # noqa: S311 - the same words each time
        half = min(MOST_ROWS, len(entries) // 2)
        await _imported(moderator, world, entries[:half])
        sheet = await lap(_imported(moderator, world, entries[half : 2 * half]))
        calls = stage.part(CALLS)

        async def look() -> Mapping[str, float]:
            seen = {name: await timed(lambda _, call=call: _seen(moderator, call), calls) for name, call in VIEWS.items()}
            typed = {name: await timed(partial(_suggested, world, moderator, *what), calls) for name, what in TYPED.items()}
            return {**{name: measured[P50] for name, measured in (seen | typed).items()}, IMPORT: sheet.seconds * 1000}

        yield Sides(look)


async def _seen(moderator: Caller, call: Call) -> None:
    assert isinstance(await moderator.make(call), Card)  # noqa: S101 - a form is no view


async def _suggested(world: World, moderator: Caller, call: Call, option: str, typed: str, _: int) -> None:
    assert await world.core.dispatch.suggest(moderator.request(call), option, typed)  # noqa: S101 - nothing is quick to find


ROWS = tuple(
    Row(
        f"moderators-{kind.lower()}",
        f"{COHORTS} cohorts, {COHORTS * MEMBERS:,} members, {RESOURCES:,} resources of their own, "
        f"{COHORTS * MEMBERS * ATTEMPTS:,} attempts: views and what is suggested, in milliseconds, {kind}",
        "",
        (
            *(Figure(name, at_most(1000)) for name in VIEWS),
            *(Figure(name, at_most(200)) for name in TYPED),
            Figure(IMPORT),
        ),
        partial(_sides, kind=kind),
        rounds=1,
    )
    for kind in ("SQLite", "PostgreSQL")
)
