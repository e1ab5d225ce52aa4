"""A process has read and indexed what ships before it is ready."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from bot.wiring.core import open_core, prepare_database
from storage.releases import Library
from tests.watchdog import loop_kept_free
from tests.world import Clock


class Refusing(ThreadPoolExecutor):
    """Works for nobody: whoever still has something to read or to index fails."""

    def submit(self, *_: Any, **__: Any) -> Any:
        raise AssertionError("no thread is to be had")


async def test_the_first_look_up_after_a_start_indexes_nothing(database: str, clock: Clock) -> None:
    library = Library()
    async with open_core(database, clock, {}, library=library) as core:
        with loop_kept_free():
            await core.warm()
        asyncio.get_running_loop().set_default_executor(Refusing())
        assert library.shipped
        for release in library.shipped.values():
            assert (await release.indexed()).items


async def test_without_content_a_process_starts_all_the_same(tmp_path: Path, clock: Clock) -> None:
    database = f"sqlite:///{tmp_path / 'empty.db'}"
    await prepare_database(database, clock, ())
    async with open_core(database, clock, {}) as core:
        await core.warm()
