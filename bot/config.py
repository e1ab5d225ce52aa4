"""Settings, from the environment or a `.env` file. Each is described where it stands; `check` prints what is wrong with them."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).resolve().parents[1]
"""The folder of the project, to which relative paths of the settings belong, wherever a command is given."""
_SQLITE = "sqlite:///"


class MisconfiguredError(Exception):
    """Settings that cannot be used; each line names one and says what to do."""


_NAME = re.compile(r"^\s*(?:export\s+)?(\w+)\s*=", re.MULTILINE)
"""A name that is set on a line of a `.env` file."""
_ALIKE = 0.8
"""How near a name must be to a setting's to be a misspelt one, from 0 to 1; files may hold what others read as well."""

_POSTGRESQL = re.compile(r"postgres(?:ql)?(?:\+\w+)?://")
"""How hosts and other libraries begin the address of a PostgreSQL database."""

_UNENCODED = re.compile(r"[@/#?]")
"""What ends a user or a password in an address unless it is percent-encoded."""


def _database_url(url: str) -> str:
    url = _POSTGRESQL.sub("postgresql://", url.strip(), count=1)
    if url.startswith("postgresql://") and _UNENCODED.search(url.removeprefix("postgresql://").rpartition("@")[0]):
        raise ValueError("percent-encode the user and the password: write @ as %40, / as %2F, # as %23 and ? as %3F")
    if url and not (url.startswith((_SQLITE, "postgresql://")) and _splits(url)):
        raise ValueError("write sqlite:///path/to/file.db or postgresql://user:password@host/name")
    return f"{_SQLITE}{PROJECT / url.removeprefix(_SQLITE)}" if url.startswith(_SQLITE) else url


def _in_project(path: Path) -> Path:
    return PROJECT / path


def _splits(url: str) -> bool:
    try:
        return urlsplit(url).port != 0
    except ValueError:  # a port that is no number, half a bracket
        return False


def _https(url: str) -> str:
    """Pages lead to each other by paths from the root, so an address within a site would lead out of it."""
    if url and not re.fullmatch(r"https://[^\s/]+\S*", url):
        raise ValueError("write the whole address, such as https://cairn.example.org")
    if url and not re.fullmatch(r"[^/]+//[^/?#]+/?", url):
        raise ValueError("write it without a path, such as https://cairn.example.org: the pages need a host name of their own")
    return url


def _web_api(url: str) -> str:
    if not (re.fullmatch(r"https?://[^\s/]+\S*", url) and _splits(url)):
        raise ValueError("write the whole address, such as https://slack.com/api/")
    return url


def _starting_with(prefix: str, where: str) -> AfterValidator:
    def check(token: SecretStr | None) -> SecretStr | None:
        if token and not token.get_secret_value().startswith(prefix):
            raise ValueError(f"it begins with {prefix}; copy it from {where}")
        return token

    return AfterValidator(check)


def _empty_is_none(token: SecretStr | None) -> SecretStr | None:
    """The token without the spaces and line ends that copying adds."""
    text = token.get_secret_value().strip() if token else ""
    return SecretStr(text) if text else None


Secret = Annotated[SecretStr | None, AfterValidator(_empty_is_none)]


LEAST_SECRET = 32


def _long_enough(key: SecretStr | None) -> SecretStr | None:
    if key and len(key.get_secret_value()) < LEAST_SECRET:
        raise ValueError(f"write {LEAST_SECRET} random characters or more")
    return key


