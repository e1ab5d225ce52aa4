"""The page in a browser, as people find things on it."""

from collections.abc import Callable
from typing import Any

from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from bot.domain.post import PostKind
from bot.interface.card import Card
from tests.playground.browser import Served
from tests.playground.small_world import SmallWorld

SECONDS = 10


class Screen:
    """What is on the page, found as people find it."""

    def __init__(self, driver: Chrome, served: Served, small: SmallWorld) -> None:
        self.driver = driver
        self.served = served
        self.small = small

    def open(self, room: str) -> None:
        self.driver.get("about:blank")
        self.driver.get(f"{self.served.address}#{room}")
        self.until(lambda: self.one("#room-name").text.endswith(room))

    def until(self, condition: Callable[[], Any]) -> Any:
        """Wait for something to be true, and give it back. An element that was just redrawn is looked for again."""
        wait = WebDriverWait(self.driver, SECONDS, poll_frequency=0.05, ignored_exceptions=[StaleElementReferenceException])
        return wait.until(lambda _: condition())

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector: str) -> WebElement:
        return self.until(lambda: self.all(selector))[0]

    def button(self, label: str) -> WebElement:
        return self.until(lambda: [each for each in self.all("button") if each.text == label])[-1]

    def titles(self) -> list[str]:
        return [each.text for each in self.all("#list .card h2")]

    def card(self, title: str) -> WebElement:
        return self.until(lambda: [each for each in self.all("#list .message") if title in each.text])[-1]

    def keys(self, *keys: str) -> None:
        """Typed into whatever has the focus."""
        self.driver.switch_to.active_element.send_keys(*keys)

    def type(self, line: str) -> None:
        self.one("#line").send_keys(line, Keys.ENTER)

    def options(self, within: str = "#completions") -> list[str]:
        return [each.text.split("\n")[0] for each in self.all(f"{within} [role=option]") if each.is_displayed()]

    def focused(self) -> WebElement:
        return self.driver.switch_to.active_element

    def in_view(self, element: WebElement) -> bool:
        """Whether all of it is to be seen among the messages."""
        return self.driver.execute_script(
            "const [shown, room] = [arguments[0], document.querySelector('#messages')].map((it) => it.getBoundingClientRect());"
            "return shown.top >= room.top && shown.bottom <= room.bottom",
            element,
        )

    def overflow(self) -> int:
        """By how much something is wider than what it scrolls in."""
        return self.driver.execute_script(
            "return Math.max(...[document.documentElement, ...document.querySelectorAll('#messages, #sidebar, dialog[open]')]"
            ".map((scroller) => scroller.scrollWidth - scroller.clientWidth))"
        )

    def heights(self) -> list[int]:
        """Of the cards of the room in pixels, oldest first, once all their pictures are there."""
        self.driver.execute_script("document.querySelectorAll('#list img').forEach((each) => (each.loading = 'eager'))")
        complete = "return [...document.querySelectorAll('#list img')].every((each) => each.complete)"
        self.until(lambda: self.driver.execute_script(complete))
        return self.driver.execute_script(
            "return [...document.querySelectorAll('#list .card')].map((card) => Math.round(card.offsetHeight))"
        )

    def arrives(self, channel: str, card: Card, kind: PostKind = "send", parent: str | None = None) -> str:
        return self.served.run(self.small.post(channel, card, kind, parent))
