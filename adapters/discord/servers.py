"""The servers that the bot is in, asked of Discord by whoever has no gateway that tells of them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

import discord

from adapters.discord.inbound import PLATFORM, arrived_place
from adapters.hearing import Arrive, News
from bot.interface.call import Place


class Servers:
    """Tells what a gateway would: to which servers the bot was added, and out of which it was taken."""

    def __init__(self, client: discord.Client, arrive: Arrive, news: News) -> None:
        self._client = client
        self._arrive = arrive
        self._news = news
        self._names: Mapping[str, str] = {}

    def name(self, server: str) -> str:
        """The name of a server as it was when Discord was asked last; empty if it is not known."""
        return self._names.get(server, "")

    async def compare(self) -> None:
        """Tell what changed since it was told last. Raises what discord.py does."""
        known = set(await self._news.known(PLATFORM))
        self._names = {str(guild.id): guild.name async for guild in self._client.fetch_guilds(limit=None, with_counts=False)}
        for server in known - self._names.keys():
            if await self._is_out_of(int(server)):
                await self._news.departed(Place(PLATFORM, server, None))
        for server in self._names.keys() - known:
            await self.arrived(server)

    async def arrived(self, server: str) -> None:
        """The bot was added to a server, unless that was given its commands alone. Raises what discord.py does."""
        try:
            place, joined = await self._looked_at(int(server))
        except (discord.NotFound, discord.Forbidden):
            return
        self._names = {**self._names, server: place.space_name}
        await self._arrive(place, joined)

    async def _is_out_of(self, server: int) -> bool:
        """Asked of the server itself: a list may be short while Discord has an outage, and what is in a server that was left is
        erased some day."""
        try:
            await self._client.http.get_guild(server, with_counts=False)
        except (discord.NotFound, discord.Forbidden):
            return True
        return False

    async def _looked_at(self, server: int) -> tuple[Place, datetime]:
        """The server as the gateway would tell of it, and when the bot was added."""
        client, http, own = cast(Any, self._client), self._client.http, cast("discord.ClientUser", self._client.user)
        told: dict[str, Any] = {**await http.get_guild(server, with_counts=False)}
        told["channels"] = await http.get_all_guild_channels(server)
        told["members"] = [member := await http.get_member(server, own.id)]
        guild = discord.Guild(data=cast(Any, told), state=client._connection)  # noqa: SLF001 - as discord.py makes its own
        return arrived_place(guild), datetime.fromisoformat(str(member["joined_at"]))
