"""Slack's payloads in over signed HTTP requests. Signatures are checked before anything of a request is read."""

from time import time

import structlog
from aiohttp.web import Request as HttpRequest
from aiohttp.web import Response as HttpResponse
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.app.async_app import AsyncApp

from adapters.pace import waited_for
from adapters.slack.bolt import understood
from adapters.slack.signature import is_signed, looks_at_certificate
from bot.logs import Seldom

log = structlog.get_logger(__name__)


class Endpoint:
    """Answers what Slack has signed; without a secret nothing is answered."""

    def __init__(self, app: AsyncApp, signing_secret: str | None) -> None:
        self._app = app
        self._signing_secret = signing_secret
        self._unsigned = Seldom(log, "a request that Slack did not sign was refused")

    @waited_for()
    async def handle(self, request: HttpRequest) -> HttpResponse:
        """Answer one of Slack's HTTP requests. What Slack has not signed is refused; without a secret, everything is."""
        if not self._signing_secret:
            return HttpResponse(status=404)
        body = await request.read()
        if looks_at_certificate(body):
            return HttpResponse()
        if not is_signed(body, request.headers, self._signing_secret, time()):
            self._unsigned.tell()
            return HttpResponse(status=401)
        answer = await understood(self._app, body, request.headers)
        if answer is None:
            log.warning("a signed request that is none of Slack's was refused")
            return HttpResponse(status=400)
        return await to_aiohttp_response(answer)
