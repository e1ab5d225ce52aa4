"""Telling the community's log channel what moderators should know: what one of them did, what members report and propose."""

from datetime import datetime

from bot.domain.post import Post
from bot.interface.card import Card
from bot.ports.unit import Unit


async def tell_moderators(unit: Unit, card: Card, now: datetime, key: str = "") -> bool:
    """Post a card, said in the community's language, in the log channel; False where there is none, or where `key` was told."""
    log = unit.community.log_channel
    if log is None:
        return False
    platform, space, channel = log
    post = Post(key=key or f"audit/{unit.new_id()}", platform=platform, space=space, channel=channel, card=card, due_at=now)
    return await unit.outbox.put(post)
