"""Starters: scripts that weeks begin with, from a pack's folder to whoever runs them."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import ClientSession
from multidict import CIMultiDictProxy
from yarl import URL

from adapters.authors.python_process import verify
from adapters.web.app import serve, web_app
from bot.domain.roadmap import Week
from bot.domain.site import NOWHERE, Site
from bot.interface.card import Buttons, Card
from bot.wiring.core import PACK, open_core
from bot.wiring.packs import faults
from bot.wiring.site import let_in
from content.entry_files import EntryFiles
from content.loader import load_pack
from content.starters import told
from content.validation import validate
from storage.releases import Library
from tests.broken_packs import DATA, FIRST, change, faults_of
from tests.shipped import ITEMS, SHIPPED
from tests.small_pack import TOPICS, week
from tests.web.test_app import is_hindered
from tests.world import Clock, Noticeboard, World, press, pressed, words

SITE = "https://cairn.example"
RELEASE = SHIPPED.version.rpartition(".")[0]
LINE = PACK / "starters" / "first-line.py"
STARTERS = {item.id: item for item in ITEMS if isinstance(item, Week) and item.starter}


@pytest.fixture
async def reached(database: str, clock: Clock, board: Noticeboard, library: Library | None) -> AsyncIterator[World]:
    """The core of a bot whose web part is reached."""
    async with open_core(database, clock, {"test": board}, library=library, site=Site(SITE)) as core:
        yield World(core, clock, board)


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """A pack whose first week has a starter."""
    folder = Path(shutil.copytree(DATA / "small", tmp_path / "small"))
    change(folder / FIRST, "topics:\n", "starter: first-loop.py\ntopics:\n")
    (folder / "starters").mkdir()
    (folder / "starters" / "first-loop.py").write_text('"""You will have a loop."""\n\nprint(sum(range(9)))\n', encoding="utf-8")
    return folder


async def craft_of(folder: Path) -> list[str]:
    """What is told of starters."""
    return [str(fault) for fault in await validate(folder, None, verify) if fault.file.startswith("starters/")]


async def fetch(world: World, *paths: str) -> list[tuple[int, str, CIMultiDictProxy[str]]]:
    """What everybody gets at these paths."""
    app = web_app(hindrance=is_hindered, slack=None)
    let_in(app, world.core.visits, NOWHERE, None)
    found = list[tuple[int, str, CIMultiDictProxy[str]]]()
    async with serve(app, "127.0.0.1", 0) as port, ClientSession() as session:
        for path in paths:
            async with session.get(URL(f"http://127.0.0.1:{port}{path}", encoded=True)) as response:
                found.append((response.status, await response.text(), response.headers))
    return found


def url_of(card: Card, label: str) -> str | None:
    buttons = [button for block in card.blocks if isinstance(block, Buttons) for button in block.buttons]
    return next(button.url for button in buttons if str(button.label) == label)


def test_twelve_core_weeks_begin_with_a_script_that_promises_what_works_in_half_an_hour() -> None:
    assert len(STARTERS) == 12
    for name, item in STARTERS.items():
        assert item.starter_code.startswith('"""In thirty minutes you will have '), name
        assert "\n# Your turn\n# 1. " in item.starter_code, name


async def test_a_starter_comes_with_its_week_runs_alone_and_is_told_if_it_does_not(begun: Path) -> None:
    first = next(item for item in load_pack(begun).items if item.id == "week.first")
    assert "range(9)" in str(first.body["starter_code"])
    assert await craft_of(begun) == []
    script = begun / "starters" / "first-loop.py"
    (begun / "starters" / "lost.py").touch()
    for code, fault in (
        ("1 / 0", "Mend this; it raises ZeroDivisionError('division by zero')."),
        (
            "from urllib.request import urlopen\nurlopen('http://example.org')",
            "Mend this; it raises URLError(OSError('it asks the network, and a starter works without')).",
        ),
        ("import sys\nsys.exit(2)", "Mend this; it raises SystemExit(2)."),
    ):
        script.write_text(code, encoding="utf-8")
        assert f"starters/first-loop.py:1: {fault}" in await craft_of(begun)
    assert await craft_of(begun) == [
        "starters/first-loop.py:1: Begin with a docstring that says what one will have in half an hour.",
        "starters/first-loop.py:1: Mend this; it raises SystemExit(2).",
        "starters/lost.py:1: Name this file in the `starter` of a week, or remove it; nobody gets it.",
    ]
    assert str(told("starters/slow.py", False)) == "starters/slow.py:1: Make this quicker; it takes more than 5 seconds."


async def test_how_much_python_is_run_is_told_in_whole_words(begun: Path) -> None:
    told_of: list[str] = []
    await faults(begun, told_of.append)
    assert told_of[-1] == "Running 1 piece of its Python …"


