"""Reminders: direct messages to members who asked for them, one for each thing, inside their own hours, spread out.

What several cohorts of a member ask for on one day is one thing, and so are weeks that end: the reminder that goes out first
takes the others along.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from bot.domain.calendar import local_day
from bot.domain.cohort import Cohort
from bot.domain.leave import leave_on
from bot.domain.member import Member, is_away, own_days, reminder_hours
from bot.domain.own_days import OwnDays
from bot.domain.own_weeks import milestone_reminders
from bot.domain.post import Post
from bot.domain.reminder_hours import reminder_at
from bot.domain.reminder_times import ReminderTimes, checkin_times, milestone_times
from bot.domain.timetable import Occurrence, Timetable
from bot.domain.week_count import is_settled
from bot.feature import Feature, Recheck, Routine, unscheduled
from bot.interface.card import Card
from bot.interface.command import Commands
from bot.ports.unit import Unit
from bot.shared.direct_posts import SPACING, concerned, direct_post, reminded_addresses
from bot.shared.lost_reminders import LOST, if_still_lost
from bot.shared.own_reminders import extra_weeks, newest_prompt, own_week_that_ends, week_that_ends
from bot.shared.posts import (
    CHECKIN_REMINDER,
    REMINDER,
    REMINDERS_ANEW,
    compose,
    prompt_name,
    reminded_of,
    reminder_key,
    was_queued,
)
from bot.shared.reminder_cards import Ending, checkin_reminder_card, milestone_reminder_card
from bot.shared.week_card import cohort_weeks

Asking = tuple[Cohort, tuple[str, str], int]
"""A cohort, the thing that it reminds of, as `reminded_of` names it, and how many weeks more than it a member has."""

MOST_ALONG = 2
"""The most weeks of other cohorts in one reminder, so that their milestones fit."""


async def remind_of_checkins(unit: Unit, cohort: Cohort, due: Sequence[Occurrence], now: datetime) -> None:
    """Ask those who have not checked in for the day, some time after the prompt; of several missed days only the newest.

    Nobody is reminded of a prompt that never was, such as that of the day on which the cohort was launched after its hour. It is
    also due, without an occurrence, for a prompt that came late.
    """
    if newest := newest_prompt(cohort.timetable, now):
        await _remind_of_day(unit, cohort, newest.day, now, now)


async def remind_of_milestones(unit: Unit, cohort: Cohort, due: Sequence[Occurrence], now: datetime) -> None:
    """Tell those who have not finished the week that it ends in two days; of several weeks only the newest."""
    if due and now < due[-1].until:
        await _remind_of_week(unit, cohort, due[-1].week, now, now)


async def remind_anew(unit: Unit, cohort: Cohort, due: Sequence[Occurrence], now: datetime) -> None:
    """Plan the reminders that are still ahead of those who want them, or want them otherwise, only now. Whose hour has passed is
    not reminded at once."""
    if prompt := newest_prompt(cohort.timetable, now):
        await _remind_of_day(unit, cohort, prompt.day, prompt.at, now)
    if ending := week_that_ends(cohort.timetable, now):
        await _remind_of_week(unit, cohort, ending.week, ending.at, now)


async def _remind_of_day(unit: Unit, cohort: Cohort, day: date, since: datetime, now: datetime) -> None:
    if await was_queued(unit, cohort, prompt_name(day)):
        kept = {checkin.person for checkin in await unit.checkins.between(cohort.id, day, day)}
        members = [member for member in await _wanting(unit, cohort) if member.person not in kept]
        await _remind(unit, cohort, ("day", str(day)), members, since, now)


async def _remind_of_week(unit: Unit, cohort: Cohort, number: int, since: datetime, now: datetime) -> None:
    """Of the week that ends with the cohort's week of this number: for whoever has more time it is an earlier one."""
    wanting, weeks = await _wanting(unit, cohort), await cohort_weeks(unit, cohort)
    enrollments = await unit.enrollments.some(cohort.id, [member.person for member in wanting])
    finished = await unit.progress.done(cohort.id)
    for extra in sorted({each.extra_weeks for each in enrollments.values()}):
        own = number - extra
        if 1 <= own <= cohort.timetable.last_week:
            done = finished.get(weeks[own - 1].id, frozenset())
            theirs = [each for each in wanting if enrollments[each.person].extra_weeks == extra and each.person not in done]
            await _remind(unit, cohort, ("week", str(own)), theirs, since, now, extra)


async def _wanting(unit: Unit, cohort: Cohort) -> Sequence[Member]:
    return [member for member in await unit.enrollments.members(cohort.id) if member.reminders]


async def _saying(
    unit: Unit, cohort: Cohort, thing: tuple[str, str], extra: int, now: datetime, along: Sequence[Asking] = ()
) -> Callable[[], Card]:
    """What builds the card of a reminder of a thing, as `reminded_of` names it, in the language that is spoken then; other
    cohorts may ask for theirs `along` with it."""
    kind, which = thing
    asking = ((cohort, thing, extra), *along)
    known = {each.id for each, _, _ in asking}
    others = [each for each in await unit.cohorts.all() if each.id in known or each.state(now) != "ended"]
    if kind == "day":
        return partial(checkin_reminder_card, [each for each, _, _ in asking], others, date.fromisoformat(which))
    ending = [Ending(each, int(of), (await cohort_weeks(unit, each))[int(of) - 1], more) for each, (_, of), more in asking]
    return partial(milestone_reminder_card, ending, others)


