"""Takes the moving picture of the README: a member's first minute in the demo, as it looks on 21 January 2026.

`python -m tests.playground.take_film [FILE]`
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

from bot.story import CHANNEL, MEMBER
from tests.playground.browser import Served, browser, look_like
from tests.playground.take_pictures import ANSWER, FOLDER, FORM, GLANCES, HAS_COME, SECONDS, demo_app

FILE = FOLDER / "first-minute.png"
WIDTH, HEIGHT = 960, 720
COLOURS = 64
"""As many as a page of flat colours needs; more would only make the file larger."""
GLANCE, LOOK = 300, 2600
"""For how many milliseconds a frame is shown: one on the way, and one that is to be read."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A line in the composer, sent."""

    line: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A field of the open form, by its name."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button of the open form, else of the latest answer."""

    label: str


SCENE: tuple[Typed | Filled | Pressed, ...] = (
    Typed("/milestone"),
    Pressed("Start"),
    Typed("/checkin"),
    Filled("did", "Trained my first model."),
    Filled("next", "See where it is wrong."),
    Pressed("Check in"),
    Typed("/faq overfiting"),
    Typed("/progress"),
)


@dataclass(frozen=True, slots=True)
class Frame:
    image: Image.Image
    milliseconds: int


def film() -> list[Frame]:
    """Every frame of the scene, one after the other."""
    with TemporaryDirectory() as room, Served(demo_app(Path(room))) as served, browser(Path(room) / "profile") as driver:
        look_like(driver, WIDTH, HEIGHT)
        driver.get(f"{served.address}?persona={MEMBER.id}#{CHANNEL}")
        WebDriverWait(driver, SECONDS, GLANCES).until(lambda each: each.find_elements(By.CSS_SELECTOR, ".card"))
        return [_frame(driver, LOOK), *(frame for step in SCENE for frame in _played(driver, step))]


def keep(frames: list[Frame], file: Path) -> None:
    """As one picture that moves, and begins again at its end."""
    first, *others = (frame.image for frame in frames)
    times = [frame.milliseconds for frame in frames]
    first.save(file, save_all=True, append_images=others, duration=times, loop=0, optimize=True)


def _played(driver: Chrome, step: Typed | Filled | Pressed) -> Iterator[Frame]:
    wait = WebDriverWait(driver, SECONDS, GLANCES, [StaleElementReferenceException])
    before = _shown(driver)
    match step:
        case Typed(line):
            field = driver.find_element(By.ID, "line")
            for word in line.split(" "):
                field.send_keys(word, " ")
                yield _frame(driver, GLANCE)
            field.send_keys(Keys.ENTER)
            wait.until(lambda _: _shown(driver) != before and _pictures_have_come(driver))
            yield _frame(driver, LOOK)
        case Filled(name, text):
            driver.find_element(By.CSS_SELECTOR, f"{FORM} [name={name}]").send_keys(text)
            yield _frame(driver, LOOK // 2)
        case Pressed(label):
            wait.until(lambda _: _press(driver, label))
            wait.until(lambda _: _shown(driver) != before and _pictures_have_come(driver))
            yield _frame(driver, LOOK)


def _press(driver: Chrome, label: str) -> bool:
    """Whether the button was there to press."""
    buttons = driver.find_elements(By.CSS_SELECTOR, f"{FORM} button, {ANSWER} button")
    found = next((each for each in buttons if each.text == label and each.is_displayed()), None)
    if found:
        found.click()
    return found is not None


def _shown(driver: Chrome) -> str:
    """The words of the open form and the answer, read at once: the page may draw them anew at any moment."""
    words = "return [...document.querySelectorAll(arguments[0])].map((part) => part.innerText).join()"
    page: Any = driver
    return page.execute_script(words, f"{FORM}, {ANSWER}")


def _pictures_have_come(driver: Chrome) -> bool:
    """Whether each picture of the answer is there; that it comes moves the card."""
    answer = driver.find_elements(By.CSS_SELECTOR, ANSWER)
    return all(driver.execute_script(HAS_COME, each) for each in answer)


def _frame(driver: Chrome, milliseconds: int) -> Frame:
    shot = Image.open(BytesIO(driver.get_screenshot_as_png())).convert("RGB")
    return Frame(shot.quantize(COLOURS, dither=Image.Dither.NONE), milliseconds)


if __name__ == "__main__":
    keep(film(), Path(sys.argv[1]) if sys.argv[1:] else FILE)
