"""The way back of somebody who joined late, in words, while there is something left to catch up on."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.catch_up import Sitting, catch_up_plan
from bot.domain.cohort import Cohort, Enrollment
from bot.domain.late_work import milestones_close, takes_milestones
from bot.domain.roadmap import Week
from bot.domain.week_count import is_settled
from bot.feature import Context
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Text
from bot.interface.limits import fitted_list, width
from bot.shared.pages import more_lines
from bot.shared.week_card import cohort_weeks, hours
from bot.text import Listed, Markup, Moment, join, n, t

Numbered = Sequence[tuple[int, Week]]

WIDEST_PLAN = 1200
WIDEST_WEEKS = 600
"""Of the titles in one line."""


async def catch_up_lines(context: Context, cohort: Cohort, enrollment: Enrollment | None) -> Sequence[Markup]:
    """The plan of the caller, who has this enrollment: a heading, then what is left of the weeks before they joined, this week's
    part first. Empty if there is none, because they were there from the start, set those weeks aside, or have caught up."""
    if enrollment is None or enrollment.late_start != "catch-up":
        return ()
    if not takes_milestones(cohort.timetable, context.now, enrollment):
        return ()
    weeks = await cohort_weeks(context.unit, cohort)
    progress = await context.unit.progress.of(cohort.id, context.member.person)
    before = enumerate(weeks[: enrollment.first_week - 1], 1)
    earlier = [(number, week) for number, week in before if not is_settled(progress.get(week.id))]
    if not earlier:
        return ()
    return _lines(cohort, enrollment, weeks, earlier, context.member.weekly_minutes, context.now)


def catch_up_blocks(cohort: Cohort, plan: Sequence[Markup]) -> tuple[Block, ...]:
    """The next step of a plan, and the way to the rest of it; none for an empty plan."""
    keys = {"cohort": str(cohort.id), "how": "catch-up"}
    rest = Buttons((Button(t("Catch-up plan"), Call("cohort start-late", keys)),))
    return (*((Text(join([*plan[:2]])),) if plan else ()), *((rest,) if plan[2:] else ()))


def whole_plan(lines: Sequence[Markup]) -> Markup:
    """A plan, cut if it is too long for a card."""
    shown = len(lines)
    while width(plan := join([*lines[:shown], *more_lines(len(lines) - shown)])) > WIDEST_PLAN:
        shown -= 1
    return plan


def _lines(
    cohort: Cohort, enrollment: Enrollment, weeks: Sequence[Week], earlier: Numbered, minutes: int | None, now: datetime
) -> list[Markup]:
    """A heading, a line for each sitting until milestones are taken no more, and one for what does not fit."""
    closes, numbers = milestones_close(cohort.timetable, enrollment), [number for number, _ in earlier]
    if cohort.timetable.has_ended(now):
        left = t("**Catching up**, what is left can be handed in until {at}:", at=Moment(closes))
        return [left, t("- {weeks}", weeks=_titles(numbers, weeks))]
    sittings = catch_up_plan(earlier, minutes)
    most = cohort.timetable.last_week - cohort.week_at(now) + 1 + enrollment.extra_weeks
    lines = [_line(number, sitting, weeks, minutes) for number, sitting in enumerate(sittings[:most])]
    late = [number for sitting in sittings[most:] for number in sitting.weeks]
    rest = t("- no room before the end: {weeks}. Do more at a time, or set them aside.", weeks=_titles(late, weeks))
    return [t("**Catching up**, the shortest way, beside the current week:"), *lines, *([rest] if late else [])]


def _line(number: int, sitting: Sitting, weeks: Sequence[Week], minutes: int | None) -> Markup:
    when = n("in {count} week", "in {count} weeks", number) if number else t("this week")
    titles, time = _titles(sitting.weeks, weeks), hours(sitting.minutes)
    if minutes and sitting.minutes > minutes:
        own = hours(minutes)
        return t("- {when}: {weeks} ({time}, more than your {own} a week)", when=when, weeks=titles, time=time, own=own)
    return t("- {when}: {weeks} ({time})", when=when, weeks=titles, time=time)


def _titles(numbers: Sequence[int], weeks: Sequence[Week]) -> Listed:
    return fitted_list((f"{number}. {weeks[number - 1].short}" for number in numbers), WIDEST_WEEKS)
