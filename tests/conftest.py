"""What every test may ask for: a clock it sets itself, and the real core over a throw-away database."""

import asyncio
import gc
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing, nullcontext
from functools import cache
from pathlib import Path

import hypothesis
import pytest
import structlog
from babel.messages.catalog import Catalog

import bot.language
import storage.sqlite
from adapters.sandbox.pool import MontySandbox
from bot.ports.outbox import Sender
from bot.shared.zone_meanings import read_zone_names
from bot.wiring.core import Core, open_core, prepare_database
from storage.engine import Engines, open_engines
from storage.releases import Library
from tests.compiled import compile_once
from tests.migrations import read_migrations_once
from tests.order_of_locks import locked_in_order
from tests.rewriting import rewrite_own_share
from tests.same_ids import same_ids
from tests.shipped import publish_shipped, read_shipped_once
from tests.small_pack import publish_small_pack
from tests.tenant_statements import kept_apart
from tests.watchdog import loop_kept_free
from tests.world import MONDAY, Caller, Clock, Noticeboard, World

hypothesis.settings.register_profile("cairn", derandomize=True, deadline=None, max_examples=60)
hypothesis.settings.load_profile("cairn")
MEMORY = Path("/dev/shm")  # noqa: S108 - whoever else can write there finds names that nobody guesses, as in any such folder
"""Where Linux keeps files in memory."""


def _keep_files_in_memory() -> None:
    """Thousands of databases are made and removed, which is slow on a disk; a container may have too little room in memory."""
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > 4 << 30:
        tempfile.tempdir = os.environ["TMPDIR"] = str(MEMORY)


_keep_files_in_memory()
gc.disable()  # until all is imported and collected, which throws nothing away
storage.sqlite.SYNCHRONOUS = "OFF"  # no database here has to outlive a power cut, and each waits for the disk as it is closed
compile_once()
read_migrations_once()
read_shipped_once()
read_zone_names(MONDAY.year)
structlog.configure(processors=[structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)])
"""As `bot/logs.py` writes it: the frames with their variables, which structlog shows unless told otherwise, take 0.4 s."""


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: browsers and started processes keep a fifth of the time waiting."""
    return (os.cpu_count() or 1) + 1


def pytest_collection() -> None:
    rewrite_own_share()


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over what lives to the end, five thousand tests above all: that took a fifth of the time."""
    gc.collect()
    gc.freeze()
    gc.enable()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(autouse=True)
def same_ids_each_time(request: pytest.FixtureRequest) -> Iterator[None]:
    with same_ids(request.node.nodeid):
        yield


@pytest.fixture
def clock() -> Clock:
    """Monday, 5 January 2026, 8:00 UTC."""
    return Clock()


@pytest.fixture(scope="session")
def prepared_with(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """A database with tables and the packs in some folders, to copy: made once for each choice of them."""

    @cache
    def prepare(*packs: Path) -> Path:
        path = tmp_path_factory.mktemp("prepared") / "cairn.db"
        asyncio.run(prepare_database(f"sqlite:///{path}", Clock(), packs))
        return path

    return prepare


@pytest.fixture(scope="session")
def prepared_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with tables and content, to copy."""
    path = tmp_path_factory.mktemp("prepared") / "cairn.db"
    asyncio.run(publish_shipped(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def prepared_small_pack(prepared_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, and the newest release is that of the small pack."""
    path = tmp_path_factory.mktemp("small") / "cairn.db"

    async def publish(engines: Engines) -> None:
        await publish_small_pack(engines)
        await engines.dispose()

    asyncio.run(publish(open_engines(_copied(prepared_database, path))))
    return path


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a throw-away SQLite database with tables and content."""
    small = request.node.get_closest_marker("small_pack")
    return _copied(request.getfixturevalue("prepared_small_pack" if small else "prepared_database"), tmp_path / "cairn.db")


def _copied(database: Path, place: Path) -> str:
    return f"sqlite:///{shutil.copy(database, place)}"


@pytest.fixture
def catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No catalogues but those that the test writes with `tests.catalogues.use`."""
    monkeypatch.setattr(bot.language, "CATALOGUES", tmp_path / "locale")
    bot.language._catalogue.cache_clear()
    yield
    bot.language._catalogue.cache_clear()


@pytest.fixture
def german(catalogues: None) -> Catalog:
    """A German catalogue without sentences; those added are said once `tests.catalogues.use` wrote it."""
    return Catalog("de", domain="messages")


@pytest.fixture
def board() -> Noticeboard:
    return Noticeboard()


@pytest.fixture(scope="session")
def shipped_library(prepared_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The content that ships, read and indexed once: that takes longer than most tests."""
    path, library = tmp_path_factory.mktemp("library") / "cairn.db", Library()
    shutil.copy(prepared_database, path)

    async def look_up() -> None:
        clock, board = Clock(), Noticeboard()
        async with open_core(f"sqlite:///{path}", clock, {"test": board}, library=library) as core:
            await World(core, clock, board).caller("reader").card("find", query="anything")

    asyncio.run(look_up())
    return library


@pytest.fixture
def library(shipped_library: Library) -> Library | None:
    """A copy, so that what a test publishes stays its own. Tests that change what ships have none."""
    copy = Library()
    copy.shipped.update(shipped_library.shipped)
    return copy


@pytest.fixture(scope="session")
def sandbox() -> Iterator[MontySandbox]:
    """A real one; its interpreters start at the first run."""
    with closing(MontySandbox()) as opened:
        yield opened


@pytest.fixture
async def core(
    request: pytest.FixtureRequest, database: str, clock: Clock, board: Noticeboard, library: Library | None
) -> AsyncIterator[Core]:
    """The real core; its only sender is the noticeboard. What it asks is held to one community, unless the test asks too, and no
    step of it holds the event loop."""
    asks_too = request.node.get_closest_marker("asks_the_database")
    senders: dict[str, Sender] = {"test": board}
    async with open_core(database, clock, senders, library=library) as opened:
        with nullcontext() if asks_too else kept_apart(opened.engines), locked_in_order(opened.engines), loop_kept_free():
            yield opened


@pytest.fixture
def world(core: Core, clock: Clock, board: Noticeboard) -> World:
    return World(core, clock, board)


@pytest.fixture
async def moderator(world: World) -> Caller:
    """The moderator of a community that has a log channel."""
    caller = world.caller("moderator", administrator=True)
    await caller.card("manage settings", log="log")
    return caller


@pytest.fixture
async def cohort(world: World) -> str:
    """A cohort of twelve weeks that begins on Monday, 5 January, at 18:00; it is now 20:00 on that day."""
    cohort = await world.launch()
    world.clock.advance(hours=12)
    return cohort


@pytest.fixture
async def ann(world: World, cohort: str) -> Caller:
    """A member of the cohort."""
    caller = world.caller("ann")
    await caller.card("cohort join", cohort=cohort)
    return caller
