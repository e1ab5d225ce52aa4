"""The command line as operators use it: real processes over a folder of their own."""

import asyncio
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import aiohttp
import pytest

from bot import __main__ as command_line
from bot.config import MisconfiguredError
from bot.wiring.operator import write_docs
from tests.slack.fake import APP_TOKEN, BOT_TOKEN, running

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]


def environment(folder: Path, **settings: str) -> Mapping[str, str]:
    """Nothing of this machine's settings but where programs are found."""
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "DATA_DIR": str(folder), "PYTHONPATH": str(ROOT), **settings}


def bot(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(
        line, cwd=folder, env=environment(folder, **settings), capture_output=True, text=True, check=False, timeout=60
    )


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose local community has its story told already, which takes some seconds."""
    folder = tmp_path_factory.mktemp("told")
    assert bot(folder, "say", "help").returncode == 0
    return folder


@pytest.fixture
def local(told: Path, tmp_path: Path) -> Path:
    """A throw-away copy of it."""
    return Path(shutil.copytree(told, tmp_path / "local"))


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


def test_a_typed_line_is_answered_and_what_it_did_is_kept(local: Path) -> None:
    assert "Checked in for" in bot(local, "say", 'checkin did="a chapter"').stdout
    form = bot(local, "say", "progress").stdout
    assert "Your progress in ML starters" in form


def test_the_answer_as_json_is_the_card(local: Path) -> None:
    card = json.loads(bot(local, "say", "roadmap show week=2", "--json").stdout)
    assert card["title"] == "Week 2: Python and Git"
    assert {block["block"] for block in card["blocks"]} >= {"text", "fields", "buttons"}


def test_a_line_can_be_typed_as_a_moderator(local: Path) -> None:
    assert "Only moderators" in bot(local, "say", "manage settings").stdout
    assert "Europe/Berlin" in bot(local, "say", "manage settings", "--as", "moderator").stdout


def test_release_then_check_finds_everything_in_order(tmp_path: Path) -> None:
    before = bot(tmp_path, "check")
    assert before.returncode == 1
    assert "run `python -m bot release`" in before.stdout
    assert "New content was loaded." in bot(tmp_path, "release").stdout
    assert "The content is up to date." in bot(tmp_path, "release").stdout
    after = bot(tmp_path, "check")
    assert (after.returncode, "✗" in after.stdout) == (0, False)


def test_the_check_of_a_bot_without_packs_fails(tmp_path: Path) -> None:
    found = bot(tmp_path, "check", PACKS="")
    assert found.returncode == 1
    assert "✗ PACKS: name a pack at least" in found.stdout


@pytest.mark.parametrize(
    ("arguments", "settings", "cure"),
    [
        (["run", "worker"], {}, "run `python -m bot release` first"),
        (["run", "discord"], {}, "DISCORD_TOKEN: not set; copy it from the Bot page"),
        (["run", "slack"], {"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN: not set; create one"),
        (["release"], {"DATABASE_URL": "mysql://user:hush@host/x"}, "DATABASE_URL: write sqlite:///"),
        (["release"], {"PORT": "many"}, "PORT: "),
        (["release"], {"DATABASE_URL": "postgresql://user:hush@127.0.0.1:9/none"}, "DATABASE_URL: the database does not answer"),
        (
            ["run", "web"],
            {"DATABASE_URL": "postgresql://user:hush@127.0.0.1:9/none"},
            "DATABASE_URL: the database does not answer",
        ),
        (["manifest", "--mode", "http"], {}, "PUBLIC_URL: set it to the https address"),
        (["release"], {"SLACK_BOT_TOKEN": "hush"}, "SLACK_BOT_TOKEN: it begins with xoxb-"),
        (["release"], {"PACKS": " , "}, "PACKS: name a pack at least"),
        (["release"], {"PACKS": "mle,no-such"}, "no-such; mend the name, or give the whole path"),
    ],
)
def test_what_is_missing_or_malformed_is_named_with_its_cure_before_anything_starts(
    tmp_path: Path, arguments: list[str], settings: dict[str, str], cure: str
) -> None:
    done = bot(tmp_path, *arguments, **settings)
    assert done.returncode == 2
    assert cure in done.stderr
    assert "Traceback" not in done.stderr
    assert "hush" not in done.stderr + done.stdout


def test_validating_lists_the_faults_of_a_pack(tmp_path: Path) -> None:
    assert "no faults" in bot(tmp_path, "content", "validate", str(ROOT / "content" / "night-sky")).stdout
    (tmp_path / "pack.yaml").write_text("pack: broken\n")
    done = bot(tmp_path, "content", "validate", str(tmp_path))
    assert done.returncode == 1
    assert "pack.yaml:" in done.stdout


def test_a_pack_is_counted_and_its_items_are_previewed(tmp_path: Path) -> None:
    pack = str(ROOT / "content" / "night-sky")
    assert "roadmap" in bot(tmp_path, "content", "stats", pack).stdout
    shown = bot(tmp_path, "content", "preview", "term.ecliptic", "--pack", pack)
    assert "As Discord and Slack show it: preview.html" in shown.stdout
    assert '<section class="slack">' in (tmp_path / "preview.html").read_text(encoding="utf-8")
    nowhere = bot(tmp_path, "content", "preview", "term.ecliptic", "--pack", pack, "--page", str(tmp_path / "none" / "page.html"))
    assert (nowhere.returncode, "name another place with --page" in nowhere.stderr) == (1, True)
    missing = bot(tmp_path, "content", "preview", "term.none", "--pack", pack)
    assert (missing.returncode, "The pack has no item `term.none`" in missing.stderr) == (1, True)


def test_the_manifest_can_be_pasted(tmp_path: Path) -> None:
    assert "command: /study" in bot(tmp_path, "manifest").stdout
    assert (
        "https://cairn.example/slack/events"
        in bot(tmp_path, "manifest", "--mode", "http", PUBLIC_URL="https://cairn.example").stdout
    )


async def test_the_demo_prints_its_address_serves_the_page_and_stops_when_told(tmp_path: Path) -> None:
    with started(tmp_path, sys.executable, "-m", "bot", "demo", "--port", "0") as process:
        line = await asyncio.to_thread(until, process, "http://127.0.0.1:")
        address = re.search(r"http://127\.0\.0\.1:\d+", line)
        assert address
        async with aiohttp.ClientSession() as session, session.get(address[0]) as page:
            assert "Playground" in await page.text()
    assert process.returncode == 0


async def test_the_procfile_starts_every_part_and_stops_cleanly(tmp_path: Path) -> None:
    """Discord is left out here: its library has no setting for another address, and the other parts are its like."""
    assert bot(tmp_path, "release").returncode == 0
    procfile = tmp_path / "Procfile"
    procfile.write_text((ROOT / "Procfile").read_text().replace(".venv/bin/python", sys.executable))
    async with running() as slack:
        settings = {"SLACK_API_URL": slack.api, "SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN, "HOST": "127.0.0.1"}
        # unbuffered: honcho writes as a signal arrives, and a buffered stream refuses that in the midst of another write
        honcho = [sys.executable, "-u", "-m", "honcho", "-f", str(procfile), "-d", str(ROOT), "start", "web", "worker", "slack"]
        with started(tmp_path, *honcho, **settings, PORT="0") as process:
            await asyncio.to_thread(until, process, *(f"roles=['{part}']" for part in ("web", "worker", "slack")))
            await slack.until(lambda: slack.connections)
            process.send_signal(signal.SIGTERM)
            said = await asyncio.to_thread(process.communicate, timeout=20)
    assert "Traceback" not in said[0]
    assert process.returncode in (0, 143)


async def test_a_token_that_slack_refuses_is_said_plainly(tmp_path: Path) -> None:
    assert bot(tmp_path, "release").returncode == 0
    async with running() as slack:
        settings = {"SLACK_API_URL": slack.api, "SLACK_BOT_TOKEN": "xoxb-wrong", "SLACK_APP_TOKEN": "xapp-wrong"}
        done = await asyncio.to_thread(bot, tmp_path, "run", "slack", **settings)
        checked = await asyncio.to_thread(bot, tmp_path, "check", **settings)
    assert done.returncode == 2
    assert "Slack refuses it" in done.stderr
    assert "Slack refuses it" in checked.stdout
    assert "Traceback" not in done.stderr
    assert "wrong" not in done.stderr + checked.stdout


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


def test_what_nobody_foresaw_is_raised_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def run() -> None:
        raise ExceptionGroup("parts", [OSError("the line broke")])

    monkeypatch.setattr(command_line, "app", run)
    with pytest.raises(ExceptionGroup):
        command_line.main()


def blocks() -> list[str]:
    """The fenced sh blocks of the README."""
    return re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)


def test_the_readmes_first_command_starts_the_playground_and_its_second_is_what_ci_runs() -> None:
    first, second = blocks()[:2]
    assert first.strip() == "python3 bootstrap.py -m bot demo"
    assert second.strip() == "python3 bootstrap.py --dev -m pytest"
    assert (ROOT / ".ci" / "run").read_text().rstrip().endswith(second.strip())


def test_the_generated_parts_of_the_documents_are_up_to_date(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    for name in ("README.md", "docs/operating.md"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    assert write_docs(tmp_path) == []
