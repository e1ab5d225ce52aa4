"""Members whom reminders reach no more since a moderator changed their cohort: they are told in private, with the cure."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.domain.cohort import Cohort
from bot.domain.member import Community, Member, reminder_hours
from bot.domain.post import Post
from bot.domain.timetable import Occurrence
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Text
from bot.ports.unit import Unit
from bot.shared.direct_posts import SPACING, addresses_of, concerned, direct_post
from bot.shared.posts import compose
from bot.shared.reminder_reach import missed_prompt, missed_text
from bot.text import t

LOST = "lost-reminders"
"""The first part of the keys of these posts."""


async def tell_who_lost_reminders(unit: Unit, before: Cohort, after: Cohort, now: datetime) -> int:
    """Tell the members whose reminders a change of their cohort puts out of reach; returns how many these are."""
    if before.timetable == after.timetable:
        return 0
    members = [member for member in await unit.enrollments.members(after.id) if not missed_prompt(unit, member, before, now)]
    lost = [(member, prompt) for member in members if (prompt := missed_prompt(unit, member, after, now))]
    addresses = await addresses_of(unit, after, [member.person for member, _ in lost])
    posts = [
        direct_post(
            addresses[member.person],
            member,
            key=f"{LOST}/{after.id}/{unit.new_id()}",
            card=compose(unit, partial(_card, unit.community, member, after, prompt), member),
            due_at=reminder_hours(member, unit.community).next_open(now) + index * SPACING,
            cohort=after,
        )
        for index, (member, prompt) in enumerate(lost)
        if member.person in addresses
    ]
    await unit.outbox.put_all(posts)
    return len(lost)


async def if_still_lost(unit: Unit, post: Post, now: datetime) -> Post | None:
    """The post as it is now; None if reminders reach the member again, or are wanted no more."""
    found = await concerned(unit, post)
    if found is None:
        return None
    cohort, member = found
    prompt = missed_prompt(unit, member, cohort, now)
    return replace(post, card=compose(unit, partial(_card, unit.community, member, cohort, prompt), member)) if prompt else None


def _card(community: Community, member: Member, cohort: Cohort, prompt: Occurrence) -> Card:
    reminders = Button(t("Reminders"), Call("me edit-reminders"), "primary")
    title = t("The check-ins of {cohort} come at another hour", cohort=cohort.name)
    return Card(title, (Text(missed_text(community, member, cohort, prompt)), Buttons((reminders,))))
