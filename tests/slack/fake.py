"""A Slack of our own on 127.0.0.1, which refuses what Slack refuses: Web API, Socket Mode, response URLs, signed requests."""

import asyncio
import hashlib
import hmac
import json
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientSession, WSMsgType, web

from tests.slack.block_kit import Invalid, check_home, check_message, check_view

BOT_TOKEN = "xoxb-test"
APP_TOKEN = "xapp-test"
SECRET = "signing-secret"
TEAM = "T1"
BOT = "UBOT"
ACK_SECONDS = 5.0

Json = Mapping[str, Any]
Fault = Callable[[web.Request], web.StreamResponse]


@dataclass
class Message:
    channel: str
    ts: str
    content: Json
    thread_ts: str | None = None
    deleted: bool = False

    def told(self) -> dict[str, Any]:
        """As conversations.history tells it."""
        told = {name: self.content[name] for name in ("text", "blocks", "metadata") if name in self.content}
        return {"ts": self.ts, **told}


def asks_for_patience(seconds: int) -> Fault:
    return lambda _: web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": str(seconds)})


def breaks(_: web.Request) -> web.StreamResponse:
    return web.Response(status=503, text="upstream error", content_type="text/html")


def refuses(error: str) -> Fault:
    return lambda _: web.json_response({"ok": False, "error": error})


@dataclass
class SlackFake:
    """`calls` holds every call of a method as (name, arguments), `followups` what came to each response URL, `homes` what
    each person's App Home shows."""

    url: str = ""
    calls: list[tuple[str, Json]] = field(default_factory=list[tuple[str, Json]])
    messages: list[Message] = field(default_factory=list[Message])
    whispers: list[Json] = field(default_factory=list[Json])
    views: dict[str, Json] = field(default_factory=dict[str, Json])
    homes: dict[str, Json] = field(default_factory=dict[str, Json])
    followups: list[tuple[str, Json]] = field(default_factory=list[tuple[str, Json]])
    users: dict[str, Json] = field(default_factory=dict[str, Json])
    channels: dict[str, Json] = field(default_factory=dict[str, Json])
    faults: dict[str, list[Fault]] = field(default_factory=lambda: defaultdict(list))
    held: dict[str, asyncio.Event] = field(default_factory=dict[str, asyncio.Event])
    loses_answers_of: set[str] = field(default_factory=set[str])
    expired_triggers: set[str] = field(default_factory=set[str])
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    socket: web.WebSocketResponse | None = None
    acks: dict[str, asyncio.Future[Json]] = field(default_factory=dict[str, "asyncio.Future[Json]"])
    connections: int = 0
    number: int = 0

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

    def next_id(self, prefix: str) -> str:
        self.number += 1
        return f"{prefix}{self.number}"

    async def api_call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        arguments = await request.json() if request.can_read_body else dict(request.query)
        token = APP_TOKEN if method == "apps.connections.open" else BOT_TOKEN
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
            assert request.transport
            request.transport.close()
        return web.json_response({"ok": True, **answer})

    async def response(self, request: web.Request) -> web.Response:
        body = await request.json()
        check_message(body)
        self.followups.append((request.match_info["name"], body))
        await self.tell()
        return web.Response(text="ok")

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
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

    def post(self, arguments: Json, channel: str) -> Json:
        check_message(arguments)
        self.number += 1
        message = Message(channel, f"{time.time():.0f}.{self.number:06d}", arguments, arguments.get("thread_ts"))
        self.messages.append(message)
        return {"channel": channel, "ts": message.ts}

    def show(self, arguments: Json, view: str) -> Json:
        check_view(arguments["view"])
        self.views[view] = arguments["view"]
        return {"view": {"id": view}}


def _post(fake: SlackFake, arguments: Json) -> Json:
    channel = arguments["channel"]
    if channel.startswith("D"):
        return fake.post(arguments, channel)
    known = fake.channels.get(channel)
    error = "channel_not_found" if not known else "is_archived" if known.get("is_archived") else "not_in_channel"
    return fake.post(arguments, channel) if known and known["is_member"] and not known.get("is_archived") else _error(error)


def _whisper(fake: SlackFake, arguments: Json) -> Json:
    check_message(arguments)
    fake.whispers.append(arguments)
    return {"message_ts": "1.1"}


