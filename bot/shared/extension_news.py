"""What members who have more weeks than their cohort are told in private: that moderators gave them, and until when their
milestones count once a change of the cohort's plan moves that. It is written as it is sent, for that may be hours later."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.domain.cohort import Cohort, Enrollment
from bot.domain.late_work import milestones_close
from bot.domain.member import Member
from bot.domain.post import Post
from bot.errors import Hindrance, Reason
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Text
from bot.ports.unit import Unit
from bot.shared.direct_posts import addresses_of, concerned, direct_post, waking_hour
from bot.shared.extension import extension_line
from bot.shared.posts import compose
from bot.text import t

EXTENSION = "extension"
"""The first part of the keys of these messages."""
MOVED = "moved"
"""The fourth part of the keys of those that a change of the plan brings; the fifth is the instant that was told before."""


def extension_key(cohort: Cohort, person: int, message: int) -> str:
    """The key of a message that tells a member how many weeks moderators gave them."""
    return f"{_about(cohort, person)}{message}"


def extension_card(cohort: Cohort, enrollment: Enrollment) -> Card:
    """What the member reads."""
    none = t("The weeks that the moderators had given you are taken back: you have as long as the cohort.")
    said = extension_line(cohort, enrollment) or none
    buttons = Buttons((Button(t("My weeks"), Call("progress", {"cohort": str(cohort.id)}), "primary"),))
    return Card(t("Your time in {cohort}", cohort=cohort.name), (Text(said), buttons))


async def tell_of_moved_closing(unit: Unit, before: Cohort, after: Cohort, now: datetime) -> None:
    """Tell those who have more weeks than the cohort until when their milestones count, if a change of its plan moved that."""
    if not after.timetable.end_is_known or after.called_off or _closing(before) == _closing(after):
        return
    given = {each.person: each for each in await unit.enrollments.ever(after.id) if each.extra_weeks and not each.left_at}
    addresses = await addresses_of(unit, after, [*given])
    members = [each for each in await unit.enrollments.members(after.id) if each.person in addresses] if addresses else []
    posts: list[Post] = []
    for member in members:
        key = f"{_about(after, member.person)}{MOVED}/{_closing(before, given[member.person])}/{unit.new_id()}"
        card, at = _said(unit, after, member, given[member.person]), waking_hour(member, unit.community, now)
        posts.append(direct_post(addresses[member.person], member, key=key, card=card, due_at=at, cohort=after))
    await unit.outbox.put_all(posts)


async def as_it_is_now(unit: Unit, post: Post, now: datetime) -> Post | Reason:
    """The message with what is true when it is sent, in place of all others about it; that of a change which was taken back
    meanwhile is not sent."""
    found = await concerned(unit, post)
    enrollment = await unit.enrollments.get(post.cohort or 0, post.person or 0)
    if found is None or enrollment is None:
        return Reason(Hindrance.NOT_IN_COHORT)
    cohort, member = found
    about, told = _about(cohort, member.person), post.key.split("/")[3:]
    if told[0] == MOVED and (told[1] == _closing(cohort, enrollment) or not enrollment.extra_weeks):
        await unit.outbox.forget(f"{about}{MOVED}/")
        return Reason(Hindrance.NOT_NEEDED)
    await unit.outbox.forget(about)
    return replace(post, card=_said(unit, cohort, member, enrollment))


def _said(unit: Unit, cohort: Cohort, member: Member, enrollment: Enrollment) -> Card:
    return compose(unit, partial(extension_card, cohort, enrollment), member)


def _about(cohort: Cohort, person: int) -> str:
    """How the keys of all that a member is told of it begin."""
    return f"{EXTENSION}/{cohort.id}/{person}/"


def _closing(cohort: Cohort, enrollment: Enrollment | None = None) -> str:
    """Until when milestones count, as a part of a key; empty while that is not known."""
    return milestones_close(cohort.timetable, enrollment).isoformat() if cohort.timetable.end_is_known else ""