@pytest.mark.parametrize(
    ("line", "code", "fault"),
    [
        ("starter: lost.py", "", "weeks/first.yaml:26: Add the file starters/lost.py, or take `starter` out; there is none."),
        (
            "starter: ../../first.py",
            "",
            "weeks/first.yaml:26: Call the starter by small letters, digits and hyphens, such as first-model.py; "
            "`../../first.py` is not.",
        ),
        ("starter_code: print()", "", "weeks/first.yaml:26: Move this into the file that `starter` names."),
        ("starter: first-loop.py", " ", "starters/first-loop.py:1: Fill this file, or remove it; it is empty."),
        ("starter: first-loop.py", "#" * 6001, "starters/first-loop.py:1: Shorten this to 6000 characters; it has 6001."),
    ],
)
def test_a_starter_that_cannot_be_given_out_keeps_a_pack_from_loading(begun: Path, line: str, code: str, fault: str) -> None:
    change(begun / FIRST, "starter: first-loop.py", line)
    if code:
        (begun / "starters" / "first-loop.py").write_text(code, encoding="utf-8")
    assert faults_of(begun) == [fault]


def test_a_week_that_is_imported_brings_its_starter_and_no_path() -> None:
    files = EntryFiles()
    own = replace(week(TOPICS[0]), starter="loop.py", starter_code="print(1)")
    (entry,) = files.read(files.write([own])).entries
    assert isinstance(entry.item, Week)
    assert (entry.item.starter, entry.item.starter_code) == ("loop.py", "print(1)")
    (fault,) = files.read(files.write([replace(own, starter="../loop.py")])).faults
    assert fault.message.startswith("Call the starter by small letters")


async def test_the_milestone_gives_its_starter_as_a_file_until_it_is_done(world: World, cohort: str) -> None:
    ann = world.caller("ann")
    await ann.card("cohort join", "press", cohort=cohort)
    world.clock.advance(weeks=4, days=1)
    await world.tick()
    card = await ann.card("milestone", week="5")
    (post,) = (sent.post.card for sent in world.board.posts("week/5") if sent.post.kind == "send")
    assert press(post, "Starter") == press(card, "Starter")
    given = await pressed(ann, card, "Starter")
    assert (given.files[0].name, given.files[0].content) == ("first-line.py", LINE.read_bytes())
    assert "In thirty minutes you will have a model that predicts prices" in words(given)
    assert "python3 first-line.py" in words(given)
    assert await pressed(ann, given, "See the week") == card
    done = await ann.card("milestone done", "submit", cohort=cohort, week="5")
    assert "Starter" not in str(await pressed(ann, done, "See the week"))
    assert "Starter" not in str(await ann.card("milestone", week="1"))
    refused = await ann.card("milestone starter", "press", cohort=cohort, week="1")
    assert "Week 1 has no starter any more" in words(refused)


async def test_who_reads_a_roadmap_gets_the_starter_of_a_week_too(world: World, reached: World) -> None:
    ann = world.caller("ann")
    week = await ann.card("roadmap show", roadmap="foundations", week="5")
    given = await pressed(ann, week, "Starter")
    assert (given.files[0].name, given.files[0].content) == ("first-line.py", LINE.read_bytes())
    assert await pressed(ann, given, "See the week") == week
    assert "Starter" not in str(await ann.card("roadmap show", roadmap="foundations", week="1"))
    assert "has no starter any more" in words(await ann.card("roadmap starter", "press", roadmap="foundations", week="1"))
    shown = await reached.caller("ben").card("roadmap show", roadmap="foundations", week="5")
    assert url_of(shown, "Starter") == f"{SITE}/starters/mle/{RELEASE}/first-line.py"


async def test_with_a_web_part_the_milestone_leads_to_its_starter_there(reached: World) -> None:
    cohort = await reached.launch()
    ann = reached.caller("ann")
    await ann.card("cohort join", "press", cohort=cohort)
    address = url_of(await ann.card("milestone", week="5"), "Starter")
    assert address == f"{SITE}/starters/mle/{RELEASE}/first-line.py"
    given = await ann.card("milestone starter", "press", cohort=cohort, week="5")
    assert url_of(given, "See it in the browser") == address
    tricks = (
        f"mle/{RELEASE}/first-life.py", "mle/1.0/first-line.py", f"mle/{RELEASE}/../2.1/first-line.pyc", "mle/2/first-line.py",
        f"mle/{RELEASE}/..%2f..%2fpack.yaml", f"mle/{RELEASE}/first-line.py%00",
        f"1:mle/{RELEASE}/first-line.py", f"mle/{RELEASE}%25/first-line.py",
    )  # fmt: skip
    (status, text, headers), *others = await fetch(
        reached, address.removeprefix(SITE), *(f"/starters/{trick}" for trick in tricks)
    )
    assert (status, text) == (200, LINE.read_text(encoding="utf-8"))
    assert headers["Content-Type"] == "text/plain; charset=utf-8"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert [(status, "import" in text) for status, text, _ in others] == [(404, False)] * len(tricks)
