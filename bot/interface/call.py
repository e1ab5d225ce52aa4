"""What comes in: somebody, somewhere, calls a command with values. A press and a submitted form are calls too."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Self
from urllib.parse import parse_qsl, quote, urlencode

from bot.text import Markup

LONGEST_CALL = 100
"""The most characters of a dumped call: Discord's limit for the id of a button, which its library does not check."""


def record_id(text: str) -> int | None:
    """The database id that a value of a press carries; None for anything else, such as a slug."""
    return int(text) if re.fullmatch("[0-9]{1,15}", text) else None


RequestKind = Literal["command", "press", "submit"]


@dataclass(frozen=True, slots=True)
class Call:
    """A command's path and its values as text, not yet bound to types. Buttons carry keys here, never text from people."""

    path: str
    values: Mapping[str, str] = field(default_factory=dict[str, str])

    def dump(self) -> str:
        """The call as it is carried by a button, a select or a form: `cohort join?cohort=12`."""
        return f"{self.path}?{urlencode(self.values, quote_via=quote)}" if self.values else self.path

    @classmethod
    def load(cls, text: str) -> Self:
        path, _, values = text.partition("?")
        return cls(path, dict(parse_qsl(values, keep_blank_values=True)))

    def with_values(self, **values: str) -> "Call":
        return Call(self.path, {**self.values, **values})

    def before(self, then: str) -> "Call":
        """The call as it goes on with another, a dumped one, if there is one and an id can carry both."""
        both = self.with_values(then=then)
        return both if then and len(both.dump()) <= LONGEST_CALL else self


RightsTold = Literal["now", "earlier", "too long ago"]
"""now: with the call · earlier: before it, which still holds · too long ago: they hold no more."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who calls: an account on a platform, as the platform showed it with this call."""

    platform: str
    id: str
    name: str
    locale: str | None = None
    zone: str | None = None
    """An IANA name, if the platform tells it (Slack does)."""
    administrator: bool = False
    """Manage Server on Discord; owner or admin of the workspace on Slack."""
    roles: frozenset[str] | None = None
    """The external ids of their roles in the space; None if the platform does not tell (Discord does, in servers)."""
    rights_told: RightsTold = "now"
    """When the platform told of `administrator` and `roles`."""
    told: bool = True
    """False if the platform could not be asked who this is: the name is a stopgap then, and nothing else is known."""
    may_write: bool = True
    """Whether they may write in the place of the call, if the platform tells it (Discord does)."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the call was made. `space` is None in a Discord direct message, `channel` is None if there is none (App Home)."""

    platform: str
    space: str | None
    channel: str | None
    space_name: str = ""
    locale: str | None = None
    """The language of the space, if the platform tells it (Discord does)."""
    thread: str | None = None
    """The external id of the thread in the channel in which the call was made, as posts into it name it; None outside of one."""
    is_conversation: bool = False
    """Whether the channel is a conversation of two or of a few people, which has an id in a space on Slack."""

    @property
    def takes_posts(self) -> bool:
        """Whether something can be shown to others here: not in a conversation, nor where there is no channel."""
        return self.space is not None and not self.is_conversation and bool(self.rooms)

    @property
    def rooms(self) -> tuple[str, ...]:
        """Where the call was made, nearest first: the thread, its channel."""
        return tuple(filter(None, (self.thread, self.channel)))


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a call, as the platform tells of it; `size` is in bytes."""

    name: str
    size: int
    read: Callable[[], Awaitable[bytes]]
    """Fetches what it holds. Raises what the platform's client raises."""


Tell = Callable[[Markup], Awaitable[None]]
"""Shows a sentence in the place of an answer that is still to come. Raises what the platform's client raises."""


async def _untold(_: Markup) -> None:
    """Where nothing can be shown before the answer."""


@dataclass(frozen=True, slots=True)
class Request:
    """One inbound call. `id` is the platform's own id of it, the same when it is delivered again."""

    id: str
    call: Call
    actor: Actor
    place: Place
    kind: RequestKind
    at: datetime
    opens_forms: bool = True
    """False if the platform gives no way to open a form (a mention in a Slack thread, the command line)."""
    attachments: Mapping[str, Attachment] = field(default_factory=dict[str, Attachment])
    """By the name of their option, whose value in the call is the name of the file."""
    reader: str | None = None
    """The language of whoever reads the answer, if that is not the one who calls."""
    takes_files: bool = True
    """False if nobody can send a file there or get one (the command line)."""
    by_hand: bool = True
    """False if the one in whose name it is made does nothing: a link of theirs is followed, or the demo's story is told."""
    tell: Tell = _untold
    """Called while long work runs, to show how far it is; after it no form can be opened any more."""

    @property
    def caller(self) -> tuple[str, str]:
        """Whose calls these are if they are counted: what others follow is none of the member's own."""
        return (self.actor.platform if self.by_hand else f"{self.actor.platform} link", self.actor.id)

    @property
    def space(self) -> tuple[str, str]:
        """Whose places at the database and in the sandbox it takes: its space's; in a direct message, the caller's own."""
        return (f"{self.place.platform} space", self.place.space or self.actor.id)
