"""A token that has expired, or whose next one Slack does not give, is no removal: posts wait, and nothing is erased."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from adapters.slack import renewals
from adapters.slack.renewals import RENEWAL_LASTS
from bot.domain.installation import RENEWED_BEFORE, Installation
from bot.ports.unit import Unavailable
from storage.releases import Library
from tests.slack.fake import breaks, refuses
from tests.slack.installed import Bot, serving_all
from tests.slack.many import LASTS_SECONDS, ManySlack, several
from tests.slack.real_core import launch, typed, words
from tests.slack.test_many_workspaces import REMOVED, beat, left, said_in
from tests.slack.workspace import TEAM
from tests.world import Clock

pytestmark = pytest.mark.asks_the_database

NIGHT = timedelta(seconds=LASTS_SECONDS)


@pytest.fixture
async def many() -> AsyncIterator[ManySlack]:
    async with several() as many:
        many.expiring = True
        yield many


@pytest.fixture
async def bot(many: ManySlack, database: str, clock: Clock, library: Library) -> AsyncIterator[Bot]:
    """In a workspace that has a cohort, whose token is good for twelve hours."""
    async with serving_all(many, database, clock, library) as bot:
        await bot.add(TEAM)
        await launch(bot.say, many.workspaces[TEAM])
        yield bot


async def is_kept(bot: Bot) -> bool:
    return await left(bot) == set() and await bot.store.get(TEAM) is not None


def a_night_passes(bot: Bot, clock: Clock) -> None:
    clock.now += NIGHT
    bot.many.expire(TEAM)
    bot.many.asked.clear()


async def test_after_a_night_the_token_is_renewed_before_anything_is_sent(bot: Bot, clock: Clock) -> None:
    a_night_passes(bot, clock)
    await beat(bot)
    assert "ML January" in said_in(bot, TEAM)
    assert bot.many.tokens() == [bot.many.workspaces[TEAM].token]


@pytest.mark.parametrize("fault", [breaks, refuses("internal_error"), refuses("bad_client_secret")])
async def test_posts_wait_while_slack_gives_no_new_token(bot: Bot, clock: Clock, fault: Any) -> None:
    a_night_passes(bot, clock)
    bot.many.faults.append(fault)
    await beat(bot)
    assert await is_kept(bot)
    assert bot.many.asked == []
    clock.now += RENEWAL_LASTS
    await beat(bot)
    assert "ML January" in said_in(bot, TEAM)


async def test_posts_wait_while_the_new_token_is_long_in_coming_whichever_process_asked_for_it(
    bot: Bot, many: ManySlack, database: str, clock: Clock, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renewals, "PATIENCE_SECONDS", 0.01)
    async with serving_all(many, database, clock, library) as another:
        a_night_passes(bot, clock)
        many.answering.clear()
        await beat(bot)
        await beat(another)
        assert many.asked == []
        many.answering.set()
        await bot.workspaces.close()
        clock.now += timedelta(minutes=1)
        await beat(another)
        assert many.renewals == 1
        assert await is_kept(bot)
        assert "ML January" in said_in(bot, TEAM)


async def test_whoever_calls_meanwhile_is_told_so_in_a_sentence(bot: Bot, clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    a_night_passes(bot, clock)
    bot.many.faults.append(breaks)
    assert "Try again in a few minutes" in words(await typed(bot.say, bot.many.workspaces[TEAM], "progress"))
    assert not [line for line in caplog.records if line.exc_info]
    assert bot.many.asked == []


async def test_of_a_backup_whose_token_nobody_can_renew_it_is_told_once_and_posts_wait_for_the_app_to_be_added_again(
    bot: Bot, clock: Clock
) -> None:
    kept = await bot.store.get(TEAM)
    assert kept
    clock.now += NIGHT - RENEWED_BEFORE
    await bot.workspaces.renew()
    await bot.store.put(kept)
    a_night_passes(bot, clock)
    with capture_logs() as lines:
        for _ in range(3):
            await bot.workspaces.renew()
            await beat(bot)
            clock.now += timedelta(minutes=45)
    assert await is_kept(bot)
    assert bot.many.asked == []
    assert [line["space"] for line in lines if "it has to add the app once more" in line["event"]] == [TEAM]
    await bot.add(TEAM)
    clock.now += timedelta(minutes=5)
    await beat(bot)
    assert "ML January" in said_in(bot, TEAM)


async def test_tokens_are_renewed_though_nobody_asks(bot: Bot, clock: Clock) -> None:
    await bot.workspaces.renew()
    assert bot.many.renewals == 0
    clock.now += NIGHT - RENEWED_BEFORE
    await bot.workspaces.renew()
    await bot.workspaces.renew()
    assert bot.many.renewals == 1


@pytest.mark.parametrize("said", ["invalid_auth", "not_authed", "token_expired"])
async def test_what_slack_may_say_of_a_token_for_other_reasons_is_no_removal(bot: Bot, said: str) -> None:
    slack = bot.many.workspaces[TEAM]
    slack.fail_next("chat.postMessage", refuses(said))
    slack.fail_next("auth.test", refuses(said))
    await beat(bot)
    assert await is_kept(bot)


async def test_a_token_that_slack_calls_expired_early_is_renewed(
    bot: Bot, many: ManySlack, database: str, clock: Clock, library: Library
) -> None:
    many.expire(TEAM)
    await beat(bot)
    assert (await bot.workspaces.web(TEAM)).token == many.workspaces[TEAM].token != ""
    assert await is_kept(bot)
    clock.now += timedelta(minutes=6)
    async with serving_all(many, database, clock, library) as another:
        await beat(another)
    assert "ML January" in said_in(bot, TEAM)


async def test_a_removal_that_slack_tells_of_is_believed_of_a_token_that_cannot_be_renewed(bot: Bot, clock: Clock) -> None:
    a_night_passes(bot, clock)
    bot.many.faults.append(breaks)
    assert (await bot.send("events_api", REMOVED))[0] == 503
    assert await is_kept(bot)
    bot.many.refresh_tokens.clear()
    clock.now += RENEWAL_LASTS
    await bot.say("events_api", REMOVED)
    assert await left(bot) == {TEAM}


async def test_a_removal_that_nobody_told_of_is_noticed_when_its_token_should_be_renewed(bot: Bot, clock: Clock) -> None:
    bot.many.take_out(TEAM)
    bot.many.refresh_tokens.clear()
    clock.now += NIGHT - RENEWED_BEFORE
    await bot.workspaces.renew()
    assert await left(bot) == {TEAM}


async def test_what_slack_says_of_a_token_takes_nothing_from_the_next_one(bot: Bot, clock: Clock) -> None:
    refused = await bot.store.get(TEAM)
    assert refused
    clock.now += NIGHT
    await bot.workspaces.renew()
    assert not await bot.store.remove(refused, clock())
    assert await is_kept(bot)


async def test_a_new_token_is_kept_once_the_database_can_be_used_again(
    bot: Bot, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renewals, "PATIENCE_SECONDS", 0.01)
    kept, once = bot.store.renew, [Unavailable()]

    async def renew(installation: Installation) -> None:
        if once:
            raise once.pop()
        await kept(installation)

    monkeypatch.setattr(bot.store, "renew", renew)
    a_night_passes(bot, clock)
    await bot.workspaces.renew()
    await bot.workspaces.close()
    found = await bot.store.get(TEAM)
    assert found
    assert found.token == bot.many.workspaces[TEAM].token
