"""A week as one member sees it: the week itself, what they said of it, and the presses that lead on from there."""

from dataclasses import replace

from bot.domain.cohort import Cohort, Progress
from bot.domain.late_work import takes_milestones
from bot.domain.roadmap import Week
from bot.domain.week_count import WeekCount
from bot.feature import Context
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Note, Text, fits
from bot.shared.catch_up import catch_up_lines
from bot.shared.extension import extension_line
from bot.shared.finished_lines import is_cut, read_all, work_lines
from bot.shared.week_card import mark_word, week_blocks, week_title
from bot.shared.who_sees import who_sees_work
from bot.text import Markup, join, n, t


async def milestone_card(context: Context, cohort: Cohort, number: int, week: Week, *advice: Block) -> Card:
    """The week with `advice` above it; where not all of that fits, the week itself stays behind a press."""
    progress = (await context.unit.progress.of(cohort.id, context.member.person)).get(week.id)
    enrollment = context.enrollment_in(cohort)
    plan = await catch_up_lines(context, cohort, enrollment) if number == cohort.week_at(context.now) else ()
    own = (
        *(Text(line) for line in plan),
        *await work_blocks(context, cohort, number, progress),
        Note(join([_progress_status(progress), *([longer] if (longer := extension_line(cohort, enrollment)) else [])], " ")),
    )
    presses = (*_presses(context, cohort, number, progress), *whole_button(cohort, number, progress))
    whole = (*advice, *await week_blocks(context.unit, cohort.pack, cohort.release_of(number), week), *own, *_row(presses))
    if fits(whole):
        return Card(week_title(number, week), whole)
    return Card(week_title(number, week), (*advice, *own, *_row((*presses[:4], see_week(cohort, number)))))


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


def _presses(context: Context, cohort: Cohort, number: int, progress: Progress | None) -> tuple[Button, ...]:
    """None for a week that has not begun; once the cohort takes no more, only whether others see what was made."""
    if number > cohort.week_at(context.now):
        return ()
    is_open, keys = takes_milestones(cohort.timetable, context.now, context.enrollment_in(cohort)), _keys(cohort, number)
    if progress and progress.mark == "done":
        change = Button(t("Change link or note"), Call("milestone done", keys))
        again = Button(t("Open it again"), Call("milestone reopen", keys))
        return (*share_button(cohort, number, progress), *((change, again) if is_open else ()))
    start = Button(t("Start"), Call("milestone start", keys))
    done = Button(t("Done"), Call("milestone done", keys), "primary")
    aside = (Button(t("Skip"), Call("milestone skip", keys)), Button(t("I am stuck"), Call("milestone stuck", keys)))
    match progress.mark if progress else None:
        case _ if not is_open:
            return ()
        case "skipped":
            return (start, replace(done, style="plain"))
        case "started":
            return (done, *aside)
        case "stuck":
            return (done, aside[0], replace(aside[1], label=t("Show the help again")))
        case _:
            return (start, done, *aside)


def _keys(cohort: Cohort, number: int) -> dict[str, str]:
    return {"cohort": str(cohort.id), "week": str(number)}


def _row(buttons: tuple[Button, ...]) -> tuple[Buttons, ...]:
    return (Buttons(buttons),) if buttons else ()


def _progress_status(progress: Progress | None) -> Markup:
    return t("For you: {mark}.", mark=mark_word(progress.mark)) if progress else t("For you: not started.")
