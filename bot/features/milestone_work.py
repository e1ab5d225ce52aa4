"""What the card of a week leaves out: all about the week, its starter, all that was made of it, and who may see that."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from annotated_types import Ge, Le

from bot.domain.cohort import Cohort, Progress
from bot.domain.roadmap import MOST_WEEKS
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Buttons, Card, Text
from bot.interface.command import Access, Commands
from bot.interface.option import Option
from bot.shared.cohort_choice import own_cohort
from bot.shared.finished_lines import whole_work, work_lines
from bot.shared.finished_work import finished_title, revise_finished_work
from bot.shared.milestone_card import after_done, see_week, share_button, whole_week_card
from bot.shared.next_step import done_and_marks
from bot.shared.pages import on_page, page_turns, pages_of
from bot.shared.starter import starter_card, starter_url
from bot.shared.week_card import numbered_week
from bot.shared.who_sees import who_sees_work
from bot.text import Markup, join, t

CohortKey = Annotated[str, Option("Which cohort?")]
WeekKey = Annotated[int, Option("Which week?"), Ge(1), Le(MOST_WEEKS)]

commands = Commands()


@commands.add("milestone more", "Everything about a week: why, goals, resources.", access=Access.READ, listed=False)
async def more(context: Context, cohort: CohortKey, week: WeekKey) -> Card:
    chosen = await own_cohort(context, cohort, Call("milestone"))
    return await whole_week_card(context, chosen, week, await numbered_week(context.unit, chosen, week))


@commands.add("milestone starter", "The script that a week begins with, as a file.", access=Access.READ, listed=False)
async def starter(context: Context, cohort: CohortKey, week: WeekKey) -> Card:
    chosen = await own_cohort(context, cohort, Call("milestone"))
    shown = await numbered_week(context.unit, chosen, week)
    if not shown.starter:
        raise Refusal(t("Week {number} has no starter any more; </milestone week={number}> shows what to make.", number=week))
    url = starter_url(chosen.pack, chosen.release_of(week), shown, context.site)
    return starter_card(week, shown, url, see_week(chosen, week))


@commands.add("milestone work", "All that was made of a week, with nothing cut.", access=Access.READ, listed=False)
async def work(
    context: Context,
    cohort: CohortKey,
    week: WeekKey,
    page: Annotated[int, Option("Which page?"), Ge(1)] = 1,
) -> Card:
    chosen = await own_cohort(context, cohort, Call("milestone work"))
    title, visible = finished_title(chosen, week), await _visible(context, chosen, week)
    pages = pages_of(title, [[text] for name, made in visible for text in whole_work(name, made)])
    shown = [text for texts in on_page(pages, page, 1) for text in texts]
    none = Text(t("Nobody shows what they made of this week at the moment."))
    call = Call("milestone work", {"cohort": str(chosen.id), "week": str(week)})
    return Card(title, (*(shown or (none,)), *page_turns(len(pages), page, call)))


async def _visible(context: Context, cohort: Cohort, number: int) -> Sequence[tuple[str, Progress]]:
    """What the reader made, shown to others or not, then what others show, latest first; each with the name of who made it."""
    reader, unit = context.member, context.unit
    week = await numbered_week(unit, cohort, number)
    own = (await unit.progress.of(cohort.id, reader.person)).get(week.id)
    others = [each for each in await unit.progress.shared(cohort.id, week.id) if each[1].person != reader.person]
    mine = [(reader.name, own)] if own and (own.link or own.note) else []
    return [*mine, *others]


@commands.add("milestone share", "Show link and note of a week to the cohort.", listed=False)
async def share(context: Context, cohort: CohortKey, week: WeekKey) -> Card:
    return await _shared(context, cohort, week, t("Your work of week {number} is shared", number=week), shared=True)


@commands.add("milestone unshare", "Show link and note of a week to nobody any more.", listed=False)
async def unshare(context: Context, cohort: CohortKey, week: WeekKey) -> Card:
    return await _shared(context, cohort, week, t("Your work of week {number} is shared no more", number=week), shared=False)


async def _shared(context: Context, cohort: str, number: int, title: Markup, *, shared: bool) -> Card:
    chosen = await own_cohort(context, cohort, Call("milestone"))
    shown = await numbered_week(context.unit, chosen, number)
    so_far, progress = await done_and_marks(context, chosen, shown)
    before = progress.get(shown.id)
    if before is None or before.mark != "done" or not (before.link or before.note):
        raise Refusal(t("There is no link and no note to show yet: press Done and give one."))
    work = replace(before, shared=shared)
    await context.unit.progress.put(work)
    await revise_finished_work(context.unit, chosen, number, shown, context.now)
    lead = await after_done(context, chosen, number, so_far, progress)
    back = (replace(button, style="plain") for button in share_button(chosen, number, work))
    seen = Text(join([await who_sees_work(context.unit, chosen, number, work, context.now), *work_lines(work)]))
    return Card(title, (seen, Buttons((*lead, see_week(chosen, number), *back))))


feature = Feature(commands)
