"""Who of a cohort may need a hand, from what the cohort's members did."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.calendar import local_day
from bot.domain.cohort import Cohort, Enrollment
from bot.domain.falling_behind import TROUBLES, Situation, situation_of
from bot.domain.helping import HelpOffer
from bot.domain.leave import back_on, leave_on
from bot.domain.member import Community, Member, is_away, own_days
from bot.domain.own_days import ONE_DAY
from bot.domain.roadmap import Week
from bot.errors import Refusal
from bot.feature import Context
from bot.interface.call import Call, record_id
from bot.interface.card import Button, Buttons
from bot.interface.limits import fitted
from bot.ports.unit import Unit
from bot.shared.cohort_choice import pressed_cohort
from bot.shared.over_words import over_text
from bot.shared.week_card import cohort_weeks
from bot.text import Markup, t

WIDEST_NAME = 60
ANSWERS = ("accepted", "declined")
"""What somebody who is asked to help answers themselves."""


@dataclass(frozen=True, slots=True)
class Helper:
    """A member who said that they help another one in a week."""

    member: Member
    week: int
    since: datetime


@dataclass(frozen=True, slots=True)
class InNeed:
    member: Member
    situation: Situation
    helpers: tuple[Helper, ...] = ()
    """Who helps them in the weeks in which they are stuck, in order of weeks."""
    extra_weeks: int = 0
    """How many weeks longer than the cohort they may take."""

    @property
    def stuck_alone(self) -> tuple[int, ...]:
        """The weeks in which they are stuck and nobody helps them."""
        helped = {each.week for each in self.helpers}
        return tuple(week for week in self.situation.stuck_in if week not in helped)


async def in_need(unit: Unit, cohort: Cohort, now: datetime) -> list[InNeed]:
    """Those in a running cohort whom something troubles, the stuck first, those whom nobody helps before the others. Who
    is on leave is not among them: nothing is asked of them."""
    if cohort.state(now) != "running":
        return []
    today, week = local_day(now, cohort.zone), cohort.week_at(now)
    silent_before = cohort.timetable.seven_days_before(today)
    weeks = await cohort_weeks(unit, cohort)
    enrollments = {each.person: each for each in await unit.enrollments.ever(cohort.id)}
    progress = await unit.progress.of_all(cohort.id)
    heard_of = await unit.scores.last_days(cohort.id)
    members = await unit.enrollments.members(cohort.id)
    offers, found = await unit.help_offers.of_cohort(cohort.id), list[InNeed]()
    helping, answered = _helping(offers, weeks, members), _last_answers(offers)
    for member in members:
        if is_away(member, unit.community, now):
            continue
        enrollment = enrollments[member.person]
        done = [local_day(each.at, cohort.zone) for each in progress.get(member.person, {}).values()]
        done += [heard_of[member.person]] if member.person in heard_of else []
        done += [local_day(answered[member.person], cohort.zone)] if member.person in answered else []
        begun = max(cohort.timetable.first_day, _there_since(member, enrollment, unit.community, cohort, now))
        marks, minutes = progress.get(member.person, {}), member.weekly_minutes
        situation = situation_of(enrollment, marks, weeks, week, minutes, begun, max(done, default=None), silent_before)
        if situation.troubles:
            helpers = (each for each in helping.get(member.person, ()) if each.week in situation.stuck_in)
            in_order = tuple(sorted(helpers, key=lambda each: each.week))
            found.append(InNeed(member, situation, in_order, enrollment.extra_weeks))
    return sorted(found, key=_urgency)


def _there_since(member: Member, enrollment: Enrollment, community: Community, cohort: Cohort, now: datetime) -> date:
    """The day on which they joined, or came back to the cohort or from leave: silence begins no earlier."""
    came = (enrollment.joined_at, *(each.back_at for each in enrollment.away))
    back = back_on(member.leaves, own_days(member, community).day_of(now))
    return max(*(local_day(at, cohort.zone) for at in came), back or date.min)


def _last_answers(offers: Sequence[HelpOffer]) -> Mapping[int, datetime]:
    """When those who were asked to help answered last, by person."""
    answers = sorted((each.answered_at, each.helper) for each in offers if each.answered_at and each.answer in ANSWERS)
    return {helper: at for at, helper in answers}


def _helping(offers: Sequence[HelpOffer], weeks: Sequence[Week], members: Sequence[Member]) -> Mapping[int, Sequence[Helper]]:
    """Who helps whom, by the person who is helped."""
    numbers, by_person = {week.id: number for number, week in enumerate(weeks, 1)}, {each.person: each for each in members}
    helping = defaultdict[int, list[Helper]](list)
    for offer in offers:
        if offer.answer == "accepted" and offer.helper in by_person and offer.week in numbers:
            helper = Helper(by_person[offer.helper], numbers[offer.week], offer.answered_at or offer.asked_at)
            helping[offer.person].append(helper)
    return helping


async def one_in_need(context: Context, cohort: str, person: str) -> tuple[Cohort, InNeed]:
    """A member whom something troubles in a cohort, both by the ids of a press. Raises Refusal if nothing troubles them any more,
    or there is no such member."""
    chosen, number = await pressed_cohort(context, cohort), record_id(person)
    one = next((each for each in await in_need(context.unit, chosen, context.now) if each.member.person == number), None)
    if one is None:
        raise Refusal(await _why_not(context, chosen, number or 0))
    return chosen, one


async def _why_not(context: Context, cohort: Cohort, person: int) -> Markup:
    """Why somebody is not among those whom something troubles."""
    enrollment, member = await context.unit.enrollments.get(cohort.id, person), await context.unit.members.get(person)
    if enrollment is None or member is None or enrollment.left_at:
        return not_in_it(cohort)
    if cohort.state(context.now) == "ended":
        return over_text(cohort)
    leave = leave_on(member.leaves, own_days(member, context.community).day_of(context.now))
    if leave:
        back = leave.last + ONE_DAY
        return t("{name} is on leave and back on {day}. There is nothing to do before that.", name=member.name, day=back)
    return t("Nothing troubles {name} any more. Look at </manage status> again.", name=member.name)


def not_in_it(cohort: Cohort) -> Markup:
    return t("They are not in {cohort} any more. Look at </manage status> again.", cohort=cohort.name)


def short_name(member: Member) -> Markup:
    return fitted(member.name, WIDEST_NAME)


def back_to_status(cohort: Cohort) -> Buttons:
    return Buttons((Button(t("Back"), Call("manage status", {"cohort": str(cohort.id)})),))


def _urgency(one: InNeed) -> tuple[int, bool, int, str]:
    first = TROUBLES.index(one.situation.troubles[0])
    return first, not one.stuck_alone, -one.situation.open_weeks, one.member.name.casefold()
