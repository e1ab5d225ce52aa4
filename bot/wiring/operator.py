"""What operators do beside running the bot: the release step, the check, the manifest."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import SecretStr
from sqlalchemy import make_url

from adapters.clock import present
from bot import __version__
from bot.config import MisconfiguredError, Settings, settings_source
from bot.wiring.core import CONTENT, bring_up_to_date, prepare_database
from bot.wiring.features import all_commands
from bot.wiring.operator_errors import asking_discord, asking_slack, asking_the_database, loading_content
from bot.wiring.slack import encrypt_anew, install_address, serves_many, unfit_for_many, unfit_key
from content.loader import load_pack
from storage.backups.unfinished import refuse_unfinished
from storage.engine import Engines, open_engines
from storage.publishing import is_published
from storage.revision import is_current, refuse_newer

if TYPE_CHECKING:
    from discord import AppInfo

DISCORD_PERMISSIONS = 17_901_423_807_488
"""View Channel, Send Messages, Embed Links, Attach Files, Read Message History, Create Public Threads, Send Messages in
Threads, Create Events."""

NO_PLATFORM = (
    "No platform is set up, so nobody can be heard: put DISCORD_TOKEN, or SLACK_BOT_TOKEN and SLACK_APP_TOKEN, into .env "
    "(README.md says where they come from). To look around first, run `python -m bot demo`."
)
_MARKS = {True: "✓", False: "✗", None: "–"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that `check` looked at."""

    fine: bool | None
    """None: it is not set up, and need not be."""
    sentence: str

    def __str__(self) -> str:
        return f"{_MARKS[self.fine]} {self.sentence}"


async def release(settings: Settings) -> list[str]:
    """Bring tables, content and commands up to date; returns what was done, a line each. A second run changes nothing."""
    done = await release_database(settings)
    if settings.discord_token:
        from adapters.discord.commands import sync_commands

        with asking_discord(settings):
            changed = await sync_commands(settings.discord_token.get_secret_value(), all_commands())
        done.append("Discord's commands were updated." if changed else "Discord's commands are up to date.")
    return done


async def release_database(settings: Settings) -> list[str]:
    """The same of tables and content alone."""
    settings.prepare()
    with asking_the_database(), loading_content():
        new = await prepare_database(settings.database, present, pack_folders(settings))
    done = ["The tables are up to date.", "New content was loaded." if new else "The content is up to date."]
    if serves_many(settings):
        await encrypt_anew(settings)
        done.append("The tokens of Slack's workspaces are encrypted with SECRET_KEY.")
    return done


def pack_folders(settings: Settings, tried: Path | None = None) -> list[Path]:
    """The folders of the packs that the settings name, each once, or the one that is tried instead. Raises MisconfiguredError if
    there is no such folder."""
    if tried is not None:
        if not tried.is_dir():
            raise MisconfiguredError(f"--pack: there is no folder {tried}.")
        return [tried.resolve()]
    folders = list(dict.fromkeys(CONTENT / name.strip() for name in settings.packs.split(",") if name.strip()))
    if not folders:
        raise MisconfiguredError("PACKS: name a pack at least, a folder of content/ or the whole path of another.")
    for folder in folders:
        if not folder.is_dir():
            raise MisconfiguredError(f"PACKS: there is no folder {folder}; mend the name, or give the whole path.")
    return folders


async def upgrade_database(settings: Settings) -> None:
    """Bring the tables up to date."""
    settings.prepare()
    with asking_the_database():
        async with _engines(settings) as engines:
            await bring_up_to_date(engines)


async def check(settings: Settings) -> list[Finding]:
    """What was checked: whether the bot could run, and what to do if it could not."""
    found = [Finding(True, f"This is Cairn {__version__}."), Finding(True, f"The settings can be read: {settings_source()}.")]
    async with _engines(settings) as engines:
        checks = (_check_database(settings, engines), _check_content(settings, engines))
        found += [*[await each for each in checks], await _check_discord(settings), await _check_slack(settings, engines)]
    return found


def slack_manifest(mode: Literal["socket", "http", "oauth"], public_url: str) -> str:
    """The manifest of the Slack app, as YAML. Raises MisconfiguredError for any but socket without a public address."""
    from adapters.slack.manifest import manifest_yaml

    if mode != "socket" and not public_url.startswith("https://"):
        raise MisconfiguredError("PUBLIC_URL: set it to the https address under which Slack reaches the web process.")
    return manifest_yaml(all_commands(), mode, public_url)


@asynccontextmanager
async def _engines(settings: Settings) -> AsyncGenerator[Engines]:
    engines = open_engines(settings.database)
    try:
        yield engines
    finally:
        await engines.dispose()


async def _check_database(settings: Settings, engines: Engines) -> Finding:
    name = make_url(settings.database).render_as_string()
    try:
        with asking_the_database():
            current = await _asked(settings, engines, _is_current)
    except MisconfiguredError as error:
        return Finding(False, f"{error} It was looked for at {name}.")
    if current:
        return Finding(True, f"The database is up to date: {name}.")
    if current is None:
        return Finding(False, f"There is no database yet at {name}: run `python -m bot release`.")
    return Finding(False, f"The database {name} has no tables of this version yet: run `python -m bot release`.")


