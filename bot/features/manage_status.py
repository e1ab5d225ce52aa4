"""How cohorts are doing, for moderators alone: who may need a hand and why, and one act that helps. Nobody is shamed: no list of
this kind is ever posted. Who is on leave is named apart, with the last day and no reason: nobody is to wait for them, or to nudge
them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Literal

from annotated_types import Ge

from bot.domain.cohort import Cohort
from bot.domain.falling_behind import Act
from bot.domain.member import Member
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Note, Select, Text, fits, texts_of
from bot.interface.command import Access, Commands
from bot.interface.inputs import Choice
from bot.interface.limits import fitted_ends
from bot.interface.option import Option
from bot.interface.phone import shortest_cut
from bot.shared.break_words import begin_of, break_lines
from bot.shared.cohort_choice import any_cohort, cohort_chooser, pressed_cohort, suggest_cohorts
from bot.shared.cohort_course import newer_lines
from bot.shared.cohort_plan import plan_blocks
from bot.shared.content_draft import draft_blocks
from bot.shared.direct_posts import written_as
from bot.shared.member_choice import member_labels
from bot.shared.member_note import note_block, note_button, notes_about
from bot.shared.need_help import InNeed, back_to_status, in_need, one_in_need, short_name
from bot.shared.nudges import last_nudge, nudge_text
from bot.shared.over_words import over_text
from bot.shared.pages import on_page, page_count, page_turns
from bot.shared.status_lines import (
    WIDEST_IN_SHORT,
    away_lines,
    back_text,
    helped_by,
    leaves_under_way,
    need_line,
    short_need_line,
    why_in_need,
)
from bot.shared.suggested_act import act_reason, act_words, suggestions
from bot.shared.what_waits import what_waits
from bot.text import Markup, join, n, t

MOST_AWAY_NAMED = 15
FEW_AWAY_NAMED = 2
"""Where there is no room for more; a press leads to all."""
MOST_SHOWN = 4
"""Who may need a hand, on one page: as many as a phone shows."""
ONE_KIND = 2
"""Blocks of drafts that are of cohorts alone, or of content alone."""
MOST_COHORTS = 8
"""Cohorts with a line and a button of their own."""
WIDEST_NAME = 100

Below = Literal["all", "in short", "ways"]
"""How much of what waits stands below the rest."""
CUTS: Sequence[tuple[int, bool, Below]] = (
    (MOST_AWAY_NAMED, True, "all"),
    (FEW_AWAY_NAMED, True, "all"),
    (FEW_AWAY_NAMED, False, "in short"),
    (0, False, "ways"),
)
"""How many on leave are named, whether all that troubles members is said, and what stands below; less and less."""

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
        return Card(t("How cohorts are doing"), (await _what_waits(context, every))((none,), "all"))
    shown = on_page(running, page, MOST_COHORTS)
    counts = await context.unit.enrollments.counts([each.id for each in shown])
    found = {each.id: await in_need(context.unit, each, context.now) for each in shown}
    turns = page_turns(page_count(running, MOST_COHORTS), page, Call("manage status"))
    ways = (*cohort_chooser(t("Look at one"), shown, Call("manage status")), *turns)
    waits = await _what_waits(context, every)

    def blocks(widest: int, below: Below) -> Sequence[Block]:
        lines = [_summary(context, each, counts[each.id], len(found[each.id]), widest) for each in shown]
        return waits((Text(join(lines)), *ways), below)

    cuts: Sequence[tuple[int, Below]] = ((WIDEST_NAME, "all"), (WIDEST_IN_SHORT, "in short"), (WIDEST_IN_SHORT, "ways"))
    return shortest_cut(t("How cohorts are doing"), [blocks(*cut) for cut in cuts])


def _summary(context: Context, cohort: Cohort, members: int, found: int, widest: int) -> Markup:
    return t(
        "- **{cohort}**, week {week}: {members}, {found}",
        cohort=fitted_ends(cohort.name, widest),
        week=cohort.week_at(context.now),
        members=n("{count} member", "{count} members", members),
        found=n("{count} may need a hand", "{count} may need a hand", found) if found else t("all is well"),
    )


async def _of_cohort(context: Context, cohort: Cohort, page: int) -> Card:
    title, keys = t("How {cohort} is doing", cohort=cohort.name), {"cohort": str(cohort.id)}
    found, members = await in_need(context.unit, cohort, context.now), await context.unit.enrollments.members(cohort.id)
    away, breaks = leaves_under_way(context, members), break_lines(cohort, context.now, 1)
    waits = await _what_waits(context, [cohort], cohort)
    shown = on_page(found, page, MOST_SHOWN)
    notes = await notes_about(context, [one.member.person for one in shown])
    acts: Mapping[int, Act] = await suggestions(context.unit, cohort, shown, context.now) if shown else {}
    labels = await member_labels(context, {one.member.person: (one.member.name, cohort) for one in shown})
    choices = tuple(Choice(labels[one.member.person], str(one.member.person)) for one in shown)
    needy = n("{count} member may need a hand:", "{count} members may need a hand:", len(found))

    def blocks(most_away: int, is_whole: bool, below: Below) -> Sequence[Block]:
        every = (Button(t("Who is on leave"), Call("manage on-leave", keys)),) if len(away) > most_away else ()
        above = [*(breaks if below != "ways" else []), *away_lines(away, most_away)]
        turns = page_turns(page_count(found, MOST_SHOWN), page, Call("manage status", keys), beside=every)
        if not found:
            return waits((Text(join([_without_trouble(context, cohort, members), *above])), *turns), below)
        whole = (need_line(one, acts[one.member.person], notes.get(one.member.person), cohort.zone) for one in shown)
        lines = whole if is_whole else (short_need_line(one, acts[one.member.person]) for one in shown)
        select = Select(t("Look at one"), Call("manage member-status", keys), "person", choices)
        private = () if below == "ways" else (Note(t("Only moderators see this.")),)
        return waits((*texts_of([*above, needy, *lines]), select, *turns, *private), below)

    variants = [blocks(*cut) for cut in CUTS]
    return shortest_cut(title, [each for each in variants if fits(each)] or variants[-1:])


@commands.add("manage on-leave", "Who of a cohort is on leave, and until when.", listed=False, moderator=True, access=Access.READ)
async def all_on_leave(context: Context, cohort: CohortKey, page: Annotated[int, Option("Which page?"), Ge(1)] = 1) -> Card:
    chosen = await pressed_cohort(context, cohort)
    away = leaves_under_way(context, await context.unit.enrollments.members(chosen.id))
    lines = [t("- {one}", one=back_text(each)) for each in away] or [t("There is none.")]
    turns = page_turns(page_count(lines), page, Call("manage on-leave", {"cohort": str(chosen.id)}))
    title = t("On leave from {cohort}", cohort=chosen.name)
    return Card(title, (Text(join([*on_page(lines, page)])), *turns, back_to_status(chosen)))


def _without_trouble(context: Context, cohort: Cohort, members: Sequence[Member]) -> Markup:
    match cohort.state(context.now):
        case "ended":
            return over_text(cohort)
        case "open":
            return t("It begins {at}.", at=begin_of(cohort))
        case "running":
            return t("All members are well.") if members else t("Nobody is in it yet.")


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
        *why_in_need(one.situation),
        *helped_by(one, chosen.zone),
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


async def _what_waits(
    context: Context, cohorts: Sequence[Cohort], cohort: Cohort | None = None
) -> Callable[[Sequence[Block], Below], tuple[Block, ...]]:
    """What puts below blocks what waits, for which of the cohorts that they are about there is a newer version, the moderator's
    own drafts, and the ways to the posts of a cohort, or of all, to the queue, and to the last week of a cohort. Drafts that find
    no room are named alone."""
    newer = await newer_lines(context.unit, cohorts, context.now)
    lines = [*(await what_waits(context.unit, cohort.id if cohort else None)).lines, *newer]
    keys = {"cohort": str(cohort.id)} if cohort else {}
    posts = Button(t("Posts"), Call("manage deliveries", keys))
    over = cohort is not None and cohort.timetable.reports_so_far(context.now)
    last_week = (Button(t("Last week"), Call("manage digest", keys)),) if over else ()
    ways = Buttons((posts, Button(t("What waits in the queue"), Call("content queue")), *last_week))
    drafts = (*await plan_blocks(context), *await draft_blocks(context))
    named = (Note(t("Your drafts stand in </cohort list> and </content queue>.")),) if drafts else ()

    def below(shown: Sequence[Block], how: Below) -> tuple[Block, ...]:
        if how == "ways":
            return (*shown, ways)
        above: tuple[Block, ...] = (*shown, *([Text(join(lines))] if lines else []))
        is_cut = how == "in short" or len(drafts) > ONE_KIND or not fits((*above, *drafts, ways))
        return (*above, *(named if is_cut else drafts), ways)

    return below


feature = Feature(commands)
