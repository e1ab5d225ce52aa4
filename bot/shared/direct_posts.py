"""Direct messages about a cohort to its members: to whom they go, and whether they still concern them."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.domain.cohort import Cohort
from bot.domain.member import Member
from bot.domain.post import Post
from bot.interface.card import Card
from bot.ports.unit import Unit

SPACING = timedelta(seconds=20)
"""Between two direct messages of one kind: platforms take many at once for spam."""


async def spaces_of(unit: Unit, cohort: Cohort) -> Mapping[str, str]:
    """The space in which a cohort lives, by platform."""
    return {home.platform: home.space for home in await unit.cohorts.homes(cohort.id)}


async def direct_post(
    unit: Unit,
    spaces: Mapping[str, str],
    member: Member,
    *,
    key: str,
    card: Card,
    due_at: datetime,
    cohort: Cohort,
    until: datetime | None = None,
) -> Post | None:
    """A direct message to a member; None if they have no account on a platform that the cohort lives on, as `spaces` tells."""
    account = await unit.members.account(member.person, [*spaces])
    if account is None:
        return None
    platform, external = account
    return Post(
        key=key,
        platform=platform,
        space=spaces[platform],
        channel=external,
        card=card,
        due_at=due_at,
        until=until,
        kind="dm",
        cohort=cohort.id,
        person=member.person,
    )


async def concerned(unit: Unit, post: Post) -> tuple[Cohort, Member] | None:
    """The cohort that a direct message is about and the member whom it is for, if they are in it."""
    cohort, person = await unit.cohorts.get(post.cohort or 0), post.person or 0
    enrollment, member = await unit.enrollments.get(post.cohort or 0, person), await unit.members.get(person)
    if cohort is None or member is None or enrollment is None or enrollment.left_at:
        return None
    return cohort, member
