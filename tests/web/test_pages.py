"""Pages in the browser: who is let in, and that what they show and do is what the core answers."""

import re
from base64 import b64decode
from collections.abc import AsyncIterator
from html import unescape
from urllib.parse import urlencode

import pytest
from aiohttp import ClientSession, FormData, web

from adapters.playground.guard import guard, protect
from adapters.web.app import serve
from bot.interface.card import Card
from bot.wiring.core import open_core
from bot.wiring.site import let_in
from storage.releases import Library
from tests.conformance.pictures import is_picture
from tests.ended import end_now
from tests.web.browsing import KEY, SITE, link_of, served, signed_in
from tests.world import Caller, Clock, Noticeboard, World


@pytest.fixture
async def world(database: str, clock: Clock, board: Noticeboard, library: Library | None) -> AsyncIterator[World]:
    async with open_core(database, clock, {"test": board}, library=library, site=SITE) as core:
        yield World(core, clock, board)


def here_in(page: str) -> list[str]:
    """What a page says it is, among all."""
    return re.findall(r'aria-current="page">([^<]*)</a>', page)


async def test_a_link_lets_in_once_and_a_session_ends_when_it_is_signed_out(world: World, ann: Caller) -> None:
    async with served(world) as browser:
        assert await browser.get("/pages/week") == 401
        link = await link_of(ann)
        await browser.get(link)
        await browser.get(link)
        await browser.press("Sign in")
        assert "<h1>My week</h1>" in browser.text
        (kept,) = (cookie.value for cookie in browser.session.cookie_jar)
        assert await browser.press("Sign out") == 401
        async with served(world, cairn=kept) as other:
            assert await other.get("/pages/week") == 401
        await browser.get(link)
        assert await browser.press("Sign in") == 401
        late = await link_of(ann)
        world.clock.advance(minutes=11)
        await browser.get(late)
        assert await browser.press("Sign in") == 401


async def test_what_a_member_does_in_the_browser_is_what_they_do_in_the_chat(world: World, cohort: str, ann: Caller) -> None:
    async with served(world) as browser:
        await signed_in(browser, ann)
        await browser.get("/pages/call?c=checkin")
        await browser.press("Check in", **{"in.did": "Read <b>chapter 3</b>", "in.share": "yes"})
        assert "Checked in" in browser.text
        assert "<b>" not in browser.text
        shown = await ann.form("checkin")
        assert {item.name: item.value for item in shown.inputs}["did"] == "Read <b>chapter 3</b>"
        await browser.get("/pages/week")
        assert re.search(r">Mon, Jan 12, 2026, [^<]*</time> [(]<time [^>]*>in [^<]*</time>[)]", browser.text)
        await browser.press("Start")
        assert "started" in browser.text
        await browser.again()
        assert "<h1>That was done already.</h1>" in browser.text
        assert "started" in browser.text  # as my week is now
        await browser.get("/pages/call?c=resource%20find&in.query=pytorch")
        assert "PyTorch" in browser.text


async def test_what_is_wrong_in_a_form_is_said_under_its_field_and_nothing_of_it_is_lost(world: World, cohort: str) -> None:
    omar = world.caller("omar", administrator=True)
    async with served(world) as browser:
        await signed_in(browser, omar)
        await browser.get("/pages/call?c=content%20add-resource")
        wrong = {"in.title": "Router", "in.url": "http://192.168.0.1", "in.topics": "python"}
        await browser.press("Preview", **wrong)
        assert re.search(r'<input aria-invalid="true"[^>]* name="in.url"[^>]* value="http://192.168.0.1"', browser.text)
        assert re.search(r'id="wrong-url">[^<]+</span></label>', browser.text)
        assert 'value="Router"' in browser.text


async def test_rights_are_those_of_the_chat(world: World, cohort: str, ann: Caller) -> None:
    omar = world.caller("omar", administrator=True)
    async with served(world) as browser:
        await signed_in(browser, ann)
        await browser.get("/pages/all")
        assert "manage pause" not in browser.text
        await browser.get("/pages/help-wanted")
        assert "Only moderators can do that here" in browser.text
        await browser.get("/pages/call?c=manage%20deliveries")
        assert "Only moderators can do that here" in browser.text
        await signed_in(browser, omar)
        await browser.get("/pages/help-wanted")
        assert "What waits in the queue" in browser.text
        await browser.get("/pages/content")
        assert here_in(browser.text) == ["Content"]
        for way in ("find", "content+add-resource", "content+edit", "content+import", "content+export"):
            assert f'href="/pages/call?c={way}"' in browser.text
        for page, call in (
            ("Numbers", "manage%20stats&in.show=weeks"),
            ("Content", "content%20import"),
            ("My week", "milestone"),
        ):
            await browser.get(f"/pages/call?c={call}")
            assert here_in(browser.text) == [page], "what a page leads to stands at its place"
        await browser.get("/pages/all")
        assert "manage pause" in browser.text
        await browser.get("/pages/call?c=manage%20create")
        assert "Paste the link of the channel" in browser.text  # there is no list to pick one from


async def test_pages_whose_link_was_asked_for_where_a_cohort_has_ended_show_those_that_go_on(world: World, cohort: str) -> None:
    omar = world.caller("omar", administrator=True)
    await end_now(omar, cohort)
    await world.launch("ML May", channel="channel-2")
    async with served(world) as browser:
        await signed_in(browser, omar)
        await browser.get("/pages/numbers")
        assert "ML May: " in browser.text


