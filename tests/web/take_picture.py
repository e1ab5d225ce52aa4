"""Takes the README's picture: the demo, as it looks on 21 January 2026. `python -m tests.web.take_picture FILE`"""

import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import web
from selenium.webdriver import Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

from bot.demo import CHANNEL, DemoClock
from bot.wiring.local import playground
from tests.web.browser import Served, browser, look_like, picture

WEDNESDAY = datetime(2026, 1, 21, 12, 0, tzinfo=UTC)


@asynccontextmanager
async def demo_app(folder: Path) -> AsyncGenerator[web.Application]:
    """The demo's playground over a database in `folder`."""
    async with playground(DemoClock(WEDNESDAY), folder) as (demo, _):
        yield demo.app()


def take_picture(file: Path, line: str = "/milestone", width: int = 1280, height: int = 1200, *, dark: bool = False) -> None:
    """What the page shows after `line` was typed into the cohort's channel, as a PNG."""
    with TemporaryDirectory() as folder, Served(demo_app(Path(folder))) as served, browser(Path(folder) / "profile") as driver:
        look_like(driver, width, height, dark=dark)
        driver.get(f"{served.address}#{CHANNEL}")
        wait = WebDriverWait(driver, 10)
        wait.until(lambda _: driver.find_elements(By.CSS_SELECTOR, ".card"))
        driver.find_element(By.ID, "line").send_keys(line, " ", Keys.ENTER)
        wait.until(lambda _: driver.find_elements(By.CSS_SELECTOR, ".private, dialog[open]"))
        picture(driver, file, width, height, dark=dark)


if __name__ == "__main__":
    take_picture(Path(sys.argv[1]))
