"""Slack, for one workspace with a token of its own or for all that add the app."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from adapters.clock import present
from adapters.hearing import News
from adapters.pace import Books
from adapters.web.app import Handler
from bot.app.dispatch import Dispatcher
from bot.config import MisconfiguredError, Settings
from bot.ports.installations import Sealed
from bot.ports.outbox import Sender
from bot.wiring.pictures import picture_address
from storage.engine import Engines
from storage.health import Health

if TYPE_CHECKING:
    from aiohttp import web

    from adapters.slack.gateway import SlackGateway
    from adapters.slack.oauth import OAuth
    from adapters.slack.web import Web
    from adapters.slack.workspaces import Workspaces
    from storage.installations import SqlInstallations


_OTHER_KEY = (
    "SECRET_KEY: tokens of Slack's workspaces were encrypted with another; put that into SECRET_KEYS_BEFORE, and run `release`."
)


@dataclass(frozen=True, slots=True)
class OverHttp:
    """Slack as the web part hears it."""

    handle: Handler
    close: Callable[[], Awaitable[None]]
    add_pages: Callable[["web.Application"], None]


class Slack(Protocol):
    """The way to Slack, which all parts of a process share."""

    @property
    def sender(self) -> Sender: ...

    def over_http(self, dispatcher: Dispatcher, news: News) -> OverHttp | None:
        """None if it is not heard over HTTP."""
        ...

    async def renew_tokens(self) -> None:
        """Renew the tokens that expire soon."""
        ...


def serves_many(settings: Settings) -> bool:
    """Whether any workspace may add the app."""
    return settings.slack_client_id is not None


def unfit_for_many(settings: Settings) -> list[str]:
    """What keeps workspaces from adding the app, a line each with its cure."""
    if not serves_many(settings):
        return []
    needed = {
        "SLACK_CLIENT_SECRET": (settings.slack_client_secret, "copy it from Basic Information of the Slack app"),
        "SLACK_SIGNING_SECRET": (settings.slack_signing_secret, "copy it from Basic Information of the Slack app"),
        "PUBLIC_URL": (settings.public_url, "set it to the https address under which the web process is reached"),
        "SECRET_KEY": (settings.secret_key, "set it to 32 random characters or more: tokens are encrypted with it"),
    }
    lines = [f"{name}: not set, and SLACK_CLIENT_ID needs it; {cure}." for name, (value, cure) in needed.items() if not value]
    if settings.slack_bot_token or settings.slack_app_token:
        lines.append(
            "SLACK_BOT_TOKEN, SLACK_APP_TOKEN: empty them, or empty SLACK_CLIENT_ID: a bot serves the workspace of its token, or "
            "all that add the app at /slack/install, of which that workspace is then one."
        )
    return lines


def install_address(settings: Settings) -> str:
    """Where workspaces add the app."""
    from adapters.slack.install import INSTALL

    return f"{settings.public_url.rstrip('/')}{INSTALL}"


async def encrypt_anew(settings: Settings) -> None:
    """Encrypt the tokens of all workspaces with SECRET_KEY. Raises MisconfiguredError for settings that do not go together, and
    if some were encrypted with another key."""
    from storage.installations import open_installations
    from storage.sealing import Seal

    if lines := unfit_for_many(settings):
        raise MisconfiguredError("\n".join(lines))
    try:
        async with open_installations(settings.database, Seal(settings.secret_keys)) as store:
            await store.close_anew()
    except Sealed:
        raise MisconfiguredError(_OTHER_KEY) from None


async def unfit_key(settings: Settings, engines: Engines) -> str:
    """What to do if the tokens of some workspaces were encrypted with another key; nothing if none was."""
    from storage.installations import SqlInstallations
    from storage.sealing import Seal

    number = await SqlInstallations(engines, Seal(settings.secret_keys)).unreadable()
    return f"{_OTHER_KEY} Until then {number} of them cannot be heard, and nothing is posted there." if number else ""


@asynccontextmanager
async def way_to_slack(settings: Settings, health: Health, books: Books) -> AsyncGenerator[Slack | None]:
    """None if Slack is not set up. Raises MisconfiguredError for settings that do not go together."""
    if lines := unfit_for_many(settings):
        raise MisconfiguredError("\n".join(lines))
    async with AsyncExitStack() as stack:
        if serves_many(settings):
            yield await _all_workspaces(settings, health, books, stack)
        elif settings.slack_bot_token:
            from adapters.slack.web import Web

            token = settings.slack_bot_token.get_secret_value()
            web = Web(token, settings.slack_api_url, books=lambda what: books(f"slack {what}"))
            yield OneWorkspace(settings, await stack.enter_async_context(web))
        else:
            yield None


class OneWorkspace:
    """The workspace of SLACK_BOT_TOKEN."""

    def __init__(self, settings: Settings, web: "Web") -> None:
        from adapters.slack.sender import SlackSender

        self._settings = settings
        self._web = web
        self.sender: Sender = SlackSender(web)

    def gateway(self, dispatcher: Dispatcher, news: News) -> "SlackGateway":
        from adapters.slack.gateway import SlackGateway

        settings = self._settings
        return SlackGateway(
            self._web,
            dispatcher,
            present,
            news=news,
            signing_secret=settings.slack_signing_secret.get_secret_value() if settings.slack_signing_secret else None,
            app_token=settings.slack_app_token.get_secret_value() if settings.slack_app_token else None,
            picture_address=picture_address(settings),
        )

    def over_http(self, dispatcher: Dispatcher, news: News) -> OverHttp | None:
        if self._settings.slack_signing_secret is None:
            return None
        gateway = self.gateway(dispatcher, news)
        return OverHttp(gateway.handle, gateway.close, lambda _: None)

    async def renew_tokens(self) -> None:
        """Its token is good for ever."""


class AllWorkspaces:
    """Every workspace that adds the app."""

    def __init__(self, settings: Settings, oauth: "OAuth", store: "SqlInstallations", workspaces: "Workspaces") -> None:
        from adapters.slack.senders import SlackSenders

        self._settings = settings
        self._oauth = oauth
        self._store = store
        self._workspaces = workspaces
        self.sender: Sender = SlackSenders(workspaces, short_history=settings.slack_short_history)

    def over_http(self, dispatcher: Dispatcher, news: News) -> OverHttp | None:
        from adapters.slack.install import InstallPages
        from adapters.slack.shared_gateway import SharedGateway

        settings, secret = self._settings, self._settings.slack_signing_secret
        gateway = SharedGateway(
            self._workspaces,
            dispatcher,
            present,
            news=news,
            signing_secret=secret.get_secret_value() if secret else "",
            install_address=install_address(settings),
            picture_address=picture_address(settings),
        )
        pages = InstallPages(
            self._oauth, self._store, self._workspaces, news.came_back, present, privacy=settings.privacy_url, secure=True
        )
        return OverHttp(gateway.handle, gateway.close, pages.add_to)

    async def renew_tokens(self) -> None:
        await self._workspaces.renew()


async def _all_workspaces(settings: Settings, health: Health, books: Books, stack: AsyncExitStack) -> AllWorkspaces:
    from adapters.slack.connections import Connections
    from adapters.slack.oauth import OAuth
    from adapters.slack.web import Web
    from adapters.slack.workspaces import Workspaces
    from storage.installations import open_installations
    from storage.sealing import Seal

    client_id, client_secret = settings.slack_client_id, settings.slack_client_secret
    assert client_id  # noqa: S101 - required beforehand
    assert client_secret  # noqa: S101 - required beforehand
    connections = Connections()
    stack.push_async_callback(connections.close)
    store = await stack.enter_async_context(open_installations(settings.database, Seal(settings.secret_keys), health))
    secret = client_secret.get_secret_value()
    oauth = OAuth(client_id.get_secret_value(), secret, settings.public_url, settings.slack_api_url, connections)

    def web_for(space: str, token: str) -> Web:
        """Its processes share the pace of a workspace."""
        return Web(token, settings.slack_api_url, books=lambda what: books(f"slack {space} {what}"), connections=connections)

    workspaces = Workspaces(store, oauth, present, web_for)
    stack.push_async_callback(workspaces.close)
    return AllWorkspaces(settings, oauth, store, workspaces)
