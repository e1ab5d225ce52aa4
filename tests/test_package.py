"""The package that is built of a version: it has everything that the bot reads, and needs this folder no more."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from bot import __version__
from tests.contracts.imports import PROGRAM
from tests.started import ROOT, environment

pytestmark = [pytest.mark.slow, pytest.mark.nightly]
PARTS = [*PROGRAM]


def committed(folder: str) -> set[str]:
    """The files of a part that are no compiled code."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def told(*line: str | Path, folder: Path) -> str:
    """What a command prints that comes to a good end."""
    settings = {name: value for name, value in environment(folder).items() if name in ("PATH", "HOME")}
    done = subprocess.run(line, cwd=folder, env=settings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package, built in an environment of its own, which fetches what builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    line = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    if "hatchling" in done.stderr and "No matching distribution" in done.stderr:
        pytest.skip("what builds a package cannot be fetched here")
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.mark.parametrize("folder", PARTS)
def test_every_file_of_the_program_is_in_the_package(folder: str, wheel: Path) -> None:
    assert committed(folder) - set(zipfile.ZipFile(wheel).namelist()) == set()


def test_the_bot_runs_from_the_package_alone(wheel: Path, tmp_path: Path) -> None:
    """In a fresh environment, which borrows the packages of this one; its data stand in the folder in which it is started."""
    home = tmp_path / "fresh"
    venv.create(home, with_pip=False)
    (packages,) = home.glob("lib/python*/site-packages")
    zipfile.ZipFile(wheel).extractall(packages)
    (others,) = Path(sys.prefix).glob("lib/python*/site-packages")
    (packages / "others.pth").write_text(f"{others}\n", encoding="utf-8")
    python = home / "bin" / "python"
    assert told(python, "-m", "bot", "--version", folder=tmp_path) == f"Cairn {__version__}\n"
    assert str(packages) in told(python, "-c", "import bot; print(bot.__file__)", folder=tmp_path)
    told(python, "-m", "bot", "release", folder=tmp_path)
    assert (tmp_path / "data" / "cairn.db").exists()
    assert "What is open" in told(python, "-m", "bot", "say", "help today", folder=tmp_path)
    assert "✓ The content is loaded" in told(python, "-m", "bot", "check", folder=tmp_path)
