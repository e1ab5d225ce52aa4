"""The connection to Discord: what is heard over its socket, of people and of servers."""

import asyncio
from collections.abc import Sequence

import discord

from adapters.discord.client import Client, log_in, new_client
from adapters.discord.inbound import PLATFORM, arrived_place
from adapters.discord.interactions import FORM_PATIENCE, PATIENCE, Interactions
from adapters.discord.news import Rooms
from adapters.discord.under_way import UnderWay
from adapters.hearing import DEAF_SECONDS, Arrive, News, watch
from bot.app.dispatch import Dispatcher
from bot.interface.call import Place
from bot.ports.outbox import Clock


class DiscordGateway:
    """Hears Discord with one token, over one connection or those of `client`."""

    def __init__(
        self,
        token: str,
        dispatcher: Dispatcher,
        arrive: Arrive,
        clock: Clock,
        *,
        client: Client | None = None,
        news: News | None = None,
        patience: float = PATIENCE,
        form_patience: float = FORM_PATIENCE,
        deaf_seconds: float = DEAF_SECONDS,
    ) -> None:
        self.client = client or new_client()
        for event in (
            self.setup_hook,
            self.on_ready,
            self.on_shard_ready,
            self.on_interaction,
            self.on_guild_join,
            self.on_guild_available,
            self.on_guild_remove,
        ):
            self.client.event(event)
        Rooms(self.client, self._heed_room, self._heed_thread)
        self._token = token
        self._interactions = Interactions(dispatcher, clock, patience, form_patience)
        self._arrive = arrive
        self._news = news or News()
        self._deaf_seconds = deaf_seconds
        self._closed = asyncio.Event()
        self._under_way = UnderWay()

    @property
    def hears(self) -> bool:
        """Whether Discord can be heard at present."""
        return self.client.hears

    async def run(self) -> None:
        """Stay connected until closed. Raises Deaf if Discord cannot be heard for too long."""
        try:
            async with self.client:
                await self._hear()
        finally:
            await self.client.http.close()  # closed while it logged in, the client leaves its session open

    async def close(self) -> None:
        """Let answers under way arrive, then disconnect, and let what was heard last come to its end."""
        await self._under_way.finish()
        await self.client.close()
        await asyncio.sleep(0)  # what was heard last begins
        await self._under_way.finish()
        self._closed.set()

    async def _hear(self) -> None:
        connected = asyncio.ensure_future(self._stay_connected())
        watched = asyncio.ensure_future(watch("Discord", self._goes_on, self._closed, self._deaf_seconds))
        try:
            ended, _ = await asyncio.wait([connected, watched], return_when=asyncio.FIRST_COMPLETED)
            await ended.pop()
        finally:
            for task in (connected, watched):
                task.cancel()
            await asyncio.wait([connected, watched])  # so that nothing that is heard while they end outlives the gateway

    async def _stay_connected(self) -> None:
        await log_in(self.client, self._token)
        await self.client.stay_connected()

    def _goes_on(self) -> bool:
        """Whether it hears, or will once others have begun."""
        return self.hears or self.client.waits_its_turn

    async def setup_hook(self) -> None:
        """Logged in, before anything is heard: learn the ids with which commands can be pressed."""
        await self._interactions.learn_ids(self.client)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """The one way in: discord.py calls this for everything typed, pressed and submitted."""
        with self._under_way.waited_for():
            await self._interactions.answer(interaction)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """The bot was added to a server."""
        joined = guild.me.joined_at
        if joined:
            with self._under_way.waited_for():
                await self._arrive(arrived_place(guild), joined)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """A server is in sight, after the start or an outage: the bot may have been added while it was not."""
        await self.on_guild_join(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The bot was taken out of a server, or the server is no more; an outage of Discord's own is not told by this."""
        with self._under_way.waited_for():
            await self._news.departed(Place(PLATFORM, str(guild.id), None))

    async def _heed_room(self, place: Place) -> None:
        with self._under_way.waited_for():
            await self._news.channel_changed(place)

    async def _heed_thread(self, place: Place, messages: Sequence[str]) -> None:
        with self._under_way.waited_for():
            await self._news.thread_deleted(place, messages)

    async def on_ready(self) -> None:
        """The one connection has named its servers; of several each does for itself."""
        if not self.client.is_sharded:
            await self.on_shard_ready(0)

    async def on_shard_ready(self, shard: int) -> None:
        """Discord has named all servers of a connection, also those that an outage hides; the bot was taken out of the others
        while nobody heard."""
        with self._under_way.waited_for():
            known, count = await self._news.known(PLATFORM), self.client.shard_count or 1
            of_shard = {space for space in known if (int(space) >> 22) % count == shard}
            for space in of_shard - {str(guild.id) for guild in self.client.guilds}:
                await self._news.departed(Place(PLATFORM, space, None))
