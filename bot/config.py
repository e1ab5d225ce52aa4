"""Settings, from the environment or a `.env` file. Each is described where it stands; `check` prints what is wrong with them."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.setting_values import (
    SQLITE,
    Secret,
    collector,
    database_address,
    ed25519_key,
    https,
    in_project,
    long_enough,
    page,
    redis_address,
    shards,
    starting_with,
    web_api,
    without_comma,
)

DISCORD_API, SLACK_API = "https://discord.com/api/v10", "https://slack.com/api/"


class MisconfiguredError(Exception):
    """Settings that cannot be used; each line names one and says what to do."""


_NAME = re.compile(r"^\s*(?:export\s+)?(\w+)\s*=", re.MULTILINE)
"""A name that is set on a line of a `.env` file."""
_ALIKE = 0.8
"""How near a name must be to a setting's to be a misspelt one, from 0 to 1; files may hold what others read as well."""


class Settings(BaseSettings):
    """Everything an operator can set. Nothing is needed for a SQLite bot beside the tokens of its platforms."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    data_dir: Annotated[Path, AfterValidator(in_project)] = Field(
        Path("data"), validate_default=True, description="The folder of the default database, in the project's folder."
    )
    database_url: Annotated[str, AfterValidator(database_address)] = Field(
        "", description="sqlite:///file or postgresql://user:password@host/name; empty is a SQLite file in DATA_DIR."
    )
    database_pooler: Literal["none", "transaction"] = Field(
        "none",
        description="`transaction` if a pooler before PostgreSQL gives each transaction another connection; PgBouncer is "
        "recognised without it.",
    )
    redis_url: Annotated[str, AfterValidator(redis_address)] = Field(
        "", description="redis://host:6379 of a Redis or Valkey by which processes share a pace; empty: by PostgreSQL."
    )
    discord_token: Secret = Field(None, description="The bot's token, from the Bot page of its Discord application.")
    discord_public_key: Annotated[str, AfterValidator(ed25519_key)] = Field(
        "", description="The application's public key, from its General Information: the web process answers Discord over HTTP."
    )
    discord_shards: Annotated[str, AfterValidator(shards)] = Field(
        "",
        description="The connections to the gateway: empty is one, `auto` as many as Discord recommends, 0-3/16 the first four "
        "of 16, while other processes hold the rest.",
    )
    discord_api_url: Annotated[str, web_api(DISCORD_API)] = Field(
        DISCORD_API, description="Discord's REST API, or a proxy such as nirn-proxy that keeps its limits for all processes."
    )
    slack_bot_token: Annotated[Secret, starting_with("xoxb-", "OAuth & Permissions")] = Field(
        None, description="The bot token (xoxb-…), from OAuth & Permissions of the Slack app."
    )
    slack_app_token: Annotated[Secret, starting_with("xapp-", "Basic Information, App-Level Tokens")] = Field(
        None, description="The app-level token (xapp-…) for Socket Mode, the way that needs no public address."
    )
    slack_api_url: Annotated[str, web_api(SLACK_API)] = Field(SLACK_API, description="Slack's Web API; GovSlack has another.")
    slack_signing_secret: Secret = Field(None, description="The signing secret, for Slack over HTTP in the web process.")
    slack_client_id: Secret = Field(
        None,
        description="The client id of a Slack app that many workspaces may add, at /slack/install; from Basic Information. It "
        "needs SLACK_CLIENT_SECRET, SLACK_SIGNING_SECRET, PUBLIC_URL and SECRET_KEY, and no SLACK_BOT_TOKEN.",
    )
    slack_client_secret: Secret = Field(None, description="The client secret, from the same place.")
    slack_short_history: bool = Field(
        True,
        description="Whether Slack shows an app that many workspaces may add 15 messages of a channel a minute, as it does until "
        "its Marketplace lists it: then `false`.",
    )
    public_url: Annotated[str, AfterValidator(https)] = Field(
        "", description="The https address under which the web process is reached, for calendars, pages and Slack over HTTP."
    )
    secret_key: Annotated[Secret, AfterValidator(long_enough), AfterValidator(without_comma)] = Field(
        None,
        description="What sessions of the pages and addresses of pictures are signed with: 32 random characters or more. Empty: "
        "there are no pages, and Slack links to no pictures.",
    )
    secret_keys_before: Secret = Field(
        None,
        description="What SECRET_KEY was before, separated by commas: `release` reads the tokens of workspaces with these and "
        "encrypts them with SECRET_KEY. Then this can be emptied.",
    )
    host: str = Field("0.0.0.0", description="The address the web process listens on.")  # noqa: S104 - it is there to be reached
    port: Annotated[int, Field(ge=0, le=65535)] = Field(8080, description="Where the web process listens.")
    metrics_port: Annotated[int, Field(ge=0, le=65535)] = Field(
        0, description="Where every process serves its numbers for Prometheus, and its health; 0: nowhere."
    )
    metrics_host: str = Field("127.0.0.1", description="The address for that; only for whoever may read the numbers.")
    otel_exporter_otlp_endpoint: Annotated[str, AfterValidator(collector)] = Field(
        "", description="The address of a collector for OpenTelemetry, such as http://127.0.0.1:4318; empty: nothing is traced."
    )
    sentry_dsn: Secret = Field(None, description="The DSN of a Sentry project that is told of faults; empty: none is.")
    packs: str = Field(
        "mle",
        description="The packs that `release` loads, separated by commas: folders of `content/`, or whole paths of others.",
    )
    check_shipped_links: bool = Field(
        True,
        description="Whether the worker asks sites that packs link to, about once a month, if the page is still there.",
    )
    privacy_url: Annotated[str, AfterValidator(page)] = Field(
        "", description="Where your notice of privacy stands: the page on which workspaces add the Slack app leads to it."
    )
    keep_after_leaving_days: Annotated[int, Field(ge=1)] = Field(
        365,
        description="How many days the data of somebody is kept who left the server or workspace, counted from when their last "
        "cohort ended or they left it.",
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
        """The address of the database, the default one if none is set; it tells of a pooler as hosts do."""
        if self.database_pooler == "transaction" and self.database_url.startswith("postgresql://"):
            return f"{self.database_url}{'&' if '?' in self.database_url else '?'}pgbouncer=true"
        return self.database_url or f"{SQLITE}{self.data_dir / 'cairn.db'}"

    @property
    def secret_keys(self) -> list[str]:
        """SECRET_KEY and what it was before, if it is set: that may be one key with a comma, too."""
        before = self.secret_keys_before.get_secret_value() if self.secret_keys_before else ""
        old = [key for key in dict.fromkeys([*(key.strip() for key in before.split(",")), before]) if key]
        return [self.secret_key.get_secret_value(), *old] if self.secret_key else old

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
        tokens = (value.get_secret_value() for _, value in self if isinstance(value, SecretStr))
        return [*tokens, *self.secret_keys, *passwords_in(self.database_url), *passwords_in(self.redis_url)]


def passwords_in(url: str) -> set[str]:
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
