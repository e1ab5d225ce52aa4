"""Posts on Discord: each sent once, found again by an id inside it, edited in place."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import cast

import discord
from discord import ui

from adapters.discord import render
from adapters.discord.channels import Room, kind_of, opened_since, report, shut_out, tags_for, thread_name
from adapters.discord.command_ids import KnownIds
from adapters.discord.ids import is_id
from adapters.discord.inbound import PLATFORM
from adapters.discord.messages import Message
from adapters.discord.posting import marks_for, parent_of, shown
from adapters.discord.refusals import Code, thread_may_be_gone, translated_refusals
from adapters.pace import turns_within, waited_for
from bot.domain.post import Delivery
from bot.errors import Hindrance, Reason, RetryLater, Undecided, Undeliverable
from bot.interface.channel import ChannelKind, ChannelReport

TIMEOUT = 20.0
"""The most seconds for one delivery, well under the lease: discord.py alone would repeat a send for 26 s."""
SEARCHED = 500
"""The number of latest messages in which a post of unknown outcome is looked for: a request for each hundred."""
SEARCHED_IN_FORUM = 10
"""The same for the latest posts of a forum: one request each."""
THREAD_MINUTES = 7 * 24 * 60
"""A thread is folded away when nobody wrote in it for a week."""
WAIT_FOR_LOGIN = 5.0
NOBODY = discord.AllowedMentions.none()


class DiscordSender:
    """Implements `bot.ports.outbox.Sender` over a client that is logged in; a gateway is not needed."""

    platform = PLATFORM
    most_at_once = 50  # a second of the pace, of which several processes have a part each
    opens_threads = True

    def __init__(self, client: discord.Client, *, timeout: float = TIMEOUT) -> None:
        self._client = client
        self._timeout = timeout
        self._ids = KnownIds(client)
        self._kinds: dict[str, ChannelKind] = {}

    async def send(self, delivery: Delivery) -> str:
        """Send the post. The nonce makes Discord return the first message when asked again within some minutes; a forum knows
        none. In a channel that is a thread there is none to open: nothing is said, and the parent's id is returned.

        Raises RetryLater, Undeliverable or Gone if Discord refuses.
        """
        async with self._asking():
            if await self._opens_forum_post(delivery):
                return await self._open_forum_post(delivery)
            if delivery.post.kind in ("thread", "reply"):
                thread = await self._open_thread(delivery)
                if await self._says_nothing(delivery):
                    return thread
            return await self._say(await self._room(delivery), delivery)

    async def _say(self, room: discord.PartialMessageable, delivery: Delivery) -> str:
        async def show(view: ui.LayoutView, files: Sequence[discord.File]) -> discord.Message:
            return await room.send(view=view, files=files, nonce=f"cairn-{delivery.id}", allowed_mentions=NOBODY)

        with thread_may_be_gone(delivery, room):
            return str((await shown(show, delivery, await self._ids.of(delivery.post.card))).id)

    async def find(self, delivery: Delivery) -> str | None:
        """Look through the messages since the post was tried for its mark. A thread that is not there yet holds none.

        Raises RetryLater, Undeliverable or Gone if Discord refuses, Undecided if there are too many.
        """
        try:
            async with self._asking():
                if await self._opens_forum_post(delivery):
                    return await self._find_forum_post(delivery)
                room = await self._room(delivery)
                seen = 0
                async for message in room.history(limit=SEARCHED, after=delivery.since, oldest_first=False):
                    if self._shows(message, delivery):
                        return str(message.id)
                    seen += 1
                if seen == SEARCHED:
                    raise Undecided
        except Undeliverable:
            if delivery.post.kind not in ("thread", "reply"):
                raise
        return None

    async def edit(self, delivery: Delivery) -> None:
        """Show the post's card; an archived thread is opened for it.

        Raises RetryLater, Undeliverable or Gone if Discord refuses.
        """
        async with self._asking():
            room = await self._room(delivery)
            message = room.get_partial_message(Message.load(cast("str", delivery.message)).id)

            async def show(view: ui.LayoutView, files: Sequence[discord.File]) -> None:
                await message.edit(view=view, attachments=files, allowed_mentions=NOBODY)

            ids = await self._ids.of(delivery.post.card)
            with thread_may_be_gone(delivery, room):
                try:
                    await shown(show, delivery, ids)
                except discord.HTTPException as error:
                    if error.code != Code.ARCHIVED_THREAD:
                        raise
                    await self._unarchive(room.id)
                    await shown(show, delivery, ids)

    @waited_for()
    async def look_at(self, space: str, channel: str) -> ChannelReport:
        """Which kind a channel is of, and what keeps the bot from posts there. Raises RetryLater or Gone if Discord does not
        tell."""
        try:
            async with self._asking():
                return report(*await self._room_and_permissions(int(space), int(channel)))
        except Undeliverable as refusal:
            return ChannelReport(missing=shut_out(refusal.reason))
        except discord.InvalidData:  # a type that the library does not know, or one of another server
            return ChannelReport(ChannelKind.OTHER, (Reason(Hindrance.NO_MESSAGES),))

    async def is_there(self, space: str, account: str) -> bool:
        """Whether the account is a member of the server. Raises RetryLater before the bot is logged in."""
        self._require_login()
        try:
            async with asyncio.timeout(self._timeout):
                await self._client.http.get_member(int(space), int(account))
        except discord.NotFound as missing:
            if missing.code not in (Code.UNKNOWN_MEMBER, Code.UNKNOWN_USER):
                raise
            return False
        return True

    is_channel_id = is_account_id = staticmethod(is_id)  # all ids of Discord's look alike

    def link(self, space: str, channel: str, message: str) -> str | None:
        """The address of a message, under which its thread hangs."""
        sent = Message.load(message)
        return f"https://discord.com/channels/{space}/{sent.thread or channel}/{sent.id}"

    async def _opens_forum_post(self, delivery: Delivery) -> bool:
        return delivery.post.kind == "send" and await self._kind(delivery.post.channel) is ChannelKind.FORUM

    async def _open_forum_post(self, delivery: Delivery) -> str:
        forum = cast("discord.ForumChannel", await self._client.fetch_channel(int(delivery.post.channel)))

        async def show(view: ui.LayoutView, files: Sequence[discord.File]) -> discord.channel.ThreadWithMessage:
            return await forum.create_thread(
                name=thread_name(delivery.post.card),
                view=view,
                files=files,
                applied_tags=tags_for(forum),
                auto_archive_duration=THREAD_MINUTES,
                allowed_mentions=NOBODY,
            )

        opened = await shown(show, delivery, await self._ids.of(delivery.post.card))
        return str(Message(opened.message.id, opened.thread.id))

    async def _find_forum_post(self, delivery: Delivery) -> str | None:
        """Look into the bot's latest posts in the forum. Raises Undecided if it opened more since the post was tried."""
        threads = await opened_since(self._client, int(delivery.post.space), delivery.post.channel, delivery.since)
        for thread in threads[:SEARCHED_IN_FORUM]:
            with suppress(discord.NotFound):  # somebody took the message away
                message = await self._client.get_partial_messageable(thread).fetch_message(thread)
                if self._shows(message, delivery):
                    return str(Message(message.id, thread))
        if len(threads) > SEARCHED_IN_FORUM:
            raise Undecided
        return None

    async def _open_thread(self, delivery: Delivery) -> str:
        """Open the thread under the parent's message, whose id is the thread's too. One that is there already is used: a forum
        post is one, and in a thread there are no others."""
        parent = parent_of(delivery)
        if parent.thread or await self._kind(delivery.post.channel) is ChannelKind.THREAD:
            return str(parent)
        channel, name = int(delivery.post.channel), thread_name(delivery.post.card)
        try:
            await self._client.http.start_thread_with_message(channel, parent.id, name=name, auto_archive_duration=THREAD_MINUTES)
        except discord.HTTPException as error:
            if error.code != Code.THREAD_EXISTS:
                raise
        return str(parent)

    async def _says_nothing(self, delivery: Delivery) -> bool:
        """Whether a thread is opened without a word, or there is none to open."""
        post = delivery.post
        return post.kind == "thread" and (not post.card.blocks or await self._kind(post.channel) is ChannelKind.THREAD)

    async def _room(self, delivery: Delivery) -> discord.PartialMessageable:
        """The channel or thread of the post's message."""
        return self._client.get_partial_messageable(await self._room_id(delivery))

    async def _room_id(self, delivery: Delivery) -> int:
        post, sent = delivery.post, Message.load(delivery.message or "0")
        match post.kind:
            case "send" | "event":
                return sent.thread or int(post.channel)
            case "reply" if await self._kind(post.channel) is ChannelKind.THREAD:
                return int(post.channel)
            case "thread" | "reply":
                parent = parent_of(delivery)
                return parent.thread or parent.id
            case "dm":
                opened = await self._client.http.start_private_message(post.channel)
                return int(opened["id"])

    async def _kind(self, channel: str) -> ChannelKind:
        """The kind of a channel, asked once: a forum or a thread never becomes anything else."""
        if channel not in self._kinds:
            self._kinds[channel] = kind_of(cast("Room", await self._client.fetch_channel(int(channel))))
        return self._kinds[channel]

    async def _unarchive(self, thread: int) -> None:
        """Raises Undeliverable if the thread is locked: only moderators open it again."""
        try:
            await self._client.http.edit_channel(thread, archived=False)
        except discord.Forbidden as refusal:
            raise Undeliverable(Hindrance.LOCKED_THREAD) from refusal

    async def _room_and_permissions(self, space: int, channel: int) -> tuple[Room, discord.Permissions, discord.Permissions]:
        """With what the bot may there, then what everybody may. Asked of Discord each time, without a gateway: what was just
        granted counts. A thread has its channel's permissions."""
        guild = await self._client.fetch_guild(space, with_counts=False)
        room = await guild.fetch_channel(channel)
        holder = await guild.fetch_channel(room.parent_id) if isinstance(room, discord.Thread) else room
        own = await guild.fetch_member(cast("discord.ClientUser", self._client.user).id)
        allows = cast("discord.abc.GuildChannel", holder).permissions_for
        return room, allows(own), allows(guild.default_role)

    def _shows(self, message: discord.Message, delivery: Delivery) -> bool:
        return message.author == self._client.user and render.mark_of(message) in marks_for(delivery)

    def _require_login(self) -> None:
        if self._client.application is None:
            raise RetryLater(WAIT_FOR_LOGIN)

    @asynccontextmanager
    async def _asking(self) -> AsyncGenerator[None]:
        """Discord's refusals in the words of `bot.errors`; anything else passes, and the outcome is unknown."""
        self._require_login()
        with translated_refusals(), turns_within(self._timeout / 4):  # a delivery asks up to three times
            async with asyncio.timeout(self._timeout):
                yield
