"""Something the bot says by itself, and the state of saying it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal

from bot.errors import Hindrance, Reason
from bot.interface.card import Card

SENT_WITHIN = timedelta(minutes=2)
"""How long after a post was claimed its message may still be sent: whoever claims it leases it for so long at most."""
CLOCKS_DIFFER = timedelta(minutes=5)
"""How much our clock may run ahead of a platform's."""
LOOK_BACK = timedelta(hours=1)
"""The same where it is not known when a post was tried, as after a backup was put back."""
SHORTEST_HOLD = timedelta(minutes=1)
LONGEST_HOLD = timedelta(minutes=30)
LONGEST_LEASE = timedelta(hours=2)
"""Nobody leases or puts off a post for longer, whatever a platform asks for: what is leased until later was by a clock that was
ahead."""
HELD_FOR = timedelta(days=3)
"""For how long a post that the platform refuses is tried again, if it has no time of its own in which it is worth sending."""

PostKind = Literal["send", "event", "thread", "reply", "dm"]
"""send: a message in a channel, edited when its card changes · event: an entry in the platform's own calendar, from the first
moment on its card to the second, at the address of its button; without these it is taken out; a message if there is no such
calendar, or the bot may not write in it · thread: opened under `parent`'s message, if the platform opens
threads and the channel is not one itself · reply: a message in that thread, or beside `parent` in a channel that is one · dm: to
an account."""

PostState = Literal["waiting", "sent", "failed", "expired", "gone", "unwanted", "left out", "told", "uncertain", "arrived"]
"""waiting: to be sent or edited at `due_at`, or to be tried again after a refusal · failed: never will be · expired: its time
passed before it could be sent · gone: somebody deleted the message or the thread under it, so it is left alone · unwanted:
people decided otherwise before it was sent · left out: moderators did before it was queued, and the card only names what it would
have said · told: a direct message that failed, and whose words its reader was shown since · uncertain: nobody knows whether it
arrived · arrived: moderators have found it, but no message of it is known, so that it is left alone."""
ENDED: tuple[PostState, ...] = ("sent", "failed", "expired", "gone", "unwanted", "left out", "told", "uncertain", "arrived")
"""What is not to be sent or edited at present."""
RENEWED: tuple[PostState, ...] = ("failed", "expired")
"""What waits again once it is revised."""
LEFT_ALONE: tuple[PostState, ...] = ("gone", "unwanted", "left out", "told", "uncertain", "arrived")
"""What is neither sent nor edited, whatever becomes of its card."""

COPY = "copy"
"""The first part of the keys of copies that moderators had sent; after it comes the id of the post."""
TOLD_AT_ONCE = ("audit", "failed", "late", "setup")
"""The first parts of the keys of posts that are due at the very instant at which they are queued, never later."""

OF_ONE_WAY = (
    Hindrance.SEND_MESSAGES,
    Hindrance.CREATE_PUBLIC_THREADS,
    Hindrance.SEND_MESSAGES_IN_THREADS,
    Hindrance.LACKS_PERMISSION,
    Hindrance.READ_ONLY,
    Hindrance.THREADS_ONLY,
    Hindrance.NO_THREADS,
    Hindrance.LOCKED_THREAD,
)
"""What keeps a new message out of a channel alone, or out of its threads alone; anything else that holds a post holds all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Something to be said in a place, once. `key` is unique in the community: putting it again changes nothing."""

    key: str
    platform: str
    space: str
    channel: str
    """The channel's external id; for a dm the account's. A post of a home is said in the home's channel of the moment."""
    card: Card
    due_at: datetime
    kind: PostKind = "send"
    cohort: int | None = None
    home: int | None = None
    until: datetime | None = None
    """The instant after which it is no longer worth sending; then it has expired."""
    person: int | None = None
    """The person whom a dm is for."""
    promised_to: int | None = None
    """Another person, who was told that a dm arrives, and is told if it does not."""
    parent: str | None = None
    """The key of the post under whose message this one is sent, in its thread."""
    state: PostState = "waiting"
    basis: Mapping[str, str] | None = None
    """What the card tells a change of; it stays what it was when the post was first queued, whatever the card says later."""


@dataclass(frozen=True, slots=True)
class Message:
    """What a post became."""

    channel: str
    """Where it was sent, which need not be its home's channel any more."""
    id: str
    """The message's external id."""
    is_gone: bool = False
    """Whether somebody deleted it, or the thread under it, as far as that was noticed."""


@dataclass(frozen=True, slots=True)
class PostInHome:
    """What became of a post of a cohort in one of its homes."""

    home: int
    channel: str
    """The home's present channel."""
    state: PostState | None
    """None if it was not queued yet."""
    is_sent: bool
    """Whether it became a message, whatever became of that."""
    hindrance: Reason | None
    """Why the home does not take it at present; None if nothing is known to hinder it."""
    hindered_since: datetime | None
    """When the platform refused the first of those whose refusal tells that this one is not taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPost:
    """A post that was queued: what it says, or is to say."""

    card: Card
    is_sent: bool
    basis: Mapping[str, str] | None
    """What it tells a change of."""
    sent_at: datetime | None = None
    """When it was sent, or last edited; None if it was not sent."""


@dataclass(frozen=True, slots=True)
class QueuedPost:
    """What became of a post that was queued."""

    due_at: datetime
    state: PostState


@dataclass(frozen=True, slots=True, kw_only=True)
class Unheard:
    """A direct message that did not reach its reader."""

    key: str
    card: Card
    at: datetime
    """When it was to be sent."""
    until: datetime | None
    """The instant after which it is no longer worth saying."""
    reason: Reason | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A post claimed by this process until its lease runs out."""

    id: int
    community: int
    post: Post
    version: int
    """Grows with each change of the card; settling an older one leaves the post waiting for the newer."""
    attempts: int
    """The number of attempts with this one: 1 at the first claim."""
    message: str | None
    """The external id of the message, once sent: then delivering means editing."""
    known_as: int | None = None
    """The mark of its message, if its key was another once; None if that follows from the key."""
    parent_message: str | None = None
    tried_at: datetime | None = None
    """When it was tried first, since it was last known that nothing was sent; None if that is not known."""
    held_since: datetime | None = None
    """When the platform refused it first; None if it did not, or once it is sent."""

    @property
    def since(self) -> datetime:
        """The instant after which its message was sent, if it was."""
        return self.tried_at - CLOCKS_DIFFER if self.tried_at else self.post.due_at - LOOK_BACK

    @property
    def sent_by(self) -> datetime | None:
        """The instant before which its message was sent, if it was; None if it may have been at any time since."""
        return self.tried_at + SENT_WITHIN + CLOCKS_DIFFER if self.tried_at and self.attempts == 2 else None

    @property
    def mark(self) -> int:
        """What its message is known by on the platform."""
        return mark_of(self.community, self.post.key) if self.known_as is None else self.known_as


def mark_of(community: int, key: str) -> int:
    """What the message of a post is known by, in 48 bits. It follows from the key: so what was sent is found when it is queued
    anew from a backup of the time before."""
    return int.from_bytes(sha256(f"{community}/{key}".encode()).digest()[:6])


def next_try(held_since: datetime | None, until: datetime | None, now: datetime) -> datetime | None:
    """When a refused post is tried again: after as long as it has been held already, between 1 and 30 minutes.

    None once it was held for three days and is not worth sending any more; it is worth that up to `until`, if there is one.
    """
    since = held_since or now
    given_up_at = max(since + HELD_FOR, until or since)
    return None if now >= given_up_at else now + min(max(now - since, SHORTEST_HOLD), LONGEST_HOLD)
