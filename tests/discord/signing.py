"""Discord's side of an application that answers over HTTP: it signs what it sends."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import time
from typing import Any

from aiohttp import ClientSession
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from adapters.discord.over_http import DiscordOverHttp
from adapters.web.app import serve, web_app
from tests.discord.objects import CHANNEL, GUILD, KEY, channel, interaction

PATH = "/discord/interactions"


def signed(body: bytes, at: float | None = None, key: Ed25519PrivateKey = KEY) -> dict[str, str]:
    """The headers of a body that was signed at a time, in seconds since 1970; now by default."""
    stamp = str(int(time() if at is None else at))
    signature = key.sign(stamp.encode() + body).hex()
    return {"X-Signature-Ed25519": signature, "X-Signature-Timestamp": stamp, "Content-Type": "application/json"}


class Web:
    """A web process, and Discord that posts to it."""

    def __init__(self, over_http: DiscordOverHttp, session: ClientSession, address: str) -> None:
        self.over_http = over_http
        self._session = session
        self._address = address
        self.headers: dict[str, str] = {}

    async def post(self, said: Any, headers: dict[str, str] | None = None, sent: Any = None) -> tuple[int, Any]:
        """The status of the response, and what it holds; raw bytes are sent as they are, or in the way of `sent`."""
        body = said if isinstance(said, bytes) else json.dumps(said).encode()
        async with self._session.post(self._address, data=sent or body, headers=headers or signed(body)) as response:
            self.headers = dict(response.headers)
            content = await response.read()
            return response.status, json.loads(content) if response.status == 200 else content

    async def interact(self, **payload: Any) -> tuple[int, Any]:
        return await self.post(typed(**payload))


@asynccontextmanager
async def answering(over_http: DiscordOverHttp) -> AsyncIterator[Web]:
    """The web process while the block runs."""

    async def fine() -> str:
        return ""

    app = web_app(hindrance=fine, discord=over_http.handle)
    async with ClientSession() as session, serve(app, "127.0.0.1", 0) as port:
        yield Web(over_http, session, f"http://127.0.0.1:{port}{PATH}")
        await over_http.close()


def typed(**payload: Any) -> dict[str, Any]:
    """An interaction as it comes over HTTP, with what is told of the channel and the server."""
    return {
        **interaction("5000"),
        "channel": channel(CHANNEL),
        "guild": {"id": GUILD, "features": [], "locale": "en-US"},
        **payload,
    }
