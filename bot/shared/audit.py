"""Telling the community's log channel what moderators should know: what one of them did, what members report and propose."""

from collections.abc import Callable
from datetime import datetime

from bot.domain.post import Post
from bot.interface.card import Card
from bot.ports.unit import Unit
from bot.shared.posts import compose


async def tell_moderators(unit: Unit, card: Callable[[], Card], now: datetime, key: str = "") -> bool:
    """Post what `card` builds in the log channel; False if there is none, or if `key` was told before."""
    log = unit.community.log_channel
    if log is None:
        return False
    platform, space, channel = log
    post = Post(
        key=key or f"audit/{unit.new_id()}",
        platform=platform,
        space=space,
        channel=channel,
        card=compose(unit, card),
        due_at=now,
    )
    return await unit.outbox.put(post)
