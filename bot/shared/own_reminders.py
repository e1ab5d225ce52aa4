"""A member's reminders follow what they decide: what is queued for them is forgotten, and planned again as they want it now."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import takewhile

from bot.domain.cohort import Cohort
from bot.domain.late_work import MOST_EXTRA_WEEKS
from bot.domain.member import Member
from bot.domain.own_days import ONE_DAY
from bot.domain.own_weeks import milestone_reminders
from bot.domain.timetable import REMINDER_BEFORE_NEXT_WEEK, Occurrence, Timetable
from bot.ports.dues import cohort_due
from bot.ports.unit import Unit
from bot.shared.posts import REMINDERS_ANEW, reminder_key


async def plan_anew(unit: Unit, member: Member, cohorts: Sequence[Cohort], now: datetime) -> None:
    """After a member turned reminders on, chose other hours, came in or came back: this evening's reminders come as chosen.

    What was queued for whoever turned them off is looked at when it is about to be sent.
    """
    if not member.reminders or not cohorts:
        return
    things = [(cohort, thing) for cohort in cohorts for thing in await _present_things(unit, cohort, member, now)]
    keys = [(thing, reminder_key(cohort, thing, member.person)) for cohort, thing in things]
    said = {_told_together(thing) for thing, key in keys if await unit.outbox.message(key)}  # for all their cohorts
    await unit.outbox.cancel(*(key for thing, key in keys if _told_together(thing) not in said))
    await unit.dues.set(*(cohort_due(REMINDERS_ANEW, cohort.id, now) for cohort in cohorts))


async def plan_weeks_anew(unit: Unit, member: Member, cohort: Cohort, now: datetime) -> None:
    """After a member's weeks end at other times: they are reminded of the new end, whoever was reminded of the old one too."""
    week = cohort.week_at(now)
    for number in range(max(1, week - MOST_EXTRA_WEEKS), week + 1) if member.reminders else ():
        await unit.outbox.forget(reminder_key(cohort, f"week/{number}", member.person))
    await plan_anew(unit, member, [cohort], now)


async def _present_things(unit: Unit, cohort: Cohort, member: Member, now: datetime) -> list[str]:
    """What a member can be reminded of at present, as in the key of a reminder."""
    prompt, ending = newest_prompt(cohort.timetable, now), await own_week_that_ends(unit, cohort, member.person, now)
    return [*([f"day/{prompt.day}"] if prompt else []), *([f"week/{ending}"] if ending else [])]


def _told_together(thing: str) -> str:
    """What one reminder tells of all cohorts: a day, or the weeks that end."""
    return "weeks" if thing.startswith("week/") else thing


def newest_prompt(timetable: Timetable, now: datetime) -> Occurrence | None:
    """The last prompt of the day before an instant."""
    return _last(takewhile(lambda prompt: prompt.at <= now, timetable.prompts(now - ONE_DAY)))


def week_that_ends(timetable: Timetable, now: datetime) -> Occurrence | None:
    """The week of whose milestone reminders come at present; some weeks after the end, one that the cohort does not have."""
    ending = _last(takewhile(lambda each: each.at <= now, milestone_reminders(timetable, now - REMINDER_BEFORE_NEXT_WEEK)))
    return ending if ending and now < ending.until else None


async def own_week_that_ends(unit: Unit, cohort: Cohort, person: int, now: datetime) -> int | None:
    """The number of the week of whose milestone a member is reminded at present."""
    ending = week_that_ends(cohort.timetable, now)
    number = ending.week - await extra_weeks(unit, cohort, person) if ending else 0
    return number if 1 <= number <= cohort.timetable.last_week else None


async def extra_weeks(unit: Unit, cohort: Cohort, person: int) -> int:
    """How many weeks more than the cohort a member has."""
    enrollment = await unit.enrollments.get(cohort.id, person)
    return enrollment.extra_weeks if enrollment else 0


def _last(occurrences: Iterator[Occurrence]) -> Occurrence | None:
    return max(occurrences, key=lambda each: each.at, default=None)
