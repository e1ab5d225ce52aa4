"""Posts on Discord: each sent once, found again by an id inside it, edited in place."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from enum import IntEnum
from typing import cast

import discord

from adapters.discord import render
from adapters.discord.inbound import PLATFORM
from bot.domain.post import Delivery
from bot.errors import Gone, Hindrance, Reason, RetryLater, Undeliverable, Unreachable
from bot.text import clip, plain

TIMEOUT = 20.0
"""The most seconds for one delivery, well under the lease: discord.py alone would repeat a send for 26 s."""

SEARCHED = 100
"""The number of latest messages in which a post of unknown outcome is looked for: one request."""

LONGEST_THREAD_NAME = 100
THREAD_MINUTES = 7 * 24 * 60
"""A thread is folded away when nobody wrote in it for a week."""

NEEDED = {
    "view_channel": Hindrance.VIEW_CHANNEL,
    "send_messages": Hindrance.SEND_MESSAGES,
    "create_public_threads": Hindrance.CREATE_PUBLIC_THREADS,
    "send_messages_in_threads": Hindrance.SEND_MESSAGES_IN_THREADS,
    "embed_links": Hindrance.EMBED_LINKS,
    "read_message_history": Hindrance.READ_MESSAGE_HISTORY,
}
"""What the bot needs in a channel: discord.py's names of permissions, with what it means that one is missing."""


class Code(IntEnum):
    """Discord's error codes."""

    UNKNOWN_CHANNEL = 10003
    UNKNOWN_MESSAGE = 10008
    TOO_MANY_OLD_EDITS = 30046
    OPENING_DMS_TOO_FAST = 40003
    MISSING_ACCESS = 50001
    CLOSED_DM = 50007
    MISSING_PERMISSIONS = 50013
    THREAD_EXISTS = 160004
    NO_SHARED_SERVER = 50278


_HINDRANCES = {
    Code.UNKNOWN_CHANNEL: Hindrance.NO_CHANNEL,
    Code.MISSING_ACCESS: Hindrance.HIDDEN_CHANNEL,
    Code.MISSING_PERMISSIONS: Hindrance.LACKS_PERMISSION,
}
_WAITS = {Code.TOO_MANY_OLD_EDITS: 600.0, Code.OPENING_DMS_TOO_FAST: 600.0}
_WAIT_FOR_LOGIN = 5.0
_WAIT_FOR_TOKEN = 300.0
_WAIT_UNNAMED = 5.0


