"""The platforms of tests/ as quick as they can be, so that little of what is measured is their own; and what leaves nowhere."""

import json
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import Any, Self

from aiohttp import web
from discord.http import Route
from discord.webhook.async_ import AsyncWebhookAdapter

from tests.discord.fake import FakeDiscord, Sent
from tests.discord.rooms import SENT


class QuickDiscord(FakeDiscord):
    """Takes whatever it is sent without a look at it. Several may be open: discord.py calls the one whose turn it is."""

    async def __aenter__(self) -> Self:
        await super().__aenter__()
        self._base = Route.BASE
        return self

    def take_turn(self) -> None:
        Route.BASE = self._base

    @web.middleware
    async def _watch(self, request: web.Request, handler: Any) -> web.StreamResponse:
        text = await request.text()
        request[SENT] = Sent(request.method, request.path.removeprefix("/api"), json.loads(text) if text else None)
        return await handler(request)


@contextmanager
def calling(base: str) -> Generator[None]:
    """Let discord.py call the Discord of this address."""
    known = Route.BASE
    Route.BASE = base
    try:
        yield
    finally:
        Route.BASE = known


class Unsent(AsyncWebhookAdapter):
    """Answers to Discord's interactions that are ready to be sent, and are not."""

    async def request(self, *_: Any, **__: Any) -> Mapping[str, Any]:
        return {"interaction": {"id": "1", "type": 2}}
