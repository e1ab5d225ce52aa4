"""Moderators change a cohort that was launched: everything `manage create` set, and the rest. What is due follows at once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Annotated

from annotated_types import Ge, Le

from bot.domain.cohort import Cohort, Home
from bot.domain.cohort_change import as_texts, with_texts
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call, record_id
from bot.interface.card import Block, Button, Buttons, Card, Fields, Form, Note, Text
from bot.interface.command import Command, Commands
from bot.interface.errand import ChannelPermissions
from bot.interface.form import form_input, form_of
from bot.interface.inputs import Choice
from bot.interface.limits import MOST_CHOICES, MOST_FIELDS
from bot.interface.option import ChannelId, Option
from bot.shared.cohort_choice import any_cohort, named_cohort, near_cohorts, suggest_cohorts
from bot.shared.cohort_terms import Terms, change_terms, changed_lines, fields_of, find_home
from bot.shared.cohort_wish import Wish, check_change, slug_of, wished
from bot.shared.drafts import DraftKind, drop_draft, keep_draft, read_draft
from bot.shared.launch_card import permissions_text
from bot.shared.roadmap_choice import suggest_newest
from bot.shared.weekday_words import challenge_days_text, days_text
from bot.shared.zone_choice import suggest_zones
from bot.text import Markup, escape, join, n, t

UNDO = DraftKind(
    "manage undo-edit",
    timedelta(days=30),
    lambda: t("This change was taken back already, or is too long ago. Use `manage edit` to change it."),
)
MOST_PLACES = 100_000

NAME = Option("What it is called.", most=60)
ROADMAP = Option("Which roadmap it walks, until it has begun.", suggest=suggest_newest)
START = Option("Its first day, until it has begun.", label="First day", hint="Year-month-day, such as 2026-01-31")
CHANNEL = Option("Where it speaks.")
TIME = Option("When its weeks begin.", label="Hour", hint="When its weeks begin, such as 18:00")
ZONE = Option("Its time zone.", label="Time zone", suggest=suggest_zones)
DAYS = Option("Its check-in days, such as mon,wed,fri.", label="Check-in days", hint="Such as mon wed fri, or weekdays")
CHECKIN = Option("When it asks for check-ins.", label="Check-in hour", hint="Such as 18:00")
CHALLENGES = Option("On which days it gets a challenge; none turns them off.", hint="Such as weekdays, every day, or none")
CHALLENGE_HOUR = Option("When its challenge comes.", label="Challenge hour", hint="Such as 8:00")
CAPACITY = Option("How many may be in it; 0 is no limit.", label="Places", hint="A whole number; 0 is no limit")
END = Option("The day it ends.", label="Ends", hint="Year-month-day, such as 2026-01-31")

commands = Commands()


def asked(option: Option) -> Option:
    """The same option where a form asks for it."""
    return replace(option, asked=True)


@commands.add(
    "manage edit", "Change a cohort: name, dates, channel, check-ins, places, end.", moderator=True, before=ChannelPermissions()
)
async def edit(
    context: Context,
    name: Annotated[str | None, NAME] = None,
    roadmap: Annotated[str | None, ROADMAP] = None,
    start: Annotated[date | None, START] = None,
    channel: Annotated[ChannelId | None, CHANNEL] = None,
    time: Annotated[time | None, TIME] = None,
    zone: Annotated[str | None, ZONE] = None,
    days: Annotated[str | None, DAYS] = None,
    checkin: Annotated[time | None, CHECKIN] = None,
    challenges: Annotated[str | None, CHALLENGES] = None,
    challenge: Annotated[time | None, CHALLENGE_HOUR] = None,
    capacity: Annotated[int | None, CAPACITY, Ge(0), Le(MOST_PLACES)] = None,
    end: Annotated[date | None, END] = None,
    cohort: Annotated[str | None, Option("Which cohort?", suggest=suggest_cohorts)] = None,
) -> Card:
    wish = Wish(
        name=name,
        roadmap=roadmap,
        start=start,
        channel=channel,
        at=time,
        zone=zone,
        days=days,
        checkin_at=checkin,
        challenge_days=challenges,
        challenge_at=challenge,
        capacity=capacity,
        end=end,
    )
    if wish == Wish():
        chosen = await any_cohort(context, cohort, Call("manage edit"))
        return await _card(context, await _terms(context, chosen), t("Settings of {cohort}", cohort=chosen.name))
    near = await near_cohorts(context)
    if cohort is None and len(near) > 1:
        raise Refusal(t("Say which cohort to change, such as `cohort={slug}`.", slug=near[0].slug))
    return await _edited(context, await any_cohort(context, cohort, Call("manage edit")), wish)


async def change_form(context: Context, command: Command, call: Call) -> Form:
    """Filled with the settings as they are."""
    cohort = await named_cohort(context, call.values["cohort"])
    terms = await _terms(context, cohort)
    values = {**_as_values(terms), **call.values}
    others = [choice for choice in await suggest_zones(context, "") if choice.value != cohort.zone]
    zones = [Choice(escape(cohort.zone), cohort.zone), *others][:MOST_CHOICES]
    suggestions = {"roadmap": await suggest_newest(context, ""), "zone": zones}
    inputs = tuple(
        form_input(command, p, values.get(p.name, ""), suggestions.get(p.name)) for p in command.parameters if p.name != "cohort"
    )
    return form_of(command, call, inputs)


@commands.add(
    "manage edit-plan",
    "Change a cohort's name and dates in a form.",
    listed=False,
    moderator=True,
    title="Name and dates",
    submit="Save",
    form=change_form,
    before=ChannelPermissions(),
)
async def edit_plan(
    context: Context,
    cohort: Annotated[str, Option("Which cohort?")],
    name: Annotated[str | None, asked(NAME)] = None,
    roadmap: Annotated[str | None, asked(ROADMAP)] = None,
    start: Annotated[date | None, asked(START)] = None,
    channel: Annotated[ChannelId | None, asked(CHANNEL)] = None,
    time: Annotated[time | None, asked(TIME)] = None,
) -> Card:
    wish = Wish(name=name, roadmap=roadmap, start=start, channel=channel, at=time)
    return await _edited(context, await named_cohort(context, cohort), wish)


@commands.add(
    "manage edit-checkins",
    "Change a cohort's check-ins, places and end in a form.",
    listed=False,
    moderator=True,
    title="Check-ins and places",
    submit="Save",
    form=change_form,
)
async def edit_checkins(
    context: Context,
    cohort: Annotated[str, Option("Which cohort?")],
    zone: Annotated[str | None, asked(ZONE)] = None,
    days: Annotated[str | None, asked(DAYS)] = None,
    checkin: Annotated[time | None, asked(CHECKIN)] = None,
    capacity: Annotated[int | None, asked(CAPACITY), Ge(0), Le(MOST_PLACES)] = None,
    end: Annotated[date | None, asked(END)] = None,
) -> Card:
    wish = Wish(zone=zone, days=days, checkin_at=checkin, capacity=capacity, end=end)
    return await _edited(context, await named_cohort(context, cohort), wish)


@commands.add(
    "manage edit-challenges",
    "Change a cohort's challenges in a form.",
    listed=False,
    moderator=True,
    title="Challenges",
    submit="Save",
    form=change_form,
)
async def edit_challenges(
    context: Context,
    cohort: Annotated[str, Option("Which cohort?")],
    challenges: Annotated[str | None, asked(CHALLENGES)] = None,
    challenge: Annotated[time | None, asked(CHALLENGE_HOUR)] = None,
) -> Card:
    wish = Wish(challenge_days=challenges, challenge_at=challenge)
    return await _edited(context, await named_cohort(context, cohort), wish)


@commands.add("manage undo-edit", "Put a cohort's settings back as they were.", listed=False, moderator=True)
async def undo(
    context: Context,
    draft: Annotated[str, Option("Which change?")],
    person: Annotated[str, Option("Who made it?")],
) -> Card:
    kept = await read_draft(context.unit, UNDO, record_id(person) or 0, draft, context.now)
    cohort = await _locked(context, await named_cohort(context, kept["changed"]))
    before = Terms(cohort, await find_home(context.unit, cohort, kept["platform"], kept["space"]))
    old, new = _part(kept, "old "), _part(kept, "new ")
    if {name: _texts(before)[name] for name in new} != new:
        raise Refusal(t("{cohort} was changed again since then. Use `manage edit` to change it.", cohort=cohort.name))
    after = Terms(with_texts(cohort, old), before.at(old.get("channel")))
    check_change(cohort, after.cohort, context.now)
    await drop_draft(context.unit, draft)
    return await _saved(context, before, after)


async def _edited(context: Context, chosen: Cohort, wish: Wish) -> Card:
    cohort = await _locked(context, chosen)
    before = await _terms(context, cohort)
    changed = await wished(context, cohort, wish)
    check_change(cohort, changed, context.now)
    after = Terms(changed, before.at(wish.channel))
    if after == before:
        return await _card(context, before, t("Nothing changed in {cohort}", cohort=cohort.name))
    return await _saved(context, before, after)


async def _saved(context: Context, before: Terms, after: Terms) -> Card:
    """Carry the change out; old and new values are kept, so that any moderator can take it back."""
    old, new = _texts(before), _texts(after)
    changed = [name for name in old if old[name] != new[name]]
    home = after.home or Home(id=0, cohort=0, platform="", space="", channel="")
    kept = {"changed": str(after.cohort.id), "platform": home.platform, "space": home.space}
    kept |= {f"old {name}": old[name] for name in changed} | {f"new {name}": new[name] for name in changed}
    draft = await keep_draft(context.unit, UNDO, context.member.person, kept, context.now)
    undo = Call("manage undo-edit", {"draft": draft, "person": str(context.member.person)})
    await change_terms(context.unit, before, after, context.member.name, undo, context.now)
    lines = await changed_lines(context.unit, before, after)
    return await _card(context, after, t("{cohort} is changed", cohort=after.cohort.name), lines, undo)


async def _locked(context: Context, cohort: Cohort) -> Cohort:
    """The cohort as it is once nobody else can change it."""
    await context.unit.cohorts.lock(cohort.id)
    return await context.unit.cohorts.get(cohort.id) or cohort


async def _terms(context: Context, cohort: Cohort) -> Terms:
    return Terms(cohort, await find_home(context.unit, cohort, context.place.platform, context.place.space))


def _as_values(terms: Terms) -> dict[str, str]:
    """The settings as the options write them."""
    cohort = terms.cohort
    return {
        "name": cohort.name,
        "roadmap": slug_of(cohort),
        "start": cohort.start.isoformat(),
        "channel": terms.home.channel if terms.home else "",
        "time": cohort.at.isoformat("minutes"),
        "zone": cohort.zone,
        "days": days_text(cohort.checkin_days),
        "checkin": cohort.checkin_at.isoformat("minutes"),
        "challenges": challenge_days_text(cohort.challenge_days),
        "challenge": cohort.challenge_at.isoformat("minutes"),
        "capacity": str(cohort.capacity or 0),
        "end": cohort.timetable.last_day.isoformat(),
    }


def _texts(terms: Terms) -> dict[str, str]:
    return {**as_texts(terms.cohort), "channel": terms.home.channel if terms.home else ""}


def _part(kept: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {name.removeprefix(prefix): text for name, text in kept.items() if name.startswith(prefix)}


async def _card(context: Context, terms: Terms, title: Markup, lines: Sequence[Markup] = (), undo: Call | None = None) -> Card:
    keys = {"cohort": str(terms.cohort.id)}
    blocks: list[Block] = [Text(join([*lines]))] if lines else []
    fields = await fields_of(context.unit, terms)
    blocks += [Fields(fields[:MOST_FIELDS]), Fields(fields[MOST_FIELDS:])]
    inside = await context.unit.enrollments.count(terms.cohort.id)
    if terms.cohort.capacity and inside > terms.cohort.capacity:
        blocks.append(
            Note(n("{count} is in it; nobody more gets in.", "{count} are in it and stay; nobody more gets in.", inside))
        )
    if context.found and terms.home:
        blocks.append(Text(permissions_text(context.found, terms.home.channel)))
    plan = Button(t("Name and dates"), Call("manage edit-plan", keys))
    rest = Button(t("Check-ins and places"), Call("manage edit-checkins", keys))
    challenges = Button(t("Challenges"), Call("manage edit-challenges", keys))
    back = (Button(t("Undo"), undo),) if undo else ()
    return Card(title, (*blocks, Buttons((plan, rest, challenges, *back))))


feature = Feature(commands)
