"""The report at the end of a week: what the cohort did in it, and what comes next."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.cohort import Cohort
from bot.domain.late_work import takes_milestones
from bot.domain.roadmap import Week
from bot.domain.timetable import Occurrence, Timetable
from bot.feature import Feature, Routine
from bot.interface.card import Card, Note, Text
from bot.interface.command import Commands
from bot.ports.unit import Unit
from bot.shared.over_words import late_work_text
from bot.shared.posts import home_post, state_at
from bot.shared.summary import is_shown
from bot.shared.week_card import cohort_weeks
from bot.shared.week_work import work_of_week
from bot.text import Markup, escape, join, n, t


async def post_report(unit: Unit, cohort: Cohort, due: Sequence[Occurrence], now: datetime) -> None:
    """Sum up the week that is ending; a report whose week is long over has expired."""
    homes = await unit.cohorts.homes(cohort.id)
    for each in due:
        card, name, state = await _report(unit, cohort, each, now), f"report/{each.week}", state_at(each, now)
        await unit.outbox.put_all([home_post(home, name, card, each.at, state=state, until=each.until) for home in homes])


async def _report(unit: Unit, cohort: Cohort, occurrence: Occurrence, now: datetime) -> Card:
    weeks, number = await cohort_weeks(unit, cohort), occurrence.week
    week = weeks[number - 1]
    work = await work_of_week(unit, cohort, number)
    count, blocked = len(work.checkins), sum(bool(checkin.blocker) for checkin in work.checkins if is_shown(checkin))
    by = n("{count} member", "{count} members", work.persons)
    lines = (
        (count, n("- {count} check-in by {people}", "- {count} check-ins by {people}", count, people=by)),
        (work.done, t("- {done} of {members} finished the milestone", done=work.done, members=work.members)),
        (blocked, n("- {count} said what is in their way", "- {count} said what is in their way", blocked)),
    )
    text = Text(join([escape(week.title), *(line for counted, line in lines if counted)]))
    return Card(
        t("{cohort}: week {number} in review", cohort=cohort.name, number=number),
        (text, *map(Note, _outlook(cohort, weeks, number, now))),
    )


def _outlook(cohort: Cohort, weeks: Sequence[Week], number: int, now: datetime) -> list[Markup]:
    """What may still be done after a week; nothing once the cohort is closed, as after a downtime over its end."""
    timetable = cohort.timetable
    if not takes_milestones(timetable, now):
        return []
    if timetable.has_ended(now):
        return [join([t("It has ended."), late_work_text(timetable.closes)], " ")]
    if number == timetable.last_week:
        return [join([t("That was the last week."), late_work_text(timetable.closes)], " ")]
    return [t("Next: **{title}**", title=weeks[number].title)]


feature = Feature(Commands(), (Routine("report", post_report, Timetable.reports, Timetable.reported_since),))
