"""The waiting list of a full cohort: who is told what of their place in line, and who gets a place that is free."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.domain.cohort import Cohort, Enrollment
from bot.domain.member import Member
from bot.domain.post import Post
from bot.domain.waiting_list import admitted, has_place
from bot.feature import Context
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Text
from bot.interface.inputs import Choice
from bot.interface.option import all_values
from bot.ports.unit import Unit
from bot.shared.cohort_choice import cohort_choices
from bot.shared.direct_posts import SPACING, Address, addresses_of, concerned, direct_post
from bot.shared.joining import let_in, onward_buttons, welcome_text
from bot.shared.posts import compose, written_for
from bot.text import Markup, Moment, join, n, t

GIVEN_PLACE = "place"
"""The first part of the keys of the messages that tell somebody that a place is theirs."""


LINE_END = "line"
"""The first part of the keys of the messages that tell somebody when the cohort they wait for ends, or that it has ended."""
GOES_ON = "line-goes-on"
"""The first part of the keys of the messages that tell somebody that the cohort they wait for does not end as they were told."""


async def vacate(unit: Unit, cohort: Cohort, over: Enrollment, now: datetime) -> None:
    """Keep the enrollment of somebody who is out of a cohort now, and give their place on. The cohort must be locked."""
    await unit.enrollments.put(over)
    await unit.waiting_lists.drop(cohort.id, over.person)
    await fill_places(unit, cohort, now)


async def line_of(unit: Unit, cohort: Cohort, now: datetime) -> Sequence[int]:
    """The persons who wait for a place, first come first; nobody once the cohort has ended."""
    return () if cohort.timetable.has_ended(now) else await unit.waiting_lists.line(cohort.id)


async def place_passes_on(unit: Unit, cohort: Cohort, now: datetime) -> bool:
    """Whether somebody in line gets the place of a member as soon as they are out: not while more are in it than may be."""
    return await place_comes_free(unit, cohort) and bool(await line_of(unit, cohort, now))


async def place_is_lost(unit: Unit, cohort: Cohort, now: datetime) -> bool:
    """Whether whoever leaves and comes back at once finds no place: others wait for it, or more are in the cohort than may be."""
    if cohort.capacity is None or cohort.timetable.has_ended(now):
        return False
    return not await place_comes_free(unit, cohort) or bool(await line_of(unit, cohort, now))


async def place_comes_free(unit: Unit, cohort: Cohort) -> bool:
    """Whether there is a place more once one member is out: not while more are in it than may be, nor if places are unlimited."""
    return cohort.capacity is not None and has_place(cohort, await unit.enrollments.count(cohort.id) - 1)


async def fill_places(unit: Unit, cohort: Cohort, now: datetime) -> None:
    """Give the free places of a cohort to the first in line, each of whom is told in private. The cohort must be locked."""
    line = await line_of(unit, cohort, now)
    if not line:
        return
    persons = admitted(line, cohort, await unit.enrollments.count(cohort.id))
    if not persons:
        return
    await unit.waiting_lists.drop(cohort.id, *persons)
    enrollments = await let_in(unit, cohort, persons, await unit.enrollments.some(cohort.id, persons), now)
    of = {enrollment.person: enrollment for enrollment in enrollments}
    posts: list[Post] = []
    for member, address, at in await _readers(unit, cohort, persons, now):
        key, card = f"{GIVEN_PLACE}/{cohort.id}/{unit.new_id()}", await _place_card(unit, cohort, member, of[member.person], at)
        posts.append(direct_post(address, member, key=key, card=card, due_at=at, cohort=cohort))
    await unit.outbox.put_all(posts)


async def _readers(
    unit: Unit, cohort: Cohort, persons: Sequence[int], at: datetime
) -> Sequence[tuple[Member, Address, datetime]]:
    """Those of these persons who can be told something in private, where, and when: one after the other."""
    addresses, members = await addresses_of(unit, cohort, persons), await unit.members.some(persons)
    found = [(members[person], addresses[person]) for person in persons if person in members and person in addresses]
    return [(member, address, at + index * SPACING) for index, (member, address) in enumerate(found)]


async def if_still_theirs(unit: Unit, post: Post, now: datetime) -> Post | None:
    """The message that a place is somebody's, as it is to be said now; None if they gave it up, or the cohort has ended."""
    found, enrollment = await concerned(unit, post), await unit.enrollments.get(post.cohort or 0, post.person or 0)
    if found is None or enrollment is None or found[0].timetable.has_ended(now):
        return None
    return replace(post, card=await _place_card(unit, *found, enrollment, now))


async def _place_card(unit: Unit, cohort: Cohort, member: Member, enrollment: Enrollment, now: datetime) -> Card:
    """In the language of the member."""
    with written_for(unit, member):
        yours = t("A place came free, and it was your turn.")
        welcome = await welcome_text(unit, cohort, enrollment, now)
        onward = await onward_buttons(unit, cohort, enrollment, now)
        give_up = Buttons((Button(t("Give it up"), Call("cohort leave", {"cohort": str(cohort.id)})),))
        return Card(t("You have a place in {cohort}", cohort=cohort.name), (Text(join([yours, welcome])), *onward, give_up))


def ends_later(before: Cohort, after: Cohort, now: datetime) -> bool:
    """Whether a change puts an end off, or takes it back."""
    old, new = before.timetable, after.timetable
    return old.end_is_known and not new.has_ended(now) and (not new.end_is_known or new.ends > old.ends)


