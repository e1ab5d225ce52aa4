"""What keeps reminders from somebody who set them: said at once, in one sentence with the cure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time

from bot.domain.cohort import Cohort
from bot.domain.leave import leave_on
from bot.domain.member import Community, Member, own_days, reminder_hours
from bot.domain.own_days import MIDNIGHT
from bot.domain.reminder_hours import ReminderHours, checkin_reminder, comes_too_late
from bot.domain.timetable import Occurrence
from bot.feature import Context
from bot.ports.unit import Unit
from bot.text import Markup, Moment, t


def missed_reminders(context: Context, member: Member) -> Markup | None:
    """Why no reminder comes with the settings of a member; None if some do."""
    if not member.reminders:
        return t("Reminders are off, so none comes; </me settings reminders=on> turns them on.")
    leave = leave_on(member.leaves, own_days(member, context.community).day_of(context.now))
    if leave:
        return t("You are away until {last}, so no reminder comes before that; </me back> ends it.", last=leave.last)
    cohorts = [cohort for cohort in context.cohorts if cohort.state(context.now) != "ended"]
    if not cohorts:
        return t("You are in no cohort, so there is nothing to remind you of; </cohort list> shows what you can join.")
    return out_of_reach(context, member, cohorts)


def out_of_reach(context: Context, member: Member, cohorts: Sequence[Cohort]) -> Markup | None:
    """That reminders of the check-ins of one of these cohorts cannot reach a member, or not at the hour that they chose."""
    for cohort in cohorts:
        if prompt := missed_prompt(context.unit, member, cohort, context.now):
            return missed_text(context.unit.community, member, cohort, prompt)
        if early := _before_own_hour(context, member, cohort):
            return early
    return None


def missed_prompt(unit: Unit, member: Member, cohort: Cohort, now: datetime) -> Occurrence | None:
    """The next prompt of a cohort, if a member wants reminders and none of it can come."""
    prompt = next(cohort.timetable.prompts(now), None) if member.reminders else None
    return prompt if prompt and not _reminder(unit.community, member, cohort, prompt) else None


def missed_text(community: Community, member: Member, cohort: Cohort, prompt: Occurrence) -> Markup:
    cause = t(
        "No reminder of a check-in in {cohort} can reach you: from half an hour after its prompt ({at}) until the next one, your "
        "hours are closed or your day has not begun.",
        cohort=cohort.name,
        at=Moment(prompt.at),
    )
    cure = next((line for line, cured in _cures(member) if _reminder(community, cured, cohort, prompt)), None)
    return t("{cause} </me settings {cure}> changes that.", cause=cause, cure=cure) if cure else cause


def _before_own_hour(context: Context, member: Member, cohort: Cohort) -> Markup | None:
    """That reminders come before the hour that a member chose, if it is too late for them."""
    community = context.unit.community
    hours, own = reminder_hours(member, community), own_days(member, community)
    prompt = next(cohort.timetable.prompts(context.now), None) if member.reminders else None
    if prompt is None or not comes_too_late(hours, cohort.timetable, prompt.day, own):
        return None
    return t(
        "Your own hour comes when {cohort} already asks for its next check-in, so its reminders come before, such as {at}.",
        cohort=cohort.name,
        at=Moment(checkin_reminder(hours, cohort.timetable, prompt.day, own) or prompt.at),
    )


def _reminder(community: Community, member: Member, cohort: Cohort, prompt: Occurrence) -> datetime | None:
    hours, own = reminder_hours(member, community), own_days(member, community)
    return checkin_reminder(hours, cohort.timetable, prompt.day, own)


def _cures(member: Member) -> Iterator[tuple[str, Member]]:
    """What a member can set so that reminders come, as it is typed, least first, with the member as they are then."""
    for night in ({}, {"day_ends": MIDNIGHT}):
        for usual in (ReminderHours(time(8), time(22), ""), ReminderHours(MIDNIGHT, time(23, 59), "")):
            hours = usual.holding(member.remind_at) if member.remind_at else usual
            line = f"hours={typed_hours(hours)}" + (" day_ends=0:00" if night else "")
            yield line, replace(member, reminder_from=hours.first, reminder_until=hours.last, **night)


def typed_hours(hours: ReminderHours) -> str:
    """Hours as they are typed, such as `9:00-20:00`."""
    return "-".join(f"{at.hour}:{at:%M}" for at in (hours.first, hours.last))
