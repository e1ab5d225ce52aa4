"""The pages of a member in a real browser: by keyboard, on a phone, in the dark."""

import socket
from collections.abc import AsyncIterator, Generator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.expected_conditions import title_contains
from selenium.webdriver.support.wait import WebDriverWait

from adapters.web.app import web_app
from bot.domain.site import Site
from bot.interface.card import Buttons
from bot.wiring.core import open_core
from bot.wiring.site import let_in
from storage.releases import Library
from tests.playground.accessibility import too_small_or_faint, violations
from tests.playground.browser import Served, look_like, read_from_left
from tests.web.test_app import is_hindered
from tests.world import Clock, Noticeboard, World

pytestmark = pytest.mark.slow

PAGES_SEEN = ("week", "all", "help-wanted", "numbers", "posts", "content", "history")
LONG_LINK = "https://docs.example.org/document/d/1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms/edit?usp=sharing"
WITH_LONG_WORDS = ("call?c=milestone", "call?c=recap", "call?c=content+queue", "call?c=calendar+sessions", "calendar", "cohorts")


@pytest.fixture
def site() -> Site:
    """Of a port that is free at present: the pages know where they are reached before they are served."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return Site(f"http://127.0.0.1:{free.getsockname()[1]}", signs_in=True)


def let_scripts_run(driver: Chrome, *, run: bool) -> None:
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not run})


@pytest.fixture
def link(driver: Chrome, database: str, clock: Clock, board: Noticeboard, library: Library | None, site: Site) -> Generator[str]:
    """What signs a member of a cohort in, while the pages are served."""
    links: list[str] = []

    @asynccontextmanager
    async def opened() -> AsyncIterator[web.Application]:
        async with open_core(database, clock, {"test": board}, library=library, site=site) as core:
            world = World(core, clock, board)
            cohort = await world.launch()
            world.clock.advance(hours=12)
            ann = world.caller("ann", administrator=True)
            await ann.card("cohort join", cohort=cohort)
            await ann.card("milestone done", "submit", cohort=cohort, week="1", link=LONG_LINK, note="o" * 90)
            await ann.card("resource suggest", "submit", title="o" * 90, url=LONG_LINK)
            await ann.card(
                "manage session", "submit", cohort=cohort, title="o" * 70, day="2026-02-02", at="18:00", link=LONG_LINK
            )
            card = await ann.card("dashboard")
            links.extend(button.url or "" for block in card.blocks if isinstance(block, Buttons) for button in block.buttons)
            app = web_app(hindrance=is_hindered, slack=None)
            let_in(app, core.visits, site, "k" * 32)
            yield app

    look_like(driver, 1280, 800)
    with Served(opened(), int(site.url.rpartition(":")[2])):
        yield links[0]
        let_scripts_run(driver, run=True)
        driver.get("about:blank")


def come_to(driver: Chrome, title: str) -> None:
    """Wait until a page is there."""
    WebDriverWait(driver, 10, 0.05).until(title_contains(title))


def width_of(driver: Chrome) -> int:
    return driver.execute_script("return document.documentElement.scrollWidth")


def test_a_member_signs_in_and_checks_in_by_keyboard_and_nobody_is_kept_out(driver: Chrome, link: str, site: Site) -> None:
    driver.get("about:blank")
    let_scripts_run(driver, run=False)
    driver.get("data:text/html,<title>still</title><script>document.title = 'runs'</script>")
    assert driver.title == "still", "else this would show nothing of pages without scripts"
    driver.get(link)
    driver.find_element(By.CSS_SELECTOR, "main button").send_keys(Keys.ENTER)
    come_to(driver, "My week")
    driver.find_element(By.LINK_TEXT, "Everything").send_keys(Keys.ENTER)
    come_to(driver, "Everything")
    driver.find_element(By.LINK_TEXT, "checkin").send_keys(Keys.ENTER)
    come_to(driver, "Check in")
    driver.find_element(By.NAME, "in.did").send_keys(f"Read chapter 3 of {LONG_LINK}", Keys.TAB)
    written = driver.find_element(By.NAME, "in.next")
    written.send_keys("سأكتب دفتر (NumPy) غدا!")
    driver.find_element(By.NAME, "in.blocker").send_keys("No time!")
    assert written.value_of_css_property("direction") == "rtl"
    driver.find_element(By.CSS_SELECTOR, "main button").send_keys(Keys.ENTER)
    come_to(driver, "Checked in")
    let_scripts_run(driver, run=True)  # those that measure
    for name in (*PAGES_SEEN, "call?c=checkin", "call?c=manage+create", "call?c=content+import", "call?c=faq"):
        driver.get(f"{site.url}/pages/{name}")
        for width, dark in ((1280, False), (390, True)):
            look_like(driver, width, 800, dark=dark)
            assert violations(driver) == []
            assert width_of(driver) == width
            assert driver.execute_script("return document.querySelector('header').offsetHeight") < 120, "the pages are on one row"
        assert [fault for fault in too_small_or_faint(driver) if name != "week"] == []
    for name in (*PAGES_SEEN, *WITH_LONG_WORDS):
        driver.get(f"{site.url}/pages/{name}")
        for width in (390, 320):
            look_like(driver, width, 800)
            assert width_of(driver) == width, name
    driver.get(f"{site.url}/pages/history")
    for direction in ("ltr", "rtl"):
        driver.execute_script("document.documentElement.dir = arguments[0]", direction)
        assert read_from_left(driver, "main p:nth-of-type(3)", "سأكتب", "NumPy", "!") == ["!", "NumPy", "سأكتب"]
        assert read_from_left(driver, "main p:nth-of-type(4)", "No", "time", "!") == ["No", "time", "!"]
    assert driver.get_log("browser") == []
