"""`milestone`: a week's milestone with its presses, and the post that opens each week."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Annotated

from annotated_types import Ge, Le

from bot.domain.cohort import Cohort, Home, Mark, Progress
from bot.domain.late_work import takes_milestones
from bot.domain.next_step import current_week
from bot.domain.post import PostState
from bot.domain.roadmap import MOST_WEEKS, Week
from bot.domain.timetable import Occurrence, Timetable
from bot.domain.week_count import is_done
from bot.errors import Refusal, about
from bot.feature import Context, Feature, Recheck, Routine, unscheduled
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Note, Text
from bot.interface.command import Access, Commands
from bot.interface.option import Option
from bot.interface.phone import shortest_cut
from bot.interface.prefill import Prefill, Wording
from bot.ports.unit import Unit
from bot.shared.break_words import begin_of
from bot.shared.certificate import certificate_blocks, get_certificate, weeks_done, without_address, yet_to_earn
from bot.shared.cohort_choice import hold_cohort, own_cohort, suggest_own_cohorts
from bot.shared.daily_bounds import counts_as_stuck
from bot.shared.finished_work import revise_finished_work
from bot.shared.helping import asked_text, offer_to_helper
from bot.shared.milestone_card import (
    after_done,
    done_sentence,
    milestone_card,
    see_week,
    share_button,
    to_come,
    whole_button,
    work_blocks,
)
from bot.shared.next_step import done_and_marks, lead_on, milestone_count, with_one_more
from bot.shared.over_words import kept_text, over_title
from bot.shared.peer_review_card import review_blocks
from bot.shared.posts import WEEK, home_post, state_at, thread_name, unless_over, week_name
from bot.shared.web_address import checked_address
from bot.shared.week_card import (
    cohort_weeks,
    milestone_buttons,
    numbered_week,
    week_blocks,
    week_resources,
    week_title,
)
from bot.shared.week_helpers import helpers
from bot.shared.whole_cohort_done import DONE_BY_ALL, look_if_done_by_all, post_done_by_all
from bot.text import clip, escape, join, t

CohortKey = Annotated[str, Option("Which cohort?")]
WeekKey = Annotated[int, Option("Which week?"), Ge(1), Le(MOST_WEEKS)]

LONGEST_NAME = 40
"""Of the cohort and of the week in the hint of a form, so that both fit."""

commands = Commands()


@commands.add("milestone", "This week's milestone: start it, finish it, or ask for help.", access=Access.READ)
async def milestone(
    context: Context,
    week: Annotated[int | None, Option("Which week? This one when left out."), Ge(1)] = None,
    cohort: Annotated[str | None, Option("Which cohort?", suggest=suggest_own_cohorts)] = None,
) -> Card:
    chosen = await own_cohort(context, cohort, Call("milestone", {"week": str(week)} if week else {}))
    if week is None and chosen.state(context.now) == "open":
        raise Refusal(t("{cohort} begins {at}.", cohort=chosen.name, at=begin_of(chosen)))
    number = week or current_week(chosen, context.now)
    return await milestone_card(context, chosen, number, await numbered_week(context.unit, chosen, number))


@commands.add("milestone start", "Say that you have begun.", listed=False)
async def start(context: Context, cohort: CohortKey, week: WeekKey) -> Card:
    return await _marked(context, cohort, week, "started")


@commands.add("milestone reopen", "Take Done back.", listed=False)
async def reopen(context: Context, cohort: CohortKey, week: WeekKey) -> Card:
    await hold_cohort(context, cohort)
    chosen, shown = await _opened(context, cohort, week)
    progress = await context.unit.progress.of(chosen.id, context.member.person)
    before = progress.get(shown.id)
    if before and before.mark == "done":  # else it comes again, or before the Done that it is for
        reopened = await _mark(context, chosen, shown, progress, before.mark_before or "started")
        await _tell_of_work(context, chosen, week, shown, reopened)
        await context.unit.peer_reviews.withdraw(chosen.id, context.member.person, shown.id, context.now)
    return await milestone_card(context, chosen, week, shown)


async def as_done_before(context: Context, call: Call) -> Prefill:
    """The link and note that the milestone was done with before. Raises Refusal if it cannot be changed."""
    keys = commands[call.path].keys(call)
    chosen, shown = await _opened(context, keys["cohort"], keys["week"])
    before = (await context.unit.progress.of(chosen.id, context.member.person)).get(shown.id)
    held = {"link": before.link, "note": before.note} if before else {}
    name, title = (clip(text, LONGEST_NAME) for text in (chosen.name, shown.title))
    about = t("{cohort}, week {number}: {title}", cohort=name, number=keys["week"], title=title)
    return Prefill(held, wording={"link": Wording(hint=about)}, saved=True)


@commands.add(
    "milestone done", "Finish a week's milestone.", listed=False, title="Milestone done", submit="Done", prefill=as_done_before
)
async def done(
    context: Context,
    cohort: CohortKey,
    week: WeekKey,
    link: Annotated[str, Option("A link to what you made.", asked=True, most=500)] = "",
    note: Annotated[str, Option("A word about it.", asked=True, long=True, most=1000)] = "",
) -> Card:
    chosen, shown = await _opened(context, cohort, week)
    so_far, progress = await done_and_marks(context, chosen, shown)
    given = {"link": _address(link) if link else "", "note": note}
    work = {name: text for name, text in given.items() if name in context.values}
    made = await _mark(context, chosen, shown, progress, "done", **work)
    so_far = with_one_more(so_far, progress.get(shown.id))
    await _tell_of_work(context, chosen, week, shown, made)
    progress = {**progress, shown.id: made}
    count, way = await weeks_done(context, chosen, progress)
    await look_if_done_by_all(context.unit, chosen, so_far, context.now)
    effect = Text(join([done_sentence(shown, count), *([others] if (others := milestone_count(so_far)) else [])], " "))
    undo = Button(t("Undo"), Call("milestone reopen", {"cohort": str(chosen.id), "week": str(week)}))
    lead = share_button(chosen, week, made) or await after_done(context, chosen, week, so_far, progress)
    buttons = Buttons((*lead, see_week(chosen, week), undo, *whole_button(chosen, week, made)))
    work = await work_blocks(context, chosen, week, made)
    certificate, left = await certificate_blocks(context, chosen, way), [*map(Note, yet_to_earn(chosen, count, way))]
    in_short = (without_address(certificate), (Buttons((get_certificate(chosen),)),)) if certificate else ()
    reviews = await review_blocks(context, chosen, week, shown, made) if chosen.reviews else ()  # those there are: `milestone`
    reflection = Note(escape(shown.reflection))
    said = ((*work, reflection), (reflection,), ())  # what was made is behind the week
    whole = ((effect, *certificate, *left, *below, buttons, *reviews) for below in said)
    variants = (*whole, *((effect, *above, buttons, *reviews) for above in in_short))
    return replace(shortest_cut(t("Week {number} done", number=week), variants), tone="good")


@commands.add("milestone skip", "Set a week aside.", listed=False)
async def skip(context: Context, cohort: CohortKey, week: WeekKey) -> Card:
    sentence = t("It does not count as done. Come back to it any time with </milestone week={number}>.", number=week)
    return await _marked(context, cohort, week, "skipped", Text(sentence))


@commands.add("milestone stuck", "Say that you are stuck.", listed=False)
async def stuck(context: Context, cohort: CohortKey, week: WeekKey) -> Card:
    await hold_cohort(context, cohort)
    chosen, shown = await _opened(context, cohort, week)
    progress = await context.unit.progress.of(chosen.id, context.member.person)
    steps = join([t("The shortest way through this week:"), *(t("- {step}", step=step) for step in shown.catch_up.steps)])
    asks, now = not is_done(progress.get(shown.id)) and await counts_as_stuck(context), context.now
    asked = await offer_to_helper(context.unit, chosen, week, shown, context.member.person, now) if asks else None
    ways = await helpers(context, chosen, week, shown)
    return await _marked(context, cohort, week, "stuck", Text(steps), *((asked_text(asked, now),) if asked else ()), *ways)


async def post_milestone(unit: Unit, cohort: Cohort, due: Sequence[Occurrence], now: datetime) -> None:
    """Post the week that begins; after a downtime the newest one, with the older ones marked as expired."""
    weeks = await cohort_weeks(unit, cohort)
    for occurrence in due:
        for home in await unit.cohorts.homes(cohort.id):
            await _put_milestone(unit, cohort, home, weeks[occurrence.week - 1], occurrence, state_at(occurrence, now))


async def _put_milestone(unit: Unit, cohort: Cohort, home: Home, week: Week, occurrence: Occurrence, state: PostState) -> None:
    number, name, due_at, until = occurrence.week, week_name(occurrence.week), occurrence.at, occurrence.until
    title = t("{cohort}, week {number}: {title}", cohort=cohort.name, number=number, title=week.title)
    resources = await week_resources(unit, cohort.pack, cohort.release_of(number), week)
    card = Card(title, (*week_blocks(week, resources), milestone_buttons(cohort, number, week)))
    week_post = home_post(home, name, card, due_at, state=state, until=until)
    thread = Card(week_title(number, week), (Text(t("Questions, finds and finished work of this week go here.")),))
    below = home_post(home, thread_name(name), thread, due_at, kind="thread", parent=name, state=state, until=until)
    await unit.outbox.put_all((week_post, below))


@about("link")
def _address(text: str) -> str:
    return checked_address(text).url


async def _opened(context: Context, cohort: str, number: int) -> tuple[Cohort, Week]:
    """A cohort the caller is in and that takes milestones, and one of its weeks that has begun."""
    chosen = await own_cohort(context, cohort, Call("milestone"))
    if not takes_milestones(chosen.timetable, context.now, context.enrollment_in(chosen)):
        raise Refusal(kept_text(chosen), title=over_title(chosen))
    week = await numbered_week(context.unit, chosen, number)
    if number > chosen.week_at(context.now):
        raise Refusal(to_come(chosen, number))
    return chosen, week


async def _marked(context: Context, cohort: str, number: int, mark: Mark, *advice: Block) -> Card:
    """The week with a new mark, and with what is said to it; a week that is done stays done."""
    chosen, shown = await _opened(context, cohort, number)
    progress = await context.unit.progress.of(chosen.id, context.member.person)
    if is_done(progress.get(shown.id)):
        return await milestone_card(context, chosen, number, shown, Text(t("This week is done already.")))
    await _mark(context, chosen, shown, progress, mark)
    lead = await lead_on(context) if mark == "skipped" else ()
    return await milestone_card(context, chosen, number, shown, *advice, *lead)


async def _mark(
    context: Context, cohort: Cohort, week: Week, progress: Mapping[str, Progress], mark: Mark, **work: str
) -> Progress:
    """Keep a mark, and with it link and note: those that are given, else those that `progress` has of before."""
    before = progress.get(week.id)
    blank = Progress(cohort=cohort.id, person=context.member.person, week=week.id, mark=mark, at=context.now)
    marked = before.marked(mark, context.now, **work) if before else replace(blank, **work)
    await context.unit.progress.put(marked)
    return marked


async def _tell_of_work(context: Context, cohort: Cohort, number: int, week: Week, progress: Progress) -> None:
    """What the cohort sees follows a change of work that is shared."""
    if progress.shared:
        await revise_finished_work(context.unit, cohort, number, week, context.now)


feature = Feature(
    commands,
    (
        Routine("milestone", post_milestone, Timetable.milestones, Timetable.under_way),
        Routine(DONE_BY_ALL, post_done_by_all, unscheduled),
    ),
    (Recheck(WEEK, unless_over), Recheck(DONE_BY_ALL, unless_over)),
)
