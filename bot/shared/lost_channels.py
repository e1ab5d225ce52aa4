"""Channels in which cohorts spoke and that are gone for good, as far as moderators were told."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.cohort import Cohort
from bot.domain.post import Post, PostKind
from bot.errors import Hindrance, Reason
from bot.ports.unit import Unit
from bot.shared.hindrances import LOST, SHUTS_OUT

FAILED = "failed"
"""The first part of the keys of posts that tell of a failure."""


async def failure_key(unit: Unit, platform: str, channel: str, cause: Hindrance, kind: PostKind) -> str:
    """How the keys of posts begin that tell why a channel takes no posts of a kind; another once one of them got in again."""
    before = await unit.outbox.sent(platform, channel, "send" if cause in SHUTS_OUT else kind)
    return f"{FAILED}/{platform}/{channel}/{cause}/{before}/"


async def if_still_to_tell(unit: Unit, post: Post, now: datetime) -> Post | Reason:
    """What tells of a channel, unless it takes posts again, or a moderator has read it in place of the log channel."""
    about = post.key.rpartition("/")[0]
    platform, rest = about.split("/", 2)[1:]
    channel, cause = rest.rsplit("/", 2)[:2]
    is_mended = cause in SHUTS_OUT and f"{about}/" != await failure_key(unit, platform, channel, Hindrance(cause), "send")
    read_by = [f"{about}/{person}" for person in await who_mends(unit, platform)] if post.person is None else []
    is_read = bool(read_by and await unit.outbox.were_sent(read_by))
    return Reason(Hindrance.NOT_NEEDED) if is_mended or is_read else post


async def who_mends(unit: Unit, platform: str, cohort: Cohort | None = None) -> Sequence[int]:
    """Who is told what is wrong in a channel, those who are told first before the others: whoever launched the cohort, those who
    are named to moderate, and who launched others."""
    named = [moderator.person for moderator in await unit.members.moderators(platform)]
    launchers = [each.launched_by for each in (*([cohort] if cohort else []), *await unit.cohorts.all())]
    return [*dict.fromkeys(filter(None, (*launchers[:1], *named, *launchers[1:])))]


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
