"""The servers of the fake Discord, as it tells of them over HTTP."""

from aiohttp import web

from tests.discord.objects import CHANNEL, GUILD, OWN_MEMBER, channel, guild
from tests.discord.rooms import reply

UNKNOWN_SERVER = 10004


class Servers:
    """`servers` are those that the bot is in, and whether they are in sight or hidden by an outage; `unlisted` those of them that
    the list leaves out."""

    def __init__(self) -> None:
        self.servers = {GUILD: True}
        self.unlisted = set[str]()

    def guilds(self) -> list[web.RouteDef]:
        return [
            web.get("/api/users/@me/guilds", self._own_guilds),
            web.get("/api/guilds/{guild}", self._guild),
            web.get("/api/guilds/{guild}/channels", self._channels),
            web.get("/api/guilds/{guild}/members/{member}", self._own_member),
        ]

    async def _own_guilds(self, request: web.Request) -> web.Response:
        """A page of them, from that with the least id."""
        after, most = int(request.query.get("after", 0)), int(request.query["limit"])
        there = sorted((server for server in self.servers.keys() - self.unlisted if int(server) > after), key=int)
        return reply([guild(server) for server in there[:most]])

    async def _guild(self, request: web.Request) -> web.Response:
        server = request.match_info["guild"]
        if server not in self.servers:
            return reply({"code": UNKNOWN_SERVER, "message": "Unknown Guild"}, 404)
        return reply(guild(server))

    async def _channels(self, request: web.Request) -> web.Response:
        return reply([{**channel(CHANNEL), "guild_id": request.match_info["guild"]}])

    async def _own_member(self, _: web.Request) -> web.Response:
        return reply(OWN_MEMBER)
