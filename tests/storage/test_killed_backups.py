"""A backup that is killed leaves its folder behind, until the next one is made there."""

import asyncio
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.config import Settings
from bot.wiring.backups import back_up
from storage.backups.workplace import BEGINS, workplace
from tests.started import ROOT, environment
from tests.storage.test_backups import settings

__all__ = ["settings"]

KILLED = """
import os, signal
from storage.backups import keeping

keeping.write = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
from bot.command_line import main
main()
"""


def left_in(folder: Path) -> list[Path]:
    return [*folder.glob(f"{BEGINS}*")]


@pytest.mark.slow
async def test_what_a_killed_backup_left_goes_with_the_next(settings: Settings, tmp_path: Path) -> None:
    line = [sys.executable, "-c", KILLED, "db", "backup", str(tmp_path / "one")]
    told = environment(tmp_path, DATABASE_URL=settings.database, DATA_DIR=str(settings.data_dir))
    killed = await asyncio.to_thread(subprocess.run, line, cwd=ROOT, env=told, capture_output=True, text=True, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert len(left_in(tmp_path)) == 1
    await back_up(settings, tmp_path / "one", print)
    assert left_in(tmp_path) == []
    assert (tmp_path / "one").is_file()


def test_one_that_is_made_at_the_same_time_keeps_its_folder(tmp_path: Path) -> None:
    with workplace(tmp_path) as one, workplace(tmp_path) as other:
        assert sorted(left_in(tmp_path)) == sorted((one, other))
    assert left_in(tmp_path) == []
