"""The socket over which Slack's payloads come, opened again whenever it breaks; one that stays shut ends the process."""

import asyncio
import logging
import time
from typing import Any

import structlog
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.web.async_client import AsyncWebClient

from adapters.hearing import LOOK_SECONDS, watch

TRY_SECONDS = 10.0
"""How long one address is tried; also how often the SDK makes sure that the connection lives."""

_sdk_logger = logging.getLogger(f"{__name__}.sdk")
_sdk_logger.setLevel(logging.CRITICAL)  # the SDK writes addresses, which let in whoever knows one, into its errors

log = structlog.get_logger(__name__)


class Socket(SocketModeClient):
    """The SDK's socket. `app` answers what comes; each address is tried for `try_seconds`."""

    def __init__(self, app: AsyncApp, app_token: str, web: AsyncWebClient, try_seconds: float = TRY_SECONDS) -> None:
        super().__init__(app_token, _sdk_logger, web, ping_interval=try_seconds)
        self._app = app
        self.socket_mode_request_listeners.append(self._answer)

    @property
    def hears(self) -> bool:
        """Whether there is a connection at present."""
        return not (self.closed or self.stale or self.current_session is None or self.current_session.closed)

    async def connect(self) -> None:
        """Connect, at a new address after each that led nowhere: addresses expire, and the SDK would try one for ever."""
        while not self.closed:
            try:
                async with asyncio.timeout(self.ping_interval):
                    await super().connect()
                    return
            except TimeoutError:
                log.debug("Slack's socket does not open; trying a new address")  # whoever watches tells once
                self.wss_uri = None

    async def hear(self, closed: asyncio.Event, deaf_seconds: float) -> None:
        """Stay connected until `closed`. Raises Deaf once Slack could not be heard for `deaf_seconds`."""
        connecting = asyncio.ensure_future(self.connect())
        try:
            await watch("Slack", lambda: self.hears, closed, deaf_seconds, min(LOOK_SECONDS, self.ping_interval))
        finally:
            connecting.cancel()

    async def _answer(self, client: Any, request: Any) -> None:
        response = await run_async_bolt_app(self._app, request)
        await send_async_response(client, request, response, time.time())
