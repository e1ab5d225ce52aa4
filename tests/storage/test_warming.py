"""A process has read and indexed what ships before it is ready."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from bot.wiring.core import open_core, prepare_database
from storage.engine import Engines
from storage.releases import Library
from storage.warming import warm
from tests.world import Clock


class Refusing(ThreadPoolExecutor):
    """Works for nobody: whoever still has something to read or to index fails."""

    def submit(self, *_: Any, **__: Any) -> Any:
        raise AssertionError("no thread is to be had")


async def test_the_first_look_up_after_a_start_indexes_nothing(database: str, clock: Clock) -> None:
    library = Library()
    async with open_core(database, clock, {}, library=library) as core:
        await core.warm()
        asyncio.get_running_loop().set_default_executor(Refusing())
        assert library.shipped
        for release in library.shipped.values():
            assert (await release.indexed()).items


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_a_release_is_read_beside_the_event_loop(engines: Engines) -> None:
    """On SQLite all of a unit runs in the database's thread."""
    library = Library()
    asyncio.get_running_loop().set_default_executor(Refusing())
    with pytest.raises(AssertionError, match="no thread is to be had"):
        await warm(engines, library)
    assert not library.shipped


async def test_without_content_a_process_starts_all_the_same(tmp_path: Path, clock: Clock) -> None:
    database = f"sqlite:///{tmp_path / 'empty.db'}"
    await prepare_database(database, clock, ())
    async with open_core(database, clock, {}) as core:
        await core.warm()
