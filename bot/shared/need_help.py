"""Who of a cohort may need a hand, from what the cohort's members did."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.calendar import local_day
from bot.domain.cohort import Cohort
from bot.domain.falling_behind import TROUBLES, Situation, situation_of
from bot.domain.member import Member, is_away
from bot.errors import Refusal
from bot.feature import Context
from bot.interface.call import Call, record_id
from bot.interface.card import Button, Buttons
from bot.interface.limits import fitted
from bot.ports.unit import Unit
from bot.shared.cohort_choice import pressed_cohort
from bot.shared.week_card import cohort_weeks
from bot.text import Markup, t

WIDEST_NAME = 60


@dataclass(frozen=True, slots=True)
class InNeed:
    member: Member
    situation: Situation


async def in_need(unit: Unit, cohort: Cohort, now: datetime) -> list[InNeed]:
    """Those in a running cohort whom something troubles, the stuck first. Who is on leave is not among them: nobody is told."""
    if cohort.state(now) != "running":
        return []
    today, week = local_day(now, cohort.zone), cohort.week_at(now)
    silent_before = cohort.timetable.seven_days_before(today)
    weeks = await cohort_weeks(unit, cohort)
    enrollments = {each.person: each for each in await unit.enrollments.ever(cohort.id)}
    progress = await unit.progress.of_all(cohort.id)
    heard_of = await unit.scores.last_days(cohort.id)
    found: list[InNeed] = []
    for member in await unit.enrollments.members(cohort.id):
        if is_away(member, unit.community, now):
            continue
        joined = local_day(enrollments[member.person].joined_at, cohort.zone)
        marked = [local_day(each.at, cohort.zone) for each in progress.get(member.person, {}).values()]
        last = max([joined, cohort.timetable.first_day, *marked, heard_of.get(member.person, joined)])
        marks, minutes = progress.get(member.person, {}), member.weekly_minutes
        situation = situation_of(enrollments[member.person], marks, weeks, week, minutes, last, silent_before)
        if situation.troubles:
            found.append(InNeed(member, situation))
    return sorted(found, key=_urgency)


async def one_in_need(context: Context, cohort: str, person: str) -> tuple[Cohort, InNeed]:
    """A member whom something troubles in a cohort, both by the ids of a press. Raises Refusal if nothing troubles them any more,
    or there is no such member."""
    chosen, number = await pressed_cohort(context, cohort), record_id(person)
    one = next((each for each in await in_need(context.unit, chosen, context.now) if each.member.person == number), None)
    if one is None:
        raise Refusal(t("Nothing troubles them any more, or they are on leave now. Look at </manage status> again."))
    return chosen, one


def short_name(member: Member) -> Markup:
    return fitted(member.name, WIDEST_NAME)


def back_to_status(cohort: Cohort) -> Buttons:
    return Buttons((Button(t("Back"), Call("manage status", {"cohort": str(cohort.id)})),))


def _urgency(one: InNeed) -> tuple[int, int, str]:
    return TROUBLES.index(one.situation.troubles[0]), -one.situation.open_weeks, one.member.name.casefold()
