"""Tokens that expire are renewed before they do, by one at a time; keys that they are encrypted with are replaced."""

import asyncio
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.clock import present
from adapters.slack.renewals import RENEWAL_LASTS
from bot.domain.installation import RENEWED_BEFORE
from bot.ports.installations import Sealed
from storage.installations import open_installations
from storage.releases import Library
from storage.sealing import Seal
from tests.slack.fake import breaks
from tests.slack.installed import KEY, PUBLIC, Bot, serving_all
from tests.slack.many import CLIENT, LASTS_SECONDS, ManySlack, several
from tests.slack.real_core import typed, words
from tests.slack.signed import SECRET
from tests.slack.workspace import TEAM
from tests.test_started_processes import started
from tests.world import Clock

SOON = timedelta(seconds=LASTS_SECONDS) - RENEWED_BEFORE
NEXT_KEY = "the next secret, which is long enough as well"


@pytest.fixture
async def many() -> AsyncIterator[ManySlack]:
    async with several() as many:
        many.expiring = True
        yield many


@pytest.fixture
async def bot(many: ManySlack, database: str, clock: Clock, library: Library) -> AsyncIterator[Bot]:
    async with serving_all(many, database, clock, library) as bot:
        await bot.add(TEAM)
        yield bot


async def test_a_token_is_renewed_before_it_expires_and_once_however_many_want_it(
    bot: Bot, many: ManySlack, database: str, clock: Clock, library: Library
) -> None:
    first = many.workspaces[TEAM].token
    async with serving_all(many, database, clock, library) as another:
        clock.now += SOON
        await asyncio.gather(*(each.workspaces.web(TEAM) for each in (bot, another) for _ in range(5)))
        assert many.renewals == 1
        clock.now += timedelta(minutes=1)
        for each in (bot, another):
            assert (await each.workspaces.web(TEAM)).token == many.workspaces[TEAM].token != first
    assert many.renewals == 1


async def test_a_token_that_is_good_for_long_is_left_alone(bot: Bot, clock: Clock) -> None:
    clock.now += SOON - timedelta(seconds=1)
    await bot.workspaces.web(TEAM)
    assert bot.many.renewals == 0


async def test_a_renewal_that_fails_is_tried_again_after_a_minute_and_the_old_token_is_used_meanwhile(
    bot: Bot, clock: Clock
) -> None:
    first = bot.many.workspaces[TEAM].token
    bot.many.faults.append(breaks)
    clock.now += SOON
    assert (await bot.workspaces.web(TEAM)).token == first
    clock.now += RENEWAL_LASTS
    assert (await bot.workspaces.web(TEAM)).token == bot.many.workspaces[TEAM].token != first


async def test_tokens_are_encrypted_anew_with_the_key_that_stands_first(bot: Bot, database: str) -> None:
    async with open_installations(database, Seal([NEXT_KEY, KEY])) as store:
        assert await store.get(TEAM) == await bot.store.get(TEAM)
        await store.close_anew()
    async with open_installations(database, Seal([NEXT_KEY])) as store:
        assert (await store.get(TEAM)) is not None
    with pytest.raises(Sealed):
        await bot.store.get(TEAM)


async def test_without_the_key_nobody_is_answered_as_a_stranger_and_nothing_is_lost(
    bot: Bot, many: ManySlack, database: str, clock: Clock, library: Library
) -> None:
    async with serving_all(many, database, clock, library, keys=(NEXT_KEY,)) as another:
        assert "Try again in a few minutes" in words(await typed(another.say, many.workspaces[TEAM], "help"))
        with pytest.raises(Sealed):
            await another.store.close_anew()
    assert (await bot.store.get(TEAM)) is not None


@pytest.mark.slow
async def test_a_worker_renews_what_expires_though_nobody_is_heard(
    bot: Bot, many: ManySlack, database: str, tmp_path: Path
) -> None:
    kept = await bot.store.get(TEAM)
    assert kept
    await bot.store.put(replace(kept, expires_at=present()))
    client_id, client_secret = CLIENT
    given = {
        "DATABASE_URL": database,
        "SLACK_API_URL": f"{many.url}/api/",
        "SLACK_CLIENT_ID": client_id,
        "SLACK_CLIENT_SECRET": client_secret,
        "SLACK_SIGNING_SECRET": SECRET,
        "PUBLIC_URL": PUBLIC,
        "SECRET_KEY": KEY,
    }
    with started(tmp_path, sys.executable, "-m", "bot", "run", "worker", **given):
        async with asyncio.timeout(20):
            await many.renewed.wait()
