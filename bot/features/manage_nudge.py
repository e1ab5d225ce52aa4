"""A nudge: a few private words from the moderators to a member whom something troubles, seen by the moderator before they are
sent."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Annotated

from bot.domain.calendar import local_day
from bot.domain.cohort import Cohort
from bot.domain.falling_behind import Situation
from bot.domain.member import Member, is_away
from bot.domain.post import Post, QueuedPost
from bot.errors import Hindrance, Reason, Refusal
from bot.feature import Context, Feature, Recheck
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Note, Text
from bot.interface.command import Commands
from bot.interface.option import Option
from bot.ports.unit import Unit
from bot.shared.direct_posts import addresses_of, concerned, direct_post, waking_hour
from bot.shared.need_help import InNeed, back_to_status, in_need, one_in_need, short_name
from bot.shared.nudges import NUDGE, holds_back, last_nudge, nudge_key, nudge_text
from bot.shared.posts import compose
from bot.shared.promised import promised_key
from bot.text import Channel, Markup, join, n, t

CohortKey = Annotated[str, Option("Which cohort?")]
PersonKey = Annotated[str, Option("Who?")]

commands = Commands()


@commands.add("manage nudge", "What a nudge says, before it is sent.", listed=False, moderator=True)
async def nudge(context: Context, cohort: CohortKey, person: PersonKey) -> Card:
    chosen, one = await one_in_need(context, cohort, person)
    before = await last_nudge(context.unit, chosen, one.member.person, context.now)
    if before is not None and holds_back(before):
        return _nudged(context, chosen, one.member, before)
    _check_break(context, chosen, one.member)
    return await _preview(context, chosen, one)


async def _preview(context: Context, chosen: Cohort, one: InNeed) -> Card:
    room = await _room(context.unit, chosen, context.place.platform)
    said = compose(context.unit, partial(nudge_card, chosen, one.situation, room), one.member)
    keys = {"cohort": str(chosen.id), "person": str(one.member.person), "seen": _about(one.situation)}
    blocks: list[Block] = [block for block in said.blocks if isinstance(block, Text)]
    return Card(
        t("To {name}, in private", name=short_name(one.member)),
        (
            Text(t("**{title}**", title=said.title)),
            *blocks,
            Note(t("It is sent in the name of the moderators, once a week at most.")),
            Buttons((Button(t("Send"), Call("manage send-nudge", keys), "primary"),)),
            back_to_status(chosen),
        ),
    )


@commands.add("manage send-nudge", "Send a nudge to a member.", listed=False, moderator=True)
async def send_nudge(
    context: Context, cohort: CohortKey, person: PersonKey, seen: Annotated[str, Option("What did the preview say?")] = ""
) -> Card:
    chosen, one = await one_in_need(context, cohort, person)
    before = await last_nudge(context.unit, chosen, one.member.person, context.now)
    if before is not None and holds_back(before):
        return _nudged(context, chosen, one.member, before)
    _check_break(context, chosen, one.member)
    if seen != _about(one.situation):
        return await _preview(context, chosen, one)
    address = (await addresses_of(context.unit, chosen, [one.member.person])).get(one.member.person)
    if address is None:
        raise Refusal(t("{name} has no account where {cohort} lives.", name=one.member.name, cohort=chosen.name))
    room = await _room(context.unit, chosen, address.platform)
    card = compose(context.unit, partial(nudge_card, chosen, one.situation, room), one.member)
    at = waking_hour(one.member, context.community, context.now)
    key = nudge_key(one.member.person, local_day(at, chosen.zone))
    await context.unit.outbox.forget(key)
    await context.unit.outbox.forget(promised_key(key))
    post = direct_post(
        address,
        one.member,
        key=key,
        card=card,
        due_at=at,
        cohort=chosen,
        promised_to=context.member.person,
    )
    await context.unit.outbox.put(post)
    return _nudged(context, chosen, one.member, QueuedPost(post.due_at, post.state))


def _about(situation: Situation) -> str:
    """What a nudge speaks of: nothing is sent that its moderator did not read."""
    match situation.troubles[0]:
        case "stuck":
            return f"stuck {situation.stuck_in[0]}"
        case "behind":
            return f"behind {situation.open_weeks}"
        case "silent":
            return "silent"


def _check_break(context: Context, cohort: Cohort, member: Member) -> None:
    """Raises Refusal if the cohort has a break when a nudge would be read: members were told that nothing is asked then."""
    day, name = local_day(waking_hour(member, context.community, context.now), cohort.zone), short_name(member)
    if not cohort.timetable.rests_on(day):
        return
    last, title = cohort.timetable.rests_until(day), t("{name} is not nudged in a break", name=name)
    what = t(
        "Nothing is asked of anybody until then: nudge {name} after it. If it cannot wait, write to them yourself.", name=name
    )
    if last is None:
        raise Refusal(join([t("{cohort} has a pause whose end is open.", cohort=cohort.name), what], " "), title=title)
    raise Refusal(join([t("{cohort} has a break until {day}.", cohort=cohort.name, day=last), what], " "), title=title)


def _nudged(context: Context, cohort: Cohort, member: Member, nudge: QueuedPost) -> Card:
    said = Text(nudge_text(nudge, member, context.community, cohort.zone, context.now))
    name, lost = short_name(member), nudge.state in ("failed", "expired")
    title = t("{name} was not nudged", name=name) if lost else t("{name} is nudged", name=name)
    return Card(title, (said, back_to_status(cohort)))


async def _room(unit: Unit, cohort: Cohort, platform: str) -> str | None:
    """The channel of a cohort on a platform; None if it does not speak there."""
    homes = await unit.cohorts.homes(cohort.id)
    return next((home.channel for home in homes if home.platform == platform), None)


def nudge_card(cohort: Cohort, situation: Situation, room: str | None) -> Card:
    """What a member reads who may need a hand; `room` is the channel in which they are read."""
    keys = {"cohort": str(cohort.id)}
    today = Button(t("Today"), Call("today"), "primary")
    buttons = Buttons((today, Button(t("My weeks"), Call("progress", keys))))
    where = [t("Nobody reads what is written here: write in {channel}.", channel=Channel(room))] if room else []
    said = Text(join([_offer(situation), *where], " "))
    return Card(t("A hand from the moderators of {cohort}", cohort=cohort.name), (said, buttons))


def _offer(situation: Situation) -> Markup:
    match situation.troubles[0]:
        case "stuck":
            return t(
                "You said that you are stuck in week {week}. Say what holds you up: moderators and the others gladly help.",
                week=situation.stuck_in[0],
            )
        case "behind":
            return n(
                "{count} week is still open. Nothing is lost: do the shortest part of it first, or set it aside.",
                "{count} weeks are still open. Nothing is lost: do the shortest part of one first, or set them aside.",
                situation.open_weeks,
            )
        case "silent":
            return t("It has been quiet for a while. One line today is enough to be back in it.")


async def as_it_is_now(unit: Unit, post: Post, now: datetime) -> Post | Reason:
    """The nudge, with what still troubles its member; why it is not sent if they have left, took leave or got on meanwhile, or
    their cohort has ended or has a break."""
    found = await concerned(unit, post)
    if found is None:
        return Reason(Hindrance.NOT_IN_COHORT)
    cohort, member = found
    if cohort.timetable.has_ended(now):
        return Reason(Hindrance.COHORT_ENDED)
    if cohort.timetable.rests_on(local_day(now, cohort.zone)):
        return Reason(Hindrance.COHORT_RESTS)
    if is_away(member, unit.community, now):
        return Reason(Hindrance.ON_LEAVE)
    one = next((one for one in await in_need(unit, cohort, now) if one.member.person == post.person), None)
    if one is None:
        return Reason(Hindrance.NOT_NEEDED)
    room = await _room(unit, cohort, post.platform)
    return replace(post, card=compose(unit, partial(nudge_card, cohort, one.situation, room), member))


feature = Feature(commands, rechecks=(Recheck(NUDGE, as_it_is_now),))
