"""A small Discord on 127.0.0.1 for what travels over the wire: lost answers, limits, nonces, the gateway's socket.

Requests are checked against Discord's own document if it is at hand. Only what Cairn uses is here.
"""

import asyncio
import json
import re
from dataclasses import dataclass, field
from typing import Any, Literal

from aiohttp import WSMsgType, web
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from tests.discord.objects import (
    BOT,
    CHANNEL,
    GUILD,
    OWN_MEMBER,
    application,
    guild,
    interaction,
    kept_command,
    new_message,
    ready,
    untranslated,
)
from tests.discord.rooms import Body, Rooms, reply
from tests.discord.specification import complaint

HELLO, HEARTBEAT, IDENTIFY, RESUME, ACKNOWLEDGED, DISPATCH, INVALID_SESSION = 10, 1, 2, 6, 11, 0, 9


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


class FakeDiscord(Rooms):
    """`async with FakeDiscord() as discord:` discord.py talks to it until the end.

    `servers` are those that the bot is in, and whether they are in sight or hidden by an outage.
    """

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[Sent] = []
        self.complaints: list[str] = []
        self.commands: list[dict[str, Any]] = []
        self.refused_sockets: float = 0
        """How many of the next sockets are not opened."""
        self.starts_left = 1000
        self.invalid_sessions = 0
        """How many of the next who begin to hear are told that their session is invalid."""
        self.identities = 0
        self.servers = {GUILD: True}
        self.identified: dict[str, Any] = {}
        self.faults: list[Fault] = []
        self._callbacks: asyncio.Queue[Sent] = asyncio.Queue()
        self._socket: web.WebSocketResponse | None = None
        self._connected = asyncio.Event()

    async def __aenter__(self) -> "FakeDiscord":
        app = web.Application(middlewares=[self._watch])
        app.add_routes(self._routes())
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self._kept = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
        Route.BASE = f"http://{host}:{port}/api"
        DiscordWebSocket.DEFAULT_GATEWAY = URL(f"ws://{host}:{port}/gateway")
        return self

    async def __aexit__(self, *_: object) -> None:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = self._kept
        if self._socket:
            await self._socket.close()
        await self._runner.cleanup()

    def fail(self, method: str, path: str, **what: Any) -> None:
        """The next requests to `path`, a regular expression, go wrong."""
        self.faults.append(Fault(method, path, **what))

    def of(self, method: str, path: str) -> list[Sent]:
        """The requests of a kind that were received."""
        return [sent for sent in self.sent if sent.method == method and re.fullmatch(path, sent.path)]

    async def interact(self, **payload: Any) -> str:
        """Somebody types, presses or submits; returns the interaction's id."""
        await self._connected.wait()
        sent = {**interaction(str(next(self.ids))), **payload}
        await self._dispatch("INTERACTION_CREATE", sent)
        return sent["id"]

    async def add_to_server(self, id: str, joined: str, **changes: Any) -> None:
        """The bot is added to a server."""
        await self._connected.wait()
        own = {**OWN_MEMBER, "joined_at": joined}
        await self._dispatch("GUILD_CREATE", {**guild(id), "members": [own], **changes})

    async def remove_from_server(self, id: str) -> None:
        await self._dispatch("GUILD_DELETE", {"id": id})

    async def lose_sight_of_server(self, id: str) -> None:
        """An outage of Discord's own."""
        await self._dispatch("GUILD_DELETE", {"id": id, "unavailable": True})

    async def callback(self) -> Sent:
        """The next answer to an interaction."""
        return await asyncio.wait_for(self._callbacks.get(), timeout=5)

    def _routes(self) -> list[web.RouteDef]:
        return [
            *self.rooms(),
            web.get("/gateway", self._gateway),
            web.get("/api/gateway/bot", self._starts),
            web.get("/api/users/@me", self._bot),
            web.get("/api/oauth2/applications/@me", self._own_application),
            web.get("/api/guilds/{guild}", self._guild),
            web.get("/api/guilds/{guild}/members/{member}", self._own_member),
            web.get("/api/applications/{application}/commands", self._list_commands),
            web.put("/api/applications/{application}/commands", self._put_commands),
            web.post("/api/interactions/{id}/{token}/callback", self._call_back),
            web.patch("/api/webhooks/{application}/{token}/messages/@original", self._edit_original),
        ]

    @web.middleware
    async def _watch(self, request: web.Request, handler: Any) -> web.StreamResponse:
        """Note and check each request; then what a test wants to go wrong goes wrong."""
        path, (body, files) = request.path.removeprefix("/api"), await read_body(request)
        sent = request["sent"] = Sent(request.method, path, body, files)
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

    async def _starts(self, _: web.Request) -> web.Response:
        limit = {"total": 1000, "remaining": self.starts_left, "reset_after": 3_600_000, "max_concurrency": 1}
        return reply({"url": "", "shards": 1, "session_start_limit": limit})

    async def _bot(self, _: web.Request) -> web.Response:
        return reply(BOT)

    async def _guild(self, request: web.Request) -> web.Response:
        return reply(guild(request.match_info["guild"]))

    async def _own_member(self, _: web.Request) -> web.Response:
        return reply(OWN_MEMBER)

    async def _own_application(self, _: web.Request) -> web.Response:
        return reply(application())

    async def _list_commands(self, request: web.Request) -> web.Response:
        """Discord leaves translations out unless it is asked for them."""
        return reply(self.commands if request.query.get("with_localizations") == "true" else untranslated(self.commands))

    async def _put_commands(self, request: web.Request) -> web.Response:
        """Discord keeps what it is sent, adds ids and versions, and writes permissions as text."""
        self.commands = [kept_command(command) for command in request["sent"].body]
        return reply(self.commands)

    async def _call_back(self, request: web.Request) -> web.Response:
        self._callbacks.put_nowait(request["sent"])
        return reply({"interaction": {"id": request.match_info["id"], "type": 2}})

    async def _edit_original(self, request: web.Request) -> web.Response:
        self._callbacks.put_nowait(request["sent"])
        return reply(new_message("1", CHANNEL, request["sent"].body))

    async def _gateway(self, request: web.Request) -> web.StreamResponse:
        if self.refused_sockets:
            self.refused_sockets -= 1
            return web.Response(status=503)
        self._socket = web.WebSocketResponse()
        await self._socket.prepare(request)
        await self._socket.send_json({"op": HELLO, "d": {"heartbeat_interval": 45000}})
        async for frame in self._socket:
            if frame.type is WSMsgType.TEXT:
                await self._hear(json.loads(frame.data))
        self._connected.clear()
        return self._socket

    async def _hear(self, said: dict[str, Any]) -> None:
        if said["op"] == HEARTBEAT:
            await self._socket.send_json({"op": ACKNOWLEDGED})
        elif said["op"] in (IDENTIFY, RESUME) and self.invalid_sessions:
            self.invalid_sessions -= 1
            await self._socket.send_json({"op": INVALID_SESSION, "d": False})
        elif said["op"] == RESUME:
            await self._dispatch("RESUMED", {})
            self._connected.set()
        elif said["op"] == IDENTIFY:
            self.identified = said["d"]
            self.identities += 1
            await self._dispatch("READY", ready(self.servers))
            for server in [server for server, in_sight in self.servers.items() if in_sight]:
                await self._dispatch("GUILD_CREATE", {**guild(server), "unavailable": False})
            self._connected.set()

    async def _dispatch(self, event: str, data: dict[str, Any]) -> None:
        await self._socket.send_json({"op": DISPATCH, "s": next(self.ids), "t": event, "d": data})
