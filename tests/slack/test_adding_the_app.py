"""Somebody adds the app to a workspace in their browser; whoever did not set out from here leaves nothing behind."""

import logging
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import func, select
from yarl import URL

from adapters.slack.install import START
from adapters.slack.manifest import SCOPES
from bot.domain.installation import STATE_LASTS
from bot.wiring.core import Core
from storage import tables
from storage.connection import Connection
from storage.releases import Library
from tests.slack.fake import breaks, refuses
from tests.slack.installed import Bot, Browser, serving_all
from tests.slack.many import ManySlack, several
from tests.slack.workspace import TEAM
from tests.world import Clock

pytestmark = pytest.mark.asks_the_database


@pytest.fixture
async def many() -> AsyncIterator[ManySlack]:
    async with several() as many:
        yield many


@pytest.fixture
async def bot(many: ManySlack, database: str, clock: Clock, library: Library) -> AsyncIterator[Bot]:
    async with serving_all(many, database, clock, library) as bot:
        yield bot


@pytest.fixture
async def browser(bot: Bot) -> AsyncIterator[Browser]:
    browser = Browser(bot.url)
    async with browser.session:
        yield browser


async def rows(core: Core, table: str) -> int:
    async def ask(connection: Connection) -> int:
        counted = select(func.count()).select_from(tables.metadata.tables[table])
        return (await connection.execute(counted)).scalar_one()

    return await core.engines.read.run(ask)


async def test_the_page_says_what_is_asked_for_and_why_and_leads_to_slack(bot: Bot, browser: Browser) -> None:
    status, page = await browser.look()
    assert status == 200
    assert f'href="{START}"' in page
    assert all(scope in page for scope in SCOPES)
    assert await rows(bot.core, "slack_state") == 0
    state = await browser.set_out()
    assert set(browser.asked["scope"][0].split(",")) == set(SCOPES)
    assert browser.asked["redirect_uri"] == ["https://cairn.example/slack/oauth_redirect"]
    assert await rows(bot.core, "slack_state") == 1
    assert len(state) >= 40


async def test_whoever_agrees_is_told_what_to_do_next_and_led_to_slack(bot: Bot) -> None:
    page = await bot.add(TEAM)
    assert "Cairn is in Workspace T1 now" in page
    assert "app_redirect?app=A1&amp;team=T1" in page
    assert "/study manage create" in page
    assert await rows(bot.core, "slack_installation") == 1


async def test_a_workspace_that_adds_it_twice_is_kept_once_with_its_new_token(bot: Bot) -> None:
    await bot.add(TEAM)
    await bot.add(TEAM)
    assert await rows(bot.core, "slack_installation") == 1
    kept = await bot.store.get(TEAM)
    assert kept
    assert kept.token == bot.many.workspaces[TEAM].token


@pytest.mark.parametrize("how", ["forged", "of another browser", "used", "too old", "missing"])
async def test_a_state_that_this_browser_did_not_get_lately_keeps_nothing(
    bot: Bot, browser: Browser, clock: Clock, how: str
) -> None:
    state = await browser.set_out()
    code = bot.many.agree(TEAM)
    match how:
        case "forged":
            state = "x" * len(state)
        case "of another browser":
            other = Browser(bot.url)
            async with other.session:
                state = await other.set_out()
        case "used":
            cookies = {cookie.key: cookie.value for cookie in browser.session.cookie_jar}
            await browser.come_back(error="access_denied", state=state)
            browser.session.cookie_jar.update_cookies(cookies)
        case "too old":
            clock.now += STATE_LASTS
        case _:
            state = ""
    status, page = await browser.come_back(code=code, state=state)
    assert (status, "was not added" in page) == (400, True)
    assert code in bot.many.codes
    assert await rows(bot.core, "slack_installation") == 0


async def test_two_tabs_of_one_browser_do_not_disturb_each_other(bot: Bot, browser: Browser) -> None:
    first, second = await browser.set_out(), await browser.set_out()
    for state, team in ((first, TEAM), (second, "T2")):
        assert (await browser.come_back(code=bot.many.agree(team), state=state))[0] == 200
    assert not browser.session.cookie_jar.filter_cookies(URL(bot.url))
    assert await rows(bot.core, "slack_installation") == 2


async def test_whoever_cancels_is_told_so_and_leaves_nothing(bot: Bot, browser: Browser) -> None:
    status, page = await browser.come_back(error="access_denied", state=await browser.set_out())
    assert (status, "nothing was added" in page) == (200, True)
    assert (await rows(bot.core, "slack_installation"), await rows(bot.core, "slack_state")) == (0, 0)


async def test_any_other_answer_of_slack_is_a_plain_page_that_shows_nothing_of_it(bot: Bot, browser: Browser) -> None:
    status, page = await browser.come_back(error="<script>", state=await browser.set_out())
    assert (status, "script" in page) == (400, False)


@pytest.mark.parametrize(("fault", "status"), [(refuses("invalid_code"), 400), (breaks, 400)])
async def test_a_code_that_slack_does_not_take_keeps_nothing(bot: Bot, browser: Browser, fault: object, status: int) -> None:
    bot.many.faults.append(fault)  # pyright: ignore[reportArgumentType]
    state = await browser.set_out()
    assert (await browser.come_back(code=bot.many.agree(TEAM), state=state))[0] == status
    assert await rows(bot.core, "slack_installation") == 0


async def test_a_whole_organisation_is_refused_and_its_token_given_back(bot: Bot, browser: Browser) -> None:
    bot.many.for_organisation = True
    state = await browser.set_out()
    status, page = await browser.come_back(code=bot.many.agree(TEAM), state=state)
    assert (status, "choose one workspace" in page) == (400, True)
    assert bot.many.workspaces[TEAM].token in bot.many.revoked
    assert await rows(bot.core, "slack_installation") == 0


async def test_states_that_nobody_came_back_with_are_forgotten(bot: Bot, browser: Browser, clock: Clock) -> None:
    await browser.set_out()
    clock.now += STATE_LASTS
    await bot.core.prune(30)
    assert await rows(bot.core, "slack_state") == 0


async def test_no_token_code_or_state_is_logged(bot: Bot, browser: Browser, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    bot.many.expiring = True
    code, state = bot.many.agree(TEAM), await browser.set_out()
    await browser.come_back(code=code, state=state)
    bot.many.faults.append(breaks)
    await browser.come_back(code="another-code", state=await browser.set_out())
    kept = await bot.store.get(TEAM)
    assert kept
    shown = caplog.text + repr(kept)
    assert not [secret for secret in (kept.token, kept.refresh_token, code, state, "another-code") if secret in shown]
