"""Releases as processes: several at the same time, and some that are killed in the middle."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from storage.engine import open_engines
from storage.revision import is_current
from tests.started import ROOT, environment
from tests.storage.conftest import empty, empty_postgresql, empty_sqlite

__all__ = ["empty", "empty_postgresql", "empty_sqlite"]

pytestmark = [pytest.mark.slow, pytest.mark.nightly]

STATEMENTS = ("CREATE TABLE post", "INSERT INTO revision", "INSERT INTO release_item", "INSERT INTO shipped_link")
KILLED = """
import os, signal, sys
from sqlalchemy import event
from sqlalchemy.engine import Engine

def kill(connection, cursor, statement, *more):
    if statement.strip().startswith(last):
        os.kill(os.getpid(), signal.SIGKILL)

last, sys.argv = sys.argv[1], ["bot", "release"]
event.listen(Engine, "before_cursor_execute", kill)
from bot.command_line import main
main()
"""
"""A release that dies at a statement."""


def begun(folder: Path, database: str) -> subprocess.Popen[str]:
    line = [sys.executable, "-m", "bot", "release"]
    settings = environment(folder, DATABASE_URL=database)
    return subprocess.Popen(line, cwd=ROOT, env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def ended(releases: Sequence[subprocess.Popen[str]]) -> list[str]:
    """What each of them said; all ended well."""
    said = [release.communicate(timeout=300)[0] for release in releases]
    assert [release.returncode for release in releases] == [0] * len(releases), said
    return said


async def test_of_several_releases_at_once_one_does_it_and_the_others_wait(empty: str, tmp_path: Path) -> None:
    said = ended([begun(tmp_path, empty) for _ in range(3)])
    assert sum("New content was loaded." in each for each in said) == 1
    assert await has_tables(empty)


@pytest.mark.parametrize("statement", STATEMENTS)
async def test_a_release_that_is_killed_is_done_by_the_next(empty: str, tmp_path: Path, statement: str) -> None:
    line = [sys.executable, "-c", KILLED, statement]
    told = environment(tmp_path, DATABASE_URL=empty)
    killed = await asyncio.to_thread(subprocess.run, line, cwd=ROOT, env=told, capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    ended([begun(tmp_path, empty)])
    assert await has_tables(empty)
    assert "The content is up to date." in ended([begun(tmp_path, empty)])[0]


async def has_tables(database: str) -> bool:
    engines = open_engines(database)
    try:
        return await is_current(engines)
    finally:
        await engines.dispose()