class DiscordSender:
    """Implements `bot.ports.outbox.Sender` over a client that is logged in; a gateway is not needed."""

    platform = PLATFORM

    def __init__(self, client: discord.Client, *, timeout: float = TIMEOUT) -> None:
        self._client = client
        self._timeout = timeout

    async def send(self, delivery: Delivery) -> str:
        """Send the post. The nonce makes Discord return the first message when asked again within some minutes.

        Raises RetryLater, Undeliverable or Gone if Discord refuses.
        """
        async with self._asking():
            if delivery.post.kind == "thread":
                thread = await self._open_thread(delivery)
                if not delivery.post.card.blocks:
                    return thread
            room = await self._room(delivery)
            message = await room.send(
                view=render.layout(delivery.post.card, mark=_mark(delivery)),
                nonce=f"cairn-{delivery.id}",
                allowed_mentions=discord.AllowedMentions.none(),
            )
            return str(message.id)

    async def find(self, delivery: Delivery) -> str | None:
        """Look through the latest messages for the post's id. A thread that is not there yet holds none.

        Raises RetryLater, Undeliverable or Gone if Discord refuses.
        """
        try:
            async with self._asking():
                room = await self._room(delivery)
                async for message in room.history(limit=SEARCHED):
                    if message.author == self._client.user and render.mark_of(message) == _mark(delivery):
                        return str(message.id)
        except Undeliverable:
            if delivery.post.kind != "thread":
                raise
        return None

    async def edit(self, delivery: Delivery) -> None:
        """Show the post's card. Raises RetryLater, Undeliverable or Gone if Discord refuses."""
        async with self._asking():
            room = await self._room(delivery)
            message = room.get_partial_message(int(cast("str", delivery.message)))
            await message.edit(
                view=render.layout(delivery.post.card, mark=_mark(delivery)),
                allowed_mentions=discord.AllowedMentions.none(),
            )

    async def missing(self, space: str, channel: str) -> tuple[Reason, ...]:
        """The permissions that the bot lacks in a channel. Raises RetryLater or Gone if Discord does not tell them."""
        try:
            async with self._asking():
                allowed = await self._permissions(int(space), int(channel))
        except Undeliverable:  # the channel cannot even be seen
            allowed = discord.Permissions.none()
        return tuple(Reason(lack) for flag, lack in NEEDED.items() if not getattr(allowed, flag))

    def is_channel_id(self, text: str) -> bool:
        return text.isdecimal()

    def link(self, space: str, channel: str, message: str) -> str | None:
        """The address of a message, under which its thread hangs."""
        return f"https://discord.com/channels/{space}/{channel}/{message}"

    async def _open_thread(self, delivery: Delivery) -> str:
        """Open the thread under the parent's message; that message's id is the thread's too. A thread that is there already is
        used."""
        channel, message = int(delivery.post.channel), _parent(delivery)
        name = clip(plain(delivery.post.card.title), LONGEST_THREAD_NAME)
        try:
            await self._client.http.start_thread_with_message(channel, message, name=name, auto_archive_duration=THREAD_MINUTES)
        except discord.HTTPException as error:
            if error.code != Code.THREAD_EXISTS:
                raise
        return str(message)

    async def _room(self, delivery: Delivery) -> discord.PartialMessageable:
        """The channel or thread of the post's message."""
        match delivery.post.kind:
            case "send":
                return self._client.get_partial_messageable(int(delivery.post.channel))
            case "thread":
                return self._client.get_partial_messageable(_parent(delivery))
            case "dm":
                opened = await self._client.http.start_private_message(delivery.post.channel)
                return self._client.get_partial_messageable(int(opened["id"]))

    async def _permissions(self, space: int, channel: int) -> discord.Permissions:
        """Asked of Discord each time: it works without a gateway, and what was just granted counts."""
        guild = await self._client.fetch_guild(space, with_counts=False)
        place = await guild.fetch_channel(channel)
        return place.permissions_for(await guild.fetch_member(cast("discord.ClientUser", self._client.user).id))

    @asynccontextmanager
    async def _asking(self) -> AsyncGenerator[None]:
        """Discord's refusals in the words of `bot.errors`; anything else passes, and the outcome is unknown."""
        if self._client.user is None:
            raise RetryLater(_WAIT_FOR_LOGIN)
        try:
            async with asyncio.timeout(self._timeout):
                yield
        except discord.RateLimited as limited:
            raise RetryLater(limited.retry_after) from limited
        except discord.HTTPException as error:
            if error.status >= 500:
                raise
            raise _refusal(error) from error


def _mark(delivery: Delivery) -> int:
    """The post's id in the 31 bits that Discord keeps for the id of a component of a message; never zero, which would mean no
    id."""
    return 1 + delivery.id % (2**31 - 1)


def _parent(delivery: Delivery) -> int:
    if delivery.parent_message is None:
        raise Gone
    return int(delivery.parent_message)


def _refusal(error: discord.HTTPException) -> RetryLater | Undeliverable | Gone:
    """What it means that Discord answered with an error: for certain, nothing was sent."""
    if error.status == 429:
        return RetryLater(float(error.response.headers.get("Retry-After", _WAIT_UNNAMED)))
    if error.status == 401:
        return RetryLater(_WAIT_FOR_TOKEN)
    if error.code in _WAITS:
        return RetryLater(_WAITS[Code(error.code)])
    if error.code == Code.UNKNOWN_MESSAGE:
        return Gone()
    if error.code in (Code.CLOSED_DM, Code.NO_SHARED_SERVER):
        return Unreachable(Hindrance.CLOSED_MESSAGES)
    if error.code in _HINDRANCES:
        return Undeliverable(_HINDRANCES[Code(error.code)])
    return Undeliverable(Hindrance.REFUSED, str(error.code))
