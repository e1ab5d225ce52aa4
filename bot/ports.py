"""What the core asks of the outside: a unit of work over storage, and a sender for each platform. Adapters implement it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal, Protocol

from bot.domain.cohort import Checkin, Cohort, Enrollment, Home, Progress
from bot.domain.member import Community, Member
from bot.domain.roadmap import Resource, Roadmap, Week
from bot.interface.call import Actor, Place, Request
from bot.interface.card import Card
from bot.interface.command import Commands

Clock = Callable[[], datetime]
"""The present, aware, in UTC."""

PostKind = Literal["send", "thread", "dm"]
"""send: a message in a channel, edited when its card changes · thread: opened under `parent`'s message · dm: to an account."""

PostState = Literal["waiting", "sent", "failed", "missed", "gone"]
"""waiting: to be sent or edited at `due_at` · failed: never will be, moderators were told · missed: its time passed while
nothing ran · gone: somebody deleted the message, so it is left alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Something to be said in a place, once. `key` is unique in the community: putting it again changes nothing."""

    key: str
    platform: str
    space: str
    channel: str
    """The channel's external id; for a dm the account's."""
    card: Card
    due_at: datetime
    kind: PostKind = "send"
    cohort: int | None = None
    person: int | None = None
    """For a dm, whom it is for."""
    parent: str | None = None
    """The key of the post whose message this one hangs under."""
    state: PostState = "waiting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A post claimed by this process until its lease runs out."""

    id: int
    community: int
    post: Post
    version: int
    """Grows with each change of the card; settling an older one leaves the post waiting for the newer."""
    attempts: int
    """1 at the first claim."""
    message: str | None
    """The external id of the message, once sent: then delivering means editing."""
    parent_message: str | None = None


class Sender(Protocol):
    """Speaks on one platform with one token. Raises RetryLater, Undeliverable or Gone; else the outcome is unknown."""

    platform: str

    async def send(self, delivery: Delivery) -> str:
        """Send the message, open the thread; returns the message's external id."""
        ...

    async def find(self, delivery: Delivery) -> str | None:
        """The id of the message an earlier attempt of unknown outcome may have sent."""
        ...

    async def edit(self, delivery: Delivery) -> None:
        """Make the sent message show the post's card."""
        ...

    async def missing(self, space: str, channel: str) -> tuple[str, ...]:
        """What the bot would need and may not do in a channel, in the platform's own words; empty when all is well."""
        ...


class Members(Protocol):
    async def save(self, member: Member) -> None:
        """Keep changed settings."""
        ...

    async def mark_unreachable(self, person: int) -> None: ...
    async def get(self, person: int) -> Member | None: ...
    async def find(self, platform: str, account: str) -> Member | None:
        """The member behind an account, if it was seen in this community."""
        ...

    async def moderators(self) -> Sequence[Member]:
        """Who is named to moderate."""
        ...

    async def account(self, person: int, platforms: Sequence[str]) -> tuple[str, str] | None:
        """(platform, external id) of the person's account on the first of `platforms` that they have one on."""
        ...


class Cohorts(Protocol):
    async def get(self, id: int) -> Cohort | None: ...
    async def named(self, slug: str) -> Cohort | None: ...
    async def all(self) -> Sequence[Cohort]:
        """Every cohort of the community, latest start first."""
        ...

    async def at(self, platform: str, channel: str) -> Sequence[Cohort]:
        """Cohorts that speak in a channel, latest start first."""
        ...

    async def of(self, person: int) -> Sequence[Cohort]:
        """Cohorts the person is in now, latest start first."""
        ...

    async def add(self, cohort: Cohort, homes: Sequence[Home]) -> None: ...
    async def homes(self, cohort: int) -> Sequence[Home]: ...
    async def lock(self, cohort: int) -> None:
        """Hold the cohort until the unit ends, so that places are counted and taken by one call at a time."""
        ...


class Enrollments(Protocol):
    async def get(self, cohort: int, person: int) -> Enrollment | None: ...
    async def put(self, enrollment: Enrollment) -> None:
        """Keep an enrollment, new or changed."""
        ...

    async def count(self, cohort: int) -> int:
        """How many are in it now."""
        ...

    async def members(self, cohort: int) -> Sequence[Member]:
        """Who is in it now, in order of joining."""
        ...


class ProgressRecords(Protocol):
    async def of(self, cohort: int, person: int) -> Mapping[str, Progress]:
        """A member's progress by week id."""
        ...

    async def put(self, progress: Progress) -> None:
        """Keep a progress, new or changed."""
        ...

    async def done(self, cohort: int) -> Mapping[str, frozenset[int]]:
        """Who of those in the cohort now has done each week, by week id."""
        ...


class Checkins(Protocol):
    async def get(self, cohort: int, person: int, day: date) -> Checkin | None: ...
    async def put(self, checkin: Checkin) -> None:
        """Keep a check-in, new or changed."""
        ...

    async def days(self, person: int) -> Sequence[date]:
        """The days the person checked in on, anywhere in the community, latest first, each once."""
        ...

    async def between(self, cohort: int, first: date, last: date) -> Sequence[Checkin]:
        """Check-ins for days from `first` to `last`, latest first."""
        ...


class Content(Protocol):
    async def latest(self) -> tuple[str, str]:
        """The pack and release that a new cohort pins. Raises LookupError where no content was loaded."""
        ...

    async def roadmaps(self, pack: str, release: str) -> Sequence[Roadmap]:
        """In the order of the pack."""
        ...

    async def weeks(self, pack: str, release: str, roadmap: str) -> Sequence[Week]:
        """The weeks of a roadmap, in order; empty where there is no such roadmap."""
        ...

    async def resources(self, pack: str, release: str, ids: Sequence[str]) -> Mapping[str, Resource]: ...


