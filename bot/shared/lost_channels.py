"""Channels in which cohorts spoke and that are gone for good, as far as moderators were told."""

from bot.domain.post import Post, PostKind
from bot.errors import Hindrance
from bot.ports.unit import Unit
from bot.shared.hindrances import LOST, SHUTS_OUT

FAILED = "failed"
"""The first part of the keys of posts that tell of a failure."""


async def failure_key(unit: Unit, platform: str, channel: str, cause: Hindrance, kind: PostKind) -> str:
    """How the keys of posts begin that tell why a channel takes no posts of a kind; another once one of them got in again."""
    before = await unit.outbox.sent(platform, channel, "send" if cause in SHUTS_OUT else kind)
    return f"{FAILED}/{platform}/{channel}/{cause}/{before}/"


async def is_lost(unit: Unit, platform: str, channel: str) -> bool:
    """Whether moderators were told that a channel was deleted, or may have been, and nothing got into it since."""
    told = [await failure_key(unit, platform, channel, cause, "send") for cause in sorted(LOST)]
    return any([await unit.outbox.has_any(beginning) for beginning in told])


async def has_left(unit: Unit, post: Post) -> bool:
    """Whether a post is for a channel that its cohort has left: nobody is to mend what is wrong there."""
    if post.cohort is None or post.kind == "dm" or unit.community.log_channel == (post.platform, post.space, post.channel):
        return False
    homes = await unit.cohorts.homes(post.cohort)
    return bool(homes) and post.channel not in [home.channel for home in homes]
