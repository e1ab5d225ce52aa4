"""A playground served to a real browser: the server runs in a thread of its own, the browser without a window."""

import asyncio
import shutil
import threading
from collections.abc import Coroutine, Generator
from contextlib import AbstractAsyncContextManager, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from aiohttp import web
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

from adapters.web.app import serve

MISSING = "the browser tests need Chromium and its driver: apt-get install chromium chromium-driver"
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
)
Result = TypeVar("Result")


def browser_is_there() -> bool:
    return bool(shutil.which("chromium") and shutil.which("chromedriver"))


@contextmanager
def browser(profile: Path) -> Generator[Chrome]:
    """Headless Chromium with a throw-away profile."""
    options = ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    driver = Chrome(options=options, service=Service(shutil.which("chromedriver")))
    try:
        yield driver
    finally:
        driver.quit()


def look_like(driver: Chrome, width: int, height: int, *, dark: bool = False) -> None:
    """A viewport of exactly this size (a window cannot be as narrow as a phone), light or dark; nothing moves on it."""
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    wanted = {"prefers-color-scheme": "dark" if dark else "light", "prefers-reduced-motion": "reduce"}
    features = [{"name": name, "value": value} for name, value in wanted.items()]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})


def picture(driver: Chrome, file: Path, width: int = 1280, height: int = 800, *, dark: bool = False) -> None:
    """Keep what the browser shows at this size as a PNG."""
    look_like(driver, width, height, dark=dark)
    driver.save_screenshot(str(file))


class Served:
    """An application on a loopback port, the one given or any, opened and run by a loop in another thread."""

    def __init__(self, opened: AbstractAsyncContextManager[web.Application], port: int = 0) -> None:
        self._opened = opened
        self._port = port
        self._loop = asyncio.new_event_loop()
        self._started = threading.Event()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._serve(),))
        self.address = ""

    def __enter__(self) -> "Served":
        self._thread.start()
        assert self._started.wait(60), "the application did not start"
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self._loop.close()

    def stop(self) -> None:
        """Serve no longer."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join(10)

    def run(self, coroutine: Coroutine[Any, Any, Result]) -> Result:
        """Run a coroutine in the loop of the application."""
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(10)

    async def _serve(self) -> None:
        self._stop = asyncio.Event()
        async with self._opened as app, serve(app, "127.0.0.1", self._port) as port:
            self.address = f"http://127.0.0.1:{port}/"
            self._started.set()
            await self._stop.wait()


def read_from_left(driver: Chrome, selector: str, *words: str) -> list[str]:
    """Parts of what an element says, in the order in which they stand on the screen."""
    left = driver.execute_script(
        "const [selector, words] = arguments, range = document.createRange();"
        "const texts = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT), found = [];"
        "while (texts.nextNode()) for (const word of words) {"
        "  const begin = texts.currentNode.data.indexOf(word);"
        "  if (begin < 0) continue;"
        "  range.setStart(texts.currentNode, begin);"
        "  range.setEnd(texts.currentNode, begin + word.length);"
        "  found.push([word, range.getBoundingClientRect().left]);"
        "}"
        "return found",
        selector,
        words,
    )
    return [word for word, _ in sorted(left, key=lambda found: found[1])]
