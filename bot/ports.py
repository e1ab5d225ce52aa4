"""What the core asks of the outside: a unit of work over storage, and a sender for each platform. Adapters implement it."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.challenge_ports import Attempts, Challenges, Pauses, Reviews
from bot.cohort_ports import Checkins, Cohorts, Enrollments, ProgressRecords, Standings, Streaks
from bot.domain.lookup import Resource
from bot.domain.member import Community, Member
from bot.domain.post import Delivery, Post, PostState
from bot.domain.roadmap import Roadmap, Topic, Week
from bot.interface.call import Actor, Place, Request
from bot.lookup_ports import Gaps, OwnContent, Reports, Search, Shelf, Suggestions

Clock = Callable[[], datetime]
"""The present, aware, in UTC."""


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

    def link(self, space: str, channel: str, message: str) -> str | None:
        """The address at which a message, or the thread under it, opens; None where the platform has none."""
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


class Content(Protocol):
    async def newest(self) -> Sequence[tuple[str, str]]:
        """The newest release of each pack, as pack and release; raises LookupError where no content was loaded."""
        ...

    async def in_use(self) -> Sequence[tuple[str, str]]:
        """The same of the packs that the community's cohorts walk or walked; of all packs where it has no cohorts."""
        ...

    async def release_of(self, item: str) -> tuple[str, str]:
        """The newest release that has an item, as pack and release; raises LookupError where none has it."""
        ...

    async def roadmaps(self, pack: str, release: str) -> Sequence[Roadmap]:
        """In the order of the pack."""
        ...

    async def weeks(self, pack: str, release: str, roadmap: str) -> Sequence[Week]:
        """The weeks of a roadmap, in order; empty where there is no such roadmap."""
        ...

    async def topics(self, pack: str, release: str) -> Sequence[Topic]:
        """In the order of the pack."""
        ...

    async def resources(self, pack: str, release: str, ids: Sequence[str]) -> Mapping[str, Resource]: ...


class Drafts(Protocol):
    async def put(self, person: int, values: Mapping[str, str], expires: datetime) -> int: ...
    async def get(self, id: int, person: int, now: datetime) -> Mapping[str, str] | None:
        """What was kept, if it is the person's own and has not expired."""
        ...

    async def drop(self, id: int) -> None: ...


class Outbox(Protocol):
    async def put(self, post: Post) -> bool:
        """Queue a post; where its key is known, nothing changes, and it says False."""
        ...

    async def revise(self, post: Post, spacing: timedelta) -> None:
        """Queue a post, or give the known one its new card: an edit, at least `spacing` after the message last changed.

        Where the card is the same nothing changes.
        """
        ...

    async def message(self, key: str) -> str | None:
        """The external id of the message that a post became; None where it is not sent."""
        ...

    async def cancel(self, key: str) -> None:
        """Forget a post that is still waiting to be sent for the first time."""
        ...

    async def move(self, cohort: int, old: str, new: str, channel: str) -> None:
        """Let the cohort's posts whose keys end in `old` be known under keys that end in `new`.

        Those certainly not sent yet go to `channel`; what was sent, or may have been, stays where it is.
        """
        ...


BEGIN = "begin"
"""The routine of a cohort just launched or changed: it gives every other routine its first instant, anew."""


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
    def standings(self) -> Standings: ...
    @property
    def streaks(self) -> Streaks: ...
    @property
    def content(self) -> Content: ...
    @property
    def challenges(self) -> Challenges: ...
    @property
    def attempts(self) -> Attempts: ...
    @property
    def reviews(self) -> Reviews: ...
    @property
    def pauses(self) -> Pauses: ...
    @property
    def search(self) -> Search: ...
    @property
    def own_content(self) -> OwnContent: ...
    @property
    def shelf(self) -> Shelf: ...
    @property
    def reports(self) -> Reports: ...
    @property
    def gaps(self) -> Gaps: ...
    @property
    def suggestions(self) -> Suggestions: ...
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
    async def community_at(self, place: Place) -> int:
        """The community of a space, which becomes known where nobody has called from it yet."""
        ...


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
