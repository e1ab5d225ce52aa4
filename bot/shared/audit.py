"""Telling the community's log channel what moderators should know: what one of them did, what members report and propose."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.domain.post import Post
from bot.interface.card import Card
from bot.ports.unit import Unit
from bot.shared.posts import compose

AT_ONCE = timedelta(0)


async def tell_moderators(unit: Unit, card: Callable[[], Card], now: datetime, key: str = "") -> bool:
    """Post what `card` builds in the log channel; False if there is none, or if `key` was told before."""
    post = _post(unit, card, now, key)
    return post is not None and await unit.outbox.put(post)


async def tell_moderators_anew(unit: Unit, card: Callable[[], Card], now: datetime, key: str) -> None:
    """Let the post of `key` in the log channel show what `card` builds now."""
    post = _post(unit, card, now, key)
    if post:
        await unit.outbox.revise(post, AT_ONCE)


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
