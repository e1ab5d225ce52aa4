"""The way out to Slack: its Web API and its response URLs, through one session that opens at the first call."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from time import monotonic
from typing import Any, ClassVar, Self, TypeVar, cast

import structlog
from aiohttp import ClientError, ClientResponseError, ClientSession
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.pace import Books, Pace, alone
from adapters.slack.connections import Connections
from adapters.slack.directs import OPEN_SECONDS, OPENING, Directs

BASE_URL = "https://slack.com/api/"
FILES = "https://files.slack.com/"
"""Where Slack keeps the files that people share."""
REQUESTS_PER_SECOND = 40
"""The most to all of Slack; what it takes of each method, and in each channel, is less."""
INVALID_BLOCKS = "invalid_blocks"
"""Slack's word for a message that has something in it that the workspace does not show."""

PAUSES = (0.1, 0.5, 1.0, 2.0)
"""Seconds before something is tried again, each time; how long Slack asks to wait goes before, up to LONGEST_PAUSE."""
LONGEST_PAUSE = 3.0

_UNKNOWN_OUTCOMES = {"", "internal_error", "fatal_error", "request_timeout", "service_unavailable"}
_PATIENCE = {"ratelimited", "rate_limited", "message_limit_exceeded"}

Result = TypeVar("Result")

log = structlog.get_logger(__name__)
_sdk_logger = logging.getLogger(f"{__name__}.sdk")
_sdk_logger.setLevel(logging.WARNING)  # below that the SDK logs whole payloads


class Patience:
    """What Slack would say to one more call of a method that it gave so many seconds of rest."""

    status_code = 429
    data: ClassVar = {"ok": False, "error": "ratelimited"}

    def __init__(self, seconds: float) -> None:
        self.headers = {"Retry-After": str(seconds)}


