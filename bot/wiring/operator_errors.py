"""What operators can mend is said in one line: whatever a library raises for it becomes a MisconfiguredError."""

from collections.abc import AsyncGenerator, Generator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from errno import EADDRINUSE, EADDRNOTAVAIL
from socket import AF_INET, AF_INET6, create_server
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from adapters.web.app import serve
from bot.config import DISCORD_API, MisconfiguredError, Settings
from bot.ports.unit import Unavailable
from content.loader import ContentError
from storage.backups.unfinished import NotCaughtUp
from storage.outage import Outage
from storage.publishing import ChangedRevision, TakenId, UnderstatedVersion
from storage.revision import NewerDatabase

if TYPE_CHECKING:
    from aiohttp.web import Application

_CURES = {
    "InvalidCatalogNameError": "there is no database of that name; create it, such as with `createdb cairn`.",
    "InvalidPasswordError": "the server refuses the user or the password.",
    "InvalidAuthorizationSpecificationError": "the server refuses the user or the password.",
    "InsufficientPrivilegeError": "the user may not make tables there; make that user the owner of the database.",
    "ConnectionError": "the server closed the connection, or has no TLS although `sslmode` asks for it.",
    "ClientConfigurationError": "what follows the `?` is refused; for TLS write `?sslmode=require`.",
    "OperationalError": "the file (in DATA_DIR if none is named) cannot be opened or written; "
    "see that its folder is there, may be written to and has room.",
}
"""What to do, by the driver's name of an error."""
_SAID_BY_POOLERS = "ProtocolViolationError"
"""The driver's name of what PgBouncer says whenever it refuses; PostgreSQL says so of broken clients alone."""
_SAID_BY_SQLITE = "DatabaseError"
"""The driver's name of what SQLite says of a file that it cannot make out."""
_UNFINISHED = (
    "{}: a backup was put back, but that was cut off before the bot caught up with what was said since: it would say "
    "things twice. Put the backup back once more (`python -m bot db restore FILE --replace`)."
)

_REFUSED_SHARDS = {
    4010: "DISCORD_SHARDS: Discord does not know these connections; leave it empty, or write `auto`.",
    4011: "DISCORD_SHARDS: Discord wants several connections for so many servers; write `auto`.",
}
"""What to do, by the code with which Discord closes a connection."""


@contextmanager
def asking_the_database(setting: str = "DATABASE_URL") -> Generator[None]:
    """For the first thing that is asked of the database. Raises MisconfiguredError if it does not answer. `setting` names its
    address."""
    try:
        yield
    except NewerDatabase:
        cure = "update the bot, or put back the backup made before the update (`python -m bot db restore FILE --replace`)."
        raise MisconfiguredError(f"{setting}: the database is newer than this version; {cure}") from None
    except NotCaughtUp:
        raise MisconfiguredError(_UNFINISHED.format(setting)) from None
    except (
        SQLAlchemyError,
        Unavailable,
        OSError,
        ValueError,
        TypeError,
    ) as error:  # a driver refuses an option with the last two
        names = [type(cause).__name__ for cause in _causes(error)]
        cure = next((_CURES[name] for name in reversed(names) if name in _CURES), None)
        if names[-1] == _SAID_BY_POOLERS:
            cure = f"a pooler before the server refuses: {[*_causes(error)][-1]}; look at the pooler's own settings."
        if names[-1] == _SAID_BY_SQLITE:
            cure = "the file is no database, or is damaged; name another, or move it away and put a backup back."
        if isinstance(error, Unavailable) and str(error) in (Outage.LOCKED, Outage.FULL, Outage.POOLED):
            cure = f"{error}."
        told = cure or f"the database does not answer ({names[-1]}); see that the server runs."
        raise MisconfiguredError(f"{setting}: {told}") from None


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error and what it came from, the innermost last."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = getattr(cause, "orig", None) or cause.__cause__


@contextmanager
def writing_to(place: str, cure: str) -> Generator[None]:
    """For what is written for the first time. Raises MisconfiguredError with the cure if it cannot be."""
    try:
        yield
    except (SQLAlchemyError, Unavailable, OSError) as error:
        reason = [type(cause).__name__ for cause in _causes(error)][-1]
        needed = "see that it is a folder that may be written to and has room"
        raise MisconfiguredError(f"{place} cannot be used ({reason}); {needed}, or {cure}") from None


def check_port(host: str, port: int, cure: str, setting: str = "HOST") -> None:
    """Raises MisconfiguredError with the cure if nothing can listen there, before anything long is begun. `setting` names the
    address."""
    with _listening(host, port, cure, setting):
        create_server((host, port), family=AF_INET6 if ":" in host else AF_INET).close()


@asynccontextmanager
async def served(app: "Application", host: str, port: int, cure: str, setting: str = "HOST") -> AsyncGenerator[int]:
    """Serve `app` while the block runs; yields the port. Raises MisconfiguredError as `check_port` does: what was free then may
    be taken by now."""
    async with AsyncExitStack() as stack:
        with _listening(host, port, cure, setting):
            listening = await stack.enter_async_context(serve(app, host, port))
        yield listening


@contextmanager
def _listening(host: str, port: int, cure: str, setting: str) -> Generator[None]:
    try:
        yield
    except OSError as error:
        if error.errno == EADDRNOTAVAIL or (error.errno or 0) < 0:  # a name that leads nowhere has a code below zero
            raise MisconfiguredError(f"{setting}: this machine has no address {host}; 0.0.0.0 stands for all it has.") from None
        reason = "another program listens there" if error.errno == EADDRINUSE else type(error).__name__
        raise MisconfiguredError(f"Port {port} cannot be used ({reason}); {cure}") from None


@contextmanager
def loading_content() -> Generator[None]:
    """For reading packs and publishing them. Raises MisconfiguredError for content that is refused."""
    try:
        yield
    except (ContentError, ChangedRevision, TakenId, UnderstatedVersion) as error:
        raise MisconfiguredError(f"The content cannot be loaded:\n{error}") from None


@contextmanager
def asking_discord(settings: Settings) -> Generator[None]:
    """For a login, and what follows at once, at the address that is set. Raises MisconfiguredError if Discord refuses or does not
    answer."""
    import discord

    from adapters.discord.client import ask_at

    away = settings.discord_api_url != DISCORD_API
    if away:
        ask_at(settings.discord_api_url)
    try:
        yield
    except discord.LoginFailure:
        raise MisconfiguredError("DISCORD_TOKEN: Discord refuses it; copy it anew from the Bot page.") from None
    except discord.ConnectionClosed as closed:
        cure = _REFUSED_SHARDS.get(closed.code, "it ended the connection; start the process again.")
        raise MisconfiguredError(f"{cure} (Discord's code {closed.code})") from None
    except (discord.DiscordException, OSError) as error:
        reason = type(error).__name__
        cure = "see that what DISCORD_API_URL names runs" if away else "check the network of this machine"
        raise MisconfiguredError(f"Discord does not answer ({reason}); {cure}.") from None


@contextmanager
def asking_slack() -> Generator[None]:
    """For the first thing that is asked of Slack. Raises MisconfiguredError if it refuses or does not answer."""
    from slack_sdk.errors import SlackApiError

    try:
        yield
    except SlackApiError:
        raise MisconfiguredError("SLACK_BOT_TOKEN or SLACK_APP_TOKEN: Slack refuses it; copy it anew from your app.") from None
    except OSError as error:
        reason = type(error).__name__
        raise MisconfiguredError(f"Slack does not answer ({reason}); check the network of this machine.") from None
