"""The demo and the processes of the Procfile: they start, stop when told, and say plainly what keeps them from it."""

import asyncio
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import aiohttp
import pytest

from bot import command_line
from bot.config import MisconfiguredError
from tests.entered import enter
from tests.slack.fake import APP_TOKEN, BOT_TOKEN, running
from tests.started import ROOT, bot, environment

pytestmark = pytest.mark.slow


@contextmanager
def started(folder: Path, *line: str, **settings: str) -> Iterator[subprocess.Popen[str]]:
    """A process that is told to stop at the end, and does."""
    process = subprocess.Popen(
        line, cwd=ROOT, env=environment(folder, **settings), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=20)
        assert process.stdout
        process.stdout.close()


def until(process: subprocess.Popen[str], *expected: str) -> str:
    """What a process says until it has said all that is expected."""
    assert process.stdout
    said = ""
    for line in process.stdout:
        said += line
        if all(words in said for words in expected):
            return said
    raise AssertionError(f"never said all of {expected}:\n{said}")


async def test_the_demo_prints_its_address_serves_the_page_and_stops_when_told(tmp_path: Path) -> None:
    with started(tmp_path, sys.executable, "-m", "bot", "demo", "--port", "0") as process:
        line = await asyncio.to_thread(until, process, "http://127.0.0.1:")
        address = re.search(r"http://127\.0\.0\.1:\d+", line)
        assert address
        async with aiohttp.ClientSession() as session, session.get(address[0]) as page:
            assert "Playground" in await page.text()
    assert process.returncode == 0


@pytest.fixture
def released(prepared_database: Path, tmp_path: Path) -> Path:
    """A folder whose database has tables and content."""
    shutil.copy(prepared_database, tmp_path / "cairn.db")
    return tmp_path


async def test_the_procfile_starts_every_part_and_stops_cleanly(released: Path) -> None:
    """Discord is left out here: its library has no setting for the address of a gateway, and the other parts are its like."""
    procfile = released / "Procfile"
    procfile.write_text((ROOT / "Procfile").read_text().replace(".venv/bin/python", sys.executable))
    async with running() as slack:
        settings = {"SLACK_API_URL": slack.api, "SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN, "HOST": "127.0.0.1"}
        # unbuffered: honcho writes as a signal arrives, and a buffered stream refuses that in the midst of another write
        honcho = [sys.executable, "-u", "-m", "honcho", "-f", str(procfile), "-d", str(ROOT), "start", "web", "worker", "slack"]
        with started(released, *honcho, **settings, PORT="0") as process:
            await asyncio.to_thread(until, process, *(f"roles=['{part}']" for part in ("web", "worker", "slack")))
            await slack.until(lambda: slack.connections)
            process.send_signal(signal.SIGTERM)
            said = await asyncio.to_thread(process.communicate, timeout=20)
    assert "Traceback" not in said[0]
    assert process.returncode in (0, 143)


@pytest.mark.parametrize("parts", [("slack",), ()])
async def test_a_token_that_slack_refuses_is_said_plainly(released: Path, parts: tuple[str, ...]) -> None:
    """By a part of its own, and with every other part in the process, which are stopped in the middle of their first work."""
    async with running() as slack:
        settings = {"SLACK_API_URL": slack.api, "SLACK_BOT_TOKEN": "xoxb-wrong", "SLACK_APP_TOKEN": "xapp-wrong", "PORT": "0"}
        done = await asyncio.to_thread(bot, released, "run", *parts, **settings)
        checked = await asyncio.to_thread(enter, released, "check", **settings)
    assert done.returncode == 2
    assert "Slack refuses it" in done.stderr
    assert "Slack refuses it" in checked.stdout
    assert "Traceback" not in done.stderr
    assert "wrong" not in done.stderr + checked.stdout


async def test_the_check_names_the_scopes_that_the_slack_app_lacks(tmp_path: Path) -> None:
    async with running() as slack:
        settings = {"SLACK_API_URL": slack.api, "SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN}
        assert "✓ Slack knows the bot" in (await asyncio.to_thread(enter, tmp_path, "check", **settings)).stdout
        slack.scopes = [scope for scope in slack.scopes if scope not in ("users:read", "im:write")]
        lacking = (await asyncio.to_thread(enter, tmp_path, "check", **settings)).stdout
    assert "✗ The Slack app lacks im:write, users:read" in lacking


def test_what_is_misconfigured_is_said_plainly_though_other_parts_fail_with_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run() -> None:
        raise ExceptionGroup(
            "parts", [OSError("the line broke"), ExceptionGroup("", [MisconfiguredError("SLACK_BOT_TOKEN: no")])]
        )

    monkeypatch.setattr(command_line, "app", run)
    with pytest.raises(SystemExit, match="2"):
        command_line.main()
    assert capsys.readouterr().err.splitlines()[-2:] == ["The bot cannot start:", "SLACK_BOT_TOKEN: no"]
