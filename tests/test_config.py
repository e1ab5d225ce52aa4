"""Settings come from the environment or `.env`; what is wrong with one is said with its cure and without its value."""

import os
import re
from pathlib import Path

import pytest

from bot.config import MisconfiguredError, Settings, describe_settings, read_settings, settings_source
from bot.setting_values import PROJECT

SECRET = "hunter2-never-shown"
DATABASES = "write sqlite:///path/to/file.db or postgresql://user:password@host/name"
ENCODED = "percent-encode the user and the password: write @ as %40, / as %2F, # as %23 and ? as %3F"
ADDRESS = "write the whole address, such as https://cairn.example.org"
WITHOUT_PATH = "write it without a path, such as https://cairn.example.org: the pages need a host name of their own"


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of this machine's environment is read."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def read(monkeypatch: pytest.MonkeyPatch, **values: str) -> Settings:
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return read_settings(None)


def test_nothing_has_to_be_set() -> None:
    settings = read_settings(None)
    assert (settings.discord_token, settings.slack_bot_token, settings.slack_app_token, settings.public_url) == (
        None,
        None,
        None,
        "",
    )
    assert settings.database == f"sqlite:///{PROJECT / 'data' / 'cairn.db'}"
    assert settings.secrets() == []


def test_the_default_database_is_in_the_data_folder_which_is_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings = read(monkeypatch, DATA_DIR=str(tmp_path / "a" / "b"))
    settings.prepare()
    settings.prepare()
    assert settings.database == f"sqlite:///{tmp_path}/a/b/cairn.db"
    assert (tmp_path / "a" / "b").is_dir()


def test_another_database_needs_no_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings = read(monkeypatch, DATA_DIR=str(tmp_path / "a"), DATABASE_URL="postgresql://me@db/cairn")
    settings.prepare()
    assert settings.database == "postgresql://me@db/cairn"
    assert not (tmp_path / "a").exists()


def test_a_file_is_read_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("\ufeffLOG_LEVEL=DEBUG\nPORT='9000'\nUNKNOWN=1\nDISCORD_TOKEN=from-file\n", encoding="utf-8")
    monkeypatch.setenv("PORT", "9001")
    settings = read_settings(file)
    assert (settings.log_level, settings.port) == ("DEBUG", 9001)
    assert settings.secrets() == ["from-file"]
    assert "UNKNOWN" not in os.environ


