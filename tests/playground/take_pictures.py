"""Takes the pictures of the documents: the demo, as it looks on 21 January 2026.

`python -m tests.playground.take_pictures [FOLDER]`
"""

import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import web
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from bot.demo import DemoClock
from bot.story import CHANNEL, LOG_CHANNEL, MEMBER, MODERATOR, DemoPerson
from bot.wiring.local import playground
from tests.playground.browser import Served, browser, look_like

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
WEDNESDAY = datetime(2026, 1, 21, 12, 0, tzinfo=UTC)
WIDTH, HEIGHT = 1000, 1400
SECONDS = 10
GLANCES = 0.03
"""How often the page is looked at, in seconds: whatever is pressed shows within some of them."""

ANSWER = ".message.private:not(:has(~ .message.private)) .card"
"""The last one; posts may have come after it."""
FORM, POST = "dialog[open]", "#list > .message:not(.private) > .body > .card"

PLACE = "return arguments[0].getBoundingClientRect().y - document.body.querySelector('.card').getBoundingClientRect().y"
"""How far below the first card a part stands."""
HAS_COME = "return [...arguments[0].querySelectorAll('img')].every((image) => image.complete)"
"""Whether the pictures on a part are there; they are asked for once it is in sight."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: who types a line, what is pressed, chosen or typed then, one after the other, and which part of the page is
    kept."""

    name: str
    line: str = ""
    then: tuple[str, ...] = ()
    """Lines to type begin with a slash."""
    kept: str = ANSWER
    showing: str = ""
    """Words of the part that is kept, if there are several."""
    who: DemoPerson = MEMBER
    room: str = CHANNEL
    file: str = ""
    """What the form that the line opens is given as its file."""


COURSE = 'title="A course on trees" url="https://example.org/trees?utm_source=mail" topics="decision trees" hours=6'
WEEK = 'title="Draw your own data" make="A chart of your own" why="Who drew once sees more." goals="draw one" minutes="4 h"'
COPY = '/content copy-roadmap roadmap=foundations title="Our foundations"'
COHORT = f'name="Spring cohort" roadmap=foundations start=2026-02-02 channel={CHANNEL} time=18:00'
SPRINT = "Our own sprint"
TABLE = """entry,title,url,question,answer
resource,Notes on trees,https://example.org/notes,,
resource,A talk on forests,https://example.org/talk,,
question,,,Where do we meet?,In the library.
"""

SHOTS = (
    Shot("milestone", "/milestone"),
    Shot("week-post", kept=POST, showing="I am stuck"),
    Shot("find", "/find pythorch"),
    Shot("did-you-mean", "/salary singapor"),
    Shot("resource", "/resource find d2l", ("Open one", "Dive into Deep Learning")),
    Shot("question", "/faq bias varience"),
    Shot("term", "/faq backprop"),
    Shot("salary", "/salary senior"),
    Shot("week", "/find choosing an algorithm week", ("Open one", "*")),
    Shot("roadmap", "/roadmap show"),
    Shot("progress", "/progress"),
    Shot("recap", "/recap"),
    Shot("cohorts", "/cohort list"),
    Shot("settings", "/me settings"),
    Shot("status", "/manage status", who=MODERATOR),
    Shot("refusal", "/resource suggest title=Router url=http://192.168.0.1"),
    Shot("form-checkin", "/checkin", kept=FORM),
    Shot("form-resource", "/content add-resource", kept=FORM, who=MODERATOR),
    Shot("preview", f"/content add-resource {COURSE}", who=MODERATOR),
    Shot("published", f"/content add-resource {COURSE}", ("Publish",), who=MODERATOR),
    Shot("audit", kept=POST, who=MODERATOR, room=LOG_CHANNEL),
    Shot("queue", "/content queue", who=MODERATOR),
    Shot("form-week", "/content add-week", kept=FORM, who=MODERATOR),
    Shot("own-week", f"/content add-week {WEEK}", who=MODERATOR),
    Shot("copy", COPY, who=MODERATOR),
    Shot("choose-weeks", COPY, ("Choose weeks", "Choose whose weeks", "*"), who=MODERATOR),
    Shot("dry-run", f"/manage create {COHORT}", who=MODERATOR),
    Shot("summary", kept=POST, showing="have checked in"),
    Shot("challenge", kept=POST, showing="challenge of"),
    Shot("practice", "/challenge practice"),
    Shot("leaderboard", "/leaderboard"),
    Shot("streak", "/progress", ("All days",)),
    Shot("edit", "/manage edit", who=MODERATOR),
    Shot("moderators", "/manage moderators", who=MODERATOR),
    Shot("deliveries", "/manage deliveries", who=MODERATOR),
    Shot("pause", "/manage pause first=2026-02-02 last=2026-02-08", who=MODERATOR),
    Shot("nudge", "/manage status", ("Look at one", "Diego", "Nudge"), who=MODERATOR),
    Shot("digest", "/manage digest", who=MODERATOR),
    Shot("import", "/content import", file=TABLE, who=MODERATOR),
    Shot(
        "upgrade",
        f'/content copy-roadmap roadmap=interview title="{SPRINT}"',
        (
            "Publish",
            f'/manage create name="Sprint" roadmap="{SPRINT}" start=2026-02-02 channel={CHANNEL} time=18:00',
            "Launch",
            f'/content choose-weeks roadmap="{SPRINT}" weeks="Measure a classifier"',
            "Publish",
            "/manage upgrade cohort=sprint",
        ),
        who=MODERATOR,
    ),
)


