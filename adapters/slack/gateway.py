"""Slack's payloads in, over Socket Mode or over signed HTTP requests; what they mean is for the listeners.

Signatures are checked before bolt reads anything of a request. One listener for each kind of payload answers in place
(`process_before_response`), which spares bolt's 10 ms poll for the acknowledgement.
"""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from time import monotonic, time
from typing import Any, cast

import structlog
from aiohttp import ClientError
from aiohttp.web import Request as HttpRequest
from aiohttp.web import Response as HttpResponse
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError

from adapters.clock import passed
from adapters.hearing import DEAF_SECONDS, Deaf, News
from adapters.pace import waited_for
from adapters.slack.installation import Installation
from adapters.slack.listeners import Listeners
from adapters.slack.pictures import AddressOf
from adapters.slack.signature import is_signed, looks_at_certificate
from adapters.slack.socket import TRY_SECONDS, Socket
from adapters.slack.web import Web, asked_pause, code, leaves_open
from bot.app.dispatch import Dispatcher
from bot.interface.call import Place
from bot.logs import Spell
from bot.ports.outbox import Clock

PATIENCE = 2.0
"""The seconds that an acknowledgement waits for the answer; Slack waits three."""
REMOVED = {"account_inactive", "token_revoked"}
"""What Slack answers to a token that worked once."""

_ANY = re.compile("")
_UNREADABLE = (ValueError, LookupError, AttributeError, TypeError)
"""What bolt raises for a body that is no JSON, no form or of another shape; listeners raise nothing."""
_REFUSED = {400, 404}
"""Our answer to what bolt failed to read, and its own to what no listener is for."""

log = structlog.get_logger(__name__)
_bolt_logger = logging.getLogger(f"{__name__}.bolt")
_bolt_logger.setLevel(logging.ERROR)  # below that bolt logs whole payloads, response_url included


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
        self._signing_secret = signing_secret
        self._app_token = app_token
        self._web = web
        self._news = news or News()
        self._installation = Installation(self._web)
        self._listeners = Listeners(self._web, self._installation, dispatcher, clock, patience, self._news, picture_address)
        self._app = self._bolt()
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

    @waited_for()
    async def handle(self, request: HttpRequest) -> HttpResponse:
        """Answer one of Slack's HTTP requests. What Slack has not signed is refused; without a secret, everything is."""
        if not self._signing_secret:
            return HttpResponse(status=404)
        body = await request.read()
        if looks_at_certificate(body):
            return HttpResponse()
        if not is_signed(body, request.headers, self._signing_secret, time()):
            log.warning("a request that Slack did not sign was refused")
            return HttpResponse(status=401)
        answer = await self._understood(body, request.headers)
        if answer is None:
            log.warning("a signed request that is none of Slack's was refused")
            return HttpResponse(status=400)
        return await to_aiohttp_response(answer)

    async def close(self) -> None:
        """Stop hearing; answers under way are given a moment."""
        self._closed.set()
        await self._listeners.close()

    async def _understood(self, body: bytes, headers: Mapping[str, str]) -> BoltResponse | None:
        """bolt's answer; None if it cannot read the body or knows no listener for it."""
        try:
            answer = await self._app.async_dispatch(AsyncBoltRequest(body=body.decode(), headers=dict(headers)))
        except _UNREADABLE:
            return None
        return None if answer.status in _REFUSED else answer

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

    def _bolt(self) -> AsyncApp:
        """Everything is passed: what bolt is not told it reads from the environment. `authorize` keeps it from doing OAuth."""
        app = AsyncApp(
            name="cairn",
            logger=_bolt_logger,
            client=self._web.client,
            request_verification_enabled=False,
            authorize=OneWorkspace(self._web.token),
            process_before_response=True,
            ignoring_self_events_enabled=False,  # the listener leaves out what any bot says
            ssl_check_enabled=False,
            attaching_function_token_enabled=False,
        )
        listening = cast(Any, app)
        listening.command(_ANY)(self._listeners.command)
        listening.action(_ANY)(self._listeners.press)
        listening.view(_ANY)(self._listeners.submit)
        listening.options(_ANY)(self._listeners.search)
        listening.event(_ANY)(self._listeners.event)
        listening.shortcut(_ANY)(self._listeners.shortcut)
        listening.error(_unreadable)
        return app


async def _unreadable() -> BoltResponse:
    return BoltResponse(status=400)


class OneWorkspace(AsyncAuthorize):
    """Tells bolt about the installation, of which there is only one."""

    def __init__(self, bot_token: str) -> None:
        super().__init__()
        self._installation = AuthorizeResult(enterprise_id=None, team_id=None, bot_token=bot_token)

    async def __call__(self, **_: Any) -> AuthorizeResult:
        return self._installation
