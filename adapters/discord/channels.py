"""Discord's channels and threads: what the bot needs in each kind to speak there, which people may choose, what threads are
called."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

import discord

from bot.errors import Hindrance, Reason
from bot.interface.card import Card
from bot.interface.channel import ChannelKind, ChannelReport
from bot.text import clip, plain

LONGEST_THREAD_NAME = 100

OFFERED = (
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.news_thread,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
)
"""The types from which Discord's client lets people choose."""

NEEDED = {
    "view_channel": Hindrance.VIEW_CHANNEL,
    "send_messages": Hindrance.SEND_MESSAGES,
    "create_public_threads": Hindrance.CREATE_PUBLIC_THREADS,
    "send_messages_in_threads": Hindrance.SEND_MESSAGES_IN_THREADS,
    "embed_links": Hindrance.EMBED_LINKS,
    "read_message_history": Hindrance.READ_MESSAGE_HISTORY,
}
"""What the bot needs in a channel: discord.py's names of permissions, with what it means that one is missing."""
NOT_NEEDED = {
    ChannelKind.FORUM: {"create_public_threads"},  # Send Messages opens posts there
    ChannelKind.THREAD: {"send_messages", "create_public_threads"},
}

Room = discord.abc.GuildChannel | discord.Thread


def kind_of(room: Room) -> ChannelKind:
    match room:
        case discord.Thread():
            return ChannelKind.THREAD
        case discord.ForumChannel():
            return ChannelKind.FORUM
        case discord.TextChannel():
            return ChannelKind.ANNOUNCEMENT if room.is_news() else ChannelKind.TEXT
        case _:
            return ChannelKind.OTHER


def report(room: Room, allowed: discord.Permissions, everybody: discord.Permissions) -> ChannelReport:
    """What is known of a channel in which the bot has the permissions `allowed`, and everybody in the server those."""
    kind = kind_of(room)
    if kind is ChannelKind.OTHER:
        return ChannelReport(kind, (Reason(Hindrance.NO_MESSAGES),))
    is_public = everybody.view_channel and not (isinstance(room, discord.Thread) and room.is_private())
    return ChannelReport(kind, (*lacking(allowed, kind), *_closed(room, allowed)), is_public)


def lacking(allowed: discord.Permissions, kind: ChannelKind) -> tuple[Reason, ...]:
    """The permissions that the bot lacks."""
    needed = {flag: lack for flag, lack in NEEDED.items() if flag not in NOT_NEEDED.get(kind, ())}
    lacks = [flag for flag in needed if not getattr(allowed, flag)]
    if "send_messages" in lacks and allowed.view_channel:  # who may not send has no links to embed: one was taken, not both
        lacks = [flag for flag in lacks if flag != "embed_links"]
    return tuple(Reason(needed[flag]) for flag in lacks)


def tags_for(forum: discord.ForumChannel) -> Sequence[discord.ForumTag]:
    """The tags of a new post: the first that everybody may set if the forum asks for one, else none."""
    free = [tag for tag in forum.available_tags if not tag.moderated]
    return free[:1] if forum.flags.require_tag else ()


def _closed(room: Room, allowed: discord.Permissions) -> tuple[Reason, ...]:
    """What else keeps the bot out of a thread or forum. An archived thread is opened again by whatever is sent."""
    if isinstance(room, discord.Thread) and room.locked and not allowed.manage_threads:
        return (Reason(Hindrance.LOCKED_THREAD),)
    if isinstance(room, discord.ForumChannel) and room.flags.require_tag and not tags_for(room):
        return (Reason(Hindrance.NEEDS_TAG),)
    return ()


def shut_out(reason: Reason) -> tuple[Reason, ...]:
    """What keeps the bot out of a channel of which Discord tells it nothing: one that it cannot see grants it nothing."""
    hidden = reason.kind is Hindrance.HIDDEN_CHANNEL
    return lacking(discord.Permissions.none(), ChannelKind.TEXT) if hidden else (reason,)


def thread_name(card: Card) -> str:
    """What a thread or forum post is called that a card opens."""
    return clip(plain(card.title), LONGEST_THREAD_NAME)


async def opened_since(client: discord.Client, server: int, forum: str, since: datetime) -> Sequence[int]:
    """The bot's posts in a forum from then on, the latest first; nobody has had the time to archive them."""
    own = str(cast("discord.ClientUser", client.user).id)
    active = (await client.http.get_active_threads(server))["threads"]
    opened = [int(thread["id"]) for thread in active if (thread["parent_id"], thread["owner_id"]) == (forum, own)]
    return sorted((thread for thread in opened if thread >= discord.utils.time_snowflake(since)), reverse=True)
