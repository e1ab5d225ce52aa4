"""The delivery board: what became of the posts in a community's channels. Direct messages are between the bot and a member."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.domain.post import PostState
from bot.errors import Reason
from bot.text import Markup

Column = Literal["waiting", "held", "failed", "sent"]
"""waiting: to be sent when it is due · held: refused by the platform, to be tried again · failed: not sent, and not tried any
more, be it refused for too long, too late or called off · sent."""
LOST: tuple[PostState, ...] = ("failed", "expired")
"""Of posts that nobody called off."""
NEVER_SENT: tuple[PostState, ...] = (*LOST, "unwanted")


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPost:
    """A post as moderators see it."""

    id: int
    key: str
    title: Markup
    cohort: int | None
    platform: str
    space: str
    channel: str
    column: Column
    state: PostState
    due_at: datetime
    at: datetime | None
    """When it was sent, or last changed."""
    message: str | None
    reason: Reason | None
    again_at: datetime | None
    """When a held post is tried again."""
