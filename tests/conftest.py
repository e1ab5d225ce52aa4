"""What every test may ask for: a clock it sets itself, and the real core over a throw-away database."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import hypothesis
import pytest

from bot.ports import Sender
from bot.wiring.core import Core, open_core, prepare_database
from tests.world import Clock, Noticeboard, World

hypothesis.settings.register_profile("cairn", derandomize=True, deadline=None, max_examples=60)
hypothesis.settings.load_profile("cairn")


@pytest.fixture
def clock() -> Clock:
    """Monday, 5 January 2026, 8:00 UTC."""
    return Clock()


@pytest.fixture(scope="session")
def prepared_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with tables and content, to copy."""
    path = tmp_path_factory.mktemp("prepared") / "cairn.db"
    asyncio.run(prepare_database(f"sqlite:///{path}", Clock()))
    return path


@pytest.fixture
def database(prepared_database: Path, tmp_path: Path) -> str:
    """The address of a throw-away SQLite database with tables and content."""
    path = tmp_path / "cairn.db"
    shutil.copy(prepared_database, path)
    return f"sqlite:///{path}"


@pytest.fixture
def board() -> Noticeboard:
    return Noticeboard()


@pytest.fixture
async def core(database: str, clock: Clock, board: Noticeboard) -> AsyncIterator[Core]:
    """The real core; its only sender is the noticeboard."""
    senders: dict[str, Sender] = {"test": board}
    async with open_core(database, clock, senders) as opened:
        yield opened


@pytest.fixture
def world(core: Core, clock: Clock, board: Noticeboard) -> World:
    return World(core, clock, board)
