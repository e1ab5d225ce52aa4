"""What lets somebody in on the web as a member: they hold a random token, of which the digest alone is kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import choice
from typing import Literal

from bot.interface.call import Actor, Place, RightsTold

PassKind = Literal["calendar", "sign-in", "session", "certificate"]
"""calendar: an address that calendars read, until it is replaced · sign-in: a link that is used once · session: a browser that
somebody signed in with · certificate: an address at which anybody can check one."""


RIGHTS_LAST = timedelta(hours=1)
"""How long what a platform told of somebody's rights holds in the browser, unless they are heard in the chat again."""
NOTED_AGAIN_AFTER = timedelta(minutes=10)
"""So often at most it is noted that they were heard again with the same rights."""
TYPED_LETTERS = "23456789abcdefghjkmnpqrstuvwyz"


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPass:
    """`platform`, `account`, `space` and `channel` are external ids of the call that it was given out for."""

    digest: str
    kind: PassKind
    person: int
    platform: str
    account: str
    made_at: datetime
    space: str | None = None
    channel: str | None = None
    administrator: bool = False
    """What the platform told of them last, as it tells `roles`; whoever is named to moderate is looked up at each call."""
    roles: str = ""
    """The external ids of their roles, with spaces between."""
    told_at: datetime | None = None
    """When it told that; None if it tells nothing that holds."""
    cohort: int | None = None
    """The cohort of a calendar or certificate."""
    expires_at: datetime | None = None
    """From when it lets nobody in; None: until it is replaced or its member leaves."""
    token: str | None = None
    """Of a certificate alone, which is for everybody to see and has the same address whenever it is asked for."""
    issued_to: str | None = None
    """The name on a certificate, which stays when its member takes another; None on one of before this was kept."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom a pass lets in: as which account, where, and in which community."""

    actor: Actor
    place: Place
    community: int
    zone: str
    """In which they read hours: an IANA name."""
    cohort: int | None = None


def rights_told(told_at: datetime | None, now: datetime) -> RightsTold:
    return "earlier" if told_at is not None and now < told_at + RIGHTS_LAST else "too long ago"


def told_roles(actor: Actor) -> str:
    """The roles of an account as a pass keeps them."""
    return " ".join(sorted(actor.roles or ()))


def typed_token(letters: int) -> str:
    """A random token for an address, without letters that are mistaken for others on paper, or that a chat cuts off a link."""
    return "".join(choice(TYPED_LETTERS) for _ in range(letters))


def digest_of(token: str) -> str:
    """What is kept of a token: nobody can tell the token from it."""
    return sha256(token.encode()).hexdigest()