async def _is_current(engines: Engines) -> bool:
    await refuse_newer(engines)
    await refuse_unfinished(engines)
    return await is_current(engines)


async def _asked(settings: Settings, engines: Engines, ask: Callable[[Engines], Awaitable[bool]]) -> bool | None:
    """What the database says; None if it is a file that is not there, which is not made by being asked."""
    return None if _is_missing(settings.database) else await ask(engines)


def _is_missing(database: str) -> bool:
    address = make_url(database)
    return address.get_backend_name() == "sqlite" and not Path(address.database or "").exists()


async def _check_content(settings: Settings, engines: Engines) -> Finding:
    try:
        with loading_content():
            packs = [load_pack(folder) for folder in pack_folders(settings)]
    except MisconfiguredError as error:
        return Finding(False, str(error))

    async def are_published(engines: Engines) -> bool:
        return await _is_current(engines) and all([await engines.read.run(is_published, pack) for pack in packs])

    try:
        with asking_the_database():
            loaded = await _asked(settings, engines, are_published)
    except MisconfiguredError:
        return Finding(False, "Whether the content is loaded could not be looked at: mend the database first.")
    if loaded:
        names = "; ".join(f"{pack.title}, version {pack.version}" for pack in packs)
        return Finding(True, f"The content is loaded: {names}.")
    return Finding(False, "The content of this version is not loaded yet: run `python -m bot release`.")


async def _check_discord(settings: Settings) -> Finding:
    if not settings.discord_token:
        return Finding(None, "Discord is not set up (DISCORD_TOKEN is not set).")
    import discord

    from adapters.discord.client import logged_in

    try:
        with asking_discord(settings):
            async with logged_in(settings.discord_token.get_secret_value()) as client:
                if not _is_key_of(client.application, settings):
                    return Finding(
                        False, f"DISCORD_PUBLIC_KEY is not the key of {client.user}: copy it anew from its General Information."
                    )
                permissions = discord.Permissions(DISCORD_PERMISSIONS)
                scopes = ("bot", "applications.commands")
                invite = discord.utils.oauth_url(client.application_id or 0, permissions=permissions, scopes=scopes)
                return Finding(True, f"Discord knows the bot as {client.user}. Invite it: {invite}")
    except MisconfiguredError as error:
        return Finding(False, str(error))


def _is_key_of(application: "AppInfo | None", settings: Settings) -> bool:
    """Whether the key that is set, if one is, would tell what Discord signs for this application."""
    key = settings.discord_public_key
    return not key or (application is not None and application.verify_key == key.lower())


async def _check_slack(settings: Settings, engines: Engines) -> Finding:
    if lines := unfit_for_many(settings):
        return Finding(False, " ".join(lines))
    if serves_many(settings):
        return await _check_workspaces(settings, engines)
    if not settings.slack_bot_token:
        return Finding(None, "Slack is not set up (SLACK_BOT_TOKEN is not set).")
    if not (settings.slack_app_token or settings.slack_signing_secret):
        return Finding(False, "Slack cannot reach the bot: set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP).")
    try:
        with asking_slack():
            known = await _ask_slack(settings, settings.slack_bot_token, "auth.test")
            if settings.slack_app_token:
                await _ask_slack(settings, settings.slack_app_token, "apps.connections.open")
    except MisconfiguredError as error:
        return Finding(False, str(error))
    missing = _missing_scopes(known)
    if missing:
        return Finding(False, f"The Slack app lacks {', '.join(missing)}: update its manifest and install it anew.")
    return Finding(True, f"Slack knows the bot in the workspace {known.get('team', '')}.")


async def _check_workspaces(settings: Settings, engines: Engines) -> Finding:
    """What keeps their tokens from being read, if the database can be asked; if not, that is found beside."""
    wrong = ""
    with suppress(MisconfiguredError), asking_the_database():
        wrong = await unfit_key(settings, engines) if await _asked(settings, engines, _is_current) else ""
    return Finding(False, wrong) if wrong else Finding(True, f"Workspaces add the Slack app at {install_address(settings)}.")


def _missing_scopes(answer: Any) -> list[str]:
    """What the app may not do of what the manifest asks; nothing if Slack's answer does not say what it may."""
    from adapters.slack.manifest import SCOPES

    granted = {scope.strip() for scope in answer.headers.get("x-oauth-scopes", "").split(",")} - {""}
    return [scope for scope in SCOPES if granted and scope not in granted]


async def _ask_slack(settings: Settings, token: SecretStr, method: str) -> Any:
    """Slack's answer, as its SDK has it: the values, and the headers."""
    from adapters.slack.web import Web

    async with Web(token.get_secret_value(), settings.slack_api_url) as web:
        return await web.post(method, {})
