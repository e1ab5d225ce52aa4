"""What the Dockerfile comes to, carried out in a bare Debian 12: takes minutes, the network and root."""

import os
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.deploy.chroot import Built, bare_debian, carry_out, with_python
from tests.deploy.dockerfile import stages
from tests.started import ROOT

STAGES = stages((ROOT / "Dockerfile").read_text(encoding="utf-8"))
BOT = STAGES[-1]
pytestmark = [
    pytest.mark.nightly,
    pytest.mark.slow,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(os.geteuid() != 0, reason="only root may change the root of a process"),
    pytest.mark.skipif(shutil.which("debootstrap") is None, reason="install Debian's debootstrap"),
]

RUNS_CODE = """
import asyncio
from contextlib import closing
from pathlib import Path
from adapters.sandbox import bounded
from adapters.sandbox.pool import MontySandbox
from bot.domain.challenge import Case, Limits
with closing(MontySandbox()) as sandbox, bounded.bounded() as program:
    cases = [Case(args=(20, 22), want=42)]
    outcomes = asyncio.run(sandbox.run("def add(a, b): return a + b", "add", cases, Limits()))
    print(program is not None, [(outcome.kind, outcome.value) for outcome in outcomes])
"""


@pytest.fixture(scope="module")
def built() -> Iterator[dict[str, Built]]:
    """Each stage of the Dockerfile, with the packages of the largest lock that is not for development."""
    with TemporaryDirectory(prefix="cairn-image-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        debian = bare_debian(folder / "debian")
        bases = {"python:3.11-slim-bookworm": with_python(debian, folder / "python"), "postgres:18-bookworm": debian}
        done: dict[str, Built] = {}
        for stage in STAGES:
            root = folder / stage.name
            done[stage.name] = carry_out(stage, bases[stage.base], root, done, {"LOCK": "requirements-scale.txt"})
        yield done


@pytest.fixture
def confined(built: dict[str, Built]) -> Iterator[Built]:
    """The image as compose.yaml runs it: read-only, but for its data and a /tmp whose files can be started."""
    bot = built["bot"]
    within = [bot.inside(path) for path in ("/tmp", "/data")]  # noqa: S108 - of the image
    subprocess.run(["mount", "--bind", bot.root, bot.root], check=True)
    subprocess.run(["mount", "-o", "remount,bind,ro", bot.root], check=True)
    for path in within:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=1777,nosuid,nodev", "tmpfs", path], check=True)
    yield bot
    for path in (*within, bot.root):
        subprocess.run(["umount", path], check=True)


def test_the_image_releases_checks_and_says_what_it_is(confined: Built) -> None:
    assert "The tables are up to date." in confined.run("python -m bot release")
    assert "✓ The content is loaded" in confined.run("python -m bot check")
    assert confined.run("id -u").strip() == "10001"


def test_the_image_answers_its_health_check_while_a_part_runs_and_stops_when_told(confined: Built) -> None:
    confined.run("python -m bot release")
    check = shlex.join(BOT.health_check)
    said = confined.run(
        "python -m bot run worker 2>/tmp/said & part=$!; "
        f"for i in $(seq 100); do {check} 2>/dev/null && break; sleep 0.2; done; "
        f"{check} && echo healthy; kill -TERM $part; wait $part; echo ended $?"
    )
    assert said.splitlines()[-2:] == ["healthy", "ended 0"]


def test_members_code_runs_in_the_image_within_the_bounds_of_the_system(confined: Built) -> None:
    (confined.inside("/tmp/runs_code.py")).write_text(RUNS_CODE)  # noqa: S108 - of the image
    assert confined.run("PYTHONPATH=. python /tmp/runs_code.py").splitlines()[-1] == "True [('returned', 42)]"


def test_nothing_is_left_that_builds_or_installs(built: dict[str, Built]) -> None:
    bot = built["bot"]
    for tool in ("gcc", "cc", "make", "git", "curl"):
        assert bot.run(f"command -v {tool} || echo none") == "none\n"
    for python in ("python", "/usr/local/bin/python"):
        assert "No module named pip" in bot.run(f"{python} -m pip --version 2>&1 || true")


def test_backups_are_made_beside_the_programs_of_postgresql_with_the_same_packages(built: dict[str, Built]) -> None:
    assert "restore" in built["backup"].run("python3 -m bot db --help")
