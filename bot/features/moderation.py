"""Moderators start cohorts: a form, a dry run of the first seven days, Launch. And the community's settings."""

import re
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Annotated

from bot.domain.calendar import instants, local_day
from bot.domain.cohort import Cohort, Home, slug_for
from bot.domain.member import Community
from bot.domain.roadmap import Roadmap
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call, record_id
from bot.interface.card import Block, Button, Buttons, Card, Fields, Form, Note, Text
from bot.interface.command import ChannelId, Command, Commands, Option, form_input, form_of
from bot.ports import BEGIN, Due
from bot.shared.cohort_rules import checked_name, checked_start
from bot.shared.launch_card import permissions_text, welcome_card
from bot.shared.member_choice import mentioned_member
from bot.shared.posts import home_post
from bot.shared.roadmap_choice import Offer, chosen_roadmap, newest_roadmaps, suggest_newest
from bot.shared.week_card import cohort_weeks, week_title
from bot.shared.weekday_words import days_text
from bot.shared.zone_choice import chosen_zone, suggest_zones
from bot.text import Channel, Markup, Moment, escape, join, known_locale, n, speaking, t

DRAFT_KEPT = timedelta(days=7)
DRY_RUN = timedelta(days=7)
MOST_EVENTS = 14

ROLE = re.compile(r"<@&(\d+)>")

commands = Commands()


async def create_form(context: Context, command: Command, call: Call) -> Form:
    """As it was filled before, else with the next Monday evening."""
    suggestions = {"roadmap": await suggest_newest(context, "")}
    values = {"start": _next_monday(context).isoformat(), "time": "18:00", **call.values}
    inputs = tuple(form_input(command, p, values.get(p.name, ""), suggestions.get(p.name)) for p in command.parameters)
    return form_of(command, call, inputs)


@commands.add(
    "manage create",
    "Start a cohort: its name, roadmap, first day, channel and hour.",
    moderator=True,
    title="New cohort",
    submit="Dry run",
    form=create_form,
    checks_channel=True,
)
async def create(
    context: Context,
    name: Annotated[str, Option("What is it called?", most=60)],
    roadmap: Annotated[str, Option("Which roadmap does it walk?", suggest=suggest_newest)],
    start: Annotated[date, Option("Its first day.", label="First day", hint="Year-month-day, such as 2026-01-31")],
    channel: Annotated[ChannelId, Option("Where it speaks.")],
    time: Annotated[time, Option("When its weeks begin.", label="Hour", hint="When its weeks begin, such as 18:00")],
) -> Card:
    chosen = chosen_roadmap(await newest_roadmaps(context), roadmap)
    cohort = await _planned(context, name, chosen, start, time)
    draft = await context.unit.drafts.put(context.member.person, context.values, context.now + DRAFT_KEPT)
    return Card(
        t("Dry run: {name}", name=name),
        (
            _plan(cohort, chosen.roadmap, channel),
            Text(join([t("**Its first seven days**"), *await _dry_run(context, cohort)])),
            Text(permissions_text(context.missing, channel)),
            Buttons(
                (
                    Button(t("Launch"), Call("manage launch", {"draft": str(draft)}), "primary"),
                    Button(t("Edit"), Call("manage create", {"again": str(draft)})),
                )
            ),
            Note(t("Nothing is posted before you launch. This draft is kept for seven days.")),
            Note(t("Once it is launched, `manage edit` changes all of it, and its zone, check-in days, places and end.")),
        ),
    )