def test_a_misspelt_name_in_the_file_is_named_with_what_was_meant(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("# DISCORD_TOKE=x\nDISCORD_TOKN=hush\nexport log-level=1\nPORT=8000\nOTHERS_NAME=1\n")
    with pytest.raises(MisconfiguredError) as raised:
        read_settings(tmp_path / ".env")
    assert str(raised.value) == f"DISCORD_TOKN: there is no such setting in {tmp_path / '.env'}; write DISCORD_TOKEN"


def test_a_missing_file_is_no_fault(tmp_path: Path) -> None:
    assert read_settings(tmp_path / ".env").port == 8080


def test_a_file_that_is_no_text_is_named_with_its_cure(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes(b"DISCORD_TOKEN=\xff\xfe" + SECRET.encode())
    with pytest.raises(MisconfiguredError, match="save it as UTF-8") as error:
        read_settings(file)
    assert SECRET not in str(error.value)


@pytest.mark.parametrize(
    ("name", "value", "cure"),
    [
        (
            "DATABASE_URL",
            f"mysql://me:{SECRET}@db/cairn",
            DATABASES,
        ),
        (
            "DATABASE_URL",
            f"postgresql://me:{SECRET}/x@db/cairn",
            ENCODED,
        ),
        (
            "DATABASE_URL",
            f"postgresql://me:{SECRET}@[::1/cairn",
            DATABASES,
        ),
        ("DATABASE_URL", "cairn.db", DATABASES),
        ("SLACK_BOT_TOKEN", SECRET, "it begins with xoxb-; copy it from OAuth & Permissions"),
        ("SLACK_APP_TOKEN", f"xoxb-{SECRET}", "it begins with xapp-; copy it from Basic Information, App-Level Tokens"),
        ("SLACK_API_URL", SECRET, "write the whole address, such as https://slack.com/api/"),
        ("SLACK_API_URL", f"https://[{SECRET}/", "write the whole address, such as https://slack.com/api/"),
        ("PUBLIC_URL", f"http://{SECRET}.example.org", ADDRESS),
        ("PUBLIC_URL", f"{SECRET}.example.org", ADDRESS),
        ("PUBLIC_URL", "https:// ", ADDRESS),
        ("PUBLIC_URL", f"https://example.org/{SECRET}", WITHOUT_PATH),
        ("PORT", SECRET, "Input should be a valid integer, unable to parse string as an integer"),
        ("PORT", "65536", "Input should be less than or equal to 65535"),
        ("PORT", "-1", "Input should be greater than or equal to 0"),
        ("LOG_LEVEL", SECRET, "Input should be 'DEBUG', 'INFO', 'WARNING' or 'ERROR'"),
        ("LOG_FORMAT", SECRET, "Input should be 'text' or 'json'"),
    ],
)
def test_a_malformed_setting_is_named_with_its_cure_and_never_shown(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, cure: str
) -> None:
    with pytest.raises(MisconfiguredError) as error:
        read(monkeypatch, **{name: value})
    assert str(error.value) == f"{name}: {cure}"
    assert error.value.__cause__ is None
    assert error.value.__suppress_context__  # the library's own error shows values


def test_everything_that_is_wrong_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(MisconfiguredError) as error:
        read(monkeypatch, PORT="x", LOG_LEVEL="x", SLACK_BOT_TOKEN="x")
    assert [line.partition(":")[0] for line in str(error.value).splitlines()] == ["SLACK_BOT_TOKEN", "PORT", "LOG_LEVEL"]


@pytest.mark.parametrize("nothing", ["", " ", "\n"])
def test_an_empty_token_is_no_token(monkeypatch: pytest.MonkeyPatch, nothing: str) -> None:
    settings = read(monkeypatch, DISCORD_TOKEN=nothing, SLACK_BOT_TOKEN=nothing, SLACK_APP_TOKEN=nothing)
    assert (settings.discord_token, settings.slack_bot_token, settings.slack_app_token) == (None, None, None)


def test_a_token_is_taken_without_what_copying_added(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch, SLACK_BOT_TOKEN=" xoxb-1\n").secrets() == ["xoxb-1"]


def test_every_secret_is_known_so_that_it_can_be_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(
        monkeypatch,
        DISCORD_TOKEN="discord-1",
        SLACK_BOT_TOKEN="xoxb-1",
        SLACK_APP_TOKEN="xapp-1",
        SLACK_SIGNING_SECRET="signing-1",
        SECRET_KEY="k" * 32,
        DATABASE_URL="postgresql://me:p%40ss@db/cairn?password=other&sslmode=require",
    )
    assert set(settings.secrets()) == {"discord-1", "xoxb-1", "xapp-1", "signing-1", "k" * 32, "p%40ss", "p@ss", "other"}
    assert not any(secret in repr(settings.model_dump(exclude={"database_url"})) for secret in settings.secrets())


@pytest.mark.parametrize("url", ["sqlite:////srv/cairn.db", "postgresql://db/cairn", "postgresql://me@[::1]:5432/cairn"])
def test_a_database_without_a_password_has_no_secret(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    assert read(monkeypatch, DATABASE_URL=url).secrets() == []


def test_settings_cannot_be_changed_later() -> None:
    with pytest.raises(ValueError, match="frozen"):
        read_settings(None).port = 1


def test_every_setting_is_described_in_the_table() -> None:
    rows = describe_settings().splitlines()[2:]
    assert [row.split("`")[1] for row in rows] == [name.upper() for name in Settings.model_fields]
    assert all(re.search(r"\| [^|]+\.( [^|]+)? \|$", row) for row in rows)
    assert "| `PORT` | `8080` | Where the web process listens. |" in rows
    assert all("None" not in row for row in rows)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg", "postgresql+psycopg2"])
def test_an_address_of_postgresql_may_begin_as_hosts_write_it(monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    assert read(monkeypatch, DATABASE_URL=f"{scheme}://me:x@db/cairn?a=b").database == "postgresql://me:x@db/cairn?a=b"


def test_relative_paths_are_in_the_projects_folder_wherever_a_command_is_given(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert read(monkeypatch, DATA_DIR="kept").database == f"sqlite:///{PROJECT / 'kept' / 'cairn.db'}"
    assert read(monkeypatch, DATABASE_URL="sqlite:///kept/bot.db").database == f"sqlite:///{PROJECT / 'kept' / 'bot.db'}"
    assert read(monkeypatch, DATABASE_URL="sqlite:////srv/bot.db").database == "sqlite:////srv/bot.db"


def test_it_is_said_which_file_was_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert settings_source() == f"from the environment alone; there is no {tmp_path / '.env'}"
    (tmp_path / ".env").write_text("PORT=9000", encoding="utf-8")
    assert settings_source() == f"from the environment and {tmp_path / '.env'}"
