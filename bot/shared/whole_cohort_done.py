"""The one post of a week that everybody in its cohort has done."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from bot.domain.calendar import local_day
from bot.domain.cohort import Cohort
from bot.domain.late_work import takes_milestones
from bot.domain.next_step import DoneSoFar, current_week
from bot.domain.roadmap import Week
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Note, Text
from bot.interface.limits import LONGEST_TITLE, fitted
from bot.ports.unit import Unit
from bot.shared.milestone_card import see_next_week
from bot.shared.posts import compose, home_post
from bot.shared.week_card import cohort_weeks, week_title
from bot.text import Markup, t

DONE_BY_ALL = "done-by-all"
"""The first part of the keys of these posts."""
FEWEST = 2
"""Members, so that it is something done together."""


async def tell_if_done_by_all(
    unit: Unit, cohort: Cohort, number: int, weeks: Sequence[Week], so_far: DoneSoFar, now: datetime
) -> None:
    """Close week `number` in the cohort's channels, if `so_far` says that all have done it; once, whatever comes later."""
    if FEWEST <= so_far.members == so_far.milestones:
        card = compose(unit, partial(_card, cohort, number, weeks, so_far.members))
        homes = await unit.cohorts.homes(cohort.id)
        await unit.outbox.put_all(home_post(home, f"{DONE_BY_ALL}/{number}", card, now) for home in homes)


async def tell_if_others_are_done(unit: Unit, cohort: Cohort, gone: int, now: datetime) -> None:
    """After the person `gone` left a cohort: close the week whose milestone counts now, if all who stay have done it."""
    if takes_milestones(cohort.timetable, now):
        number, weeks = current_week(cohort, now), await cohort_weeks(unit, cohort)
        so_far = await unit.scores.done_so_far(cohort.id, gone, weeks[number - 1].id, local_day(now, cohort.zone))
        await tell_if_done_by_all(unit, cohort, number, weeks, so_far, now)


def _card(cohort: Cohort, number: int, weeks: Sequence[Week], members: int) -> Card:
    title = fitted(t("{cohort}: week {number} is done by all", cohort=cohort.name, number=number), LONGEST_TITLE)
    said = Text(t("All {members} members have done **{title}**. Well done!", members=members, title=weeks[number - 1].title))
    return Card(
        title, (said, Note(_what_follows(number, weeks)), Buttons(see_next_week(cohort, number) or (_look_back(cohort),)))
    )


def _what_follows(number: int, weeks: Sequence[Week]) -> Markup:
    if number == len(weeks):
        return t("That was the last week.")
    return t("What comes next: {week}.", week=week_title(number + 1, weeks[number]))


def _look_back(cohort: Cohort) -> Button:
    return Button(t("Look back"), Call("progress", {"cohort": str(cohort.id)}), "primary")