async def _remind(
    unit: Unit,
    cohort: Cohort,
    thing: tuple[str, str],
    members: Sequence[Member],
    since: datetime,
    now: datetime,
    extra: int = 0,
) -> None:
    """Queue what is not queued yet for members who want reminders and have so many weeks more than the cohort; as it was to be
    planned at `since`, if that is not over."""
    if not members:
        return
    addresses = await reminded_addresses(unit, cohort)
    saying, cards = await _saying(unit, cohort, thing, extra, now), dict[str | None, Card]()  # one for each language
    posts: list[Post] = []
    for index, member in enumerate(members):
        times = _times(cohort.timetable, thing, extra, own_days(member, unit.community), since)
        at = reminder_at(reminder_hours(member, unit.community), times, index * SPACING)
        address = addresses.get(member.person)
        if address is None or at is None or at < now:
            continue
        if is_away(member, unit.community, at) or _was_away(member, thing):
            continue
        if member.locale not in cards:
            cards[member.locale] = compose(unit, saying, member)
        post = direct_post(
            address,
            member,
            key=reminder_key(cohort, "/".join(thing), member.person),
            card=cards[member.locale],
            due_at=at,
            until=times.until,
            cohort=cohort,
        )
        posts.append(post)
    await unit.outbox.put_all(posts)


def _was_away(member: Member, thing: tuple[str, str]) -> bool:
    """Whether a reminder would be of a day of the member's leave: such a day asks for nothing, though leave is over by then."""
    kind, which = thing
    return kind == "day" and leave_on(member.leaves, date.fromisoformat(which)) is not None


async def _is_settled(unit: Unit, cohort: Cohort, member: Member, thing: tuple[str, str]) -> bool:
    """Whether nothing is asked of a member any more of what a reminder would be of."""
    kind, which = thing
    if kind == "day":
        return await unit.checkins.get(cohort.id, member.person, date.fromisoformat(which)) is not None
    week = (await cohort_weeks(unit, cohort))[int(which) - 1]
    return is_settled((await unit.progress.of(cohort.id, member.person)).get(week.id))


def _times(timetable: Timetable, thing: tuple[str, str], extra: int, own: OwnDays, now: datetime) -> ReminderTimes:
    """When a reminder of a thing may come, as `reminded_of` names it, to whoever has so many weeks more than the cohort."""
    kind, which = thing
    if kind == "day":
        return checkin_times(timetable, date.fromisoformat(which), own, now)
    return milestone_times(timetable, int(which), extra, now)


def _rests(timetable: Timetable, thing: tuple[str, str], at: datetime) -> bool:
    """Whether a break keeps a reminder at an instant back. One of a day that asks comes in a break too: it can still be filled
    in, as was promised."""
    kind, which = thing
    return timetable.rests_on(date.fromisoformat(which) if kind == "day" else local_day(at, timetable.zone))


async def reconsider(unit: Unit, post: Post, now: datetime) -> Post | None:
    """The reminder in the language that its member speaks now, due when their hours open, or the hour that they chose or the
    thing itself comes, if that is later: the timetable may have changed since it was queued.

    None unless the member is in the cohort, wants reminders, has neither done nor skipped the thing, and is neither away now nor
    was on the day that it is of.
    """
    found = await concerned(unit, post)
    if found is None:
        return None
    cohort, member = found
    timetable = cohort.timetable
    if not member.reminders or is_away(member, unit.community, now):
        return None
    hours, thing = reminder_hours(member, unit.community), reminded_of(post.key)
    if thing[0] == "day" and timetable.has_ended(now) and timetable.ended_at_once:
        return None
    if _was_away(member, thing) or await _is_settled(unit, cohort, member, thing):
        return None
    extra = await extra_weeks(unit, cohort, member.person)
    times = _times(timetable, thing, extra, own_days(member, unit.community), now)
    at = hours.next_open(max(times.earliest, hours.chosen_in(times) or times.since))
    if at >= times.until or _rests(timetable, thing, at):
        return None
    along: Sequence[Asking] = ()
    if at <= now and (others := await _others(unit, cohort, member, thing, now)):
        if not await unit.outbox.waits(post.key):  # another reminder took this one along
            return None
        along = await _taken_along(unit, others, member)
    card = compose(unit, await _saying(unit, cohort, thing, extra, now, along), member)
    return replace(post, card=card, due_at=at, until=times.until)


async def _others(unit: Unit, cohort: Cohort, member: Member, thing: tuple[str, str], now: datetime) -> Sequence[Asking]:
    """The member's other cohorts that ask for the like: a check-in on the same day, or the milestone of a week that ends."""
    kind, which = thing
    others = [each for each in await unit.cohorts.of(member.person) if each.id != cohort.id]
    if kind == "day":
        day = date.fromisoformat(which)
        return [(each, thing, 0) for each in others if not each.timetable.has_ended(now) and each.timetable.asks_on(day)]
    ending = [(each, await own_week_that_ends(unit, each, member.person, now)) for each in others]
    asking = [(each, ("week", str(week)), await extra_weeks(unit, each, member.person)) for each, week in ending if week]
    return asking[:MOST_ALONG]


async def _taken_along(unit: Unit, others: Sequence[Asking], member: Member) -> Sequence[Asking]:
    """Those whose reminder is still to come: this one says it for them, so that it comes no more."""
    along: list[Asking] = []
    for other, thing, extra in others:
        key = reminder_key(other, "/".join(thing), member.person)
        known = await unit.outbox.known(key)
        if known and not known.is_sent and not await _is_settled(unit, other, member, thing):
            await unit.outbox.withdraw(key)
            along.append((other, thing, extra))
    return along


feature = Feature(
    Commands(),
    (
        Routine(CHECKIN_REMINDER, remind_of_checkins, Timetable.checkin_reminders),
        Routine("milestone-reminder", remind_of_milestones, milestone_reminders),
        Routine(REMINDERS_ANEW, remind_anew, unscheduled),
    ),
    (Recheck(REMINDER, reconsider), Recheck(LOST, if_still_lost)),
)
