"""What somebody may do in the browser follows what their platform says of them."""

import re
from dataclasses import replace

import pytest

from bot.interface.card import Card
from tests.web.browsing import Browser, served, signed_in
from tests.web.test_pages import world  # noqa: F401
from tests.world import Caller, World, words

OF_MODERATORS = "What waits in the queue"
LOST = {"administrator": {"administrator": False}, "role": {"roles": frozenset[str]()}}


@pytest.fixture
async def omar(world: World) -> Caller:  # noqa: F811
    caller = world.caller("omar", administrator=True)
    caller.actor = replace(caller.actor, roles=frozenset())
    await caller.card("manage settings")
    return caller


async def is_moderator(browser: Browser) -> bool:
    await browser.get("/pages/help-wanted")
    return OF_MODERATORS in browser.text


@pytest.mark.parametrize("had", LOST)
async def test_who_is_refused_in_the_chat_is_refused_in_the_browser_from_then_on(world: World, omar: Caller, had: str) -> None:  # noqa: F811
    await omar.card("manage moderators", role="77")
    nina = world.caller("nina", administrator=had == "administrator")
    nina.actor = replace(nina.actor, roles=frozenset({"77"} if had == "role" else ()))
    async with served(world) as browser:
        await signed_in(browser, nina)
        assert await is_moderator(browser)
        nina.actor = replace(nina.actor, **LOST[had])
        assert "Only moderators" in words(await nina.card("manage settings"))
        assert not await is_moderator(browser)
        await browser.get("/pages/week")
        assert "<h1>My week</h1>" in browser.text


async def test_rights_that_are_not_heard_again_in_the_chat_hold_for_an_hour(world: World, omar: Caller) -> None:  # noqa: F811
    async with served(world) as browser:
        await signed_in(browser, omar)
        world.clock.advance(minutes=50)
        await omar.card("help")
        world.clock.advance(minutes=50)
        assert await is_moderator(browser)
        world.clock.advance(minutes=10)
        assert not await is_moderator(browser)
        assert "Sign in anew" in browser.text
        await browser.get("/pages/week")
        assert "<h1>My week</h1>" in browser.text


async def test_a_link_from_the_browser_prolongs_no_rights(world: World, omar: Caller) -> None:  # noqa: F811
    async with served(world) as browser:
        await signed_in(browser, omar)
        await browser.get("/pages/call?c=dashboard")
        await browser.press("Go on")
        (link,) = re.findall(r'href="[^"]*(/pages/sign-in/[^"]*)"', browser.text)
        await browser.get(link)
        await browser.press("Sign in")
        assert not await is_moderator(browser)


async def test_a_platform_that_could_not_be_asked_takes_nothing_away(world: World, omar: Caller) -> None:  # noqa: F811
    async with served(world) as browser:
        await signed_in(browser, omar)
        omar.actor = replace(omar.actor, administrator=False, told=False)
        assert "did not say just now" in words(await omar.card("manage settings"))
        assert await is_moderator(browser)


async def test_an_id_that_a_form_carries_uses_up_no_call_of_the_chat(world: World, omar: Caller) -> None:  # noqa: F811
    async with served(world) as browser:
        await signed_in(browser, omar)
        (proof, *_) = re.findall(r'name="proof" value="([^"]*)"', browser.text)
        await browser.post("/pages/call", call="me settings?minutes=30", kind="press", proof=proof, id="to-come")
    answer = await omar("me settings", id="to-come", minutes="45")
    assert isinstance(answer, Card)
    assert "45 min" in words(answer)