def ends_sooner(before: Cohort, after: Cohort, now: datetime) -> bool:
    """Whether a change makes waiting for a place useless, or useless sooner: a moderator lets the cohort end early."""
    old, new = before.timetable, after.timetable
    if new.has_ended(now):
        return not old.has_ended(now)
    return after.ended_at is not None and (not old.end_is_known or new.ends < old.ends)


async def tell_line_of_end(unit: Unit, cohort: Cohort, at: datetime) -> None:
    """Tell each who waits, in private and once for an end, when the cohort ends, or that it has or does not take place."""
    card = partial(_end_card, cohort, at)
    await _tell_each(unit, cohort, dict.fromkeys(await unit.waiting_lists.line(cohort.id), card), _end_key(cohort), at)


async def tell_line_that_it_goes_on(unit: Unit, before: Cohort, cohort: Cohort, at: datetime) -> None:
    """Tell each who still waits, in private, that the cohort goes on, if they read of an end that is put off or taken back. A
    later end is news again, be it at the same instant."""
    line, told = await line_of(unit, cohort, at), _end_key(before)
    sent = await unit.outbox.were_sent([f"{told}/{person}" for person in line])
    cards = {person: partial(_goes_on_card, cohort, place) for place, person in enumerate(line, 1) if f"{told}/{person}" in sent}
    await unit.outbox.forget(f"{LINE_END}/{cohort.id}/")
    await _tell_each(unit, cohort, cards, f"{GOES_ON}/{cohort.id}/{unit.new_id()}", at)


async def _tell_each(unit: Unit, cohort: Cohort, cards: Mapping[int, Callable[[], Card]], key: str, at: datetime) -> None:
    """Tell these persons in private what the card of each says, one after the other."""
    posts: list[Post] = []
    for member, address, due_at in await _readers(unit, cohort, [*cards], at):
        card = compose(unit, cards[member.person], member)
        posts.append(direct_post(address, member, key=f"{key}/{member.person}", card=card, due_at=due_at, cohort=cohort))
    await unit.outbox.put_all(posts)


def _end_key(cohort: Cohort) -> str:
    return f"{LINE_END}/{cohort.id}/{int(cohort.timetable.ends.timestamp())}"


async def if_it_ends_then(unit: Unit, post: Post, now: datetime) -> Post | None:
    """The message about an end; None if the cohort ends at another time now, or its reader waits no more before it does."""
    cohort, member = await unit.cohorts.get(post.cohort or 0), await unit.members.get(post.person or 0)
    if cohort is None or member is None or post.key != f"{_end_key(cohort)}/{member.person}":
        return None
    if not cohort.timetable.has_ended(now) and member.person not in await unit.waiting_lists.line(cohort.id):
        return None
    return replace(post, card=compose(unit, partial(_end_card, cohort, now), member))


async def if_it_goes_on(unit: Unit, post: Post, now: datetime) -> Post | None:
    """The message that a cohort goes on, with the present place in line; None if it has ended, or its reader waits no more."""
    cohort, member = await unit.cohorts.get(post.cohort or 0), await unit.members.get(post.person or 0)
    line = await line_of(unit, cohort, now) if cohort else ()
    if cohort is None or member is None or member.person not in line:
        return None
    return replace(post, card=compose(unit, partial(_goes_on_card, cohort, line.index(member.person) + 1), member))


def _goes_on_card(cohort: Cohort, place: int) -> Card:
    text = join([t("It does not end as you were told; you still wait for a place in it."), place_text(place)])
    return Card(t("{cohort} goes on", cohort=cohort.name), (Text(text), Buttons((leave_line_button(cohort),))))


def _end_card(cohort: Cohort, now: datetime) -> Card:
    name, others = cohort.name, Button(t("Other cohorts"), Call("cohort list"))
    if not cohort.timetable.has_ended(now):
        text = t(
            "You wait for a place in it. It ends {at}; a place may still come free before.", at=Moment(cohort.timetable.ends)
        )
        buttons = Buttons((leave_line_button(cohort), others))
        return Card(t("{cohort} ends earlier", cohort=name), (Text(text), buttons))
    title = t("{cohort} is called off", cohort=name) if cohort.called_off else t("{cohort} has ended", cohort=name)
    return Card(title, (Text(t("You waited for a place in it; there is no line any more.")), Buttons((others,))))


async def waited_for(context: Context) -> Sequence[tuple[Cohort, int]]:
    """The cohorts that the caller waits for, with their place in line; without those that have ended."""
    places = await context.unit.waiting_lists.places(context.member.person)
    cohorts = await context.unit.cohorts.all() if places else ()
    return [(each, places[each.id]) for each in cohorts if each.id in places and each.state(context.now) != "ended"]


@all_values
async def suggest_left(context: Context, typed: str) -> Sequence[Choice]:
    """The cohorts that the caller can leave: their own, and those they wait for."""
    own = context.cohorts
    return cohort_choices([*own, *(cohort for cohort, _ in await waited_for(context))], typed)


def place_text(place: int) -> Markup:
    return t("You are number **{place}** in line.", place=place)


def waiting_lines(count: int) -> list[Markup]:
    """How many wait, for moderators; nothing if nobody does."""
    return [n("**{count} member** waits for a place.", "**{count} members** wait for a place.", count)] if count else []


def leave_line_button(cohort: Cohort, label: Markup | None = None) -> Button:
    return Button(label or t("Leave the line"), Call("cohort leave-line", {"cohort": str(cohort.id)}))