class Web:
    """Slack's methods, which keep the pace of one workspace together: a process has one for all that it does there, and `books`
    are those of the processes that share it. Each raises SlackApiError if Slack refuses."""

    def __init__(
        self,
        token: str,
        base_url: str,
        requests_per_second: float = REQUESTS_PER_SECOND,
        open_seconds: float = OPEN_SECONDS,
        books: Books = alone,
        connections: Connections | None = None,
    ) -> None:
        self.token = token
        self.client = AsyncWebClient(token, base_url, logger=_sdk_logger, retry_handlers=[])
        self._connections = connections or Connections()
        self._pace = Pace(1 / requests_per_second, book=books("calls"))
        self._rest_until: dict[str, float] = {}
        self.directs = Directs(open_seconds, books("opening"))
        self.takes_data = True
        """Whether the workspace takes charts and tables: until it refuses one, which is asked once as long as a process runs."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._connections.close()

    def renew(self, token: str) -> None:
        """Go on with another token of the same workspace."""
        self.token = self.client.token = token

    async def post(self, method: str, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        """Change something. Never repeated by itself: by default the SDK posts again when a connection breaks.

        Raises SlackApiError, also in a rest that Slack asked for.
        """
        return await self._call(method, json=dict(arguments))

    async def get(self, method: str, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        """Ask something, tried again for some seconds."""
        return await _tried(partial(self._call, method, http_verb="GET", params=dict(arguments)))

    async def answer(self, method: str, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        """Change what one person alone sees, and try again where that may not have arrived: twice does less harm than never."""
        return await _tried(partial(self.post, method, arguments))

    async def direct(self, user: str, *, answers: bool = False) -> str:
        """The channel in which somebody is written to, opened as `answer` does or as `post`."""
        channel = self.directs.known(user)
        if channel is None:
            opened = await (self.answer if answers else self.post)(OPENING, {"users": user})
            channel = cast(str, opened["channel"]["id"])
            self.directs.remember(user, channel)
        return channel

    async def answer_to(self, response_url: str, body: Mapping[str, Any]) -> bool:
        """Post to a response_url, as `answer` does; returns whether Slack took the blocks. Whoever knows the address can speak
        through it, so it stays out of the log."""
        try:
            return await _tried(partial(self._post_to, response_url, body))
        except ClientResponseError as error:
            log.warning("Slack refused a late answer", status=error.status)
        except (ClientError, TimeoutError) as error:
            log.warning("a late answer did not arrive", error=type(error).__name__)
        return True

    async def download(self, address: str) -> bytes:
        """What a file holds that somebody shared. Raises ValueError for an address that is not Slack's, which must not get the
        token."""
        if not address.startswith((FILES, self.client.base_url)):
            raise ValueError("this is no file of Slack's")
        return await _tried(partial(self._get_file, address))

    async def upload(self, address: str, content: bytes) -> None:
        """Send a file to the address that Slack gave for it."""
        async with self._open().post(address, data=content) as response:
            response.raise_for_status()

    def rest_of(self, method: str) -> float:
        """The seconds for which a method is not asked: 0 if it does not rest."""
        return max(0.0, self._rest_until.get(method, 0) - monotonic())

    def let_rest(self, method: str, seconds: float) -> None:
        """Ask nothing of a method for so many seconds; a rest that lasts longer stays."""
        self._rest_until[method] = max(self._rest_until.get(method, 0), monotonic() + seconds)

    async def _get_file(self, address: str) -> bytes:
        headers = {"Authorization": f"Bearer {self.token}"}
        async with self._open().get(address, headers=headers, allow_redirects=False) as response:
            response.raise_for_status()
            if response.status != 200:
                raise ValueError("this leads to no file, but to a page where somebody signs in")
            return await response.read()

    async def _call(self, method: str, **how: Any) -> Mapping[str, Any]:
        """Nothing is asked of a method while it rests, be it that its turn came only then."""
        self._open()
        if method == OPENING:
            await self.directs.turn()
        await self._pace.turn()
        if rest := self.rest_of(method):
            raise SlackApiError("rests", Patience(rest))
        try:
            return cast(Mapping[str, Any], await cast(Any, self.client).api_call(method, **how))
        except SlackApiError as error:
            if pause := asked_pause(error):
                self.let_rest(method, pause)
            raise

    async def _post_to(self, response_url: str, body: Mapping[str, Any]) -> bool:
        async with self._open().post(response_url, json=body) as response:
            if INVALID_BLOCKS in await response.text():  # with the status 200, or another
                return False
            response.raise_for_status()
            return True

    def _open(self) -> ClientSession:
        self.client.session = self._connections.open()
        return self.client.session


def code(error: SlackApiError) -> str:
    """Slack's word for what went wrong; empty if something between us and Slack answered."""
    body: Any = cast(Any, error.response).data
    return cast(dict[str, str], body).get("error", "") if isinstance(body, dict) else ""


def needed_scope(error: SlackApiError) -> str:
    """The scope that the app lacks for what it asked; empty if it lacks none."""
    body: Any = cast(Any, error.response).data
    return cast(dict[str, str], body).get("needed", "") if code(error) == "missing_scope" else ""


def asked_pause(error: SlackApiError) -> float | None:
    """Seconds that Slack asks to wait, 0 if it does not say how many; None if it asks for no patience."""
    response = cast(Any, error.response)
    if response.status_code == 429 or code(error) in _PATIENCE:
        return float(response.headers.get("Retry-After", 0))
    return None


def leaves_open(error: SlackApiError) -> bool:
    """Whether what was asked may have been done, or not."""
    return cast(Any, error.response).status_code >= 500 or code(error) in _UNKNOWN_OUTCOMES


async def _tried(attempt: Callable[[], Awaitable[Result]]) -> Result:
    """What `attempt` returns, tried again for a few seconds; raises what it raised at last, or what trying again cannot mend."""
    for pause in PAUSES:
        try:
            return await attempt()
        except (SlackApiError, ClientError, TimeoutError) as error:
            wait = _wait(error)
            if wait is None:
                raise
            log.debug("Slack is asked again", error=type(error).__name__)
        await asyncio.sleep(max(min(wait, LONGEST_PAUSE), pause))
    return await attempt()


def _wait(error: Exception) -> float | None:
    """Seconds to wait before trying again; None if that is of no use."""
    if isinstance(error, SlackApiError):
        return 0 if leaves_open(error) else asked_pause(error)
    if isinstance(error, ClientResponseError):
        asked = float((error.headers or {}).get("Retry-After", 0))
        return asked if error.status == 429 else 0 if error.status >= 500 else None
    return 0
