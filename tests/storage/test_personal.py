"""What is held about somebody is exported whole and erased whole, from every table, those of later versions too."""

from datetime import time
from typing import Any

import pytest
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    Integer,
    Table,
    Time,
    TypeDecorator,
    func,
    insert,
    or_,
    select,
    update,
)

from bot.errors import Hindrance, Reason
from bot.interface.call import Place
from bot.interface.card import Card
from bot.shared.erasure import forget
from bot.text import escape
from storage import tables
from storage.engine import Engines
from storage.inserts import insert_or_ignore
from storage.tables import metadata
from storage.tables.marks import NAMES, PERSONAL, rows_of
from tests.storage.outbox_queue import LEASE, a_post, claimed
from tests.storage.said_in_posts import differing_copies, say_in_posts
from tests.storage.two_communities import ACCOUNT, Other, everything
from tests.transactions import begun, opened
from tests.world import MONDAY, Caller, World, pressed, words

EMPTY = Card(escape("Nobody"))
TRACE = "Lumos"
"""What stands in each personal text."""
MARKED = [table for table in metadata.sorted_tables if rows_of(table)]
WHOLE = ("cohort", "person", "account", "member")
"""Tables in which whoever has called and launched a cohort stands already."""


async def fill(engines: Engines, other: Other) -> None:
    """A row of somebody in every table that has rows of people, their id wherever somebody can be named, and posts that they
    shared, of which one is under way."""
    async with begun(engines.write) as connection:
        for table in MARKED:
            if table.name not in WHOLE:
                await connection.execute(insert_or_ignore(table), {column.name: value_for(column, other) for column in table.c})
        for table in metadata.sorted_tables:
            for column in [column for column in table.c if column.info == NAMES]:
                await connection.execute(
                    update(table).where(table.c.community_id == other.community).values({column: other.person})
                )
        for number, (state, attempts, message) in enumerate((("waiting", 1, None), ("waiting", 0, None), ("sent", 0, "m1"))):
            key, said = f"share/{other.person}/{number}", {"state": state, "attempts": attempts, "message": message}
            await connection.execute(insert(tables.post), {**_shared(other, number, key), **said})
            await connection.execute(insert(tables.post), {**_shared(other, 10 + number, f"{key}/under"), "parent": key})


def _shared(other: Other, number: int, key: str) -> dict[str, Any]:
    """A post that somebody shared with their cohort, which waits."""
    row = {column.name: value_for(column, other) for column in tables.post.c}
    told = {
        "id": number,
        "key": key,
        "kind": "send",
        "channel": "channel-a",
        "card": {"title": "Shared", "blocks": []},
        "state": "waiting",
    }
    return {**row, **told, "attempts": 0, **dict.fromkeys(("person_id", "parent", "message", "known_as", "leased_until"))}


def value_for(column: Column[Any], other: Other) -> Any:
    """A value that a column may hold: that of a personal text is a trace."""
    marked, kind = rows_of(column.table), column.type  # pyright: ignore[reportArgumentType]
    given = {"community_id": other.community, "cohort_id": other.cohort, "home_id": None, "kind": "dm"}
    if marked and column.name in marked.of:
        return other.person
    if column.name in given:
        return given[column.name]
    said = column.info == PERSONAL and marked and column.name not in marked.stays
    text = TRACE if said else f"kept {column.name}"[: getattr(kind, "length", None) or 99]
    made: dict[type, Any] = {
        Boolean: True,
        Date: MONDAY.date(),
        Time: time(1),
        Float: 1.5,
        Integer: 7,
        JSON: {"title": text, "blocks": []},
    }
    if isinstance(kind, TypeDecorator):
        return MONDAY if isinstance(kind.impl_instance, DateTime) else ()
    return next((value for each, value in made.items() if isinstance(kind, each)), text)


@pytest.mark.asks_the_database
async def test_all_that_is_held_about_somebody_is_exported(world: World, engines: Engines, other: Other) -> None:
    await fill(engines, other)
    async with opened(world.core, other.community) as unit:
        held = await unit.personal.of(other.person)
    for table in MARKED:
        marked = rows_of(table)
        assert marked
        async with begun(engines.read) as connection:
            whose = or_(*(table.c[name] == other.person for name in marked.of))
            there = (await connection.execute(select(table).where(whose))).mappings().all()
        for column in [column for column in table.c if column.info == PERSONAL]:
            assert held[marked.title][0][column.name] in [row[column.name] for row in there], column
    assert held["messages"][0]["card"]["title"] == TRACE


@pytest.mark.asks_the_database
async def test_whoever_is_erased_leaves_no_trace_in_any_table_and_totals_stay(
    world: World, engines: Engines, other: Other
) -> None:
    await fill(engines, other)
    await say_in_posts(engines, world, other, TRACE)
    counted = [table for table in MARKED if (marked := rows_of(table)) and marked.stays]
    before = [await _count(engines, table, other) for table in counted]
    async with opened(world.core, other.community) as unit:
        await forget(unit, other.person, MONDAY)
    assert await differing_copies(engines, other) == []
    rows = str([row for row in await everything(engines, other) if row[0] != "gap"])  # nobody knows who asked what found nothing
    for trace in (TRACE, ACCOUNT, "Hermione", str(other.person)):
        assert trace not in rows, rows[max(0, rows.index(trace) - 300) :][:600]
    assert [await _count(engines, table, other) for table in counted] == before


