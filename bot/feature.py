"""What a feature is made of: commands and routines, and what their functions are given."""

from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import takewhile
from typing import Any, Protocol, TypeVar

from bot.domain.calendar_entry import Calendar
from bot.domain.cohort import Cohort, Enrollment
from bot.domain.member import Community, Member, own_days
from bot.domain.membership import Membership
from bot.domain.own_days import OwnDays
from bot.domain.post import Post
from bot.domain.site import NOWHERE, Site
from bot.domain.timetable import A_MOMENT, Occurrence, Timetable
from bot.domain.web_pass import PassKind, WebPass, digest_of
from bot.errors import Reason
from bot.interface.call import Actor, Place
from bot.interface.command import Commands
from bot.interface.drawing import Certificate
from bot.ports.dues import Due
from bot.ports.pack_files import PackFiles
from bot.ports.unit import Unit, Work

T = TypeVar("T")


def nothing_prints(_: Certificate) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Recheck:
    """What is looked at once more when a post is about to be sent: what people decided since it was queued."""

    name: str
    """The first part of the keys of the posts that it is about."""
    reconsider: Callable[[Unit, Post, datetime], Awaitable[Post | Reason | None]]
    """The post as it is to be said at the given instant, due later if it is to wait. If nobody wants it any more: the reason,
    which moderators read of a channel, and whoever a direct message was promised to; None for one that was promised to nobody."""
    lost: Callable[[Unit, Post, datetime], Awaitable[None]] | None = None
    """What follows from a direct message that does not reach its reader, be it that it cannot or that nobody wants it any more.
    It may be called twice for one message."""


def recheck_of(rechecks: Mapping[str, Recheck], post: Post) -> Recheck | None:
    """What is looked at before a post is sent, by the first part of its key; None if nothing is."""
    return rechecks.get(post.key.partition("/")[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What every handler gets: who calls, where and when, and by which right. Commands that work without a unit get no more."""

    now: datetime
    actor: Actor
    place: Place
    moderator: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Context(Visit):
    """What a handler that works with the database gets."""

    unit: Unit
    member: Member
    memberships: Sequence[Membership]
    """The member's memberships as they were when the call came, those that are over too, latest start first."""
    here: Collection[int] = ()
    """The ids of those of their cohorts that live where the call comes from."""
    found: Any = None
    """What the errand that the command names in `before` brought, in the shape that the errand tells."""
    runs_code: bool = False
    """Whether there is a sandbox that runs members' code."""
    prints: Callable[[Certificate], bool] = nothing_prints
    """Whether there is a printer that makes PDF of a certificate, in all of its letters."""
    pack_files: PackFiles
    """What reads and writes files of packs."""
    calendar_file: Callable[[Calendar], bytes]
    """Writes what calendar apps read; takes some milliseconds for each month."""
    rechecks: Mapping[str, Recheck] = field(default_factory=dict[str, Recheck])
    """What is looked at before posts are sent, by the first part of their keys."""
    routines: Mapping[str, "Routine"] = field(default_factory=dict[str, "Routine"])
    """The bot's own work for cohorts, by name, for moderators who want some of it at once."""
    site: Site = NOWHERE
    """Where the web part is reached."""
    link_to: Callable[[str, str, str, str], str | None] = lambda platform, space, channel, message: None
    """The address of a message, by platform, space, channel and the message's external id; None if there is none."""
    values: Mapping[str, str] = field(default_factory=dict[str, str])
    """The call's values as they came, for commands that keep them in a draft."""

    @property
    def community(self) -> Community:
        return self.unit.community

    @property
    def cohorts(self) -> list[Cohort]:
        """The cohorts that the member is in, latest start first."""
        return [held.cohort for held in self.memberships if held.enrollment.left_at is None]

    @property
    def walked(self) -> list[Cohort]:
        """The cohorts that the member is or was in, latest start first."""
        return [held.cohort for held in self.memberships]

    def web_pass(self, kind: PassKind, token: str) -> WebPass:
        """What lets whoever has the token in as the caller, who is where the call was made."""
        return WebPass(
            digest=digest_of(token),
            kind=kind,
            person=self.member.person,
            platform=self.actor.platform,
            account=self.actor.id,
            made_at=self.now,
            space=self.place.space,
        )

    def enrollment_in(self, cohort: Cohort) -> Enrollment | None:
        """The member's enrollment in a cohort, one that is over too; None if they never were in it."""
        return next((held.enrollment for held in self.memberships if held.cohort.id == cohort.id), None)

    def was_taken_out_of(self, cohort: Cohort) -> bool:
        """Whether a moderator took the member out of a cohort."""
        enrollment = self.enrollment_in(cohort)
        return enrollment is not None and enrollment.removed

    @property
    def zone(self) -> str:
        """The member's zone."""
        return self.member.zone or self.community.zone

    @property
    def today(self) -> date:
        """The member's own day."""
        return self.days.day_of(self.now)

    @property
    def days(self) -> OwnDays:
        """The member's own days."""
        return own_days(self.member, self.community)


class Reading(Protocol):
    """Runs work in a read-only unit of the caller's, and returns what it returns."""

    def __call__(self, work: Work[Context, T]) -> Awaitable[T]: ...


def unscheduled(timetable: Timetable, after: datetime) -> Iterator[Occurrence]:
    """No occurrences, for a routine that is due because of what somebody did and not by the timetable."""
    return iter(())


def _from_now_on(timetable: Timetable, now: datetime) -> datetime:
    return now


@dataclass(frozen=True, slots=True)
class Routine:
    """Work of the bot's own, done for a cohort when due."""

    name: str
    run: Callable[[Unit, Cohort, Sequence[Occurrence], datetime], Awaitable[None]]
    """Queues posts for what is due, earliest first: several when nothing ran for a while, none when somebody else made it due."""
    occurrences: Callable[[Timetable, datetime], Iterator[Occurrence]]
    """When the timetable says that it is due, strictly after an instant."""
    since: Callable[[Timetable, datetime], datetime] = _from_now_on
    """After which instant it is due for a cohort that is launched or changed at the given one."""

    def first(self, timetable: Timetable, now: datetime) -> datetime | None:
        """When it is first due for a cohort launched or changed at `now`."""
        return self.following(timetable, self.since(timetable, now))

    def following(self, timetable: Timetable, after: datetime) -> datetime | None:
        """When it is due next; None when it is over."""
        occurrence = next(self.occurrences(timetable, after), None)
        return occurrence.at if occurrence else None

    def due(self, timetable: Timetable, first: datetime, now: datetime) -> Sequence[Occurrence]:
        """What is due from one instant to another, both included."""
        return tuple(takewhile(lambda occurrence: occurrence.at <= now, self.occurrences(timetable, first - A_MOMENT)))


@dataclass(frozen=True, slots=True)
class Job:
    """Work of the bot's own, done for something other than a cohort when due."""

    name: str
    run: Callable[[Unit, Due, datetime], Awaitable[datetime | None]]
    """Does what is due and returns when it is due next for the same subject, None when it is over.

    Whoever was away for long has one occurrence to do, not all that were missed: return the first one after the given instant.
    An instant that has passed means the next beat.
    """


@dataclass(frozen=True, slots=True)
class Feature:
    """What one file of `bot/features/` adds."""

    commands: Commands
    routines: tuple[Routine | Job, ...] = ()
    rechecks: tuple[Recheck, ...] = ()
