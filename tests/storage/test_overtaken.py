"""Transactions that come in each other's way: one that PostgreSQL ends is carried out again, and nobody sees a fault."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from itertools import cycle

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from bot.interface.call import Call
from storage import tables
from storage.connection import Connection
from storage.engine import Engines, open_engines
from storage.overtaken import MOST_TRIES
from tests.transactions import begun
from tests.world import World, press

ROUNDS = 2


@pytest.fixture
async def server(postgresql_database: str) -> AsyncIterator[Engines]:
    opened = open_engines(postgresql_database)
    async with begun(opened.write) as connection:
        await connection.execute(insert(tables.person), [{"id": 1}, {"id": 2}])
    yield opened
    await opened.dispose()


async def test_of_two_that_wait_for_each_other_one_is_carried_out_again(server: Engines) -> None:
    tries, reached = Counter[int](), {1: asyncio.Event(), 2: asyncio.Event()}

    async def lock(connection: Connection, own: int, other: int) -> int:
        tries[own] += 1
        for person in (own, other):
            await connection.execute(select(tables.person).where(tables.person.c.id == person).with_for_update())
            reached[own].set()
            await reached[other].wait()
        return own

    assert await asyncio.gather(server.write.run(lock, 1, 2), server.write.run(lock, 2, 1)) == [1, 2]
    assert sorted(tries.values()) == [1, 2]


async def test_what_refers_to_somebody_who_is_not_there_is_tried_again_a_few_times(server: Engines) -> None:
    tries = Counter[str]()

    async def add(connection: Connection) -> None:
        tries["add"] += 1
        account = {"platform": "test", "external_id": "a", "person_id": 3, "name": "Ann"}
        await connection.execute(insert(tables.account), account)

    with pytest.raises(IntegrityError):
        await server.write.run(add)
    assert tries["add"] == MOST_TRIES


@pytest.mark.asks_the_database
async def test_whoever_is_forgotten_while_they_call_is_met_anew_and_sees_no_fault(worlds: list[World]) -> None:
    await worlds[0].launch()
    zoe = cycle([world.caller("zoe") for world in worlds])
    export, entry = Call("me export"), Call("resource suggest", {"title": "A book", "url": "https://example.org/b"})
    for _ in range(ROUNDS):
        erase = press(await next(zoe).card("me delete"), "Delete everything")
        calls = [(erase, "press"), *[(export, "command"), (entry, "submit")] * 3] * 2
        answers = await asyncio.gather(*(next(zoe).make(call, kind) for call, kind in calls))
        assert not [title for answer in answers if "Something went wrong" in (title := answer.title)]