class Settings(BaseSettings):
    """Everything an operator can set. Nothing is needed for a SQLite bot beside the tokens of its platforms."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    data_dir: Annotated[Path, AfterValidator(_in_project)] = Field(
        Path("data"), validate_default=True, description="The folder of the default database, in the project's folder."
    )
    database_url: Annotated[str, AfterValidator(_database_url)] = Field(
        "", description="sqlite:///file or postgresql://user:password@host/name; empty is a SQLite file in DATA_DIR."
    )
    discord_token: Secret = Field(None, description="The bot's token, from the Bot page of its Discord application.")
    slack_bot_token: Annotated[Secret, _starting_with("xoxb-", "OAuth & Permissions")] = Field(
        None, description="The bot token (xoxb-…), from OAuth & Permissions of the Slack app."
    )
    slack_app_token: Annotated[Secret, _starting_with("xapp-", "Basic Information, App-Level Tokens")] = Field(
        None, description="The app-level token (xapp-…) for Socket Mode, the way that needs no public address."
    )
    slack_api_url: Annotated[str, AfterValidator(_web_api)] = Field(
        "https://slack.com/api/", description="Slack's Web API; GovSlack has another."
    )
    slack_signing_secret: Secret = Field(None, description="The signing secret, for Slack over HTTP in the web process.")
    public_url: Annotated[str, AfterValidator(_https)] = Field(
        "", description="The https address under which the web process is reached, for calendars, pages and Slack over HTTP."
    )
    secret_key: Annotated[Secret, AfterValidator(_long_enough)] = Field(
        None,
        description="What sessions of the pages and addresses of pictures are signed with: 32 random characters or more. Empty: "
        "there are no pages, and Slack links to no pictures.",
    )
    host: str = Field("0.0.0.0", description="The address the web process listens on.")  # noqa: S104 - it is there to be reached
    port: Annotated[int, Field(ge=0, le=65535)] = Field(8080, description="Where the web process listens.")
    packs: str = Field(
        "mle",
        description="The packs that `release` loads, separated by commas: folders of `content/`, or whole paths of others.",
    )
    check_shipped_links: bool = Field(
        True,
        description="Whether the worker asks sites that packs link to, about once a month, if the page is still there.",
    )
    keep_after_leaving_days: Annotated[int, Field(ge=1)] = Field(
        365,
        description="How many days the data of somebody is kept who left the server or workspace, counted from the end of their "
        "last cohort.",
    )
    keep_after_removal_days: Annotated[int, Field(ge=1)] = Field(
        30, description="How many days all data of a community is kept once the bot was removed from it."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="The least that is logged: DEBUG, INFO, WARNING or ERROR."
    )
    log_format: Literal["text", "json"] = Field("text", description="How log lines are written: text or json.")

    @property
    def database(self) -> str:
        """The address of the database, the default one if none is set."""
        return self.database_url or f"{_SQLITE}{self.data_dir / 'cairn.db'}"

    def prepare(self) -> None:
        """Make the folder of the default database. Raises MisconfiguredError if it cannot be made."""
        if self.database_url:
            return
        try:
            self.data_dir.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = type(error).__name__
            raise MisconfiguredError(f"DATA_DIR: {self.data_dir} cannot be made ({reason}); choose another folder.") from None

    def secrets(self) -> list[str]:
        """What must never be written anywhere."""
        tokens = (
            self.discord_token, self.slack_bot_token, self.slack_app_token, self.slack_signing_secret, self.secret_key
        )  # fmt: skip
        return [*(token.get_secret_value() for token in tokens if token), *_passwords(self.database_url)]


def _passwords(url: str) -> set[str]:
    """The password in a database's address, both as it is written there and decoded."""
    address = urlsplit(url)
    written = (address.password, dict(parse_qsl(address.query)).get("password"))
    return {form for password in written if password for form in (password, unquote(password))}


def read_settings(env_file: Path | None = Path(".env")) -> Settings:
    """The settings. Raises MisconfiguredError, which names each that is wrong or misspelt with its cure and never its value."""
    misspelt: list[str] = []
    try:
        misspelt += _misspelt(env_file) if env_file and env_file.is_file() else ()
        settings = Settings(_env_file=env_file)  # pyright: ignore[reportCallIssue]
    except ValidationError as error:
        lines = [f"{str(fault['loc'][0]).upper()}: {fault['msg'].removeprefix('Value error, ')}" for fault in error.errors()]
        raise MisconfiguredError("\n".join([*misspelt, *lines])) from None
    except UnicodeDecodeError:
        raise MisconfiguredError(f"{env_file}: save it as UTF-8 text") from None
    if misspelt:
        raise MisconfiguredError("\n".join(misspelt))
    return settings


def _misspelt(file: Path) -> Iterator[str]:
    """What to mend in the names of a file. Raises UnicodeDecodeError if it is no text."""
    known = [name.upper() for name in Settings.model_fields]
    for line in _NAME.finditer(file.read_text(encoding="utf-8")):
        near: list[str] = get_close_matches(line[1].upper(), known, cutoff=_ALIKE)
        if near and line[1].upper() not in known:
            yield f"{line[1]}: there is no such setting in {file}; write {' or '.join(near)}"


def settings_source(env_file: Path = Path(".env")) -> str:
    """Where settings come from, for whoever starts the bot in another folder than before."""
    if env_file.is_file():
        return f"from the environment and {env_file.resolve()}"
    return f"from the environment alone; there is no {env_file.resolve()}"


def describe_settings() -> str:
    """The table of settings for the documentation."""
    rows = [
        f"| `{name.upper()}` | {_shown(field.default)} | {field.description} |" for name, field in Settings.model_fields.items()
    ]
    return "\n".join(["| setting | default | what it is |", "|---|---|---|", *rows, ""])


def _shown(default: object) -> str:
    return "" if default in (None, "") else f"`{default}`"
