"""Direct messages about a cohort to its members: to whom they go, and whether they still concern them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import itemgetter

from bot.domain.calendar import local_time
from bot.domain.cohort import Cohort
from bot.domain.member import Community, Member, is_away, reminder_hours
from bot.domain.post import Post
from bot.interface.card import Card
from bot.ports.unit import Unit
from bot.text import Account, Markup, Moment, t

SPACING = timedelta(seconds=20)
"""Between two direct messages of one kind: platforms take many at once for spam."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a direct message goes: an account on a platform, and the space in which its reader and the bot are."""

    platform: str
    space: str
    account: str


async def addresses_of(unit: Unit, cohort: Cohort, persons: Sequence[int]) -> Mapping[int, Address]:
    """Where these persons read of a cohort in private, by person; without those who have no account on a platform that it lives
    on."""
    spaces = await _spaces(unit, cohort)
    return _addresses(spaces, await unit.members.accounts(persons, [*spaces]))


async def reminded_addresses(unit: Unit, cohort: Cohort) -> Mapping[int, Address]:
    """The same of the cohort's members who want reminders."""
    spaces = await _spaces(unit, cohort)
    return _addresses(spaces, await unit.members.reminded_accounts(cohort.id, [*spaces]))


async def _spaces(unit: Unit, cohort: Cohort) -> Mapping[str, str]:
    """The space in which a cohort lives on each of its platforms."""
    return {home.platform: home.space for home in await unit.cohorts.homes(cohort.id)}


def _addresses(spaces: Mapping[str, str], accounts: Mapping[int, tuple[str, str]]) -> Mapping[int, Address]:
    return {person: Address(platform, spaces[platform], account) for person, (platform, account) in accounts.items()}


async def written_as(unit: Unit, member: Member, platform: str) -> Account | str:
    """Somebody on a platform: their account, which opens a conversation with them; their name if they have none there."""
    account = await unit.members.account(member.person, [platform])
    return Account(account[1]) if account else member.name


def waking_hour(member: Member, community: Community, now: datetime) -> datetime:
    """When somebody reads what others send them: now, or when the hours begin in which they may be reminded."""
    return reminder_hours(member, community).next_open(now)


def can_be_asked(members: Iterable[Member], community: Community, now: datetime) -> Sequence[Member]:
    """Those of these who can be written to and are not on leave, neither now nor when they would read it; those whose hours allow
    it soonest come first."""
    from_when = [(waking_hour(each, community, now), each) for each in members if not each.unreachable]
    there = [(then, each) for then, each in from_when if not any(is_away(each, community, at) for at in (now, then))]
    return [each for _, each in sorted(there, key=itemgetter(0))]


def arrives_text(member: Member, community: Community, due_at: datetime, now: datetime) -> Markup:
    """When a direct message to a member goes out, for whoever has it sent."""
    if due_at <= now:
        return t("They read it within a minute, in private.")
    at = local_time(due_at, reminder_hours(member, community).zone)
    return t("They read it in private at {hour} their time, {at}: it is not within their hours now.", hour=at, at=Moment(due_at))


def direct_post(
    address: Address,
    member: Member,
    *,
    key: str,
    card: Card,
    due_at: datetime,
    cohort: Cohort,
    until: datetime | None = None,
    promised_to: int | None = None,
) -> Post:
    """A direct message to a member, about a cohort."""
    return Post(
        key=key,
        platform=address.platform,
        space=address.space,
        channel=address.account,
        card=card,
        due_at=due_at,
        until=until,
        kind="dm",
        cohort=cohort.id,
        person=member.person,
        promised_to=promised_to,
    )


async def concerned(unit: Unit, post: Post) -> tuple[Cohort, Member] | None:
    """The cohort that a direct message is about and the member whom it is for, if they are in it."""
    cohort, person = await unit.cohorts.get(post.cohort or 0), post.person or 0
    enrollment, member = await unit.enrollments.get(post.cohort or 0, person), await unit.members.get(person)
    if cohort is None or member is None or enrollment is None or enrollment.left_at:
        return None
    return cohort, member
