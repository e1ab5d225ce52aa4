"""A week as one member sees it: the week itself, what they said of it, and the presses that lead on from there."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.domain.cohort import Cohort, Enrollment, Progress
from bot.domain.late_work import takes_milestones
from bot.domain.lookup import Resource
from bot.domain.next_step import DoneSoFar, current_week
from bot.domain.own_weeks import own_over_at
from bot.domain.roadmap import Week
from bot.domain.timetable import Timetable
from bot.domain.week_count import WeekCount, is_done
from bot.feature import Context
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Note, Text
from bot.interface.phone import shortest_cut
from bot.shared.catch_up import catch_up_blocks, catch_up_lines
from bot.shared.extension import extension_line
from bot.shared.finished_lines import is_cut, read_all, work_lines
from bot.shared.next_step import next_button
from bot.shared.peer_review_card import review_blocks
from bot.shared.starter import starter_button, starter_url
from bot.shared.week_card import (
    cohort_weeks,
    mark_word,
    milestone_text,
    more_button,
    week_blocks,
    week_resources,
    week_title,
    whole_week_blocks,
)
from bot.shared.who_sees import who_sees_work
from bot.text import Markup, Moment, join, n, t


async def milestone_card(context: Context, cohort: Cohort, number: int, week: Week, *advice: Block) -> Card:
    """Where the caller stands in a week, what to make, and what comes next; below `advice`, or above what was made, the milestone
    is one sentence. The rest of the week is behind More; what was made is behind a button if a phone has no room for it."""
    progress = (await context.unit.progress.of(cohort.id, context.member.person)).get(week.id)
    enrollment, is_current = context.enrollment_in(cohort), number == cohort.week_at(context.now)
    longer = extension_line(cohort, enrollment)
    plan = await catch_up_lines(context, cohort, enrollment) if is_current else ()
    made = await work_blocks(context, cohort, number, progress)
    is_brief = bool(advice or made) or is_done(progress)
    above = (
        Text(_standing(cohort, number, progress, enrollment, context.now)),
        *advice,
        *((Text(milestone_text(week)),) if is_brief else await _to_make(context, cohort, number, week)),
    )
    between = (
        *catch_up_blocks(cohort, plan),
        *((Note(longer),) if longer else ()),
    )
    presses = _presses(context, cohort, number, week, progress)
    reviews = await review_blocks(context, cohort, number, week, progress)
    short = (((), (read_all(cohort, number),)),) if made else ()
    variants = (
        (*above, *shown, *between, Buttons((*presses, *way)), *reviews)
        for shown, way in ((made, whole_button(cohort, number, progress)), *short)
    )
    return shortest_cut(week_title(number, week), variants)


async def whole_week_card(context: Context, cohort: Cohort, number: int, week: Week) -> Card:
    """Everything about a week, with what can be done besides the next step."""
    progress = (await context.unit.progress.of(cohort.id, context.member.person)).get(week.id)
    blocks = whole_week_blocks(week, await _resources(context, cohort, number, week))
    aside = _aside(cohort, number, progress) if _is_open(context, cohort, number) else ()
    return Card(week_title(number, week), (*blocks, Buttons((see_week(cohort, number), *aside))))


async def _to_make(context: Context, cohort: Cohort, number: int, week: Week) -> tuple[Block, ...]:
    return week_blocks(week, await _resources(context, cohort, number, week))


async def _resources(context: Context, cohort: Cohort, number: int, week: Week) -> Mapping[str, Resource]:
    return await week_resources(context.unit, cohort.pack, cohort.release_of(number), week)


def to_come(cohort: Cohort, number: int) -> Markup:
    """When a week begins that has not begun."""
    if cohort.timetable.waits(number):
        return t("Week {number} begins when the pause of {cohort} is over.", number=number, cohort=cohort.name)
    if number > cohort.timetable.last_week:
        return t("{cohort} ends before week {number} begins.", number=number, cohort=cohort.name)
    return t("Week {number} begins {at}.", number=number, at=Moment(cohort.timetable.begins(number)))


def done_sentence(week: Week, count: WeekCount) -> Markup:
    """What whoever has just done a week reads first."""
    return n(
        "**{title}** is done: {finished} of {count} week.",
        "**{title}** is done: {finished} of {count} weeks.",
        count.all,
        title=week.title,
        finished=count.done,
    )


async def work_blocks(context: Context, cohort: Cohort, number: int, progress: Progress | None) -> tuple[Block, ...]:
    """The link and the note of a week, to whoever gave them, and who else sees them."""
    if progress is None or not (progress.link or progress.note):
        return ()
    seen = await who_sees_work(context.unit, cohort, number, progress, context.now)
    return (Text(join([t("**What you made**"), *work_lines(progress), seen])),)


def whole_button(cohort: Cohort, number: int, progress: Progress | None) -> tuple[Button, ...]:
    """To the whole note, if `work_blocks` cut it."""
    return (read_all(cohort, number),) if progress and is_cut(progress) else ()


def share_button(cohort: Cohort, number: int, progress: Progress) -> tuple[Button, ...]:
    """Showing link and note to the cohort, or no more; nothing if there are none."""
    if not (progress.link or progress.note):
        return ()
    keys = _keys(cohort, number)
    if progress.shared:
        return (Button(t("Stop sharing"), Call("milestone unshare", keys)),)
    return (Button(t("Share with the cohort"), Call("milestone share", keys), "primary"),)


def see_week(cohort: Cohort, number: int) -> Button:
    return Button(t("See the week"), Call("milestone", _keys(cohort, number)))


def see_next_week(cohort: Cohort, number: int) -> tuple[Button, ...]:
    """To the week after `number`, to be read ahead; empty after the last."""
    if number >= cohort.timetable.last_week:
        return ()
    return (Button(t("See the next week"), Call("milestone", _keys(cohort, number + 1)), "primary"),)


async def after_done(
    context: Context, cohort: Cohort, number: int, so_far: DoneSoFar, progress: Mapping[str, Progress]
) -> tuple[Button, ...]:
    """What comes next for whoever has done a week, of which `so_far` tells; the next week if nothing is left."""
    weeks = await cohort_weeks(context.unit, cohort)
    present = progress.get(weeks[current_week(cohort, context.now) - 1].id)
    return next_button(context, cohort, replace(so_far, mark=present and present.mark)) or see_next_week(cohort, number)


def _presses(context: Context, cohort: Cohort, number: int, week: Week, progress: Progress | None) -> tuple[Button, ...]:
    """What comes next, then the starter until the week is done, then More. Once the cohort takes no more, whether others see what
    was made."""
    shared = share_button(cohort, number, progress) if progress and progress.mark == "done" else ()
    steps = _steps(_keys(cohort, number), progress) if _is_open(context, cohort, number) else ()
    url = starter_url(cohort.pack, cohort.release_of(number), week, context.site)
    starter = () if is_done(progress) else starter_button(week, Call("milestone starter", _keys(cohort, number)), url)
    return (*shared, *steps, *starter, more_button(cohort, number))


def _steps(keys: Mapping[str, str], progress: Progress | None) -> tuple[Button, ...]:
    """Start; then Done and Stuck; then Undo."""
    done = Button(t("Done"), Call("milestone done", keys), "primary")
    stuck = Button(t("I am stuck"), Call("milestone stuck", keys))
    match progress.mark if progress else None:
        case "started":
            return (done, stuck)
        case "stuck":
            return (done, replace(stuck, label=t("Show the help again")))
        case "done":
            change = Button(t("Change link or note"), Call("milestone done", keys))
            return (change, Button(t("Undo"), Call("milestone reopen", keys)))
        case "skipped":
            return (Button(t("Start"), Call("milestone start", keys)),)
        case None:
            return (Button(t("Start"), Call("milestone start", keys), "primary"),)


def _aside(cohort: Cohort, number: int, progress: Progress | None) -> tuple[Button, ...]:
    """What can be done besides the next step: finishing a week that was not begun, and setting one aside."""
    keys, mark = _keys(cohort, number), progress.mark if progress else None
    done, skip = Button(t("Done"), Call("milestone done", keys)), Button(t("Skip"), Call("milestone skip", keys))
    offered = ((done, mark in (None, "skipped")), (skip, mark in (None, "started", "stuck")))
    return tuple(button for button, is_offered in offered if is_offered)


def _is_open(context: Context, cohort: Cohort, number: int) -> bool:
    """Whether a week has begun, and its milestone is taken."""
    return number <= cohort.week_at(context.now) and takes_milestones(
        cohort.timetable, context.now, context.enrollment_in(cohort)
    )


def _keys(cohort: Cohort, number: int) -> dict[str, str]:
    return {"cohort": str(cohort.id), "week": str(number)}


def _standing(cohort: Cohort, number: int, progress: Progress | None, enrollment: Enrollment | None, now: datetime) -> Markup:
    """What the caller said of a week, and how much of it is left."""
    if number > cohort.week_at(now):
        return to_come(cohort, number)
    mark = mark_word(progress.mark) if progress else t("not started")
    return join([t("**You: {mark}.**", mark=mark), *_time_left(cohort.timetable, number, enrollment, now)], " ")


def _time_left(timetable: Timetable, number: int, enrollment: Enrollment | None, now: datetime) -> list[Markup]:
    """Nothing while a pause goes on and nobody knows when the week ends for the caller."""
    extra = enrollment.extra_weeks if enrollment else 0
    ends = own_over_at(timetable, number, extra)
    if ends is None:
        return []
    if ends <= now:
        return [t("This week is over.")]
    left = Moment(ends, "relative")
    if extra:
        return [t("For you this week ends {at} ({left}).", at=Moment(ends), left=left)]
    return [t("This week ends {at} ({left}).", at=Moment(ends), left=left)]
