"""A page of the community's roadmaps that everybody can read, if its moderators switch it on."""

import re
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession
from babel.messages.catalog import Catalog

from adapters.web.app import serve, web_app
from bot.domain.site import Site
from bot.interface.card import Buttons, Card
from bot.wiring.core import open_core
from bot.wiring.site import let_in
from storage.releases import Library
from tests.catalogues import use
from tests.web.test_app import is_hindered
from tests.world import Caller, Clock, Noticeboard, World, pressed, words

WEEKS = [f"week-{number}" for number in range(1, 13)]
SITE = Site("https://cairn.example", signs_in=True)


@pytest.fixture
async def world(database: str, clock: Clock, board: Noticeboard, library: Library | None) -> AsyncIterator[World]:
    """The core of a bot whose web part is reached."""
    async with open_core(database, clock, {"test": board}, library=library, site=SITE) as core:
        yield World(core, clock, board)


def address(card: Card) -> str:
    return next(button.url for block in card.blocks if isinstance(block, Buttons) for button in block.buttons if button.url)


async def read(world: World, address: str, language: str = "en") -> tuple[int, str]:
    """What a browser gets in which nobody is signed in."""
    app = web_app(hindrance=is_hindered, slack=None)
    let_in(app, world.core.visits, SITE, "a key of the tests that is long enough")
    path = address.removeprefix(SITE.url)
    async with (
        serve(app, "127.0.0.1", 0) as port,
        ClientSession(headers={"Accept-Language": language}) as session,
        session.get(f"http://127.0.0.1:{port}{path}") as response,
    ):
        return response.status, await response.text()


async def test_everybody_reads_the_roadmap_while_it_is_on_and_nobody_afterwards(
    world: World, moderator: Caller, ann: Caller, cohort: str
) -> None:
    assert (await ann.card("manage public-page")).refused is not None
    assert "It is off" in words(await moderator.card("manage public-page"))
    on = await pressed(moderator, await moderator.card("manage public-page"), "Show it to everybody")
    status, page = await read(world, address(on))
    assert status == 200
    assert "A roadmap of" in page
    assert "<strong>ML January</strong>" in page
    assert page.count("<h2>") == 12
    assert re.findall(r'<div id="(week-\d+)" class="inside"', page) == WEEKS
    assert "Ann" not in page
    assert (await moderator.card("manage settings")).refused is None
    off = await pressed(moderator, on, "Take it down")
    assert (await read(world, address(on)))[0] == 404
    await pressed(moderator, off, "Undo")
    assert (await read(world, address(on)))[0] == 200


async def test_a_cohort_that_is_paused_is_said_to_be(world: World, moderator: Caller, cohort: str) -> None:
    on = await moderator.card("manage switch-public-page", "press", on="yes")
    coming = await world.launch("Next", start="2026-02-02", channel="channel-2")
    for each in (cohort, coming):
        await moderator.card("manage pause", "submit", cohort=each, first="2026-01-12")
    assert "</strong> is in week 1 of 12" in (await read(world, address(on)))[1]
    world.clock.advance(days=30)
    page = (await read(world, address(on)))[1]
    assert "<strong>ML January</strong> is paused in week 1 of 12" in page
    assert "<strong>Next</strong> is paused and has not begun" in page


async def test_a_page_that_is_put_up_again_has_a_new_address(world: World, moderator: Caller, cohort: str) -> None:
    first = await moderator.card("manage switch-public-page", "press", on="yes")
    await moderator.card("manage switch-public-page", "press", on="no")
    second = await moderator.card("manage switch-public-page", "press", on="yes")
    assert address(first) != address(second)
    assert (await read(world, address(first)))[0] == 404


async def test_several_roadmaps_are_listed_each_with_its_own_page(world: World, moderator: Caller, cohort: str) -> None:
    form = await moderator.form("manage create")
    dry_run = await moderator.submit(form, name="Second", roadmap="interview", channel="channel-1")
    await pressed(moderator, dry_run, "Launch")
    listed = address(await moderator.card("manage switch-public-page", "press", on="yes"))
    _, page = await read(world, listed)
    ways = re.findall(rf'href="({listed}/[^"]+)"', page)
    assert len(ways) == 2
    titles = [re.search("<title>(.+?) · Cairn</title>", (await read(world, way))[1]) for way in ways]
    assert all(title and title[1] in page for title in titles)


@pytest.mark.usefixtures("catalogues")
async def test_its_language_is_the_readers_and_an_unknown_one_is_the_communitys(
    world: World, moderator: Caller, cohort: str
) -> None:
    on = address(await moderator.card("manage switch-public-page", "press", on="yes"))
    use(Catalog("ar"))
    assert '<html lang="ar" dir="rtl">' in (await read(world, on, "ar,en;q=0.5"))[1]
    assert '<html lang="ar" dir="rtl">' in (await read(world, on, "he,ar;q=0.8"))[1], "the first that is written"
    assert '<html lang="en" dir="ltr">' in (await read(world, on, "he"))[1]  # without a translation its sentences are English
    assert '<html lang="en" dir="ltr">' in (await read(world, on, "*"))[1]


@pytest.mark.parametrize("path", ["/roadmaps/AAAAAAAAAAAAAAAA", "/roadmaps/None", "/roadmaps/%20"])
async def test_an_address_that_nobody_was_given_shows_nothing(world: World, moderator: Caller, cohort: str, path: str) -> None:
    assert (await read(world, path))[0] == 404
