"""What Discord tells of channels, threads and roles: what the bot may do somewhere may have changed."""

from typing import Any

import discord

from adapters.discord.channels import Room, report
from adapters.discord.inbound import PLATFORM
from adapters.discord.messages import Message
from adapters.hearing import Heed, HeedMessages
from bot.interface.call import Place
from bot.interface.channel import ChannelReport


class Rooms:
    """Hears of rooms through a client; calls `changed` with those in which the bot may do something else than before, and
    `deleted` with the messages under which a thread was."""

    def __init__(self, client: discord.Client, changed: Heed, deleted: HeedMessages) -> None:
        self._changed = changed
        self._deleted = deleted
        for event in (
            self.on_guild_channel_delete,
            self.on_guild_channel_update,
            self.on_raw_thread_delete,
            self.on_raw_thread_update,
            self.on_thread_join,
            self.on_thread_remove,
            self.on_guild_role_update,
            self.on_guild_role_delete,
            self.on_member_update,
        ):
            client.event(event)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        await self._tell(channel.guild.id, channel.id)

    async def on_guild_channel_update(self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel) -> None:
        if _own(before) != _own(after):
            await self._tell(after.guild.id, after.id)

    async def on_raw_thread_delete(self, thread: discord.RawThreadDeleteEvent) -> None:
        """It has the id of the message that it was under; in a forum that was in it."""
        await self._tell(thread.guild_id, thread.thread_id)
        above = (Message(thread.thread_id), Message(thread.thread_id, thread.thread_id))
        await self._deleted(Place(PLATFORM, str(thread.guild_id), None), tuple(map(str, above)))

    async def on_raw_thread_update(self, thread: discord.RawThreadUpdateEvent) -> None:
        """One may have been locked, or unlocked."""
        await self._tell(thread.guild_id, thread.thread_id)

    async def on_thread_join(self, thread: discord.Thread) -> None:
        """The bot may post in a private thread."""
        await self._tell(thread.guild.id, thread.id)

    async def on_thread_remove(self, thread: discord.Thread) -> None:
        """The bot may post in a private thread no longer."""
        await self._tell(thread.guild.id, thread.id)

    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        if before.permissions != after.permissions and after in after.guild.me.roles:
            await self._tell(after.guild.id)

    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """Whether the bot had it cannot be told any more."""
        await self._tell(role.guild.id)

    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        """Of all members, Discord tells this of the bot alone."""
        if before.roles != after.roles:
            await self._tell(after.guild.id)

    async def _tell(self, server: int, channel: int | None = None) -> None:
        """Without a channel, all of the server's."""
        await self._changed(Place(PLATFORM, str(server), str(channel) if channel else None))


def _own(channel: Any) -> ChannelReport:
    """What the bot may do in a channel, as far as the gateway has told."""
    room: Room = channel
    return report(room, channel.permissions_for(channel.guild.me), channel.permissions_for(channel.guild.default_role))
