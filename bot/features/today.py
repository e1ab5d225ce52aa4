"""`today`: what is open for a member today, with a section for moderators. Slack shows it in the App Home too."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from bot.domain.cohort import Cohort
from bot.domain.next_step import rests
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Divider, Text, fits
from bot.interface.command import Access, Commands
from bot.interface.option import Option
from bot.interface.phone import shortest_cut
from bot.shared.break_words import begin_of
from bot.shared.cohort_choice import cohort_chooser, own_cohort
from bot.shared.cohort_offers import all_cohorts_button, no_cohort_text, offer_blocks, short_name
from bot.shared.cohort_today import CohortToday, cohort_blocks, cohort_today, in_short
from bot.shared.days_to_fill import filling_in
from bot.shared.late_work_blocks import late_work_blocks, more_late
from bot.shared.live_sessions import next_blocks, to_come
from bot.shared.pages import more_lines
from bot.shared.practice import practice_ground, review_backlog
from bot.shared.settings_card import settings_in_short
from bot.shared.streak_count import own_ledger
from bot.shared.waiting_list import leave_line_button, place_text, waited_for
from bot.shared.what_waits import own_drafts, what_waits
from bot.text import Listed, Markup, join, n, t

MOST_OWN = 3
MOST_WAITED = 2
MODERATORS_CUTS = ((3, True, True), (1, True, True), (0, True, True), (0, False, True), (0, False, False))
"""Of moderators, how many cohorts have a line, whether their drafts have one, and whether more than what waits has presses, less
and less: the rest is a press or a typed line away."""
LAST_CUT = len(MODERATORS_CUTS) - 1

commands = Commands()


@commands.add("today", "What is open for you today.", access=Access.READ)
async def today(context: Context) -> Card:
    own = context.cohorts
    walking = sorted(_not_ended(context, own), key=lambda cohort: cohort.state(context.now) == "open")
    known = _not_ended(context, await context.unit.cohorts.all()) if context.moderator or not walking else []
    waited = await waited_for(context)
    late = await late_work_blocks(context, own)
    most_late = MOST_OWN - 1 if walking else MOST_OWN
    others: Sequence[CohortToday] = ()
    if walking:
        week, short_week, others = await _own_week(context, walking, MOST_OWN - len(late[:most_late]))
    elif waited:
        week = short_week = (Text(no_cohort_text(context)),)
    else:
        week = short_week = await offer_blocks(context, known, late=bool(late))
    settings = settings_in_short(context.member, context.community, context.now)
    moderators = await _for_moderators(context, known) if context.moderator else ((),) * len(MODERATORS_CUTS)
    handed_in = [*[block for section in late[:most_late] for block in section], *more_late(len(late) - most_late)]
    sessions = next_blocks(to_come(await context.unit.live_sessions.coming(context.now), own, context.now), own)
    waiting = _in_line(waited, () if walking else (all_cohorts_button(),))
    variants = [
        (
            *(short_week if cut else week),  # its button says which days are open
            *in_short(context, others[:beside]),
            *_left_out(len(walking) - 1 - len(others[:beside]))[: None if cut < LAST_CUT else 1],  # the line names the commands
            *handed_in,
            *(waiting if with_sessions else waiting[:1]),  # the list of cohorts has the buttons too
            *(sessions if with_sessions else ()),  # the cohort's own card has them too
            *((Divider(), *settings) if with_settings else ()),  # and `me` has these
            *moderators[cut],
        )
        for beside, with_sessions, with_settings, cut in (
            (MOST_OWN, True, True, 0),
            (1, True, True, 0),
            (0, True, True, 0),
            (0, False, True, 0),
            *((0, False, False, number) for number in range(len(MODERATORS_CUTS))),
        )
    ]
    return shortest_cut(t("Today"), [each for each in variants if fits(each)] or variants[-1:])


@commands.add("today cohort", "What is open for you in one of your cohorts today.", listed=False, access=Access.READ)
async def of_cohort(context: Context, cohort: Annotated[str, Option("Which cohort?")]) -> Card:
    chosen = await own_cohort(context, cohort, Call("today cohort"))
    return Card(t("Today"), cohort_blocks(context, await cohort_today(context, chosen)))


def _not_ended(context: Context, cohorts: Sequence[Cohort]) -> list[Cohort]:
    return [cohort for cohort in cohorts if cohort.state(context.now) != "ended"]


async def _own_week(
    context: Context, cohorts: Sequence[Cohort], most: int
) -> tuple[tuple[Block, ...], tuple[Block, ...], Sequence[CohortToday]]:
    """What comes next, with the cohort that it is in; the same without the days that are still open; the other cohorts."""
    cohorts_today = await _shown_today(context, cohorts, most)
    ledger = await own_ledger(context)
    streak = ledger.current
    open_lines, fill = filling_in(context, ledger, [each.cohort for each in cohorts_today])
    due = await _reviews_due(context)
    kept = [n("Your streak: **{count} day**.", "Your streak: **{count} days**.", streak)] if streak else []
    waiting = [n("**{count} review** is due.", "**{count} reviews** are due.", due)] if due else []
    practise = (Button(t("Practise"), Call("challenge practice")),) if due else ()
    first = next((each for each in cohorts_today if each.step), cohorts_today[0])
    presses = Buttons((*fill, *practise, Button(t("Progress"), Call("progress"))))

    def with_days(days: Sequence[Markup]) -> tuple[Block, ...]:
        head = Text(join([_next(cohorts_today, context.now), *kept, *days, *waiting]))
        return (head, presses, *cohort_blocks(context, first))

    return with_days(open_lines), with_days(()), [each for each in cohorts_today if each is not first]


def _left_out(count: int) -> tuple[Block, ...]:
    """How many of the member's cohorts there is no room for, and the way there."""
    line = n(
        "And {count} more of your cohorts: </checkin>, </milestone> and </challenge today> ask which you mean.",
        "And {count} more of your cohorts: </checkin>, </milestone> and </challenge today> ask which you mean.",
        count,
    )
    return (Text(line), Buttons((all_cohorts_button(),))) if count > 0 else ()


