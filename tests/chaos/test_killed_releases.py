"""Releases as processes: several at the same time, and some that are killed in the middle."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from storage.engine import open_engines
from storage.revision import is_current
from tests.started import ROOT, environment
from tests.storage.conftest import empty, empty_postgresql, empty_sqlite  # noqa: F401 - fixtures are found by their names

pytestmark = [pytest.mark.slow, pytest.mark.nightly]


def begun(folder: Path, database: str) -> subprocess.Popen[str]:
    line = [sys.executable, "-m", "bot", "release"]
    settings = environment(folder, DATABASE_URL=database)
    return subprocess.Popen(line, cwd=ROOT, env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def ended(releases: Sequence[subprocess.Popen[str]]) -> list[str]:
    """What each of them said; all ended well."""
    said = [release.communicate(timeout=300)[0] for release in releases]
    assert [release.returncode for release in releases] == [0] * len(releases), said
    return said


async def test_of_several_releases_at_once_one_does_it_and_the_others_wait(empty: str, tmp_path: Path) -> None:  # noqa: F811
    said = ended([begun(tmp_path, empty) for _ in range(3)])
    assert sum("New content was loaded." in each for each in said) == 1
    assert await has_tables(empty)


@pytest.mark.parametrize("seed", range(4))
async def test_a_release_that_is_killed_is_done_by_the_next(empty: str, tmp_path: Path, seed: int) -> None:  # noqa: F811
    killed = begun(tmp_path, empty)
    try:
        killed.communicate(timeout=Random(seed).uniform(0.5, 5))  # noqa: S311 - nothing secret hangs on it
    except subprocess.TimeoutExpired:
        killed.kill()
        killed.communicate()
    ended([begun(tmp_path, empty)])
    assert await has_tables(empty)
    assert "The content is up to date." in ended([begun(tmp_path, empty)])[0]


async def has_tables(database: str) -> bool:
    engines = open_engines(database)
    try:
        return await is_current(engines)
    finally:
        await engines.dispose()
