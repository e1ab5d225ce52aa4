"""`today`: what is open for a member today, with a section for moderators. Slack shows it in the App Home too."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.cohort import Cohort
from bot.domain.leave import leave_on
from bot.domain.next_step import DoneSoFar, Step, asks_on, challenge_is_open, rests
from bot.domain.roadmap import Week
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, ButtonStyle, Card, Divider, Text, fits
from bot.interface.command import Access, Commands
from bot.shared.break_words import begin_of, break_lines
from bot.shared.cohort_choice import cohort_chooser
from bot.shared.cohort_offers import all_cohorts_button, no_cohort_text, offer_blocks, short_name
from bot.shared.days_to_fill import filling_in
from bot.shared.extension import longer_open_lines
from bot.shared.late_work_blocks import late_work_blocks, more_late
from bot.shared.live_sessions import next_blocks, to_come
from bot.shared.next_step import done_so_far, step_in
from bot.shared.pages import more_lines
from bot.shared.practice import practice_ground, review_backlog
from bot.shared.settings_card import settings_in_short
from bot.shared.streak_count import own_ledger
from bot.shared.waiting_list import leave_line_button, place_text, waited_for
from bot.shared.week_card import cohort_weeks, mark_word, week_title
from bot.shared.what_waits import own_drafts, what_waits
from bot.text import Listed, Markup, join, n, t

MOST_OWN = 3
MOST_WAITED = 2
MOST_MODERATED = 5

commands = Commands()


@dataclass(frozen=True, slots=True)
class CohortToday:
    """A member's state in one of their cohorts; `week` is None before the first begins."""

    cohort: Cohort
    week: Week | None
    so_far: DoneSoFar
    step: Step | None
    longer: Sequence[Markup]
    """The earlier weeks for which they have more time."""


@commands.add("today", "What is open for you today.", access=Access.READ)
async def today(context: Context) -> Card:
    own = context.cohorts
    walking = sorted(_not_ended(context, own), key=lambda cohort: cohort.state(context.now) == "open")
    known = _not_ended(context, await context.unit.cohorts.all()) if context.moderator or not walking else []
    waited = await waited_for(context)
    late = await late_work_blocks(context, own)
    most_late = MOST_OWN - 1 if walking else MOST_OWN
    if walking:
        week = await _own_week(context, walking, MOST_OWN - len(late[:most_late]))
    elif waited:
        week = (Text(no_cohort_text(context)),)
    else:
        week = await offer_blocks(context, known, late=bool(late))
    settings = settings_in_short(context.member, context.community, context.now)
    moderators = await _for_moderators(context, known) if context.moderator else ()
    handed_in = [*[block for section in late[:most_late] for block in section], *more_late(len(late) - most_late)]
    sessions = next_blocks(to_come(await context.unit.live_sessions.coming(context.now), own, context.now))
    rest = (*sessions, Divider(), *settings, *moderators)
    waiting = _in_line(waited, () if walking else (all_cohorts_button(),))
    if not fits((*week, *handed_in, *waiting, *rest)):
        waiting = waiting[:1]  # the list of cohorts has the buttons too
        rest = rest[len(sessions) :]  # and what a cohort is about to do
    return Card(t("Today"), (*week, *handed_in, *waiting, *rest))


def _not_ended(context: Context, cohorts: Sequence[Cohort]) -> list[Cohort]:
    return [cohort for cohort in cohorts if cohort.state(context.now) != "ended"]


async def _own_week(context: Context, cohorts: Sequence[Cohort], most: int) -> tuple[Block, ...]:
    cohorts_today = await _shown_today(context, cohorts, most)
    ledger = await own_ledger(context)
    streak = ledger.current
    open_lines, fill = filling_in(context, ledger, [each.cohort for each in cohorts_today])
    due = await _reviews_due(context)
    kept = [n("Your streak: **{count} day**.", "Your streak: **{count} days**.", streak)] if streak else []
    waiting = [n("**{count} review** is due.", "**{count} reviews** are due.", due)] if due else []
    practise = (Button(t("Practise"), Call("challenge practice")),) if due else ()
    head = Text(join([_next(cohorts_today, context.now), *kept, *open_lines, *waiting]))
    shown = [block for cohort_today in cohorts_today for block in _cohort_blocks(context, cohort_today)]
    more = _left_out([cohort for cohort in cohorts if cohort not in [each.cohort for each in cohorts_today]])
    return (head, Buttons((*fill, *practise, Button(t("Progress"), Call("progress")))), *shown, *more)


def _left_out(cohorts: Sequence[Cohort]) -> tuple[Block, ...]:
    """The member's cohorts for which there is no room, and the way there."""
    line = n(
        "And {count} more of your cohorts: </checkin>, </milestone> and </challenge today> ask which you mean.",
        "And {count} more of your cohorts: </checkin>, </milestone> and </challenge today> ask which you mean.",
        len(cohorts),
    )
    return (Text(line), Buttons((all_cohorts_button(),))) if cohorts else ()


async def _reviews_due(context: Context) -> int:
    """How many reviews are due today; what is in review is looked up in the packs only if something is."""
    states = await context.unit.reviews.of(context.member.person)
    if not any(state.due <= context.now for state in states):
        return 0
    backlog = await review_backlog(context, await practice_ground(context), runs_code=context.runs_code)
    return len(backlog.today)


