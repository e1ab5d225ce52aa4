"""The image: what its Dockerfile copies is enough to run the bot, and what it leaves out stays out."""

import re
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.deploy.dockerfile import Stage, context, stages
from tests.started import ROOT, environment

STAGES = stages((ROOT / "Dockerfile").read_text(encoding="utf-8"))
PACKAGES, BACKUP, BOT = STAGES


def test_each_stage_begins_with_an_image_of_a_version() -> None:
    pooler = stages((ROOT / "deploy" / "pgbouncer" / "Dockerfile").read_text(encoding="utf-8"))
    for stage in (*STAGES, *pooler):
        assert re.fullmatch(r"[\w./-]+:(?!latest$)[\w.-]+", stage.base)
    assert {stage.base for stage in (PACKAGES, BOT)} == {"python:3.11-slim-bookworm"}


@pytest.mark.parametrize("stage", [BACKUP, BOT], ids=lambda stage: stage.name)
def test_what_runs_is_nobody_special(stage: Stage) -> None:
    assert stage.of("USER") == ["10001:10001"]
    assert stage.instructions[-1].name == "CMD"


def test_packages_are_wheels_with_the_hashes_of_the_lock() -> None:
    (install,) = (words for words in PACKAGES.of("RUN") if " install " in words)
    assert "--only-binary :all: --require-hashes --requirement" in install
    assert PACKAGES.of("ARG") == ["LOCK=requirements.txt"]
    assert (ROOT / "requirements.txt").is_file()


def test_nothing_that_builds_or_installs_stays_in_the_image() -> None:
    """No compiler is in the base image, and nothing is installed by Debian's means."""
    assert BOT.of("RUN")[0] == "python -m pip uninstall --yes pip setuptools wheel"
    assert "apt-get" not in " ".join(BOT.of("RUN"))
    assert "--without-pip" in " ".join(PACKAGES.of("RUN"))


def test_the_build_sees_no_secret_no_test_and_no_data() -> None:
    seen = {path.parts[0] for path in context()} - {"locale"}  # that is an operator's own
    locks = {path.name for path in ROOT.glob("requirements*.txt")}
    assert seen == {"adapters", "bot", "content", "search", "storage"} | locks
    assert not [path for path in context() if path.name.startswith(".env") or path.suffix == ".db"]


@pytest.mark.slow
def test_the_files_of_the_image_alone_are_released_run_and_found_healthy(prepared_database: Path, tmp_path: Path) -> None:
    image, data = tmp_path / "image", tmp_path / "data"
    for file in context():
        (image / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / file, image / file)
    data.mkdir()
    shutil.copy(prepared_database, data / "cairn.db")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    settings = environment(data, PYTHONPATH=str(image), HOST="127.0.0.1", PORT="0", METRICS_PORT=port)

    def said(*line: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, *line], cwd=image, env=settings, capture_output=True, text=True, check=False)

    released = said("-m", "bot", "release")
    assert released.stdout.splitlines() == ["The tables are up to date.", "The content is up to date."], released.stderr
    _, *check = BOT.health_check
    assert said(*check).returncode == 1
    line = [sys.executable, "-m", "bot", "run", "web"]
    with subprocess.Popen(line, cwd=image, env=settings, stderr=subprocess.PIPE, text=True) as part:
        assert part.stderr
        assert any("numbers can be read" in words for words in part.stderr)
        assert said(*check).returncode == 0
        part.send_signal(signal.SIGTERM)
        part.stderr.read()
    assert part.returncode == 0
