"""A small Discord on 127.0.0.1 for what travels over the wire: lost answers, limits, nonces, the gateway's socket.

Requests are checked against Discord's own document if it is at hand. Only what Cairn uses is here.
"""

import asyncio
import json
import re
from dataclasses import dataclass, field
from typing import Any, Literal

from aiohttp import web
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from tests.discord.objects import (
    BOT,
    CHANNEL,
    application,
    kept_command,
    new_message,
    untranslated,
)
from tests.discord.rooms import SENT, Body, Rooms, reply
from tests.discord.servers import Servers
from tests.discord.sockets import Sockets
from tests.discord.specification import complaint


@dataclass(frozen=True)
class Sent:
    """One request that the fake received."""

    method: str
    path: str
    body: Body
    files: dict[str, bytes] = field(default_factory=dict[str, bytes])
    """What was attached, by name."""


async def read_body(request: web.Request) -> tuple[Body, dict[str, bytes]]:
    """The JSON of a request, and the files that came along."""
    if request.content_type != "multipart/form-data":
        text = await request.text()
        return (json.loads(text) if text else None), {}
    form = await request.post()
    files = {part.filename: part.file.read() for part in form.values() if isinstance(part, web.FileField)}
    return json.loads(str(form["payload_json"])), files


@dataclass
class Fault:
    """What happens to the next requests of a kind, instead of (or, with an answer lost, after) the work."""

    method: str
    path: str
    status: int = 0
    code: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)
    lost: Literal["request", "answer"] | None = None
    times: int = 1

    def fits(self, method: str, path: str) -> bool:
        return self.times > 0 and method == self.method and re.fullmatch(self.path, path) is not None


class FakeDiscord(Rooms, Servers, Sockets):
    """`async with FakeDiscord() as discord:` discord.py talks to it until the end."""

    def __init__(self) -> None:
        Rooms.__init__(self)
        Servers.__init__(self)
        Sockets.__init__(self)
        self.sent: list[Sent] = []
        self.complaints: list[str] = []
        self.commands: list[dict[str, Any]] = []
        self.faults: list[Fault] = []
        self._callbacks: asyncio.Queue[Sent] = asyncio.Queue()

    async def __aenter__(self) -> "FakeDiscord":
        app = web.Application(middlewares=[self._watch])
        app.add_routes(self._routes())
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self._kept = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
        Route.BASE = f"http://{host}:{port}/api"
        DiscordWebSocket.DEFAULT_GATEWAY = self.gateway = URL(f"ws://{host}:{port}/gateway")
        return self

    async def __aexit__(self, *_: object) -> None:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = self._kept
        await self.close_sockets()
        await self._runner.cleanup()

    def fail(self, method: str, path: str, **what: Any) -> None:
        """The next requests to `path`, a regular expression, go wrong."""
        self.faults.append(Fault(method, path, **what))

    def of(self, method: str, path: str) -> list[Sent]:
        """The requests of a kind that were received."""
        return [sent for sent in self.sent if sent.method == method and re.fullmatch(path, sent.path)]

    async def callback(self) -> Sent:
        """The next answer to an interaction."""
        return await asyncio.wait_for(self._callbacks.get(), timeout=5)

    def _routes(self) -> list[web.RouteDef]:
        return [
            *self.rooms(),
            *self.sockets(),
            *self.guilds(),
            web.get("/api/users/@me", self._bot),
            web.get("/api/oauth2/applications/@me", self._own_application),
            web.get("/api/applications/{application}/commands", self._list_commands),
            web.put("/api/applications/{application}/commands", self._put_commands),
            web.post("/api/interactions/{id}/{token}/callback", self._call_back),
            web.patch("/api/webhooks/{application}/{token}/messages/@original", self._edit_original),
        ]

    @web.middleware
    async def _watch(self, request: web.Request, handler: Any) -> web.StreamResponse:
        """Note and check each request; then what a test wants to go wrong goes wrong."""
        path, (body, files) = request.path.removeprefix("/api"), await read_body(request)
        sent = request[SENT] = Sent(request.method, path, body, files)
        self.sent.append(sent)
        if body is not None and (wrong := complaint(request.method, path, body)):
            self.complaints.append(wrong)
        fault = next((fault for fault in self.faults if fault.fits(request.method, path)), None)
        return await (self._go_wrong(fault, request, handler) if fault else handler(request))

    async def _go_wrong(self, fault: Fault, request: web.Request, handler: Any) -> web.StreamResponse:
        fault.times -= 1
        if fault.lost == "answer":
            await handler(request)
        if fault.lost:
            request.transport.close()
        return reply({"code": fault.code, "message": "as the test wants", **fault.body}, fault.status or 500, fault.headers)

    async def _bot(self, _: web.Request) -> web.Response:
        return reply(BOT)

    async def _own_application(self, _: web.Request) -> web.Response:
        return reply(application())

    async def _list_commands(self, request: web.Request) -> web.Response:
        """Discord leaves translations out unless it is asked for them."""
        return reply(self.commands if request.query.get("with_localizations") == "true" else untranslated(self.commands))

    async def _put_commands(self, request: web.Request) -> web.Response:
        """Discord keeps what it is sent, adds ids and versions, and writes permissions as text."""
        self.commands = [kept_command(command) for command in request[SENT].body]
        return reply(self.commands)

    async def _call_back(self, request: web.Request) -> web.Response:
        self._callbacks.put_nowait(request[SENT])
        return reply({"interaction": {"id": request.match_info["id"], "type": 2}})

    async def _edit_original(self, request: web.Request) -> web.Response:
        self._callbacks.put_nowait(request[SENT])
        return reply(new_message("1", CHANNEL, request[SENT].body))