async def _reviews_due(context: Context) -> int:
    """How many reviews are due today; what is in review is looked up in the packs only if something is."""
    states = await context.unit.reviews.of(context.member.person)
    if not any(state.due <= context.now for state in states):
        return 0
    backlog = await review_backlog(context, await practice_ground(context), runs_code=context.runs_code)
    return len(backlog.today)


async def _shown_today(context: Context, cohorts: Sequence[Cohort], most: int) -> Sequence[CohortToday]:
    """The first `most` cohorts; where nothing is left in any of these, with the first of the others in which something is."""
    shown = [await cohort_today(context, cohort) for cohort in cohorts[:most]]
    for cohort in () if any(each.step for each in shown) else cohorts[most:]:
        other = await cohort_today(context, cohort)
        if other.step:
            return (other, *shown[: most - 1])
    return shown


def _next(cohorts_today: Sequence[CohortToday], now: datetime) -> Markup:
    """The one thing to do now."""
    first = next((each for each in cohorts_today if each.step), cohorts_today[0])
    name = short_name(first.cohort)
    match first.step:
        case "check in":
            return t("**Next:** check in for {cohort}.", cohort=name)
        case "answer":
            return t("**Next:** answer the challenge of {cohort}.", cohort=name)
        case "start":
            return t("**Next:** start this week's milestone in {cohort}.", cohort=name)
        case "finish":
            return t("**Next:** finish this week's milestone in {cohort}.", cohort=name)
        case "ask":
            return t("**Next:** ask in this week's thread of {cohort}.", cohort=name)
        case None if first.week is None:
            return t("**Next:** {cohort} begins {at}.", cohort=name, at=begin_of(first.cohort))
        case None if any(rests(each.cohort, now) for each in cohorts_today):
            return t("Nothing is asked today.")
        case None if longer := [line for each in cohorts_today for line in each.longer]:
            return t("**Next:** {line}", line=longer[0])
        case None:
            return t("You have done all there is for now. Well done.")


def _in_line(waited: Sequence[tuple[Cohort, int]], beside: tuple[Button, ...]) -> tuple[Block, ...]:
    """The member's place in the line of each cohort that they wait for, with the ways out and the buttons `beside` them."""
    shown = waited[:MOST_WAITED]
    lines = [t("- {cohort}: {place}", cohort=short_name(cohort), place=place_text(place)) for cohort, place in shown]
    more = more_lines(len(waited) - len(shown))
    leaving = [leave_line_button(cohort, t("Leave the line of {cohort}", cohort=short_name(cohort))) for cohort, _ in shown]
    return (Text(join([t("**Waiting for a place**"), *lines, *more])), Buttons((*leaving, *beside))) if waited else ()


async def _for_moderators(context: Context, cohorts: Sequence[Cohort]) -> Sequence[tuple[Block, ...]]:
    """What moderators have to do, by each of the cuts."""
    shown = cohorts[: MODERATORS_CUTS[0][0]]
    counts = await context.unit.enrollments.counts([cohort.id for cohort in shown])
    lines = [_line(context, cohort, counts[cohort.id]) for cohort in shown]
    selects = cohort_chooser(t("Change a cohort"), cohorts, Call("manage edit")) if cohorts else ()
    waiting, drafts = await what_waits(context.unit), await own_drafts(context)
    drafts_line = [drafts] if drafts else []
    start = Button(t("Start a cohort"), Call("manage create"))
    settings = Button(t("Community settings"), Call("manage settings"))

    def cut(most: int, with_drafts: bool, with_ways: bool) -> tuple[Block, ...]:
        told = [*lines[:most], *(more_lines(len(cohorts) - len(lines[:most])) if most else [])]
        said = [_moderated(context, cohorts), *told, *waiting.lines, *(drafts_line if with_drafts else [])]
        presses = (*waiting.buttons, *((start, settings) if with_ways else ()))
        return (Divider(), Text(join(said)), *(selects if with_ways else ()), *((Buttons(presses),) if presses else ()))

    return [cut(*each) for each in MODERATORS_CUTS]


def _moderated(context: Context, cohorts: Sequence[Cohort]) -> Markup:
    """How many cohorts run and how many are still to begin; a number of none is not said."""
    running = sum(cohort.state(context.now) == "running" for cohort in cohorts)
    begun, to_begin = n("{count} running", "{count} running", running), n("{count} open", "{count} open", len(cohorts) - running)
    counts = [*([begun] if running else []), *([to_begin] if running < len(cohorts) else [])]
    return (
        t("**For moderators:** {counts}.", counts=Listed((*counts,)))
        if counts
        else t("**For moderators:** no cohort at the moment.")
    )


def _line(context: Context, cohort: Cohort, count: int) -> Markup:
    members = n("{count} member", "{count} members", count) if count else t("nobody yet")
    name = short_name(cohort)
    if cohort.state(context.now) == "open":
        return t("- {cohort}: {members}, begins {at}", cohort=name, members=members, at=begin_of(cohort))
    week, weeks = cohort.week_at(context.now), cohort.timetable.last_week
    return t("- {cohort}: {members}, week {week} of {weeks}", cohort=name, members=members, week=week, weeks=weeks)


feature = Feature(commands)
