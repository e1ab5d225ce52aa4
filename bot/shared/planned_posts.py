"""What the timetables of cohorts say for the coming days: the posts that moderators see as planned."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta

from bot.domain.closing import closings, last_solution
from bot.domain.cohort import Cohort
from bot.domain.timetable import Occurrence, Timetable
from bot.feature import Context
from bot.interface.limits import fitted
from bot.shared.pages import more_lines
from bot.text import Markup, Moment, t

PLANNED_DAYS = 7
WIDEST_NAME = 40

_EVENTS: Mapping[str, Callable[[int], Markup]] = {
    "milestone": lambda week: t("milestone of week {week}", week=week),
    "prompt": lambda week: t("check-in, week {week}", week=week),
    "challenge": lambda week: t("challenge, week {week}", week=week),
    "report": lambda week: t("report of week {week}", week=week),
    "solution": lambda week: t("solution of the last challenge"),
    "closing": lambda week: t("closing"),
}


async def planned_lines(context: Context, cohort: Cohort | None, most: int) -> list[Markup]:
    """What the timetables say for the coming days, earliest first."""
    cohorts = [cohort] if cohort else await context.unit.cohorts.all()
    planned = [one for each in cohorts if not each.called_off for one in _planned(each, context.now)]
    lines = [_line(*one) for one in sorted(planned, key=lambda one: one[2].at)[:most]]
    return [*lines, *more_lines(len(planned) - most)] if lines else [t("Nothing in the next seven days.")]


def _line(cohort: Cohort, event: str, it: Occurrence) -> Markup:
    name = fitted(cohort.name, WIDEST_NAME)
    return t("- {cohort}: {what}, {at}", cohort=name, what=_EVENTS[event](it.week), at=Moment(it.at))


def _planned(cohort: Cohort, now: datetime) -> Iterator[tuple[Cohort, str, Occurrence]]:
    until = now + timedelta(days=PLANNED_DAYS)
    for event, it in (*cohort.timetable.posts(now, until), *_last_words(cohort.timetable, until)):
        if now < it.at < until:
            yield cohort, event, it


def _last_words(timetable: Timetable, until: datetime) -> Iterator[tuple[str, Occurrence]]:
    """What is posted once no week and no challenge is to come; nothing if one is after `until`."""
    if not timetable.end_is_known or next(timetable.challenges(until), None):
        return
    if solution := last_solution(timetable):
        yield "solution", solution
    for closing in closings(timetable, timetable.begins(1)):
        yield "closing", closing
