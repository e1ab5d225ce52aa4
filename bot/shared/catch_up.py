"""The way back of somebody who joined late, in words, while there is something left to catch up on."""

from collections.abc import Sequence

from bot.domain.catch_up import Sitting, catch_up_plan
from bot.domain.cohort import Cohort, Enrollment
from bot.domain.roadmap import Week
from bot.domain.week_count import is_settled
from bot.feature import Context
from bot.interface.limits import fitted_list, width
from bot.shared.pages import more_lines
from bot.shared.week_card import cohort_weeks, hours
from bot.text import Markup, join, n, t

WIDEST_PLAN = 1200
WIDEST_WEEKS = 600
"""Of the titles in one line."""


async def catch_up_lines(context: Context, cohort: Cohort, enrollment: Enrollment | None) -> tuple[Markup, ...]:
    """The plan of the caller, who has this enrollment, as one text: what is left of the weeks before they joined, this week's
    part first. Empty if there is none, because they were there from the start, set those weeks aside, or have caught up."""
    weeks = await cohort_weeks(context.unit, cohort)
    sittings = await _sittings(context, cohort, enrollment, weeks)
    if not sittings:
        return ()
    lines = [_line(number, sitting, weeks) for number, sitting in enumerate(sittings)]
    shown = len(lines)
    while width(_plan(lines, shown)) > WIDEST_PLAN:
        shown -= 1
    return (_plan(lines, shown),)


def _plan(lines: Sequence[Markup], shown: int) -> Markup:
    heading = t("**Catching up**, the shortest way, beside the current week:")
    return join([heading, *lines[:shown], *more_lines(len(lines) - shown)])


async def _sittings(context: Context, cohort: Cohort, enrollment: Enrollment | None, weeks: Sequence[Week]) -> Sequence[Sitting]:
    if enrollment is None or enrollment.late_start != "catch-up" or cohort.state(context.now) == "ended":
        return ()
    progress = await context.unit.progress.of(cohort.id, context.member.person)
    before = enumerate(weeks[: enrollment.first_week - 1], 1)
    earlier = [(number, week) for number, week in before if not is_settled(progress.get(week.id))]
    return catch_up_plan(earlier, context.member.weekly_minutes)


def _line(number: int, sitting: Sitting, weeks: Sequence[Week]) -> Markup:
    return t(
        "- {when}: {weeks} ({time})",
        when=n("in {count} week", "in {count} weeks", number) if number else t("this week"),
        weeks=fitted_list((f"{week}. {weeks[week - 1].short}" for week in sitting.weeks), WIDEST_WEEKS),
        time=hours(sitting.minutes),
    )
