"""Telling the community's log channel what a moderator did."""

from datetime import datetime

from bot.domain.post import Post
from bot.interface.card import Card
from bot.ports import Unit


async def tell_moderators(unit: Unit, card: Card, now: datetime) -> None:
    """Post a card in the log channel, where there is one. It is said in the community's language."""
    if unit.community.log_channel:
        platform, space, channel = unit.community.log_channel
        key = f"audit/{unit.new_id()}"
        await unit.outbox.put(Post(key=key, platform=platform, space=space, channel=channel, card=card, due_at=now))