def _update(fake: SlackFake, arguments: Json) -> Json:
    for message in fake.messages:
        if (message.channel, message.ts, message.deleted) == (arguments["channel"], arguments["ts"], False):
            check_message(arguments)
            message.content = arguments
            return {"channel": message.channel, "ts": message.ts}
    return _error("message_not_found")


def _open_view(fake: SlackFake, arguments: Json) -> Json:
    if arguments["trigger_id"] in fake.expired_triggers:
        return _error("expired_trigger_id")
    return fake.show(arguments, fake.next_id("V"))


def _publish_view(fake: SlackFake, arguments: Json) -> Json:
    check_home(arguments["view"])
    fake.homes[arguments["user_id"]] = arguments["view"]
    return {"view": {"id": fake.next_id("V")}}


def _update_view(fake: SlackFake, arguments: Json) -> Json:
    return fake.show(arguments, arguments["view_id"])


def _user(fake: SlackFake, arguments: Json) -> Json:
    user = fake.users.get(arguments["user"])
    return {"user": {"id": arguments["user"], **user}} if user else _error("user_not_found")


def _history(fake: SlackFake, arguments: Json) -> Json:
    """Two messages a page, newest first."""
    assert arguments["include_all_metadata"] in ("1", "true")
    found = [message for message in fake.messages if message.channel == arguments["channel"] and not message.deleted]
    found = [message for message in found if float(message.ts) > float(arguments["oldest"])]
    if "ts" in arguments:
        found = [message for message in found if arguments["ts"] in (message.ts, message.thread_ts)]
    start = int(arguments.get("cursor") or 0)
    page, rest = found[::-1][start : start + 2], found[::-1][start + 2 :]
    return {
        "messages": [message.told() for message in page],
        "response_metadata": {"next_cursor": str(start + 2) if rest else ""},
    }


def _channel(fake: SlackFake, arguments: Json) -> Json:
    channel = fake.channels.get(arguments["channel"])
    return {"channel": channel} if channel else _error("channel_not_found")


def _direct(fake: SlackFake, arguments: Json) -> Json:
    return {"channel": {"id": f"D{arguments['users']}"}} if arguments["users"] in fake.users else _error("user_not_found")


def _error(error: str) -> Json:
    return {"ok": False, "error": error}


METHODS: dict[str, Callable[[SlackFake, Json], Json]] = {
    "apps.connections.open": lambda fake, _: {"url": f"{fake.url.replace('http', 'ws')}/socket"},
    "auth.test": lambda _fake, _: {"team_id": TEAM, "user_id": BOT, "bot_id": "BBOT"},
    "chat.postEphemeral": _whisper,
    "chat.postMessage": _post,
    "chat.update": _update,
    "conversations.history": _history,
    "conversations.info": _channel,
    "conversations.open": _direct,
    "conversations.replies": _history,
    "users.info": _user,
    "views.open": _open_view,
    "views.publish": _publish_view,
    "views.update": _update_view,
}


@asynccontextmanager
async def running() -> AsyncIterator[SlackFake]:
    fake = SlackFake()
    fake.users = {"U1": {"profile": {"display_name": "Ann"}, "tz": "Europe/Berlin", "locale": "en-US"}}
    fake.channels = {"C1": {"id": "C1", "is_member": True}}
    app = web.Application()
    app.router.add_route("*", "/api/{method}", fake.api_call)
    app.router.add_post("/response/{name}", fake.response)
    app.router.add_get("/socket", fake.connect)
    async with serving(app) as fake.url:
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


def body_of(kind: str, payload: Json) -> tuple[str, str]:
    """(body, content type) of a payload over HTTP."""
    if kind == "events_api":
        return json.dumps(payload), "application/json"
    form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return urlencode(form), "application/x-www-form-urlencoded"


async def send_signed(
    session: ClientSession, url: str, body: str, content_type: str, *, secret: str = SECRET, age: int = 0
) -> tuple[int, str]:
    """POST as Slack does; returns the status and the body of the answer."""
    stamp = str(int(time.time()) - age)
    signature = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    headers = {"Content-Type": content_type, "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={signature}"}
    async with session.post(url, data=body, headers=headers) as response:
        return response.status, await response.text()
