"""Installations on either database: one for each workspace, renewed by one at a time, gone together with their space."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.installation import Installation
from bot.interface.call import Place
from storage import tables
from storage.connection import Connection
from storage.engine import Engines
from storage.installations import SqlInstallations
from storage.introduction import new_community
from storage.sealing import Seal
from tests.world import MONDAY

T1 = Installation(
    space="T1", token="xoxb-one", installed_at=MONDAY, refresh_token="xoxe-one", expires_at=MONDAY + timedelta(hours=12)
)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def store(engines: Engines) -> SqlInstallations:
    return SqlInstallations(engines, Seal(["k" * 32]))


async def test_what_is_kept_comes_back_and_an_installation_anew_takes_its_place(store: SqlInstallations) -> None:
    await store.put(T1)
    assert await store.get("T1") == T1
    anew = replace(T1, token="xoxb-two", refresh_token="", expires_at=None, installed_at=MONDAY + MINUTE)
    await store.put(anew)
    assert await store.get("T1") == anew
    assert await store.get("T2") is None


async def test_of_several_who_add_it_at_once_none_fails_and_it_is_kept_once(store: SqlInstallations) -> None:
    at_once = [replace(T1, token=f"xoxb-{number}") for number in range(6)]
    await asyncio.gather(*map(store.put, at_once))
    assert await store.get("T1") in at_once


async def test_one_at_a_time_renews_a_token_and_what_was_renewed_is_not_renewed_again(store: SqlInstallations) -> None:
    await store.put(T1)
    assert await store.begin_renewal(T1, MONDAY, MINUTE)
    assert not await store.begin_renewal(T1, MONDAY, MINUTE)
    assert await store.begin_renewal(T1, MONDAY + MINUTE, MINUTE)
    renewed = replace(T1, token="xoxb-next", expires_at=MONDAY + timedelta(hours=24))
    await store.renew(renewed)
    assert await store.get("T1") == renewed
    assert not await store.begin_renewal(T1, MONDAY + 5 * MINUTE, MINUTE)


async def test_a_token_that_comes_late_does_not_replace_that_of_an_installation_anew(store: SqlInstallations) -> None:
    anew = replace(T1, token="xoxb-two", installed_at=MONDAY + MINUTE)
    await store.put(anew)
    await store.renew(replace(T1, token="xoxb-late"))
    await store.remove(T1, MONDAY)
    assert await store.get("T1") == anew


async def test_with_an_installation_its_space_is_left(engines: Engines, store: SqlInstallations) -> None:
    await engines.write.run(new_community, Place("slack", "T1", None))
    await store.put(T1)
    await store.remove(T1, MONDAY)

    async def left(connection: Connection) -> list[object]:
        rows = await connection.execute(select(tables.space.c.left_at).where(tables.space.c.external_id == "T1"))
        return list(rows.scalars())

    assert await store.get("T1") is None
    assert await engines.read.run(left) == [MONDAY]


async def test_a_state_is_good_once_and_for_a_while(store: SqlInstallations) -> None:
    for state in ("used", "old"):
        await store.issue(state, MONDAY + MINUTE)
    assert await store.consume("used", MONDAY)
    assert not await store.consume("used", MONDAY)
    assert not await store.consume("old", MONDAY + MINUTE)
    assert not await store.consume("unknown", MONDAY)
