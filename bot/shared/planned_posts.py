"""What the timetables of cohorts say for the coming days: the posts that moderators see as planned."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.calendar import local_day
from bot.domain.challenge import Challenge
from bot.domain.challenge_choice import NOT_AGAIN_FOR, candidates, topics_of
from bot.domain.closing import closings, last_solution
from bot.domain.cohort import Cohort, Home
from bot.domain.timetable import Occurrence, Timetable
from bot.feature import Context
from bot.interface.limits import fitted
from bot.shared.closing_card import closing_name
from bot.shared.daily_challenge import post_name as challenge_name
from bot.shared.posts import home_key, prompt_name, report_name, week_name
from bot.shared.week_card import cohort_weeks
from bot.text import Markup, Moment, t

PLANNED_DAYS = 7
WIDEST_NAME = 40
ASKED_AT_ONCE = 5_000
"""Keys of posts in one statement: a database takes some ten thousand values."""

_EVENTS: Mapping[str, Callable[[int], Markup]] = {
    "milestone": lambda week: t("milestone of week {week}", week=week),
    "prompt": lambda week: t("check-in, week {week}", week=week),
    "challenge": lambda week: t("challenge, week {week}", week=week),
    "no challenge": lambda week: t("no challenge, as none of week {week} or earlier is left", week=week),
    "report": lambda week: t("report of week {week}, unless nothing is done in it", week=week),
    "solution": lambda week: t("solution of the last challenge"),
    "closing": lambda week: t("closing"),
}


@dataclass(frozen=True, slots=True)
class PlannedPost:
    """What a cohort's timetable says for an instant to come."""

    cohort: Cohort
    event: str
    occurrence: Occurrence

    @property
    def name(self) -> str:
        """The name of the post, which is the same in each home; empty if it is only known once it is due."""
        it = self.occurrence
        match self.event:
            case "milestone":
                return week_name(it.week)
            case "prompt":
                return prompt_name(it.day)
            case "challenge":
                return challenge_name(it.day)
            case "report":
                return report_name(it.week)
            case "closing":
                return closing_name(it.day)
            case _:
                return ""

    @property
    def title(self) -> Markup:
        name, week = fitted(self.cohort.name, WIDEST_NAME), self.occurrence.week
        what = t("report of week {week}", week=week) if self.event == "report" else _EVENTS[self.event](week)
        return t("{cohort}: {what}", cohort=name, what=what)


class _Ready:
    """Which challenges cohorts are ready for, found once for all that walk the same weeks."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._all: dict[tuple[str, str], Mapping[str, Challenge]] = {}
        self._ids: dict[tuple[str, str, frozenset[str]], frozenset[str]] = {}

    async def ids(self, cohort: Cohort, topics: frozenset[str]) -> frozenset[str]:
        """Of the challenges all of whose topics are among these."""
        of, runs_code = (cohort.pack, cohort.release), self._context.runs_code
        if of not in self._all:
            self._all[of] = await self._context.unit.challenges.all(*of)
        if (*of, topics) not in self._ids:
            self._ids[*of, topics] = frozenset(each.id for each in candidates(self._all[of], topics, runs_code))
        return self._ids[*of, topics]


async def planned_posts(context: Context, cohort: Cohort | None) -> Sequence[PlannedPost]:
    """What the timetables say for the coming days, earliest first; of one cohort, or of all. What a moderator left out or had
    posted ahead of its time is planned no more."""
    cohorts = [each for each in ([cohort] if cohort else await context.unit.cohorts.all()) if not each.called_off]
    ready = _Ready(context)
    async with context.unit.together([each.id for each in cohorts]):
        planned = [one for each in cohorts for one in await _to_come(context, each, ready)]
        homes = {cohort: await context.unit.cohorts.homes(cohort) for cohort in {one.cohort.id for one in planned}}
    return sorted(await _unqueued(context, planned, homes), key=lambda one: one.occurrence.at)


def planned_line(post: PlannedPost) -> Markup:
    name, it = fitted(post.cohort.name, WIDEST_NAME), post.occurrence
    return t("- {cohort}: {what}, {at}", cohort=name, what=_EVENTS[post.event](it.week), at=Moment(it.at))


async def _unqueued(
    context: Context, planned: Sequence[PlannedPost], homes: Mapping[int, Sequence[Home]]
) -> Sequence[PlannedPost]:
    """Those that were not queued in each home of their cohort."""
    keys = [
        frozenset(home_key(home, one.name) for home in homes[one.cohort.id]) if one.name else frozenset[str]() for one in planned
    ]
    asked = [key for of_post in keys for key in of_post]
    known = [
        await context.unit.delivery_board.known(asked[at : at + ASKED_AT_ONCE]) for at in range(0, len(asked), ASKED_AT_ONCE)
    ]
    queued = frozenset[str]().union(*known)
    return [one for one, of_post in zip(planned, keys, strict=True) if not of_post or not queued.issuperset(of_post)]


async def _to_come(context: Context, cohort: Cohort, ready: _Ready) -> Sequence[PlannedPost]:
    """What the timetable of a cohort says, without challenges for which none is left; the first such day of a week says that.
    Which challenge comes is not asked: each takes one of those that are left, which are no fewer in later weeks."""
    unit, planned = context.unit, list(_planned(cohort, context.now))
    if all(one.event != "challenge" for one in planned):
        return planned
    weeks = await cohort_weeks(unit, cohort)
    since = local_day(context.now, cohort.zone) - NOT_AGAIN_FOR
    given = {daily.item for daily in await unit.challenges.given(cohort.id, since)}
    shown, lacking, taken = list[PlannedPost](), set[int](), 0
    for one in planned:
        week = one.occurrence.week
        if one.event != "challenge":
            shown.append(one)
        elif taken < len(await ready.ids(cohort, topics_of(weeks[:week])) - given):
            taken += 1
            shown.append(one)
        elif week not in lacking:
            lacking.add(week)
            shown.append(replace(one, event="no challenge"))
    return shown


def _planned(cohort: Cohort, now: datetime) -> Iterator[PlannedPost]:
    until = now + timedelta(days=PLANNED_DAYS)
    for event, it in (*cohort.timetable.posts(now, until), *_last_words(cohort.timetable, until)):
        if now < it.at < until:
            yield PlannedPost(cohort, event, it)


def _last_words(timetable: Timetable, until: datetime) -> Iterator[tuple[str, Occurrence]]:
    """What is posted once no week and no challenge is to come; nothing if one is after `until`."""
    if not timetable.end_is_known or next(timetable.challenges(until), None):
        return
    if solution := last_solution(timetable):
        yield "solution", solution
    for closing in closings(timetable, timetable.begins(1)):
        yield "closing", closing
