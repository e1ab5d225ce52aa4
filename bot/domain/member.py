"""People: somebody (a person) has accounts on platforms and is a member of communities."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Literal

from bot.domain.leave import Leave, leave_on
from bot.domain.own_days import MIDNIGHT, OwnDays
from bot.domain.reminder_hours import ReminderHours
from bot.interface.call import Actor

Visibility = Literal["cohort", "hidden"]
"""Whether cohort mates see the member in lists and ranks. Hidden until chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """The tenant, with the settings moderators gave it."""

    id: int
    name: str
    zone: str = "UTC"
    locale: str = "en"
    moderator_roles: frozenset[str] = frozenset()
    """The external ids of the roles whose holders moderate, beside administrators and those who are named."""
    log_channel: tuple[str, str, str] | None = None
    """(platform, space, channel) where what concerns moderators is posted."""
    digest: bool = True
    """Whether the log channel gets a digest of each cohort's weeks."""
    check_links: bool = True
    """Whether the links of what was added here are asked now and then."""
    public_token: str | None = None
    """Under which everybody can read the community's roadmaps on the web; None if nobody can."""
    content_version: int = 0
    """Grows with each change of the community's own content and packs, so that every process sees it at its next look-up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person in a community, with the settings that hold there."""

    person: int
    name: str
    """The display name of the account that calls; of anybody else, of their account on the first platform in the alphabet."""
    zone: str | None = None
    """An IANA zone: the chosen one, else what the platform told last; None until then: the community's zone holds."""
    locale: str | None = None
    """The language of the client that called last, as Babel writes it; None until a platform tells one."""
    day_ends: time = MIDNIGHT
    """The wall time at which their days end, from midnight to 6:00."""
    weekly_minutes: int | None = None
    reminders: bool = False
    reminder_from: time = time(9)
    reminder_until: time = time(20)
    remind_at: time | None = None
    """The hour of their own at which reminders come; None: the usual time of each."""
    leaves: tuple[Leave, ...] = ()
    """Days that they took off or are taking off, earliest first; moderators alone see them."""
    visibility: Visibility = "hidden"
    helps: bool = False
    """Whether they are asked if somebody is stuck in a week that they have done."""
    reviews: bool = False
    """Whether they are asked to review milestones of weeks that they have done."""
    named_moderator: bool = False
    """Whether they are named to moderate here; administrators and holders of the chosen roles moderate too."""
    unreachable: bool = False
    """Whether their direct messages were closed at the last try; they are told at their next call, then it is cleared."""


@dataclass(frozen=True, slots=True)
class Moderator:
    """Somebody who is named to moderate, as one platform knows them."""

    person: int
    name: str
    account: str | None
    """The external id of their account there; None if they have none."""


@dataclass(frozen=True, slots=True)
class MemberNote:
    """What moderators keep in mind about a member, for themselves alone."""

    text: str
    author: str | None
    """The name of who wrote it last; None if nobody knows it any more."""
    at: datetime


def own_days(member: Member, community: Community) -> OwnDays:
    return OwnDays(member.zone or community.zone, member.day_ends)


def reminder_hours(member: Member, community: Community) -> ReminderHours:
    return ReminderHours(member.reminder_from, member.reminder_until, member.zone or community.zone, member.remind_at)


def is_away(member: Member, community: Community, at: datetime) -> bool:
    """Whether a member is on leave on their own day of an instant."""
    return leave_on(member.leaves, own_days(member, community).day_of(at)) is not None


def moderates(actor: Actor, member: Member, community: Community) -> bool:
    """Whether a call may use moderators' commands: by an administrator, a holder of a chosen role, or a named person."""
    if member.named_moderator or actor.rights_told == "too long ago":
        return member.named_moderator
    return actor.administrator or bool(community.moderator_roles & (actor.roles or frozenset()))