class Drafts(Protocol):
    async def put(self, person: int, values: Mapping[str, str], expires: datetime) -> int: ...
    async def get(self, id: int, person: int, now: datetime) -> Mapping[str, str] | None:
        """What was kept, if it is the person's own and has not expired."""
        ...

    async def drop(self, id: int) -> None: ...


class Outbox(Protocol):
    async def put(self, post: Post) -> None:
        """Queue a post; where its key is known, nothing changes."""
        ...

    async def revise(self, post: Post, spacing: timedelta) -> None:
        """Queue a post, or give the known one its new card: an edit, at least `spacing` after the message last changed."""
        ...

    async def cancel(self, key: str) -> None:
        """Forget a post that is still waiting to be sent for the first time."""
        ...


BEGIN = "begin"
"""The routine of a cohort just launched: it gives every other routine its first instant."""


@dataclass(frozen=True, slots=True)
class Due:
    """A routine to run for a cohort at an instant."""

    routine: str
    cohort: int
    at: datetime


class Dues(Protocol):
    async def set(self, due: Due) -> None:
        """Keep the next instant of a routine, in place of the one before."""
        ...

    async def take(self, due: Due) -> bool:
        """Remove what is about to be done; False where another clock was faster."""
        ...


class Unit(Protocol):
    """One transaction over one community's data, the only door to it. Leaving normally commits, an exception rolls back."""

    @property
    def community(self) -> Community: ...
    @property
    def members(self) -> Members: ...
    @property
    def cohorts(self) -> Cohorts: ...
    @property
    def enrollments(self) -> Enrollments: ...
    @property
    def progress(self) -> ProgressRecords: ...
    @property
    def checkins(self) -> Checkins: ...
    @property
    def content(self) -> Content: ...
    @property
    def drafts(self) -> Drafts: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def dues(self) -> Dues: ...
    def new_id(self) -> int:
        """An id for something new."""
        ...

    async def save_community(self, community: Community) -> None:
        """Keep changed settings."""
        ...


@dataclass(frozen=True, slots=True)
class Admission:
    """The unit a call works in, and the member who calls. `repeated`: the same request was carried out before."""

    unit: Unit
    member: Member
    repeated: bool = False


class Units(Protocol):
    """Opens units of work, and answers the few questions that come before a community is known."""

    def admit(self, request: Request, *, write: bool, community: int | None = None) -> AbstractAsyncContextManager[Admission]:
        """A unit for an inbound call, in the community of its space or in `community` (where the actor is a member already).

        Space, person, account and member are known afterwards, the display name is fresh. A writing unit notes the request's id.
        """
        ...

    def open(self, community: int) -> AbstractAsyncContextManager[Unit]:
        """A writing unit for the bot's own work in one community."""
        ...

    async def communities_of(self, actor: Actor) -> Sequence[Community]:
        """The communities an account belongs to."""
        ...

    async def community_of_cohort(self, cohort: int) -> int | None: ...


class System(Protocol):
    """Work across communities: the due scan, and the claim and settling of posts. Nothing else."""

    async def due(self, now: datetime, most: int) -> Sequence[tuple[int, Due]]:
        """(community, due) of what is due, earliest first."""
        ...

    async def retry_due(self, community: int, due: Due, at: datetime) -> None:
        """Leave a due that failed alone until `at`."""
        ...

    async def next_instant(self) -> datetime | None:
        """The earliest instant at which something is due or a post waits."""
        ...

    async def claim(self, platforms: Sequence[str], now: datetime, lease: timedelta, most: int) -> Sequence[Delivery]:
        """Posts to deliver now, earliest first, leased to the caller; each claim counts an attempt."""
        ...

    async def settle(self, delivery: Delivery, message: str, now: datetime) -> None:
        """The post was sent or edited; a newer card keeps it waiting."""
        ...

    async def postpone(self, delivery: Delivery, until: datetime) -> None:
        """It is certain that nothing was sent: wait, and let the next attempt be as this one."""
        ...

    async def shelve(self, delivery: Delivery, state: PostState, reason: str) -> None:
        """Never try again."""
        ...

    async def prune(self, now: datetime) -> None:
        """Forget expired drafts, and request ids too old to be delivered again."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What every handler gets: who calls, where and when. Commands that need no database get no more."""

    now: datetime
    actor: Actor
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Context(Visit):
    """What a handler that works with the database gets."""

    unit: Unit
    member: Member
    moderator: bool
    missing: tuple[str, ...] = ()
    """What the bot may not do in the chosen channel, for commands that declare `checks_channel`."""
    values: Mapping[str, str] = field(default_factory=dict[str, str])
    """The call's values as they came, for commands that keep them in a draft."""

    @property
    def community(self) -> Community:
        return self.unit.community

    @property
    def zone(self) -> str:
        """The member's zone."""
        return self.member.zone or self.community.zone


@dataclass(frozen=True, slots=True)
class Routine:
    """Work of the bot's own, done for a cohort when due. `run` queues posts and returns the next instant, None when over."""

    name: str
    run: Callable[[Unit, Cohort, Due, datetime], Awaitable[datetime | None]]
    first: Callable[[Cohort, datetime], datetime | None]
    """The first instant for a cohort that is launched at the given one."""


@dataclass(frozen=True, slots=True)
class Feature:
    """What one file of `bot/features/` adds."""

    commands: Commands
    routines: tuple[Routine, ...] = ()
