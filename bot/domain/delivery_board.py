"""The delivery board: what became of the posts in a community's channels. Direct messages are between the bot and a member."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.domain.post import PostKind, PostState
from bot.errors import Reason
from bot.text import Markup

Column = Literal["waiting", "held", "uncertain", "failed", "dropped", "sent"]
"""waiting: to be sent when it is due · held: refused by the platform, to be tried again · uncertain: nobody knows whether it
arrived · failed: it should have been sent, and is not tried any more, be it refused for too long or too late · dropped: people
decided that it is not to be sent · sent."""
LOST: tuple[PostState, ...] = ("failed", "expired")
"""Of posts that failed: nobody called them off."""
NEVER_SENT: tuple[PostState, ...] = (*LOST, "unwanted", "uncertain")
"""Of posts that can be sent all the same: no message of theirs is known."""
DROPPED: tuple[PostState, ...] = ("unwanted", "left out")


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPost:
    """A post as moderators see it."""

    id: int
    key: str
    kind: PostKind
    title: Markup
    cohort: int | None
    platform: str
    space: str
    channel: str
    column: Column
    state: PostState
    due_at: datetime
    at: datetime | None
    """When it was sent."""
    message: str | None
    reason: Reason | None
    again_at: datetime | None
    """When a held post is tried again."""
