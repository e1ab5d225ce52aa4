"""The one post of a week that everybody in its cohort has done."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.calendar import local_day
from bot.domain.cohort import Cohort
from bot.domain.late_work import takes_milestones
from bot.domain.next_step import DoneSoFar, current_week
from bot.domain.roadmap import Week
from bot.domain.timetable import Occurrence
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Note, Text
from bot.interface.limits import LONGEST_TITLE, fitted
from bot.ports.dues import cohort_due
from bot.ports.unit import Unit
from bot.shared.milestone_card import see_next_week, see_week
from bot.shared.posts import after_the_week, home_post
from bot.shared.week_card import cohort_weeks, week_title
from bot.text import Markup, t

DONE_BY_ALL = "done-by-all"
"""The name of the routine, and the first part of the keys of these posts."""
FEWEST = 2
"""Members, so that it is something done together."""
AT_ONCE = 35
"""Members who may be pressing Done at the same moment, unseen by each other's units: three processes have room for 36 calls."""
SITTING = timedelta(minutes=5)
"""From the last milestone to the post: whoever makes up for several weeks in one sitting brings one post, about the latest."""


async def look_if_done_by_all(unit: Unit, cohort: Cohort, so_far: DoneSoFar, now: datetime) -> None:
    """Let it be looked soon whether all have done the week that `so_far` is of, if so many have that the last may be doing it."""
    if FEWEST <= so_far.members <= so_far.milestones + AT_ONCE:
        await unit.dues.set(cohort_due(DONE_BY_ALL, cohort.id, now + SITTING))


async def look_if_others_are_done(unit: Unit, cohort: Cohort, gone: int, now: datetime) -> None:
    """After the person `gone` left a cohort: the same for the week whose milestone counts now."""
    if takes_milestones(cohort.timetable, now):
        week = (await cohort_weeks(unit, cohort))[current_week(cohort, now) - 1]
        so_far = await unit.scores.done_so_far(cohort.id, gone, week.id, local_day(now, cohort.zone))
        await look_if_done_by_all(unit, cohort, so_far, now)


async def post_done_by_all(unit: Unit, cohort: Cohort, due: Sequence[Occurrence], now: datetime) -> None:
    """Close the latest week that all have done in the cohort's channels, but not before its own post; once, whatever comes
    later."""
    weeks, done = await cohort_weeks(unit, cohort), await unit.progress.done(cohort.id)
    members = await unit.enrollments.count(cohort.id)
    by_all = [number for number, week in enumerate(weeks, 1) if FEWEST <= members == len(done.get(week.id, ()))]
    if by_all:
        card, at = _card(cohort, by_all[-1], weeks, members, now), max(now, after_the_week(cohort.timetable.begins(by_all[-1])))
        homes = await unit.cohorts.homes(cohort.id)
        await unit.outbox.put_all(home_post(home, f"{DONE_BY_ALL}/{by_all[-1]}", card, at) for home in homes)


def _card(cohort: Cohort, number: int, weeks: Sequence[Week], members: int, now: datetime) -> Card:
    """It says when that was, as members may join later, or take Done back."""
    title = fitted(t("{cohort}: all did week {number}", cohort=cohort.name, number=number), LONGEST_TITLE)
    week, day = weeks[number - 1].title, local_day(now, cohort.zone)
    said = Text(t("On {day} all {members} members had done **{title}**. Well done!", day=day, members=members, title=week))
    follows, button = _what_follows(cohort, number, weeks, current_week(cohort, now))
    return Card(title, (said, Note(follows), Buttons((button,))), tone="good")


def _what_follows(cohort: Cohort, number: int, weeks: Sequence[Week], current: int) -> tuple[Markup, Button]:
    """What a cohort goes on with after a week, and the press that leads there: the week under way if that is a later one."""
    if number >= cohort.timetable.last_week:
        return t("That was the last week."), Button(t("Look back"), Call("recap", {"cohort": str(cohort.id)}), "primary")
    if number < current:
        under_way = t("Under way: {week}.", week=week_title(current, weeks[current - 1]))
        return under_way, replace(see_week(cohort, current), style="primary")
    (button,) = see_next_week(cohort, number)
    return t("What comes next: {week}.", week=week_title(number + 1, weeks[number])), button
