"""A small world of its own for each test, and a page that talks to it over HTTP."""

from collections.abc import AsyncGenerator, Generator
from contextlib import nullcontext

import pytest
from selenium.webdriver import Chrome

from tests.playground.browser import Served, browser, look_like
from tests.playground.page import Page, open_page
from tests.playground.screen import Screen
from tests.playground.small_world import SmallWorld


@pytest.fixture
def small() -> SmallWorld:
    return SmallWorld()


@pytest.fixture
async def page(small: SmallWorld) -> AsyncGenerator[Page]:
    async with open_page(small.playground.app()) as page:
        yield page


@pytest.fixture(scope="session")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Generator[Chrome]:
    with browser(tmp_path_factory.mktemp("profile")) as driver:
        yield driver


@pytest.fixture
def screen(driver: Chrome, small: SmallWorld) -> Generator[Screen]:
    look_like(driver, 1280, 800)
    with Served(nullcontext(small.playground.app())) as served:
        screen = Screen(driver, served, small)
        driver.get_log("browser")  # of pages before, whose server has stopped
        screen.open("ml-jan")
        yield screen
        driver.get("about:blank")