@pytest.mark.asks_the_database
@pytest.mark.parametrize("end", ["settled", "shelved", "unknown"])
async def test_what_is_being_sent_while_its_author_is_erased_is_found_again_and_what_is_under_it_follows(
    world: World, engines: Engines, other: Other, end: str
) -> None:
    async with opened(world.core, other.community) as unit:
        for key, parent in ((f"share/{other.person}", None), ("under", f"share/{other.person}")):
            await unit.outbox.put(a_post(key, channel="apart", parent=parent, kind="thread" if parent else "send"))
    system = world.core.system
    (sent,) = [each for each in await claimed(system) if each.post.channel == "apart"]
    async with opened(world.core, other.community) as unit:
        await unit.personal.erase(other.person, "A former member", EMPTY, MONDAY)
    if end == "settled":
        await system.settle(sent, "m1", MONDAY)
        (under,) = [each for each in await claimed(system) if each.post.channel == "apart"]
        assert (under.post.key, under.parent_message) == ("under", "m1")
    elif end == "shelved":
        await system.shelve(sent, "failed", Reason(Hindrance.NO_CHANNEL))
        async with opened(world.core, other.community) as unit:
            assert (await unit.outbox.queued(["under"]))["under"].state == "failed"
    else:
        (again,) = [each for each in await claimed(system, MONDAY + LEASE) if each.post.channel == "apart"]
        assert (again.attempts, again.mark) == (2, sent.mark)
    assert str(other.person) not in str([row for row in await everything(engines, other) if row[0] == "post"])


async def _count(engines: Engines, table: Table, other: Other) -> int:
    async with begun(engines.read) as connection:
        return (
            await connection.execute(select(func.count()).select_from(table).where(table.c.community_id == other.community))
        ).scalar_one()


@pytest.mark.asks_the_database
async def test_a_community_that_the_bot_left_is_kept_for_thirty_days_and_then_forgotten_whole(
    world: World, engines: Engines, other: Other
) -> None:
    place = Place("test", "space-a", None)
    await world.core.depart(place)
    world.clock.advance(days=29)
    await world.core.prune(30)
    whole = await everything(engines, other)
    await world.core.come_back(place)
    world.clock.advance(days=60)
    await world.core.prune(30)
    assert len(await everything(engines, other)) > len(whole) / 2
    await world.core.depart(place)
    world.clock.advance(days=30)
    await world.core.prune(30)
    assert await everything(engines, other) == []


async def test_what_a_cohort_did_before_somebody_was_erased_is_counted_as_before(world: World) -> None:
    omar, cohort = world.caller("omar", administrator=True), await world.launch()
    world.clock.advance(hours=12)
    ann, zoe = world.caller("ann"), world.caller("zoe")
    for each in (ann, zoe):
        await each.card("cohort join", "press", cohort=cohort)
        await each.card("checkin", "submit", cohort=cohort, did="Read", next="More", share="yes")
        await each.card("milestone done", "submit", cohort=cohort, week="1")
    await world.tick()
    world.clock.advance(days=7)
    before = await _totals(omar, ann, cohort)
    await pressed(zoe, await zoe.card("me delete"), "Delete everything")
    world.clock.advance(minutes=2)
    await world.tick()
    assert await _totals(omar, ann, cohort) == before
    assert any("**2** have checked in." in words(each.post.card) for each in world.board.edits)
    assert "zoe" not in words(world.board.edits[-1].post.card)
    assert "1 member" in words(await ann.card("cohort info", cohort=cohort))
    world.clock.advance(weeks=13)
    await pressed(ann, await ann.card("me delete"), "Delete everything")
    assert "1 member" in words(await omar.card("cohort info", cohort=cohort))


async def test_of_a_day_that_runs_posts_keep_their_numbers_and_what_is_counted_anew_is_of_those_who_are_in(world: World) -> None:
    omar, cohort = world.caller("omar", administrator=True), await world.launch()
    world.clock.advance(hours=12)
    ann, zoe = world.caller("ann"), world.caller("zoe")
    for each in (ann, zoe):
        await each.card("cohort join", "press", cohort=cohort)
        await each.card("checkin", "submit", cohort=cohort, did="Read", share="yes")
    await world.tick()
    await pressed(zoe, await zoe.card("me delete"), "Delete everything")
    world.clock.advance(minutes=2)
    await world.tick()
    assert "**2** have checked in." in words(world.board.edits[-1].post.card)
    assert "Mon, Jan 5, 2026: 1 of 1" in words(await omar.card("manage stats", "press", cohort=cohort, show="checkins"))


async def _totals(moderator: Caller, member: Caller, cohort: str) -> list[str]:
    """Of the first week."""
    asked = [await moderator.card("manage stats", "press", cohort=cohort, show=show) for show in ("checkins", "weeks")]
    told = [line for card in (*asked, await member.card("leaderboard", cohort=cohort)) for line in words(card).splitlines()]
    return [line for line in told if any(past in line for past in ("Jan 5", "Jan 11", "Week 1:", "the whole week before"))]
