"""Posts in the channel where what concerns moderators is said."""

from bot.domain.post import Post
from bot.feature import Context
from bot.interface.card import Card


async def log_post(context: Context, key: str, card: Card) -> bool:
    """Queue `card` for the community's log channel, once under `key`; False where there is no such channel."""
    log = context.community.log_channel
    if log is None:
        return False
    platform, space, channel = log
    post = Post(key=key, platform=platform, space=space, channel=channel, card=card, due_at=context.now)
    return await context.unit.outbox.put(post)
