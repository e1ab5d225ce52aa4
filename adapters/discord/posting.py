"""How a post is drawn and shown, and by what it is found again."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

import discord
import structlog
from discord import ui

from adapters.discord import render
from adapters.discord.markdown import CommandIds
from adapters.discord.messages import Message
from adapters.discord.refusals import Code
from adapters.discord.replies import describe
from adapters.pictures.png import drawn
from bot.domain.post import Delivery
from bot.errors import Gone
from bot.interface.card import without_pictures

T = TypeVar("T")
Show = Callable[[ui.LayoutView, Sequence[discord.File]], Awaitable[T]]

_WITHOUT_FILES = {Code.MISSING_PERMISSIONS, Code.TOO_LARGE}
"""With what Discord refuses a message that it may still take without files."""

log = structlog.get_logger(__name__)


async def shown(show: Show[T], delivery: Delivery, ids: CommandIds) -> T:
    """Show a post with its pictures, without them if Discord refuses it so: the bot may be allowed to write, but not to attach
    files."""
    card, pictures = await drawn(delivery.post.card, render.THEME)
    mark = mark_for(delivery)
    try:
        return await show(render.layout(card, mark, ids), render.files(card, pictures))
    except discord.HTTPException as refusal:
        if not pictures or refusal.code not in _WITHOUT_FILES:
            raise
        log.warning("Discord took no picture", post=delivery.id, failure=describe(refusal))
    return await show(render.layout(without_pictures(card), mark, ids), ())


def mark_for(delivery: Delivery) -> int:
    """The post's mark in the bits that Discord keeps for the id of a message's component."""
    return _in_bits(delivery.mark)


def marks_for(delivery: Delivery) -> set[int]:
    """All marks that its message may have: versions before marked it with the post's id."""
    return {mark_for(delivery), _in_bits(delivery.id)}


def _in_bits(number: int) -> int:
    """31 bits of a number; never zero, which would be none."""
    return 1 + number % (2**31 - 1)


def parent_of(delivery: Delivery) -> Message:
    """The message under which something is said. Raises Gone if there is none."""
    if delivery.parent_message is None:
        raise Gone
    return Message.load(delivery.parent_message)
