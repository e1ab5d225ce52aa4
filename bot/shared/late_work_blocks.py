"""What a member can still hand in after the end of a cohort, and until when."""

from collections.abc import Sequence
from datetime import date

from bot.domain.cohort import Cohort, Enrollment
from bot.domain.late_work import day_closes, milestones_close, open_days, takes_milestones
from bot.domain.membership import Membership
from bot.domain.week_count import is_settled, weeks_set_aside
from bot.feature import Context
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Text
from bot.shared.cohort_offers import short_name
from bot.shared.days_to_fill import asked_days
from bot.shared.week_card import weeks_so_far
from bot.text import Markup, Moment, join, n, t


async def late_work_blocks(context: Context, cohorts: Sequence[Cohort]) -> list[tuple[Block, ...]]:
    """A section for each of the caller's `cohorts` that has ended and still takes what they left out; what closes first comes
    first."""
    ended = sorted([cohort for cohort in cohorts if _still_takes(context, cohort)], key=lambda cohort: cohort.timetable.closes)
    return [section for cohort in ended if (section := await _section(context, cohort))]


def more_late(count: int) -> tuple[Text, ...]:
    """That so many more cohorts that ended still take what is missing, for which there is no room."""
    line = n(
        "{count} more cohort that ended takes late work: name it to </checkin> or </milestone>.",
        "{count} more cohorts that ended take late work: name one to </checkin> or </milestone>.",
        count,
    )
    return (Text(line),) if count > 0 else ()


def _still_takes(context: Context, cohort: Cohort) -> bool:
    """Whether it takes milestones, or check-ins of the caller, whose days may end later than the cohort's."""
    timetable, now = cohort.timetable, context.now
    takes_weeks = takes_milestones(timetable, now, context.enrollment_in(cohort))
    return timetable.has_ended(now) and (takes_weeks or bool(open_days(timetable, now, context.days)))


async def _section(context: Context, cohort: Cohort) -> tuple[Block, ...]:
    enrollment = context.enrollment_in(cohort)
    if enrollment is None:
        return ()
    membership = Membership(cohort, enrollment)
    days, weeks = await _missing_days(context, membership), await _missing_weeks(context, membership)
    if not (days or weeks):
        return ()
    name, ended = t("**{cohort}**", cohort=short_name(cohort)), _ended_line(enrollment)
    lines = [name, ended, *_day_lines(context, days), *_week_lines(cohort, enrollment, len(weeks))]
    return (Text(join(lines)), Buttons(_presses(cohort, days, weeks)))


def _ended_line(enrollment: Enrollment) -> Markup:
    if enrollment.extra_weeks:
        return t("It has ended, but your time goes on. What is missing:")
    return t("It has ended. What is missing can still be handed in:")


async def _missing_days(context: Context, membership: Membership) -> list[date]:
    """The days, latest first, that still take the check-in that was asked for on them."""
    days, cohort = asked_days(context, membership), membership.cohort
    most = len(open_days(cohort.timetable, context.now, context.days))
    given = {checkin.day for checkin in await context.unit.checkins.latest(cohort.id, context.member.person, most)}
    return [day for day in days if day not in given]


async def _missing_weeks(context: Context, membership: Membership) -> list[int]:
    """The numbers of the weeks whose milestones are neither done nor skipped; none once they are taken no more."""
    if not takes_milestones(membership.cohort.timetable, context.now, membership.enrollment):
        return []
    marks = await context.unit.progress.of(membership.cohort.id, context.member.person)
    weeks = enumerate(await weeks_so_far(context.unit, membership.cohort, context.now), 1)
    aside = weeks_set_aside(membership.enrollment)
    return [number for number, week in weeks if number > aside and not is_settled(marks.get(week.id))]


def _day_lines(context: Context, days: Sequence[date]) -> list[Markup]:
    """Each day that is missing, earliest first, and until when it is taken."""
    return [
        t("☐ Not checked in: {day}. Until {at}.", day=day, at=Moment(day_closes(day, context.days))) for day in reversed(days)
    ]


def _week_lines(cohort: Cohort, enrollment: Enrollment, count: int) -> list[Markup]:
    at = Moment(milestones_close(cohort.timetable, enrollment))
    missing = n("☐ {count} milestone is not done. Until {at}.", "☐ {count} milestones are not done. Until {at}.", count, at=at)
    return [missing] if count else []


def _presses(cohort: Cohort, days: Sequence[date], weeks: Sequence[int]) -> tuple[Button, ...]:
    """To the latest day and the latest week that are missing."""
    keys = {"cohort": str(cohort.id)}
    checkin = [Button(t("Check in"), Call("checkin", {**keys, "day": day.isoformat()}), "primary") for day in days[:1]]
    milestone = [Button(t("Milestone"), Call("milestone", {**keys, "week": str(week)})) for week in weeks[-1:]]
    return (*checkin, *milestone)
