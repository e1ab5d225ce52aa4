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
from bot.interface.drawing import Bars
from bot.interface.picture import Picture
from bot.ports.unit import Unit
from bot.shared.bars_picture import share_bar
from bot.shared.over_words import late_work_text
from bot.shared.posts import home_post, report_name, state_at
from bot.shared.summary import is_shown
from bot.shared.week_card import cohort_weeks
from bot.shared.week_work import WeekWork, work_of_week
from bot.text import Markup, escape, join, n, plain, t


async def post_report(unit: Unit, cohort: Cohort, due: Sequence[Occurrence], now: datetime) -> None:
    """Sum up the week that is ending; a report whose week is long over has expired. Of a week in which nobody did anything there
    is none, but for the last, which says until when something can be handed in."""
    homes = await unit.cohorts.homes(cohort.id)
    for each in due:
        work = await work_of_week(unit, cohort, each.week)
        if _done_in(work) or each.week == cohort.timetable.last_week:
            card, name, state = await _report(unit, cohort, each.week, work, now), report_name(each.week), state_at(each, now)
            await unit.outbox.put_all([home_post(home, name, card, each.at, state=state, until=each.until) for home in homes])


def _done_in(work: WeekWork) -> list[Markup]:
    """What the cohort did in a week, a line each; what nobody did is not said."""
    count, blocked = len(work.checkins), sum(bool(checkin.blocker) for checkin in work.checkins if is_shown(checkin))
    by = n("{part} of {count} member", "{part} of {count} members", work.members, part=work.persons)
    lines = (
        (count, n("- {count} check-in by {people}", "- {count} check-ins by {people}", count, people=by)),
        (work.done, t("- {done} of {members} finished the milestone", done=work.done, members=work.members)),
        (work.reviewed, n("- {count} review of a milestone", "- {count} reviews of milestones", work.reviewed)),
        (blocked, n("- {count} said what is in their way", "- {count} said what is in their way", blocked)),
    )
    return [line for counted, line in lines if counted]


def _picture(work: WeekWork, done: Sequence[Markup]) -> Picture:
    """The cohort's week in bars, its common goal first, without what nobody did; `done` says the same in words."""
    shares = (
        (t("Milestones so far, of all members"), work.done_so_far, work.milestones_so_far),
        (t("Finished this week's milestone"), work.done, work.members),
        (t("Checked in this week"), work.persons, work.members),
    )
    drawing = Bars(plain(t("The cohort's week")), tuple(share_bar(*share) for share in shares if share[1]), ("", ""))
    so_far = t("- {done} of {all} milestones so far", done=work.done_so_far, all=work.milestones_so_far)
    lines = [*([so_far] if work.done_so_far else []), *done]
    return Picture(drawing, t("Bars: milestones and check-ins of the cohort."), join(lines))


async def _report(unit: Unit, cohort: Cohort, number: int, work: WeekWork, now: datetime) -> Card:
    weeks, done = await cohort_weeks(unit, cohort), _done_in(work)
    return Card(
        t("{cohort}: week {number} in review", cohort=cohort.name, number=number),
        (
            Text(escape(weeks[number - 1].title)),
            *([_picture(work, done)] if done else []),
            *map(Note, _outlook(cohort, weeks, number, now)),
        ),
    )


def _outlook(cohort: Cohort, weeks: Sequence[Week], number: int, now: datetime) -> list[Markup]:
    """What may still be done after a week; nothing once the cohort is closed, as after a downtime over its end."""
    timetable = cohort.timetable
    if not takes_milestones(timetable, now):
        return []
    if timetable.has_ended(now):
        return [join([t("It has ended."), late_work_text(timetable.closes)], " ")]
    if number == timetable.last_week:
        later = t("What comes in from now on is counted when the cohort closes.")  # its last day is not over
        return [join([t("That was the last week."), late_work_text(timetable.closes), later], " ")]
    return [t("Next: **{title}**", title=weeks[number].title)]


feature = Feature(Commands(), (Routine("report", post_report, Timetable.reports, Timetable.reported_since),))
