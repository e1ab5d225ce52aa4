"""The gateway of the fake Discord: sockets, and what is told over them."""

import asyncio
import json
from itertools import count
from time import monotonic
from typing import Any

from aiohttp import WSMsgType, web
from yarl import URL

from tests.discord.objects import OWN_MEMBER, guild, interaction, ready
from tests.discord.rooms import reply

HELLO, HEARTBEAT, IDENTIFY, RESUME, ACKNOWLEDGED, DISPATCH, INVALID_SESSION = 10, 1, 2, 6, 11, 0, 9


class Sockets:
    """One for each connection that hears."""

    ids: "count[int]"
    servers: dict[str, bool]
    gateway: URL

    def __init__(self) -> None:
        self.refused_sockets: float = 0
        """How many of the next sockets are not opened."""
        self.starts_left = 1000
        self.invalid_sessions = 0
        """How many of the next who begin to hear are told that their session is invalid."""
        self.identities = 0
        self.identified: dict[str, Any] = {}
        self.begun: list[tuple[int, float]] = []
        """The shard of each who began to hear, and when, in seconds."""
        self.shards, self.at_once = 1, 1
        """How many connections it recommends, and how many may begin in five seconds."""
        self._sockets: dict[int, web.WebSocketResponse] = {}
        self._counted = 1
        self._connected = asyncio.Event()

    def sockets(self) -> list[web.RouteDef]:
        return [web.get("/gateway", self._gateway), web.get("/api/gateway/bot", self._starts)]

    async def close_sockets(self) -> None:
        for socket in [*self._sockets.values()]:
            await socket.close()

    async def interact(self, **payload: Any) -> str:
        """Somebody types, presses or submits; returns the interaction's id."""
        await self._connected.wait()
        sent = {**interaction(str(next(self.ids))), **payload}
        await self._dispatch("INTERACTION_CREATE", sent, self._shard(sent.get("guild_id", "0")))
        return sent["id"]

    async def add_to_server(self, id: str, joined: str, **changes: Any) -> None:
        """The bot is added to a server."""
        await self._connected.wait()
        own = {**OWN_MEMBER, "joined_at": joined}
        await self._dispatch("GUILD_CREATE", {**guild(id), "members": [own], **changes}, self._shard(id))

    async def remove_from_server(self, id: str) -> None:
        await self._dispatch("GUILD_DELETE", {"id": id}, self._shard(id))

    async def lose_sight_of_server(self, id: str) -> None:
        """An outage of Discord's own."""
        await self._dispatch("GUILD_DELETE", {"id": id, "unavailable": True}, self._shard(id))

    async def drop(self, shard: int) -> None:
        """Close one connection."""
        await self._sockets[shard].close()

    def _shard(self, server: str) -> int:
        return (int(server) >> 22) % self._counted

    async def _starts(self, _: web.Request) -> web.Response:
        reset = {"total": 1000, "remaining": self.starts_left, "reset_after": 3_600_000}
        limit = {**reset, "max_concurrency": self.at_once}
        return reply({"url": str(self.gateway), "shards": self.shards, "session_start_limit": limit})

    async def _gateway(self, request: web.Request) -> web.StreamResponse:
        if self.refused_sockets:
            self.refused_sockets -= 1
            return web.Response(status=503)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": 45000}})
        async for frame in socket:
            if frame.type is WSMsgType.TEXT:
                await self._hear(socket, json.loads(frame.data))
        self._connected.clear()
        return socket

    async def _hear(self, socket: web.WebSocketResponse, said: dict[str, Any]) -> None:
        if said["op"] == HEARTBEAT:
            await socket.send_json({"op": ACKNOWLEDGED})
        elif said["op"] in (IDENTIFY, RESUME) and self.invalid_sessions:
            self.invalid_sessions -= 1
            await socket.send_json({"op": INVALID_SESSION, "d": False})
        elif said["op"] == RESUME:
            self._sockets[0] = socket
            await self._dispatch("RESUMED", {})
            self._connected.set()
        elif said["op"] == IDENTIFY:
            await self._let_in(socket, said["d"])

    async def _let_in(self, socket: web.WebSocketResponse, identity: dict[str, Any]) -> None:
        self.identified = identity
        self.identities += 1
        shard, self._counted = identity.get("shard", (0, 1))
        self.begun.append((shard, monotonic()))
        self._sockets[shard] = socket
        own = [server for server in self.servers if self._shard(server) == shard]
        await self._dispatch("READY", {**ready(own), "shard": [shard, self._counted]}, shard)
        for server in own:
            if self.servers[server]:
                await self._dispatch("GUILD_CREATE", {**guild(server), "unavailable": False}, shard)
        self._connected.set()

    async def _dispatch(self, event: str, data: dict[str, Any], shard: int = 0) -> None:
        await self._sockets[shard].send_json({"op": DISPATCH, "s": next(self.ids), "t": event, "d": data})
