"""The payloads of one workspace in, over Socket Mode or over signed HTTP requests; what they mean is for the listeners."""

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from adapters.clock import passed
from adapters.hearing import DEAF_SECONDS, Deaf, News
from adapters.pace import waited_for
from adapters.slack.bolt import bolt_app
from adapters.slack.endpoint import Endpoint
from adapters.slack.installation import Installation
from adapters.slack.listeners import Listeners
from adapters.slack.pictures import AddressOf
from adapters.slack.refusals import REMOVED
from adapters.slack.socket import TRY_SECONDS, Socket
from adapters.slack.web import Web, asked_pause, code, leaves_open
from bot.app.dispatch import Dispatcher
from bot.interface.call import Place
from bot.logs import Spell
from bot.ports.outbox import Clock

PATIENCE = 2.0
"""The seconds that an acknowledgement waits for the answer; Slack waits three."""

log = structlog.get_logger(__name__)


class SlackGateway:
    """Hears one workspace. `app_token` is for Socket Mode, `signing_secret` for HTTP, `picture_address` for pictures in
    answers that one person alone sees. What it asks of Slack goes before posts: somebody waits for it."""

    def __init__(
        self,
        web: Web,
        dispatcher: Dispatcher,
        clock: Clock,
        *,
        news: News | None = None,
        signing_secret: str | None = None,
        app_token: str | None = None,
        picture_address: AddressOf | None = None,
        patience: float = PATIENCE,
        try_seconds: float = TRY_SECONDS,
        deaf_seconds: float = DEAF_SECONDS,
    ) -> None:
        self._app_token = app_token
        self._web = web
        self._news = news or News()
        self._installation = Installation(self._web)
        self._listeners = Listeners(self._web, self._installation, dispatcher, clock, patience, self._news, picture_address)
        self._app = bolt_app(self._listeners)
        self.handle = Endpoint(self._app, signing_secret).handle
        self._socket: Socket | None = None
        self._try_seconds = try_seconds
        self._deaf_seconds = deaf_seconds
        self._closed = asyncio.Event()

    @property
    def hears(self) -> bool:
        """Whether Slack can be heard over Socket Mode at present."""
        return self._socket is not None and self._socket.hears

    @waited_for()
    async def run(self) -> None:
        """Hear over Socket Mode until closed. Raises ValueError without an app token, SlackApiError if one is refused, Deaf if
        the socket stays shut."""
        if not self._app_token:
            raise ValueError("Socket Mode needs an app token")
        if (workspace := await self._once_reached(self._workspace)) is None:
            return
        await self._news.came_back(Place("slack", workspace, None))
        self._socket = Socket(self._app, self._app_token, self._web.client, self._try_seconds)
        try:
            self._socket.wss_uri = await self._once_reached(self._socket.issue_new_wss_url)
            await self._socket.hear(self._closed, self._deaf_seconds)
        finally:
            await self._socket.close()

    async def close(self) -> None:
        """Stop hearing; answers under way are given a moment."""
        self._closed.set()
        await self._listeners.close()

    async def _once_reached(self, ask: Callable[[], Awaitable[str]]) -> str | None:
        """What Slack answers, asked again while it cannot be reached: a process that ended would take along what hears others,
        and Discord counts their starts. None if closed meanwhile. Raises Deaf if it stays so, SlackApiError if Slack
        refuses."""
        unreached, since = Spell(log, "Slack cannot be reached", "Slack is reached again"), monotonic()
        while True:
            try:
                answer = await ask()
            except (SlackApiError, ClientError, OSError) as error:
                if isinstance(error, SlackApiError) and not leaves_open(error) and asked_pause(error) is None:
                    raise
                if self._closed.is_set():
                    return None
                if monotonic() - since > self._deaf_seconds:
                    raise Deaf("Slack could not be reached") from error
                unreached.begin(f"it is asked again, and the process ends after {self._deaf_seconds:g} s")
            else:
                unreached.end()
                return answer
            await passed(self._closed, self._try_seconds)

    async def _workspace(self) -> str:
        """The id of the workspace. If Slack says that the app was taken out, that is told, unless several are known: it does
        not say of which."""
        try:
            return await self._installation.workspace()
        except SlackApiError as error:
            known = await self._news.known("slack") if code(error) in REMOVED else ()
            if len(known) == 1:
                await self._news.departed(Place("slack", known[0], None))
            raise