class Photographer:
    """Works the page as somebody would, and takes pictures of it."""

    def __init__(self, driver: Chrome, address: str) -> None:
        self._driver = driver
        self._address = address
        self._wait = WebDriverWait(driver, SECONDS, GLANCES, [StaleElementReferenceException])
        self._shows: tuple[str, DemoPerson] | None = None
        """The room and the reader of the page, if what it had last was an answer: the next one comes below."""

    def take(self, shot: Shot, folder: Path) -> str:
        """Keeps the picture; returns the words on it."""
        if shot.kept == POST or self._shows != (shot.room, shot.who):
            self._open(shot.room, shot.who)
        self._shows = (shot.room, shot.who) if shot.kept == ANSWER else None
        if shot.line:
            self._type(shot.line)
        if shot.file:
            self._submit(shot.file)
        for step in shot.then:
            self._type(step) if step.startswith("/") else self._press(step)
        return self._wait.until(lambda _: self._kept(shot, folder))  # anew if the page draws it again meanwhile

    def _kept(self, shot: Shot, folder: Path) -> str:
        """The words of the part that is kept; none if its pictures are to come, or it moved as others above it came in."""
        part = next(part for part in reversed(self._found(shot.kept)) if shot.showing in part.text)
        self._driver.execute_script("arguments[0].scrollIntoView({block: 'end'})", part)
        if not self._driver.execute_script(HAS_COME, part):
            return ""
        place = self._driver.execute_script(PLACE, part)
        part.screenshot(str(folder / f"{shot.name}.png"))
        return part.text if self._driver.execute_script(PLACE, part) == place else ""

    def _open(self, room: str, who: DemoPerson) -> None:
        self._driver.get("about:blank")
        self._driver.get(f"{self._address}?persona={who.id}#{room}")
        self._found(".card")

    def _type(self, line: str) -> None:
        before = self._answers()
        field = self._driver.find_element(By.ID, "line")
        field.click()
        self._driver.execute_cdp_cmd("Input.insertText", {"text": f"{line} "})  # at each key the page would ask what fits
        field.send_keys(Keys.ENTER)
        self._wait.until(lambda _: self._answers() > before or self._driver.find_elements(By.CSS_SELECTOR, FORM))

    def _answers(self) -> int:
        """How many cards there are that only the reader sees."""
        return len(self._driver.find_elements(By.CSS_SELECTOR, ".message.private"))

    def _press(self, label: str) -> None:
        """A button, or an entry of an open list; `*` is any. The answer it belongs to changes then."""
        card = self._found(ANSWER)[-1].text
        fitting = self._wait.until(lambda _: self._fitting(label))
        fitting[0].click()
        self._wait.until(lambda _: self._found(ANSWER)[-1].text != card)

    def _fitting(self, label: str) -> list[WebElement]:
        """What can be pressed under a label; a list that has just been opened may take a moment to show its entries."""
        options = [each for each in self._driver.find_elements(By.CSS_SELECTOR, f"{ANSWER} [role=option]") if each.is_displayed()]
        buttons = self._driver.find_elements(By.CSS_SELECTOR, f"{ANSWER} button")
        return [each for each in (*options, *buttons) if label in ("*", each.text)]

    def _submit(self, file: str) -> None:
        """The open form, with this as its file."""
        before = self._answers()
        with TemporaryDirectory() as folder:
            path = Path(folder) / "table.csv"
            path.write_text(file, encoding="utf-8")
            self._found(f"{FORM} input[type=file]")[0].send_keys(str(path))
            self._found(f"{FORM} .primary")[0].click()
            self._wait.until(lambda _: self._answers() > before)

    def _found(self, selector: str) -> list[WebElement]:
        return self._wait.until(lambda driver: driver.find_elements(By.CSS_SELECTOR, selector))


@asynccontextmanager
async def demo_app(folder: Path) -> AsyncGenerator[web.Application]:
    """The demo's playground over a database in `folder`."""
    async with playground(DemoClock(WEDNESDAY), folder) as (demo, _):
        yield demo.app()


def take_pictures(folder: Path) -> dict[str, str]:
    """Every picture there is, into `folder`, and the words on each."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as room, Served(demo_app(Path(room))) as served, browser(Path(room) / "profile") as driver:
        look_like(driver, WIDTH, HEIGHT)
        photographer = Photographer(driver, served.address)
        return {shot.name: photographer.take(shot, folder) for shot in SHOTS}


if __name__ == "__main__":
    for name in take_pictures(Path(sys.argv[1]) if sys.argv[1:] else FOLDER):
        print(f"{name}.png")  # noqa: T201
