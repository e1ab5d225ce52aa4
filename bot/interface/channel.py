"""What a platform says of a channel that was named: which kind it is of, and what keeps the bot from speaking there."""

from dataclasses import dataclass
from enum import StrEnum

from bot.errors import Reason


class ChannelKind(StrEnum):
    """A kind of channel, on any platform. `bot/shared/home_choice.py` says what is different in it."""

    TEXT = "text"
    ANNOUNCEMENT = "announcement"
    """Members read it and write in the threads of its posts alone."""
    FORUM = "forum"
    """It holds nothing but threads: each post opens one, under the post's title."""
    THREAD = "thread"
    """A thread in another channel, which holds no further threads."""
    PRIVATE = "private"
    """Only those who were invited see it."""
    SHARED = "shared"
    """People of other organisations are in it."""
    OTHER = "other"
    """A kind in which no cohort can speak, whose report gives the reason."""


@dataclass(frozen=True, slots=True)
class ChannelReport:
    """What was found of a channel; one that nobody was asked about has no kind and lacks nothing.

    Raises ValueError for OTHER without a reason.
    """

    kind: ChannelKind | None = None
    missing: tuple[Reason, ...] = ()
    is_public: bool = False
    """Whether everybody in the space can read it, as far as the platform says that."""

    def __post_init__(self) -> None:
        if self.kind is ChannelKind.OTHER and not self.missing:
            raise ValueError("nothing says why no cohort can speak in a channel of this kind")
