"""A Slack of our own on 127.0.0.1, which refuses what Slack refuses: Web API, Socket Mode, response URLs."""

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from adapters.slack.manifest import SCOPES
from adapters.slack.web import Web
from tests.slack.block_kit import check_message
from tests.slack.needed import Invalid
from tests.slack.workspace import METHODS, Json, Workspace

BOT_TOKEN = "xoxb-test"
APP_TOKEN = "xapp-test"
ACK_SECONDS = 5.0

Fault = Callable[[web.Request], web.StreamResponse]


def asks_for_patience(seconds: int) -> Fault:
    return lambda _: web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": str(seconds)})


def breaks(_: web.Request) -> web.StreamResponse:
    return web.Response(status=503, text="upstream error", content_type="text/html")


def drops(request: web.Request) -> web.StreamResponse:
    assert request.transport
    request.transport.close()
    return web.Response()


def refuses(error: str) -> Fault:
    return lambda _: web.json_response({"ok": False, "error": error})


@dataclass
class SlackFake(Workspace):
    """The workspace over the wire: `calls` holds every call of a method as (name, arguments), `followups` what came to each
    response URL."""

    calls: list[tuple[str, Json]] = field(default_factory=list[tuple[str, Json]])
    followups: list[tuple[str, Json]] = field(default_factory=list[tuple[str, Json]])
    faults: dict[str, list[Fault]] = field(default_factory=lambda: defaultdict(list))
    held: dict[str, asyncio.Event] = field(default_factory=dict[str, asyncio.Event])
    loses_answers_of: set[str] = field(default_factory=set[str])
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    socket: web.WebSocketResponse | None = None
    acks: dict[str, asyncio.Future[Json]] = field(default_factory=dict[str, "asyncio.Future[Json]"])
    connections: int = 0
    way_out: Web = field(init=False, repr=False)
    """What a process calls it with, by the token of the bot."""
    token: str = BOT_TOKEN
    scopes: Sequence[str] = SCOPES
    shared: dict[str, bytes] = field(default_factory=dict[str, bytes])
    """Files, by their ids."""
    fetched: list[str] = field(default_factory=list[str])
    refuses_sockets: bool = False
    refused: int = 0

    @property
    def api(self) -> str:
        return f"{self.url}/api/"

    def response_url(self, name: str = "r1") -> str:
        return f"{self.url}/response/{name}"

    def called(self, method: str) -> list[Json]:
        return [arguments for name, arguments in self.calls if name == method]

    def fail_next(self, method: str, fault: Fault) -> None:
        self.faults[method].append(fault)

    def hold(self, method: str) -> asyncio.Event:
        """Calls of the method wait until the event is set."""
        self.held[method] = asyncio.Event()
        return self.held[method]

    async def until(self, true: Callable[[], Any]) -> None:
        """Wait for something to have happened here."""
        async with asyncio.timeout(ACK_SECONDS), self.changed:
            await self.changed.wait_for(lambda: bool(true()))

    async def send_envelope(self, kind: str, payload: Json, envelope: str = "") -> Json:
        """Send a payload over Socket Mode; returns what its acknowledgement carries."""
        await self.until(lambda: self.socket is not None)
        assert self.socket
        envelope = envelope or self.next_id("E")
        self.acks[envelope] = asyncio.get_running_loop().create_future()
        await self.socket.send_json({"type": kind, "envelope_id": envelope, "payload": payload, "accepts_response_payload": True})
        return await asyncio.wait_for(self.acks[envelope], ACK_SECONDS)

    async def drop_socket(self) -> None:
        assert self.socket
        gone, self.socket = self.socket, None
        await gone.close()

    async def api_call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        arguments = await request.json() if request.can_read_body else dict(request.query)
        token = APP_TOKEN if method == "apps.connections.open" else self.token
        if request.headers.get("Authorization") != f"Bearer {token}":
            return web.json_response({"ok": False, "error": "invalid_auth"})
        self.calls.append((method, arguments))
        await self.tell()
        if method in self.held:
            await self.held[method].wait()
        if self.faults[method]:
            return self.faults[method].pop(0)(request)
        try:
            answer = METHODS[method](self, arguments)
        except Invalid as invalid:
            answer = {"ok": False, "error": "invalid_blocks", "response_metadata": {"messages": [str(invalid)]}}
        await self.tell()
        if method in self.loses_answers_of:
            self.loses_answers_of.discard(method)
            return drops(request)
        return web.json_response({"ok": True, **answer}, headers={"X-OAuth-Scopes": ",".join(self.scopes)})

    async def file(self, request: web.Request) -> web.StreamResponse:
        """What somebody shared, for who has the bot's token; a page to sign in for all others, and for what was deleted."""
        if request.headers.get("Authorization") != f"Bearer {self.token}":
            return web.Response(status=302, headers={"Location": "/login"})
        if request.match_info["file"] not in self.shared:
            return web.Response(status=302, headers={"Location": "/login"})
        self.fetched.append(request.match_info["file"])
        return web.Response(body=self.shared[request.match_info["file"]])

    async def upload(self, request: web.Request) -> web.StreamResponse:
        self.uploaded[request.match_info["file"]] = await request.read()
        return web.Response(text="OK")

    async def response(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        if self.faults["response_url"]:
            return self.faults["response_url"].pop(0)(request)
        check_message(body)
        self.followups.append((request.match_info["name"], body))
        await self.tell()
        return web.Response(text="ok")

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """An address opens one socket; during an outage it is lost."""
        ticket = request.query.get("ticket", "")
        if self.refuses_sockets or ticket not in self.tickets:
            self.tickets.discard(ticket)
            self.refused += 1
            await self.tell()
            return web.Response(status=503 if self.refuses_sockets else 404)
        self.tickets.discard(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.socket, self.connections = socket, self.connections + 1
        await socket.send_json({"type": "hello"})
        await self.tell()
        async for message in socket:
            if message.type == WSMsgType.TEXT:
                ack = json.loads(message.data)
                self.acks[ack["envelope_id"]].set_result(ack.get("payload") or {})
        return socket

    async def tell(self) -> None:
        async with self.changed:
            self.changed.notify_all()


@asynccontextmanager
async def running() -> AsyncIterator[SlackFake]:
    fake = SlackFake()
    fake.users = {"U1": {"profile": {"display_name": "Ann"}, "tz": "Europe/Berlin", "locale": "en-US"}}
    fake.channels = {"C1": {"id": "C1", "is_member": True}}
    app = web.Application()
    app.router.add_route("*", "/api/{method}", fake.api_call)
    app.router.add_post("/response/{name}", fake.response)
    app.router.add_get("/api/files/{file}", fake.file)
    app.router.add_post("/upload/{file}", fake.upload)
    app.router.add_get("/socket", fake.connect)
    async with serving(app) as fake.url, Web(BOT_TOKEN, fake.api, open_seconds=0.001) as fake.way_out:
        yield fake


@asynccontextmanager
async def serving(app: web.Application) -> AsyncIterator[str]:
    """An aiohttp application on a port of its own; yields its URL."""
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
