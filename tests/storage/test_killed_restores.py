"""A backup that is being put back when the process is killed: the database is as before, or the bot does not start on it and says
why; putting it back once more mends it."""

import asyncio
import subprocess
import sys
from pathlib import Path
from unittest.mock import AsyncMock

import pytest
from sqlalchemy import func, select

from bot.config import MisconfiguredError, Settings
from bot.wiring import backups, operator
from bot.wiring.backups import back_up, restore
from bot.wiring.core import open_core
from storage import tables
from storage.backups.keeping import kept_in
from tests.started import ROOT, bot, environment
from tests.storage.test_backups import settings
from tests.transactions import begun
from tests.world import Clock, Noticeboard, World

__all__ = ["settings"]

KILLED = """
import os, signal
from storage.backups import postgresql, sqlite

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

sqlite._PAGES = 64
sqlite._telling = lambda *_: lambda status, remaining, total: die() if 2 * remaining < total else None
begin = postgresql.begun

async def begun(program, *arguments):
    process = await begin(program, *arguments)
    if program.name == "psql":
        await process.wait()  # it goes on by itself, whatever becomes of whoever began it
        die()
    return process

postgresql.begun = begun
from bot.command_line import main
main()
"""


async def kept(settings: Settings, clock: Clock, board: Noticeboard, file: Path) -> None:
    """A backup of a community that has a cohort; its members are two by now."""
    async with open_core(settings.database, clock, {"test": board}) as core:
        world = World(core, clock, board)
        cohort = await world.launch()
        await back_up(settings, file, print)
        await world.caller("ann").card("cohort join", cohort=cohort)


async def persons(settings: Settings, clock: Clock) -> int:
    async with open_core(settings.database, clock, {}) as core, begun(core.engines.read) as connection:
        return (await connection.execute(select(func.count()).select_from(tables.person))).scalar_one()


async def test_one_that_is_not_caught_up_keeps_the_bot_from_starting_and_says_why(
    settings: Settings, clock: Clock, board: Noticeboard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "kept"
    await kept(settings, clock, board, file)
    before = await persons(settings, clock)
    with monkeypatch.context() as killed:
        killed.setattr(backups, "catch_up", AsyncMock(side_effect=asyncio.CancelledError))
        with pytest.raises(asyncio.CancelledError):
            await restore(settings, file, True, print)
    with pytest.raises(MisconfiguredError, match=r"that was cut off before the bot caught up .* db restore FILE --replace"):
        await operator.release_database(settings)
    (database, *_) = [finding for finding in await operator.check(settings) if "cut off" in finding.sentence]
    assert database.fine is False
    clock.advance(seconds=1)
    await restore(settings, file, True, print)
    await operator.release_database(settings)
    assert await persons(settings, clock) == before - 1


@pytest.mark.slow
@pytest.mark.nightly
async def test_one_that_is_killed_while_it_writes_leaves_the_database_as_it_was_or_is_told_at_the_next_start(
    settings: Settings, clock: Clock, board: Noticeboard, tmp_path: Path
) -> None:
    file = tmp_path / "kept"
    await kept(settings, clock, board, file)
    before = await persons(settings, clock)
    line = [sys.executable, "-c", KILLED, "db", "restore", str(file), "--replace"]
    told = environment(tmp_path, DATABASE_URL=settings.database, DATA_DIR=str(settings.data_dir))
    killed = await asyncio.to_thread(subprocess.run, line, cwd=ROOT, env=told, capture_output=True, text=True, check=False)
    assert killed.returncode == -9, killed.stderr
    is_marked = await _is_refused(settings)
    assert is_marked == settings.database.startswith("postgresql")
    if is_marked:
        started = await asyncio.to_thread(bot, tmp_path, "run", "worker", DATABASE_URL=settings.database)
        assert (started.returncode, "cut off before the bot caught up" in started.stderr) == (2, True)
    else:
        assert await persons(settings, clock) == before
    clock.advance(seconds=1)
    await restore(settings, file, True, print)
    assert not await _is_refused(settings)
    assert await persons(settings, clock) == before - 1
    assert not [path for path in (tmp_path, settings.data_dir) if any(path.glob(".restore-*"))]


async def _is_refused(settings: Settings) -> bool:
    """Whether the bot does not start on the database, once nobody else writes to it."""
    async with asyncio.timeout(20):
        while await kept_in(settings.database, settings.data_dir).keeper.is_used():  # noqa: ASYNC110 - psql goes on in a process of its own
            await asyncio.sleep(0.1)
    try:
        await operator.release_database(settings)
    except MisconfiguredError:
        return True
    return False
