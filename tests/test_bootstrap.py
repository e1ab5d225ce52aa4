"""Setting up the packages: a copy of the real script, in a folder with an environment that writes down what it is asked for."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.txt", *(f"requirements-{flag}.txt" for flag in ("certificates", "sandbox", "scale", "dev")))
PYTHON = """#!/bin/sh
case "$*" in
    "-m pip --version") ;;
    "-m pip install"*) for lock; do :; done; echo "installed ${lock##*/}" >> said ;;
    *) echo "ran $*" >> said ;;
esac
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "bootstrap.py", tmp_path)
    for lock in LOCKS:
        (tmp_path / lock).write_text(f"the pins of {lock}\n")
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(PYTHON)
    python.chmod(0o755)
    return tmp_path


def said(folder: Path, *arguments: str) -> list[str]:
    """What was installed and run."""
    (folder / "said").unlink(missing_ok=True)
    subprocess.run([sys.executable, "bootstrap.py", *arguments], cwd=folder, check=True, capture_output=True)
    return (folder / "said").read_text().splitlines()


@pytest.mark.parametrize(
    ("flags", "lock"),
    [
        ([], "requirements.txt"),
        (["--certificates"], "requirements-certificates.txt"),
        (["--sandbox"], "requirements-sandbox.txt"),
        (["--scale"], "requirements-scale.txt"),
        (["--dev"], "requirements-dev.txt"),
    ],
)
def test_each_flag_installs_its_lock_once_and_again_when_that_changes(folder: Path, flags: list[str], lock: str) -> None:
    assert said(folder, *flags, "-m", "bot", "demo") == [f"installed {lock}", "ran -m bot demo"]
    assert said(folder, *flags, "-m", "bot", "demo") == ["ran -m bot demo"]
    (folder / lock).write_text("newer pins\n")
    assert said(folder, *flags, "-m", "bot", "demo") == [f"installed {lock}", "ran -m bot demo"]


def test_a_larger_set_does_for_the_smaller_ones_and_not_the_other_way(folder: Path) -> None:
    said(folder, "--sandbox", "-m", "bot")
    assert said(folder, "-m", "bot") == ["ran -m bot"]
    assert said(folder, "--dev", "-m", "pytest") == ["installed requirements-dev.txt", "ran -m pytest"]
    assert said(folder, "--sandbox", "-m", "bot") == ["ran -m bot"]


def test_a_flag_counts_only_in_the_first_place(folder: Path) -> None:
    assert said(folder, "-m", "bot", "--dev") == ["installed requirements.txt", "ran -m bot --dev"]


def test_a_line_without_a_command_sets_up_and_ends(folder: Path) -> None:
    assert said(folder, "--sandbox") == ["installed requirements-sandbox.txt"]


def pins(lock: str) -> set[str]:
    return set(re.findall(r"^(\S+==\S+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))


def test_each_lock_holds_the_pins_of_the_smaller_ones() -> None:
    run, certificates, sandbox, scale, develop = map(pins, LOCKS)
    assert run < certificates < sandbox < scale < develop
    assert any(pin.startswith("typst==") for pin in certificates - run)
    assert any(pin.startswith("pydantic-monty==") for pin in sandbox - certificates)
    assert any(pin.startswith("limits==") for pin in scale - sandbox)
