"""Discord's signed requests: interactions, which are answered as those of the gateway are, and events."""

import asyncio
import json
from collections.abc import Awaitable, Coroutine
from time import time
from typing import Any, cast

import discord
import structlog
from aiohttp import web

from adapters.discord.inline import InlineAnswer
from adapters.discord.interactions import FAILURES, FORM_PATIENCE, PATIENCE, Interactions
from adapters.discord.replies import describe
from adapters.discord.servers import Servers
from adapters.discord.signature import is_signed, may_be_signed, public_key
from adapters.discord.under_way import UnderWay
from adapters.hearing import Arrive, News
from adapters.pace import waited_for
from bot.app.dispatch import Dispatcher
from bot.logs import Seldom
from bot.ports.outbox import Clock

LARGEST_BODY = 2**20
"""In bytes. A message that somebody chose comes along with a command; files do not, but their addresses."""
EVENT_SECONDS = 2.0
"""How long an event is waited for until it is said to be heeded; Discord waits three."""
ADDED = "APPLICATION_AUTHORIZED"
PONG = {"type": 1}

_UNREADABLE = (LookupError, ValueError, TypeError, AttributeError, RecursionError)
"""What discord.py raises for an interaction of another shape, and Python's reader for JSON that is nested too deep."""

log = structlog.get_logger(__name__)


class DiscordOverHttp:
    """Answers one application's requests with a client that is logged in; any number of processes may. `key` is the
    application's public key in hexadecimal digits."""

    def __init__(
        self,
        client: discord.Client,
        key: str,
        dispatcher: Dispatcher,
        arrive: Arrive,
        clock: Clock,
        *,
        news: News | None = None,
        patience: float = PATIENCE,
        form_patience: float = FORM_PATIENCE,
    ) -> None:
        self.servers = Servers(client, arrive, news or News())
        self._client = client
        self._key = public_key(key)
        self._interactions = Interactions(dispatcher, clock, patience, form_patience)
        self._under_way = UnderWay()
        self._unsigned = Seldom(log, "a request that Discord did not sign was refused")

    async def learn_ids(self) -> None:
        await self._interactions.learn_ids(self._client)

    async def close(self) -> None:
        """Let answers under way arrive."""
        await self._under_way.finish()

    @waited_for()
    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one of Discord's requests; what Discord has not signed is refused. Raises HTTPRequestEntityTooLarge for a body
        that is none of Discord's."""
        now = time()
        if (request.content_length or 0) > LARGEST_BODY:
            raise web.HTTPRequestEntityTooLarge(LARGEST_BODY, request.content_length or 0)
        if not may_be_signed(request.headers, now):
            return self._refused()
        body = await request.clone(client_max_size=LARGEST_BODY).read()
        if not is_signed(body, request.headers, self._key, now):
            return self._refused()
        try:
            answering = self._understood(request, json.loads(body))
        except _UNREADABLE as error:
            log.warning("a signed request that is none of Discord's was refused", failure=type(error).__name__)
            return web.Response(status=400)
        return await answering

    def _refused(self) -> web.Response:
        self._unsigned.tell()
        return web.Response(status=401)

    def _understood(self, request: web.Request, said: dict[str, Any]) -> Awaitable[web.StreamResponse]:
        """What answers a request. Raises one of `_UNREADABLE` for what is neither a ping, nor an event, nor an interaction."""
        if "event" in said:
            return self._heed(_added_to(said["event"]))
        match said["type"]:
            case 0:  # the ping of events
                return self._heed(None)
            case discord.InteractionType.ping.value:
                return _pong()
            case kind if self._interactions.ignores(kind, said.get("member", said)["user"]["id"]):
                return _accepted()
            case _:
                return self._respond(request, self._interaction(said))

    async def _heed(self, server: str | None) -> web.Response:
        """The bot was added to a server, or something happened that nothing follows from. An event that was not heeded is sent
        again by Discord, for ten minutes."""
        if server is not None:
            heeding = self._start(self._arrived(server))
            await asyncio.wait([heeding], timeout=EVENT_SECONDS)
            if heeding.done() and not heeding.result():
                return web.Response(status=503)
        return web.Response(status=204, content_type="application/json")  # a type, as Discord's document wants

    async def _arrived(self, server: str) -> bool:
        """Whether Discord could be asked about it."""
        try:
            await self.servers.arrived(server)
        except FAILURES as failure:
            log.warning("a server could not be looked at", server=server, failure=describe(failure))
            return False
        return True

    def _interaction(self, said: dict[str, Any]) -> discord.Interaction:
        if "guild_id" in said:
            said["guild"] = {**said.get("guild", {}), "name": self.servers.name(said["guild_id"])}
        client, data = cast(Any, self._client), cast(Any, said)
        return discord.Interaction(data=data, state=client._connection)  # noqa: SLF001 - as discord.py makes its own

    async def _respond(self, request: web.Request, interaction: discord.Interaction) -> web.StreamResponse:
        """What nobody answers, or what is answered beside, is accepted without a word."""
        inline = InlineAnswer()
        answering = self._start(self._carry_out(interaction, inline))
        await asyncio.wait([answering, inline.first], return_when=asyncio.FIRST_COMPLETED)
        payload = inline.first.result() if inline.first.done() else None
        response = await _accepted() if payload is None else web.json_response(payload)
        delivered = False
        try:
            await response.prepare(request)
            await response.write_eof()
            delivered = True
        except ConnectionError:
            log.info("an answer is sent for itself: whoever asked has gone", request=interaction.id)
        finally:
            inline.delivered.set_result(delivered)
        return response

    async def _carry_out(self, interaction: discord.Interaction, inline: InlineAnswer) -> None:
        inline.begin()
        try:
            await self._interactions.answer(interaction)
        except Exception:
            log.exception("an interaction could not be answered", request=interaction.id)

    def _start(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Do something in a task of its own, which goes on if whoever asked has gone."""

        async def run() -> Any:
            with self._under_way.waited_for():
                return await work

        return asyncio.create_task(run())


def _added_to(event: dict[str, Any]) -> str | None:
    """The server that the bot was added to; None for any other event."""
    server = event.get("data", {}).get("guild", {}).get("id")
    return str(server) if event["type"] == ADDED and server else None


async def _accepted() -> web.Response:
    """Without a word."""
    return web.Response(status=202)


async def _pong() -> web.Response:
    return web.json_response(PONG)
