"""The command line as operators use it, over a folder of their own; what is about processes starts one."""

import gc
import json
import re
import shutil
from importlib import reload
from pathlib import Path
from socket import create_server, has_dualstack_ipv6

import pytest

from bot import __main__, command_line
from bot.config import MisconfiguredError
from bot.wiring.core import PACK
from bot.wiring.documents import write_docs
from bot.wiring.local import say
from bot.wiring.operator_errors import check_port
from storage.revision import newest
from tests.entered import enter
from tests.started import ROOT, bot

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose local community has its story told already, which takes some seconds, and of which nothing is logged."""
    folder = tmp_path_factory.mktemp("told")
    done = bot(folder, "say", "help")
    assert (done.returncode, done.stderr) == (0, "")
    return folder


@pytest.fixture
def local(told: Path, tmp_path: Path) -> Path:
    """A throw-away copy of it."""
    return Path(shutil.copytree(told, tmp_path / "local"))


def test_a_typed_line_is_answered_and_what_it_did_is_kept(local: Path) -> None:
    assert "Checked in for" in enter(local, "say", 'checkin did="a chapter"').stdout
    form = enter(local, "say", "progress").stdout
    assert "Your progress in ML starters" in form


def test_the_answer_as_json_is_the_card(local: Path) -> None:
    card = json.loads(enter(local, "say", "roadmap show week=2", "--json").stdout)
    assert card["title"] == "Week 2: Python and Git"
    assert {block["block"] for block in card["blocks"]} >= {"text", "buttons"}


def test_a_line_can_be_typed_as_a_moderator(local: Path) -> None:
    refused = enter(local, "say", "manage settings")
    assert (refused.returncode, "Only moderators" in refused.stdout) == (1, True)
    assert "Europe/Berlin" in enter(local, "say", "manage settings", "--as", "moderator").stdout


@pytest.mark.parametrize(
    ("arguments", "settings", "cure"),
    [
        (["run", "discord"], {}, "DISCORD_TOKEN: not set; copy it from the Bot page"),
        (["run", "slack"], {"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN: not set; create one"),
        (["release"], {"DATABASE_URL": "mysql://user:hush@host/x"}, "DATABASE_URL: write sqlite:///"),
        (["check"], {"DATABASE_URL": "postgresql://user:hu@sh@host/x"}, "DATABASE_URL: percent-encode the user and the password"),
        (["check"], {"DATABASE_URL": "postgresql://user:12/hush@host/x"}, "write @ as %40, / as %2F"),
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
    done = enter(tmp_path, *arguments, **settings)
    assert done.returncode == 2
    assert cure in done.stderr
    assert "Traceback" not in done.stderr
    assert "hush" not in done.stderr + done.stdout


def test_validating_lists_the_faults_of_a_pack(tmp_path: Path) -> None:
    validated = enter(tmp_path, "content", "validate", str(ROOT / "content" / "night-sky"))
    assert "no faults" in validated.stdout
    assert "Reading the pack" in validated.stderr
    (tmp_path / "pack.yaml").write_text("pack: broken\n")
    done = enter(tmp_path, "content", "validate", str(tmp_path))
    assert done.returncode == 1
    assert "pack.yaml:" in done.stdout


def test_a_pack_is_counted_and_its_items_are_previewed(tmp_path: Path) -> None:
    pack = str(ROOT / "content" / "night-sky")
    assert "roadmap" in enter(tmp_path, "content", "stats", pack).stdout
    shown = enter(tmp_path, "content", "preview", "term.ecliptic", pack)
    page = Path(shown.stdout.rpartition("As Discord and Slack show it: ")[2].strip())
    assert '<section class="slack">' in page.read_text(encoding="utf-8")
    shutil.rmtree(page.parent)
    assert list(tmp_path.iterdir()) == []
    nowhere = enter(tmp_path, "content", "preview", "term.ecliptic", pack, "--page", str(tmp_path / "none" / "page.html"))
    assert (nowhere.returncode, "name another place with --page" in nowhere.stderr) == (1, True)
    missing = enter(tmp_path, "content", "preview", "term.none", pack)
    assert (missing.returncode, "The pack has no item `term.none`" in missing.stderr) == (1, True)


def test_the_manifest_can_be_pasted(tmp_path: Path) -> None:
    assert "command: /study" in enter(tmp_path, "manifest").stdout
    assert (
        "https://cairn.example/slack/events"
        in enter(tmp_path, "manifest", "--mode", "http", PUBLIC_URL="https://cairn.example").stdout
    )


def test_garbage_is_collected_once_everything_is_imported() -> None:
    reload(__main__)
    assert gc.isenabled()


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


@pytest.mark.parametrize("document", ["README.md", *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md")))])
def test_the_lines_that_a_document_gives_to_type_run_on_a_fresh_clone(document: str) -> None:
    """Before `bootstrap.py` has run, no Python has the packages but that of an image; what follows as `…` is quoted from the
    bot."""
    lines = re.findall(r".*(?<!/)\bpython -m bot (?!…).*", (ROOT / document).read_text(encoding="utf-8"))
    assert [line for line in lines if not re.search(r"docker compose|dockerCommand", line)] == []


def test_the_generated_parts_of_the_documents_are_up_to_date(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    for name in ("README.md", "docs/operating.md"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    assert write_docs(tmp_path) == []


def test_the_log_lines_that_the_guide_for_operators_names_are_written_by_the_bot() -> None:
    guide = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    lines = re.findall(r"^\| `(an? [^`]+)` \|", guide, re.MULTILINE)
    sources = [path.read_text(encoding="utf-8") for folder in ("bot", "adapters") for path in (ROOT / folder).rglob("*.py")]
    assert lines
    assert [line for line in lines if not any(f'"{line}"' in source for source in sources)] == []


@pytest.mark.parametrize("arguments", [["demo", "--port"], ["run", "web"], ["run"]])
def test_a_port_that_is_taken_is_said_in_one_sentence_before_anything_long(tmp_path: Path, arguments: list[str]) -> None:
    with create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        typed = [*arguments, port] if arguments[0] == "demo" else arguments
        ended = enter(tmp_path, *typed, PORT=port, HOST="127.0.0.1")
    assert ended.returncode == 2
    assert f"Port {port} cannot be used (another program listens there)" in ended.stderr
    assert "Telling the story" not in ended.stdout
    assert "up to date" not in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("host", ["192.0.2.1", "no host"])
def test_an_address_that_the_machine_has_not_is_no_fault_of_the_port(host: str) -> None:
    with pytest.raises(MisconfiguredError, match=f"HOST: this machine has no address {host}"):
        check_port(host, 0, "choose another with PORT.")


@pytest.mark.skipif(not has_dualstack_ipv6(), reason="this machine has no IPv6")
def test_an_address_of_ipv6_is_one_to_listen_on() -> None:
    check_port("::", 0, "choose another with PORT.")


def test_a_folder_that_cannot_be_made_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    ended = enter(tmp_path, "release", DATA_DIR=str(tmp_path / "file" / "data"))
    assert ended.returncode == 2
    assert "DATA_DIR: " in ended.stderr
    assert "choose another folder" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_version_with_other_tables_does_not_open_the_local_community_of_this_one(local: Path) -> None:
    (database,) = local.rglob("local-*.db")
    assert database.stem.endswith(f"-{newest()}")


@pytest.mark.parametrize(
    ("arguments", "setting", "cure"),
    [
        (["say", "help"], "DATA_DIR", "choose another."),
        (["demo", "--port", "0"], "TMPDIR", "name another with TMPDIR."),
    ],
)
def test_a_disk_that_is_full_is_said_in_one_sentence(tmp_path: Path, arguments: list[str], setting: str, cure: str) -> None:
    limited = ["sh", "-c", 'ulimit -f 200; exec "$@"', "sh"]  # no file may become larger than 100 kB
    ended = bot(tmp_path, *arguments, before=limited, **{setting: str(tmp_path)})
    assert ended.returncode == 2
    assert "see that it is a folder that may be written to and has room" in ended.stderr
    assert cure in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not [*tmp_path.rglob("*.db*")]  # nothing half made


async def test_a_file_in_the_path_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(MisconfiguredError, match=r"file/data cannot be used .* or choose another\."):
        await say(tmp_path / "file" / "data", "help", "member", [PACK])


def test_a_bot_without_a_platform_says_what_it_lacks(tmp_path: Path) -> None:
    ended = enter(tmp_path, "run", "worker")
    assert "No platform is set up" in ended.stderr
    assert "run `python -m bot release` first" in ended.stderr


def test_a_database_file_that_cannot_be_opened_is_said_with_its_cure(tmp_path: Path) -> None:
    ended = enter(tmp_path, "release", DATABASE_URL=f"sqlite:///{tmp_path / 'nowhere' / 'cairn.db'}")
    assert ended.returncode == 2
    assert "see that its folder is there" in ended.stderr
    assert "Traceback" not in ended.stderr