async def test_who_is_in_two_cohorts_reaches_the_other_from_each_page_of_one(world: World, cohort: str, ann: Caller) -> None:
    other = await world.launch("ML May", channel="channel-2")
    await ann.card("cohort join", cohort=other)
    moderator = world.caller("omar", administrator=True)
    async with served(world) as browser:
        await signed_in(browser, ann)
        for page in ("progress", "calendar"):
            await browser.get(f"/pages/{page}")
            assert "ML January</h2>" in browser.text
            (chooser,) = re.findall(r'<form class="select" method="get".*?</form>', browser.text, re.DOTALL)
            assert ">ML May</option>" in chooser
            call = unescape(re.findall(r'name="c" value="([^"]*)"', chooser)[0])
            await browser.get(f"/pages/call?{urlencode({'c': call, 'in.cohort': 'ml-may'})}")
            assert "ML May</h1>" in browser.text
    async with served(world) as browser:
        await signed_in(browser, moderator)
        await browser.get("/pages/numbers")
        assert ">ML May</option>" in browser.text


async def test_the_calendar_page_shows_what_is_to_come_and_leads_to_its_address(world: World, cohort: str, ann: Caller) -> None:
    world.clock.advance(weeks=2)
    async with served(world) as browser:
        await signed_in(browser, ann)
        await browser.get("/pages/calendar")
        assert "Week 3: " in browser.text
        assert "Week 2: " not in browser.text
        await browser.press("Have it in my calendar app")
        assert "as a calendar to subscribe to" in browser.text


async def test_an_unknown_page_has_a_way_back(world: World, ann: Caller) -> None:
    async with served(world) as browser:
        await signed_in(browser, ann)
        assert await browser.get("/pages/nonsense") == 404
        await browser.press("My week")
        assert "<h1>My week</h1>" in browser.text


async def test_no_other_site_sends_a_form_and_no_forged_session_is_known(world: World, ann: Caller) -> None:
    async with served(world) as browser:
        await signed_in(browser, ann)
        await browser.get("/pages/call?c=cohort%20leave&in.cohort=ml-january")
        fields = dict(re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', browser.text))
        call = {"call": "cohort leave?cohort=ml-january", "kind": "command", "id": "web-1"}
        assert await browser.post("/pages/call", **call) == 403
        assert await browser.post("/pages/call", origin="https://evil.example", proof=fields["proof"], **call) == 403
        assert await browser.post("/pages/sign-in", origin="https://evil.example", token="x") == 403
    assert isinstance(await ann.card("milestone"), Card)
    async with served(world, cairn="forged.signature.here") as browser:
        assert await browser.get("/pages/week") == 401


async def test_nothing_keeps_a_page_or_runs_something_foreign_in_it(world: World, ann: Caller) -> None:
    async with served(world) as browser:
        await signed_in(browser, ann)
        async with browser.session.get("/pages/week") as response:
            assert response.headers["Cache-Control"] == "no-store"
            assert "default-src 'none'" in response.headers["Content-Security-Policy"]
            assert "script" not in await response.text()


async def test_a_picture_is_shown_in_light_and_dark_with_its_alternative_text(world: World, ann: Caller) -> None:
    async with served(world) as browser:
        await signed_in(browser, ann)
        assert await browser.get("/pages/call?c=progress") == 200
        (dark,) = re.findall(r'<source srcset="([^"]*)"', browser.text)
        (light,) = re.findall(r'<img src="([^"]*)" alt="A path of weeks', browser.text)
        for address in (dark, light):
            async with browser.session.get(unescape(address)) as response:
                assert is_picture(await response.read())


async def test_files_are_saved_from_a_page_and_sent_with_a_form(world: World, cohort: str) -> None:
    omar = world.caller("omar", administrator=True)
    async with served(world) as browser:
        await signed_in(browser, omar)
        await browser.get("/pages/call?c=content%20import")
        form = dict(re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', browser.text))
        sent = FormData({name: unescape(value) for name, value in form.items()})
        sent.add_field("in.file", b"question,answer\nWhere do we meet?,In the library\n", filename="ours.csv")
        async with browser.session.post("/pages/call", data=sent, headers={"Origin": SITE.url}) as response:
            browser.text = await response.text()
        await browser.press("Publish")
        await browser.get("/pages/call?c=content%20export")
        (data,) = re.findall(r'href="data:application/octet-stream;base64,([^"]*)" download="cairn-entries', browser.text)
        assert b"In the library" in b64decode(data)


async def test_somebody_who_asked_in_a_direct_message_sees_the_same(world: World, cohort: str, ann: Caller) -> None:
    alone = world.caller("ann", space=None)
    async with served(world) as browser:
        await signed_in(browser, alone)
        assert "ML January" in browser.text
        await browser.get("/pages/progress")
        assert "of 12 weeks done" in browser.text


async def test_in_the_playground_pages_keep_what_their_forms_need(world: World, ann: Caller) -> None:
    app = web.Application(middlewares=[guard])
    app.on_response_prepare.append(protect)
    let_in(app, world.core.visits, SITE, KEY)
    async with (
        serve(app, "127.0.0.1", 0) as port,
        ClientSession(f"http://127.0.0.1:{port}") as session,
        session.get(await link_of(ann)) as response,
    ):
        assert (response.status, "Go on to your pages" in await response.text()) == (200, True)
        assert "form-action 'self'" in response.headers["Content-Security-Policy"]
