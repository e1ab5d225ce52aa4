"""How it is said to a member that moderators gave them more weeks than their cohort has, and which weeks are still theirs."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain.cohort import Cohort, Enrollment
from bot.domain.late_work import milestones_close
from bot.domain.own_weeks import own_over_at
from bot.domain.week_count import is_settled
from bot.feature import Context
from bot.shared.week_card import weeks_so_far
from bot.text import Markup, Moment, join, n, t


def extension_line(cohort: Cohort, enrollment: Enrollment | None) -> Markup:
    """Empty for whoever has as long as everybody."""
    if enrollment is None or not enrollment.extra_weeks:
        return Markup()
    given = n(
        "The moderators gave you {count} week more than the cohort has.",
        "The moderators gave you {count} weeks more than the cohort has.",
        enrollment.extra_weeks,
    )
    if not cohort.timetable.end_is_known:
        return given
    closes = Moment(milestones_close(cohort.timetable, enrollment))
    return join([given, t("Milestones count until {at}.", at=closes)], " ")


def longer_open(cohort: Cohort, enrollment: Enrollment | None, now: datetime) -> Mapping[int, datetime]:
    """The weeks that are over for the cohort and not for a member, by number: until when each is theirs."""
    if enrollment is None or not enrollment.extra_weeks:
        return {}
    timetable, week = cohort.timetable, cohort.week_at(now)
    over = week if timetable.has_ended(now) else week - 1
    ends = {
        number: own_over_at(timetable, number, enrollment.extra_weeks)
        for number in range(max(1, over + 1 - enrollment.extra_weeks), over + 1)
    }
    return {number: at for number, at in ends.items() if at and now < at}


async def longer_open_lines(context: Context, cohort: Cohort) -> Sequence[Markup]:
    """A line for each of these weeks of the caller that is neither done nor skipped."""
    ends = longer_open(cohort, context.enrollment_in(cohort), context.now)
    if not ends:
        return ()
    weeks = await weeks_so_far(context.unit, cohort, context.now)
    marks = await context.unit.progress.of(cohort.id, context.member.person)
    left = [number for number in ends if not is_settled(marks.get(weeks[number - 1].id))]
    return [t("Week {number} is yours until {at}.", number=number, at=Moment(ends[number])) for number in left]