@commands.add("manage launch", "Launch a cohort that was tried out.", listed=False, moderator=True)
async def launch(context: Context, draft: Annotated[str, Option("Which draft?")]) -> Card:
    key = record_id(draft)
    kept = await context.unit.drafts.get(key, context.member.person, context.now) if key is not None else None
    if key is None or kept is None:
        raise Refusal(t("This draft was launched already or is gone. See `cohort list`, or start anew with `manage create`."))
    if context.place.space is None:
        raise Refusal(t("Launch it where it was made, in the server or workspace."))
    values = _create.bind(Call(_create.path, kept))
    chosen = chosen_roadmap(await newest_roadmaps(context), values["roadmap"])
    cohort = await _planned(context, values["name"], chosen, values["start"], values["time"])
    home = Home(cohort=cohort.id, platform=context.place.platform, space=context.place.space, channel=values["channel"])
    await context.unit.cohorts.add(cohort, [home])
    await context.unit.dues.set(Due(BEGIN, cohort.id, context.now))
    await context.unit.drafts.drop(key)
    with speaking(context.community.locale):
        welcome = welcome_card(cohort, chosen.roadmap)
    await context.unit.outbox.put(home_post(home, "welcome", welcome, context.now))
    first = Moment(max(context.now, cohort.plan.begins(1)))
    sentence = t(
        "Its first milestone is posted {at}. Members join with the button in the channel or with `cohort join {slug}`.",
        at=first,
        slug=cohort.slug,
    )
    keys = {"cohort": str(cohort.id)}
    buttons = Buttons((Button(t("See it"), Call("cohort info", keys)), Button(t("Change more"), Call("manage edit", keys))))
    return Card(t("{name} is launched", name=cohort.name), (Text(sentence), buttons))


async def community_form(context: Context, command: Command, call: Call) -> Form:
    """Filled with the settings as they are."""
    community = context.community
    log = community.log_channel[2] if community.log_channel else ""
    values = {"zone": community.zone, "log": log, "language": community.locale, **call.values}
    suggestions = {"zone": await suggest_zones(context, "")}
    inputs = tuple(form_input(command, p, values.get(p.name, ""), suggestions.get(p.name)) for p in command.parameters)
    return form_of(command, call, inputs)


Zone = Annotated[str | None, Option("The community's time zone.", label="Time zone", suggest=suggest_zones, asked=True)]
Moderators = Annotated[
    str | None,
    Option(
        "A role or a person who moderates; “nobody” clears it.",
    ),
]
Log = Annotated[ChannelId | None, Option("Where moderators are told what went wrong.", label="Log channel", asked=True)]
Language = Annotated[str | None, Option("The language of posts, such as en or de.", asked=True, most=16)]


@commands.add("manage settings", "The community's time zone, moderators, log channel and language.", moderator=True)
async def settings(
    context: Context, zone: Zone = None, moderators: Moderators = None, log: Log = None, language: Language = None
) -> Card:
    if not (zone or moderators or log or language):
        return await _settings_card(context, context.community, t("Settings of this community"))
    community = await _changed(context, zone, moderators, log, language)
    await context.unit.save_community(community)
    return await _settings_card(context, community, t("Settings saved"))


@commands.add(
    "manage change",
    "Change the community's settings in a form.",
    listed=False,
    moderator=True,
    title="Community settings",
    submit="Save",
    form=community_form,
)
async def change_settings(context: Context, zone: Zone = None, log: Log = None, language: Language = None) -> Card:
    return await settings(context, zone, None, log, language)


_create = next(command for command in commands if command.path == "manage create")


async def _planned(context: Context, name: str, chosen: Offer, start: date, at: time) -> Cohort:
    """The cohort that the form describes. Raises Refusal for a name or a first day that cannot be meant."""
    zone = context.community.zone
    checked_start(start, zone, context.now)
    return Cohort(
        id=context.unit.new_id(),
        slug=slug_for(name, {cohort.slug for cohort in await context.unit.cohorts.all()}),
        name=checked_name(name),
        pack=chosen.pack,
        release=chosen.release,
        roadmap=chosen.roadmap.id,
        weeks=len(chosen.roadmap.weeks),
        start=start,
        at=at,
        zone=zone,
    )


