"""The way out to Slack: its Web API and its response URLs, through one session that opens at the first call."""

import logging
from collections.abc import Mapping
from typing import Any, cast

import structlog
from aiohttp import ClientError, ClientSession, ClientTimeout
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from adapters.pace import new_pace

BASE_URL = "https://slack.com/api/"
TIMEOUT_SECONDS = 15
"""The most seconds for one call; well under the lease of a delivery."""

log = structlog.get_logger(__name__)
_sdk_logger = logging.getLogger(f"{__name__}.sdk")
_sdk_logger.setLevel(logging.WARNING)  # below that the SDK logs whole payloads


class Web:
    """Slack's methods. Each raises SlackApiError if Slack refuses."""

    def __init__(self, token: str, base_url: str) -> None:
        patience = [AsyncRateLimitErrorRetryHandler(max_retry_count=1)]
        self.client = AsyncWebClient(token, base_url, logger=_sdk_logger, retry_handlers=[])
        self._reading = AsyncWebClient(token, base_url, logger=_sdk_logger, retry_handlers=[*patience])
        self._session: ClientSession | None = None
        self._pace = new_pace()

    async def post(self, method: str, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        """Change something. Never repeated by itself: by default the SDK posts again when a connection breaks."""
        self._open()
        await self._pace.acquire()
        return cast(Mapping[str, Any], await cast(Any, self.client).api_call(method, json=dict(arguments)))

    async def get(self, method: str, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        """Ask something; waits once if Slack asks for patience."""
        self._open()
        await self._pace.acquire()
        return cast(Mapping[str, Any], await cast(Any, self._reading).api_call(method, http_verb="GET", params=dict(arguments)))

    async def answer_to(self, response_url: str, body: Mapping[str, Any]) -> None:
        """Post to a response_url. Whoever knows one can speak through it, so it stays out of the log."""
        try:
            async with self._open().post(response_url, json=body) as response:
                if response.status != 200:
                    log.warning("Slack refused a late answer", status=response.status)
        except (ClientError, TimeoutError) as error:
            log.warning("a late answer did not arrive", error=type(error).__name__)

    async def close(self) -> None:
        if self._session:
            await self._session.close()

    def _open(self) -> ClientSession:
        """A session belongs to a running loop, so it cannot open sooner."""
        if self._session is None:
            self._session = ClientSession(timeout=ClientTimeout(total=TIMEOUT_SECONDS))
            self.client.session = self._reading.session = self._session
        return self._session


def code(error: SlackApiError) -> str:
    """Slack's word for what went wrong; empty if something between us and Slack answered."""
    body: Any = cast(Any, error.response).data
    return cast(dict[str, str], body).get("error", "") if isinstance(body, dict) else ""
