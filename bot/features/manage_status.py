"""How cohorts are doing, for moderators alone: who may need a hand and why, and one act that helps. Nobody is shamed: no list of
this kind is ever posted. Who is on leave is named apart, with the last day and no reason: nobody is to wait for them, or to nudge
them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from annotated_types import Ge

from bot.domain.calendar import local_day
from bot.domain.cohort import Cohort
from bot.domain.falling_behind import Act, Situation
from bot.domain.leave import leave_on
from bot.domain.member import Member, MemberNote, own_days
from bot.domain.own_days import ONE_DAY
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Note, Select, Text, fits, texts_of
from bot.interface.command import Access, Commands
from bot.interface.inputs import Choice
from bot.interface.option import Option
from bot.shared.break_words import begin_of, break_lines
from bot.shared.cohort_choice import any_cohort, cohort_chooser, suggest_cohorts
from bot.shared.cohort_course import newer_lines
from bot.shared.cohort_plan import plan_blocks
from bot.shared.content_draft import draft_blocks
from bot.shared.direct_posts import written_as
from bot.shared.member_choice import member_labels
from bot.shared.member_note import note_block, note_button, notes_about, short_note
from bot.shared.need_help import InNeed, back_to_status, in_need, one_in_need, short_name
from bot.shared.nudges import last_nudge, nudge_text
from bot.shared.over_words import over_text
from bot.shared.pages import on_page, page_count, page_turns
from bot.shared.suggested_act import act_reason, act_words, suggestions
from bot.shared.what_waits import what_waits
from bot.text import Listed, Markup, join, n, t

MOST_WEEKS_NAMED = 5
"""The latest of the weeks in which somebody is stuck."""
MOST_AWAY_NAMED = 15
MOST_SHOWN = 4
"""Who may need a hand, on one page: as many as a phone shows."""
ONE_KIND = 2
"""Blocks of drafts that are of cohorts alone, or of content alone."""
MOST_COHORTS = 8
"""Cohorts with a line and a button of their own."""

CohortKey = Annotated[str, Option("Which cohort?")]
PersonKey = Annotated[str, Option("Who?")]

commands = Commands()


@commands.add("manage status", "Who may need a hand in a cohort, and why.", moderator=True, access=Access.READ)
async def status(
    context: Context,
    cohort: Annotated[str | None, Option("Which cohort? All if left out.", suggest=suggest_cohorts)] = None,
    page: Annotated[int, Option("Which page?"), Ge(1)] = 1,
) -> Card:
    if cohort:
        return await _of_cohort(context, await any_cohort(context, cohort, Call("manage status")), page)
    every = await context.unit.cohorts.all()
    running = [each for each in every if each.state(context.now) == "running"]
    if len(running) == 1:
        return await _of_cohort(context, running[0], page)
    if not running:
        none = Text(t("No cohort is running. Use </cohort list> to see what is open."))
        return Card(t("How cohorts are doing"), await _with_what_waits(context, [none], every))
    shown = on_page(running, page, MOST_COHORTS)
    counts = await context.unit.enrollments.counts([each.id for each in shown])
    lines = [await _summary(context, each, counts[each.id]) for each in shown]
    return Card(
        t("How cohorts are doing"),
        await _with_what_waits(
            context,
            [
                Text(join(lines)),
                *cohort_chooser(t("Look at one"), shown, Call("manage status")),
                *page_turns(page_count(running, MOST_COHORTS), page, Call("manage status")),
            ],
            every,
        ),
    )


async def _summary(context: Context, cohort: Cohort, members: int) -> Markup:
    found = await in_need(context.unit, cohort, context.now)
    return t(
        "- **{cohort}**, week {week}: {members}, {found}",
        cohort=cohort.name,
        week=cohort.week_at(context.now),
        members=n("{count} member", "{count} members", members),
        found=n("{count} may need a hand", "{count} may need a hand", len(found)) if found else t("all is well"),
    )


async def _of_cohort(context: Context, cohort: Cohort, page: int) -> Card:
    title = t("How {cohort} is doing", cohort=cohort.name)
    found, members = await in_need(context.unit, cohort, context.now), await context.unit.enrollments.members(cohort.id)
    above = [*break_lines(cohort, context.now, 1), *_away_lines(context, members)]
    if not found:
        said = _without_trouble(context, cohort, members)
        return Card(title, await _with_what_waits(context, [Text(join([said, *above]))], [cohort], cohort))
    shown = on_page(found, page, MOST_SHOWN)
    notes = await notes_about(context, [one.member.person for one in shown])
    acts = await suggestions(context.unit, cohort, shown, context.now)
    lines = [_line(one, acts[one.member.person], notes.get(one.member.person), cohort.zone) for one in shown]
    labels = await member_labels(context, {one.member.person: (one.member.name, cohort) for one in shown})
    choices = tuple(Choice(labels[one.member.person], str(one.member.person)) for one in shown)
    keys = {"cohort": str(cohort.id)}
    return Card(
        title,
        await _with_what_waits(
            context,
            [
                *texts_of([*above, n("{count} member may need a hand:", "{count} members may need a hand:", len(found)), *lines]),
                Select(t("Look at one"), Call("manage member-status", keys), "person", choices),
                *page_turns(page_count(found, MOST_SHOWN), page, Call("manage status", keys)),
                Note(t("Only moderators see this.")),
            ],
            [cohort],
            cohort,
        ),
    )


def _away_lines(context: Context, members: Sequence[Member]) -> list[Markup]:
    """Who is on leave and until when, those who come back first before the others."""
    leaves = [(leave_on(each.leaves, own_days(each, context.community).day_of(context.now)), each) for each in members]
    away = sorted((leave.last, each.name, short_name(each)) for leave, each in leaves if leave)
    if not away:
        return []
    named = [t("{name} on {day}", name=name, day=last + ONE_DAY) for last, _, name in away[:MOST_AWAY_NAMED]]
    more = [n("{count} more", "{count} more", len(away) - len(named))] if len(away) > len(named) else []
    return [t("On leave, nothing to do until they are back: {who}.", who=Listed((*named, *more)))]


def _without_trouble(context: Context, cohort: Cohort, members: Sequence[Member]) -> Markup:
    match cohort.state(context.now):
        case "ended":
            return over_text(cohort)
        case "open":
            return t("It begins {at}.", at=begin_of(cohort))
        case "running":
            return t("All members are well.") if members else t("Nobody is in it yet.")


def _line(one: InNeed, act: Act, note: MemberNote | None, zone: str) -> Markup:
    why = Listed((*_why(one.situation), *_helped(one, zone)))
    line = t("- {name}: {why}. **{act}**", name=short_name(one.member), why=why, act=act_words(act))
    return join([line, short_note(note, zone)], " · ") if note else line


def _why(situation: Situation) -> list[Markup]:
    reasons: list[Markup] = []
    if situation.stuck_in:
        weeks = Listed(tuple(t("{number}", number=number) for number in situation.stuck_in[-MOST_WEEKS_NAMED:]))
        reasons.append(t("stuck in week {weeks}", weeks=weeks))
    if situation.open_weeks:
        reasons.append(n("{count} week open", "{count} weeks open", situation.open_weeks))
    if situation.is_silent:
        reasons.append(t("nothing since {day}", day=situation.last_done) if situation.last_done else t("nothing yet"))
    return reasons


def _helped(one: InNeed, zone: str) -> list[Markup]:
    """Who helps a member in the latest weeks in which they are stuck, and since when."""
    return [
        t(
            "{name} helps with week {week} since {day}",
            name=short_name(each.member),
            week=each.week,
            day=local_day(each.since, zone),
        )
        for each in one.helpers[-MOST_WEEKS_NAMED:]
    ]


@commands.add(
    "manage member-status", "What may trouble a member, and what helps.", listed=False, moderator=True, access=Access.READ
)
async def member_status(context: Context, cohort: CohortKey, person: PersonKey) -> Card:
    chosen, one = await one_in_need(context, cohort, person)
    act = (await suggestions(context.unit, chosen, [one], context.now))[one.member.person]
    whom = await written_as(context.unit, one.member, context.place.platform)
    note = (await notes_about(context, [one.member.person])).get(one.member.person)
    nudge = await last_nudge(context.unit, chosen, one.member.person, context.now)
    suggested = t("Suggested: **{act}**. {reason}", act=act_words(act), reason=act_reason(act, whom))
    lines = [
        *_why(one.situation),
        *_helped(one, chosen.zone),
        *([nudge_text(nudge, one.member, context.community, chosen.zone, context.now)] if nudge else []),
    ]
    why = Text(join([*(t("- {why}", why=line) for line in lines), suggested]))
    shown = [why, *([note_block(note)] if note else [])]
    return Card(short_name(one.member), (*shown, Buttons(_acts(chosen, one, act)), back_to_status(chosen)))


def _acts(cohort: Cohort, one: InNeed, suggested: Act) -> tuple[Button, ...]:
    """What moderators can do: what is suggested comes first and stands out."""
    keys = {"cohort": str(cohort.id), "person": str(one.member.person)}
    finding = t("Find a helper") if one.stuck_alone else t("Find another helper")
    pair: tuple[tuple[Act, Button], ...] = (("find a helper", Button(finding, Call("manage pair", keys))),)
    acts: tuple[tuple[Act | None, Button], ...] = (
        *(pair if one.situation.stuck_in else ()),
        ("more time", Button(t("More time"), Call("manage extend", keys))),
        ("nudge", Button(t("Nudge"), Call("manage nudge", keys))),
        (None, Button(t("Check-ins"), Call("manage remove", {"cohort": str(cohort.id), "member": str(one.member.person)}))),
        ("write", note_button(cohort, one.member)),
    )
    first = [replace(button, style="primary") for act, button in acts if act == suggested]
    return (*first, *(button for act, button in acts if act != suggested))


async def _with_what_waits(
    context: Context, shown: Sequence[Block], cohorts: Sequence[Cohort], cohort: Cohort | None = None
) -> tuple[Block, ...]:
    """Blocks, and below them what waits, for which of the cohorts that they are about there is a newer version, the moderator's
    own drafts, and the ways to the posts of a cohort, or of all, to the queue, and to the last week of a cohort. Drafts that find
    no room are named alone."""
    newer = await newer_lines(context.unit, cohorts, context.now)
    lines = [*(await what_waits(context.unit, cohort.id if cohort else None)).lines, *newer]
    keys = {"cohort": str(cohort.id)} if cohort else {}
    posts = Button(t("Posts"), Call("manage deliveries", keys))
    over = cohort is not None and cohort.timetable.reports_so_far(context.now)
    last_week = (Button(t("Last week"), Call("manage digest", keys)),) if over else ()
    ways = Buttons((posts, Button(t("What waits in the queue"), Call("content queue")), *last_week))
    above: tuple[Block, ...] = (*shown, *([Text(join(lines))] if lines else []))
    drafts = (*await plan_blocks(context), *await draft_blocks(context))
    if len(drafts) > ONE_KIND or not fits((*above, *drafts, ways)):
        drafts = (Note(t("Your drafts stand in </cohort list> and </content queue>.")),)
    return (*above, *drafts, ways)


feature = Feature(commands)