def _plan(cohort: Cohort, roadmap: Roadmap, channel: str) -> Fields:
    weeks = n("{count} week", "{count} weeks", cohort.weeks)
    return Fields(
        (
            (t("Roadmap"), t("{title}, {weeks}", title=roadmap.title, weeks=weeks)),
            (t("Where"), t("{channel}", channel=Channel(channel))),
            (t("Begins"), t("{day}, {at} ({zone})", day=cohort.start, at=cohort.at, zone=cohort.zone)),
            (t("Check-in"), t("{days} at {at}", days=days_text(cohort.checkin_days), at=cohort.checkin_at)),
        )
    )


async def _dry_run(context: Context, cohort: Cohort) -> list[Markup]:
    """What would be posted when: at launch, and in the first seven days of the cohort."""
    weeks = await cohort_weeks(context.unit, cohort)
    begins = max(context.now, cohort.plan.begins(1))
    until = begins + DRY_RUN
    milestones = [
        (max(context.now, cohort.plan.begins(number)), t("milestone: {week}", week=week_title(number, week)))
        for number, week in enumerate(weeks, 1)
        if cohort.plan.begins(number) <= until
    ]
    asked = instants(cohort.checkin_days, cohort.checkin_at, cohort.zone, begins, until)
    prompts = [(at, t("check-in prompt")) for _, at in asked]
    launched = [(context.now, t("when you launch: welcome, with the Join button"))]
    events = [*launched, *sorted([*milestones, *prompts])]
    lines = [t("- {at}: {what}", at=Moment(at), what=what) for at, what in events[:MOST_EVENTS]]
    return [*lines, t("- Each day at {at}: a challenge, and the solution of the one before", at=cohort.challenge_at)]


def _next_monday(context: Context) -> date:
    today = local_day(context.now, context.community.zone)
    return today + timedelta(days=7 - today.weekday())


async def _changed(
    context: Context, zone: str | None, moderators: str | None, log: ChannelId | None, language: str | None
) -> Community:
    community = context.community
    if zone:
        community = replace(community, zone=chosen_zone(zone))
    if moderators:
        community = await _with_moderators(context, community, moderators)
    if log and context.place.space:
        community = replace(community, log_channel=(context.place.platform, context.place.space, log))
    if language:
        community = replace(community, locale=_locale(language))
    return community


def _locale(language: str) -> str:
    locale = known_locale(language)
    if locale is None:
        raise Refusal(t("There is no language “{text}”; write it such as en, de or pt-BR.", text=language))
    return locale


async def _with_moderators(context: Context, community: Community, text: str) -> Community:
    """Roles and persons are told apart by how the platforms write their mentions."""
    members = context.unit.members
    if text.casefold() == "nobody":
        for member in await members.moderators():
            await members.save(replace(member, named_moderator=False))
        return replace(community, moderator_role=None)
    if role := ROLE.fullmatch(text):
        return replace(community, moderator_role=role[1])
    member = await mentioned_member(context, text)
    if not member:
        raise Refusal(t("“{text}” is no role and no person; mention one with @, or write “nobody”.", text=text[:50]))
    await members.save(replace(member, named_moderator=True))
    return community


async def _settings_card(context: Context, community: Community, title: Markup) -> Card:
    named = [escape(member.name) for member in await context.unit.members.moderators()]
    role = [t("holders of the role `{role}`", role=community.moderator_role)] if community.moderator_role else []
    log = community.log_channel
    blocks: tuple[Block, ...] = (
        Fields(
            (
                (t("Time zone"), escape(community.zone)),
                (t("Moderators"), join([t("administrators"), *role, *named[:20]], ", ")),
                (t("Log channel"), t("{channel}", channel=Channel(log[2])) if log else t("none yet")),
                (t("Language"), escape(community.locale)),
            )
        ),
        Note(t("Name a role or a person as moderator with `manage settings moderators=@name`, nobody with `moderators=nobody`.")),
        Buttons((Button(t("Change settings"), Call("manage change")),)),
    )
    return Card(title, blocks)


feature = Feature(commands)
