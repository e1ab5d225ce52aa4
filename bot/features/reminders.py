"""Reminders: direct messages to members who asked for them, one for each thing, inside their own hours, spread out."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from datetime import date, datetime, timedelta
from functools import partial

from bot.domain.calendar import instant, instants, local_day, next_instant
from bot.domain.cohort import Cohort
from bot.domain.member import Member
from bot.domain.post import Post
from bot.domain.roadmap import Week
from bot.feature import Feature, Routine
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Note, Text
from bot.interface.command import Commands
from bot.ports.dues import Due
from bot.ports.unit import Unit
from bot.shared.posts import compose, reminder_key
from bot.shared.week_card import cohort_weeks, milestone_buttons, week_title
from bot.text import Moment, escape, t

AFTER_PROMPT = timedelta(hours=2)
BEFORE_WEEK_ENDS = timedelta(days=2)
A_MOMENT = timedelta(seconds=1)
SPACING = timedelta(seconds=20)
"""Between two direct messages of one reminder: platforms take many at once for spam."""


async def remind_of_checkins(unit: Unit, cohort: Cohort, due: Due, now: datetime) -> datetime | None:
    """Ask those who have not checked in for the day, some time after the prompt; of several missed days only the newest."""
    asked = instants(cohort.checkin_days, cohort.checkin_at, cohort.zone, due.at - AFTER_PROMPT - A_MOMENT, now - AFTER_PROMPT)
    today = local_day(now - AFTER_PROMPT, cohort.zone)
    if today in {day for day, _ in asked}:
        kept = {checkin.person for checkin in await unit.checkins.between(cohort.id, today, today)}
        await _remind(unit, cohort, f"day/{today}", partial(_checkin_card, cohort, today), kept, now)
    return _next_checkin_reminder(cohort, now)


async def remind_of_milestones(unit: Unit, cohort: Cohort, due: Due, now: datetime) -> datetime | None:
    """Tell those who have not finished the week that it ends in two days."""
    number = cohort.week_at(now)
    if 1 <= number <= cohort.weeks and _milestone_reminder_at(cohort, number) <= now:
        week = (await cohort_weeks(unit, cohort))[number - 1]
        done = (await unit.progress.done(cohort.id)).get(week.id, frozenset())
        await _remind(unit, cohort, f"week/{number}", partial(_milestone_card, cohort, number, week), done, now)
    return _next_milestone_reminder(cohort, now)


def _checkin_card(cohort: Cohort, day: date) -> Card:
    press = Button(t("Check in"), Call("checkin", {"cohort": str(cohort.id), "day": day.isoformat()}), "primary")
    sentence = t("A line is enough for **{cohort}**.", cohort=cohort.name)
    return Card(t("You have not checked in yet"), (Text(sentence), Buttons((press, _off()))))


def _milestone_card(cohort: Cohort, number: int, week: Week) -> Card:
    ends = t("The week ends {at}.", at=Moment(cohort.plan.begins(number + 1), "relative"))
    blocks = (Text(escape(week.milestone.text)), Note(ends), milestone_buttons(cohort, number), Buttons((_off(),)))
    return Card(week_title(number, week), blocks)


async def _remind(unit: Unit, cohort: Cohort, thing: str, card: Callable[[], Card], but: AbstractSet[int], now: datetime) -> None:
    platforms = [home.platform for home in await unit.cohorts.homes(cohort.id)]
    spaces = {home.platform: home.space for home in await unit.cohorts.homes(cohort.id)}
    members = [member for member in await unit.enrollments.members(cohort.id) if member.reminders and member.person not in but]
    for index, member in enumerate(members):
        account = await unit.members.account(member.person, platforms)
        hours = _hours_left(member, unit.community.zone, now)
        if account and hours:
            platform, external = account
            await unit.outbox.put(
                Post(
                    key=reminder_key(cohort, thing, member.person),
                    platform=platform,
                    space=spaces[platform],
                    channel=external,
                    card=compose(unit, card, member),
                    due_at=min(hours[0] + index * SPACING, hours[1]),
                    until=hours[1],
                    kind="dm",
                    cohort=cohort.id,
                    person=member.person,
                )
            )


def _hours_left(member: Member, community_zone: str, now: datetime) -> tuple[datetime, datetime] | None:
    """What is left of the member's hours on their own day, from and until; None where they are over."""
    zone = member.zone or community_zone
    day = local_day(now, zone)
    first, last = instant(day, member.reminder_from, zone), instant(day, member.reminder_until, zone)
    return (max(first, now), last) if now <= last else None


def _off() -> Button:
    return Button(t("No more reminders"), Call("me settings", {"reminders": "off"}))


def _next_checkin_reminder(cohort: Cohort, now: datetime) -> datetime | None:
    after = max(now - AFTER_PROMPT, cohort.plan.begins(1) - A_MOMENT)
    following = next_instant(cohort.checkin_days, cohort.checkin_at, cohort.zone, after)
    return following + AFTER_PROMPT if following < cohort.plan.ends else None


def _next_milestone_reminder(cohort: Cohort, now: datetime) -> datetime | None:
    reminders = (_milestone_reminder_at(cohort, number) for number in range(1, cohort.weeks + 1))
    return next((at for at in reminders if at > now), None)


def _milestone_reminder_at(cohort: Cohort, number: int) -> datetime:
    return cohort.plan.begins(number + 1) - BEFORE_WEEK_ENDS


feature = Feature(
    Commands(),
    (
        Routine("checkin-reminder", remind_of_checkins, _next_checkin_reminder),
        Routine("milestone-reminder", remind_of_milestones, _next_milestone_reminder),
    ),
)
