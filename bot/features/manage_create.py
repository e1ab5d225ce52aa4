"""`manage create`: moderators start a cohort: a form, a dry run of the first seven days, Launch."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from functools import partial
from hashlib import sha256
from typing import Annotated, Any

from bot.domain.calendar import local_day
from bot.domain.cohort import Cohort, Home, slug_for
from bot.domain.roadmap import Roadmap
from bot.errors import Refusal
from bot.feature import Context, Feature, Recheck
from bot.interface.call import Call
from bot.interface.card import Ask, Button, Buttons, Card, Fields, Note, Text
from bot.interface.command import Commands
from bot.interface.errand import ChannelPermissions
from bot.interface.option import ChannelId, Option
from bot.interface.phone import shortest_cut
from bot.interface.prefill import Prefill
from bot.ports.dues import BEGIN, cohort_due
from bot.shared.cohort_plan import PLANNED, keep_plan
from bot.shared.cohort_rules import checked_name, checked_start
from bot.shared.drafts import drop_draft, read_draft
from bot.shared.dry_run import dry_run
from bot.shared.hindrances import patience_text
from bot.shared.home_choice import check_home, home_notes
from bot.shared.launch_card import WELCOME, permissions_text, welcome_anew, welcome_card, welcome_post
from bot.shared.posts import compose
from bot.shared.roadmap_choice import Offer, check_walkable, chosen_roadmap, newest_roadmaps, suggest_newest
from bot.shared.weekday_words import days_listed
from bot.text import Channel, Markup, Moment, clip, join, n, t

SHORT_TITLE = 24
"""Of a roadmap whose title leaves no room for the rest."""

commands = Commands()


async def as_planned(context: Context, call: Call) -> Prefill:
    if "edit" in call.values:
        return Prefill(await read_draft(context.unit, PLANNED, context.member.person, call.values["edit"], context.now))
    return Prefill({"start": _next_monday(context).isoformat(), "time": "18:00"})


@commands.add(
    "manage create",
    "Start a cohort: its name, roadmap, first day, channel and hour.",
    moderator=True,
    title="New cohort",
    submit="Dry run",
    prefill=as_planned,
    before=ChannelPermissions(),
)
async def create(
    context: Context,
    name: Annotated[str, Option("What is it called?", words=True, most=60)],
    roadmap: Annotated[str, Option("Which roadmap does it walk?", suggest=suggest_newest)],
    start: Annotated[date, Option("Its first day.", label="First day")],
    channel: Annotated[ChannelId, Option("Where it speaks.")],
    time: Annotated[time, Option("When its weeks begin.", label="Hour", hint="When its weeks begin")],
) -> Card:
    check_home(context, channel)
    chosen = chosen_roadmap(await newest_roadmaps(context), roadmap)
    cohort = await _planned(context, name, chosen, start, time)
    return await _tried_out(context, cohort, chosen, channel, await keep_plan(context, context.values))


async def _tried_out(context: Context, cohort: Cohort, chosen: Offer, channel: str, draft: str, *above: Note) -> Card:
    """The dry run of a plan that is kept in a draft."""
    launched = Call("manage launch", {"draft": draft, "shown": await _mark(context, chosen)})
    edit = Button(t("Edit"), Call("manage create", {"edit": draft}))
    below = (
        Text(permissions_text(context.found.missing, channel)),
        *home_notes(context.found),
        Buttons((Button(t("Launch"), launched, "primary"), edit)),
    )
    kept = Note(t("Nothing is posted yet; it is kept for seven days."))
    rest = () if above else (kept,)  # which says that nothing was launched
    short = replace(chosen.roadmap, title=clip(chosen.roadmap.title, SHORT_TITLE))
    days, few = [await dry_run(context, cohort, in_short=in_short) for in_short in (False, True)]
    plan, shorter = _plan(cohort, chosen.roadmap, channel), _plan(cohort, short, channel)
    variants = (
        (*above, plan, _told(days), *below, kept),
        (*above, shorter, _told(days), *below, *rest),
        (*above, Fields(shorter.pairs[:2]), _told(few), *below, *rest),
    )
    return shortest_cut(t("Dry run: {name}", name=cohort.name), variants)


def _told(lines: Sequence[Markup]) -> Text:
    return Text(join([t("**Its first seven days**"), *lines]))


async def _mark(context: Context, chosen: Offer) -> str:
    """The same as long as a roadmap and its weeks say the same."""
    weeks = await context.unit.content.weeks(chosen.pack, chosen.release, chosen.roadmap.id)
    return sha256(repr((chosen.roadmap, weeks)).encode()).hexdigest()[:16]


async def planned_channel(context: Context, arguments: Mapping[str, Any]) -> str | None:
    kept = await read_draft(context.unit, PLANNED, context.member.person, arguments["draft"], context.now)
    return _plan_of(kept)["channel"]


@commands.add(
    "manage launch",
    "Launch a cohort that was tried out.",
    listed=False,
    moderator=True,
    once=True,
    before=ChannelPermissions(planned_channel),
)
async def launch(
    context: Context,
    draft: Annotated[str, Option("Which draft?")],
    shown: Annotated[str, Option("What was its roadmap when it was tried out?")] = "",
) -> Card:
    kept = await read_draft(context.unit, PLANNED, context.member.person, draft, context.now)
    if context.place.space is None:
        raise Refusal(t("Launch it where it was made, not in a direct message."))
    values = _plan_of(kept)
    check_home(context, values["channel"])
    chosen = chosen_roadmap(await newest_roadmaps(context), values["roadmap"])
    try:
        cohort = await _planned(context, values["name"], chosen, values["start"], values["time"])
    except Refusal as refusal:  # what was right when it was tried out is so no more: its first day is over
        edit = Buttons((Button(t("Edit"), Call("manage create", {"edit": draft}), "primary"),))
        raise Ask(Card(t("{name} cannot be launched so", name=values["name"]), (Text(refusal.message), edit))) from None
    if shown != await _mark(context, chosen):
        changed = Note(t("Its roadmap changed since you looked, so nothing was launched yet. This is how it stands now:"))
        raise Ask(await _tried_out(context, cohort, chosen, values["channel"], draft, changed))
    home = Home(
        id=context.unit.new_id(),
        cohort=cohort.id,
        platform=context.place.platform,
        space=context.place.space,
        channel=values["channel"],
    )
    await context.unit.cohorts.add(cohort, [home])
    await context.unit.dues.set(cohort_due(BEGIN, cohort.id, context.now))
    await drop_draft(context.unit, draft)
    welcome = compose(context.unit, partial(welcome_card, cohort, chosen.roadmap, context.now))
    due_at = cohort.timetable.under_way(context.now)  # before the milestone of a week that has begun already
    await context.unit.outbox.put(welcome_post(home, cohort, welcome, due_at))
    first = Moment(max(context.now, cohort.timetable.begins(1)))
    sentence = t(
        "Its first milestone is posted {at}. Members join with the button in the channel or with </cohort join cohort={slug}>.",
        at=first,
        slug=cohort.slug,
    )
    keys = {"cohort": str(cohort.id)}
    buttons = Buttons((Button(t("See it"), Call("cohort info", keys)), Button(t("Change more"), Call("manage edit", keys))))
    missing = context.found.missing
    warning = (Text(permissions_text(missing, home.channel)), Note(patience_text())) if missing else ()
    return Card(t("{name} is launched", name=cohort.name), (Text(sentence), *warning, buttons))


def _plan_of(kept: Mapping[str, str]) -> dict[str, Any]:
    """The values of a draft, typed."""
    return commands["manage create"].bind(Call("manage create", kept))


async def _planned(context: Context, name: str, chosen: Offer, start: date, at: time) -> Cohort:
    """The cohort that the form describes. Raises Refusal for a name or a first day that cannot be meant."""
    check_walkable(chosen.roadmap)
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
        launched_by=context.member.person,
    )


def _plan(cohort: Cohort, roadmap: Roadmap, channel: str) -> Fields:
    weeks = n("{count} week", "{count} weeks", cohort.weeks)
    return Fields(
        (
            (t("Roadmap"), t("{title}, {weeks}", title=roadmap.title, weeks=weeks)),
            (t("Begins"), t("{day}, {at} ({zone})", day=cohort.timetable.first_day, at=cohort.at, zone=cohort.zone)),
            (t("Where"), t("{channel}", channel=Channel(channel))),
            (t("Check-in"), t("{days} at {at}", days=days_listed(cohort.checkin_days), at=cohort.checkin_at)),
        )
    )


def _next_monday(context: Context) -> date:
    today = local_day(context.now, context.community.zone)
    return today + timedelta(days=7 - today.weekday())


feature = Feature(commands, rechecks=(Recheck(WELCOME, welcome_anew),))
