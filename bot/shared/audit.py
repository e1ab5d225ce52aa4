"""Telling the community's log channel what moderators should know: what one of them did, what members report and propose."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot.domain.post import Post
from bot.feature import Context
from bot.interface.call import Call
from bot.interface.card import Buttons, Card, Note
from bot.ports.unit import Unit
from bot.shared.posts import compose
from bot.text import Markup, t

AT_ONCE = timedelta(0)


async def tell_moderators(unit: Unit, card: Callable[[], Card], now: datetime, key: str = "") -> bool:
    """Post what `card` builds in the log channel; False if there is none, or if `key` was told before."""
    post = _post(unit, card, now, key)
    return post is not None and await unit.outbox.put(post)


async def queue_for_moderators(unit: Unit, card: Callable[[], Card], now: datetime, key: str, until: datetime) -> None:
    """The same with what several cohorts of a beat have to tell, and what is worth telling until an instant: one statement for
    all, and nobody asks what was told before."""
    post = _post(unit, card, now, key)
    await unit.outbox.put_all([replace(post, until=until)] if post else [])


async def tell_moderators_anew(unit: Unit, card: Callable[[], Card], now: datetime, key: str) -> None:
    """Let the post of `key` in the log channel show what `card` builds now."""
    post = _post(unit, card, now, key)
    if post:
        await unit.outbox.revise(post, AT_ONCE)


def undo_key(undo: Call) -> str:
    """The key of the post in the log channel about a change that a call takes back, which can be made once."""
    return f"audit/{undo.dump()}"


async def tell_undone(context: Context, key: str) -> None:
    """Let the post of `key` about a change say who took it back."""
    await tell_settled(context, key, lambda: t("Undone by {name}.", name=context.member.name))


async def tell_settled(context: Context, key: str, how: Callable[[], Markup]) -> None:
    """Let the post of `key` in the log channel say how that ended, in place of its buttons; nothing if there is no such post."""
    await revise_told(context.unit, key, partial(_settled, how), context.now)


async def revise_told(unit: Unit, key: str, revised: Callable[[Card], Card], now: datetime) -> None:
    """Let the post of `key` show what is made of its card, where it was told; nothing if there is no such post."""
    known = await unit.outbox.known(key)
    if known:
        card = compose(unit, partial(revised, known.card))
        await unit.outbox.revise(Post(key=key, platform="", space="", channel="", card=card, due_at=now), AT_ONCE)


def _settled(how: Callable[[], Markup], card: Card) -> Card:
    said = tuple(block for block in card.blocks if not isinstance(block, Buttons))
    return replace(card, blocks=(*said, Note(how())))


def _post(unit: Unit, card: Callable[[], Card], now: datetime, key: str) -> Post | None:
    """The post in the log channel; None if there is no such channel."""
    log = unit.community.log_channel
    if log is None:
        return None
    platform, space, channel = log
    return Post(
        key=key or f"audit/{unit.new_id()}",
        platform=platform,
        space=space,
        channel=channel,
        card=compose(unit, card),
        due_at=now,
    )