async def _shown_today(context: Context, cohorts: Sequence[Cohort], most: int) -> Sequence[CohortToday]:
    """The first `most` cohorts; where nothing is left in any of these, with the first of the others in which something is."""
    shown = [await _cohort_today(context, cohort) for cohort in cohorts[:most]]
    for cohort in () if any(each.step for each in shown) else cohorts[most:]:
        other = await _cohort_today(context, cohort)
        if other.step:
            return (other, *shown[: most - 1])
    return shown


async def _cohort_today(context: Context, cohort: Cohort) -> CohortToday:
    so_far = await done_so_far(context, cohort)
    weeks, number = await cohort_weeks(context.unit, cohort), cohort.week_at(context.now)
    week = weeks[number - 1] if number else None
    return CohortToday(cohort, week, so_far, step_in(context, cohort, so_far), await longer_open_lines(context, cohort))


def _next(cohorts_today: Sequence[CohortToday], now: datetime) -> Markup:
    """The one thing to do now."""
    first = next((cohort_today for cohort_today in cohorts_today if cohort_today.step), cohorts_today[0])
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


def _cohort_blocks(context: Context, cohort_today: CohortToday) -> tuple[Block, ...]:
    cohort, keys = cohort_today.cohort, {"cohort": str(cohort_today.cohort.id)}
    name = t("**{cohort}**", cohort=short_name(cohort))
    if cohort_today.week is None:
        begins = t("Begins {at}.", at=begin_of(cohort))
        return (
            Text(join([name, begins, *break_lines(cohort, context.now)])),
            Buttons((Button(t("More"), Call("cohort info", keys)),)),
        )
    title = week_title(cohort.week_at(context.now), cohort_today.week)
    so_far = cohort_today.so_far
    challenge = challenge_is_open(cohort, so_far, context.now)
    buttons = [
        Button(t("Check in"), Call("checkin", keys), _style(cohort_today, "check in")),
        *([Button(t("Challenge"), Call("challenge today", keys), _style(cohort_today, "answer"))] if challenge else []),
        Button(t("Milestone"), Call("milestone", keys), _style(cohort_today, "start", "finish", "ask")),
    ]
    lines = [_checkin_line(context, cohort, so_far), *([_challenge_line(so_far)] if challenge else []), _milestone_line(so_far)]
    return (
        Text(join([name, title, *break_lines(cohort, context.now, 1), *lines, *cohort_today.longer])),
        Buttons(tuple(buttons)),
    )


def _style(cohort_today: CohortToday, *steps: Step) -> ButtonStyle:
    """What comes next stands out."""
    return "primary" if cohort_today.step in steps else "plain"


def _checkin_line(context: Context, cohort: Cohort, so_far: DoneSoFar) -> Markup:
    if so_far.has_checked_in:
        return t("✓ Checked in today.")
    if asks_on(cohort, context.now, context.today) and leave_on(context.member.leaves, context.today) is None:
        return t("☐ Not checked in today.")
    return t("No check-in is asked today.")


def _challenge_line(so_far: DoneSoFar) -> Markup:
    return t("✓ Challenge answered.") if so_far.has_answered else t("☐ Challenge not answered.")


def _milestone_line(so_far: DoneSoFar) -> Markup:
    mark = mark_word(so_far.mark) if so_far.mark else t("not started")
    return t("✓ Milestone: {mark}.", mark=mark) if so_far.mark in ("done", "skipped") else t("☐ Milestone: {mark}.", mark=mark)


def _in_line(waited: Sequence[tuple[Cohort, int]], beside: tuple[Button, ...]) -> tuple[Block, ...]:
    """The member's place in the line of each cohort that they wait for, with the ways out and the buttons `beside` them."""
    shown = waited[:MOST_WAITED]
    lines = [t("- {cohort}: {place}", cohort=short_name(cohort), place=place_text(place)) for cohort, place in shown]
    more = more_lines(len(waited) - len(shown))
    leaving = [leave_line_button(cohort, t("Leave the line of {cohort}", cohort=short_name(cohort))) for cohort, _ in shown]
    return (Text(join([t("**Waiting for a place**"), *lines, *more])), Buttons((*leaving, *beside))) if waited else ()


async def _for_moderators(context: Context, cohorts: Sequence[Cohort]) -> tuple[Block, ...]:
    shown = cohorts[:MOST_MODERATED]
    counts = await context.unit.enrollments.counts([cohort.id for cohort in shown])
    lines = [_line(context, cohort, counts[cohort.id]) for cohort in shown]
    more = len(cohorts) - len(lines)
    selects = cohort_chooser(t("Change a cohort"), cohorts, Call("manage edit")) if cohorts else ()
    waiting, drafts = await what_waits(context.unit), await own_drafts(context)
    start = Button(t("Start a cohort"), Call("manage create"))
    settings = Button(t("Community settings"), Call("manage settings"))
    return (
        Divider(),
        Text(join([_moderated(context, cohorts), *lines, *more_lines(more), *waiting.lines, *([drafts] if drafts else [])])),
        *selects,
        Buttons((*waiting.buttons, start, settings)),
    )


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
