"""What keeps reminders from somebody who set them: said at once, in one sentence with the cure."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.cohort import Cohort
from bot.domain.leave import leave_on
from bot.domain.member import Member, own_days, reminder_hours
from bot.domain.reminder_hours import reached_after
from bot.domain.timetable import Occurrence
from bot.feature import Context
from bot.ports.unit import Unit
from bot.text import Markup, Moment, t


async def missed_reminders(context: Context, member: Member) -> Markup | None:
    """Why no reminder comes with the settings of a member; None if some do."""
    if not member.reminders:
        return t("Reminders are off, so none comes; </me settings reminders=on> turns them on.")
    leave = leave_on(member.leaves, own_days(member, context.community).day_of(context.now))
    if leave:
        return t("You are away until {last}, so no reminder comes before that; </me back> ends it.", last=leave.last)
    cohorts = [cohort for cohort in await context.unit.cohorts.of(member.person) if cohort.state(context.now) != "ended"]
    if not cohorts:
        return t("You are in no cohort, so there is nothing to remind you of; </cohort list> shows what you can join.")
    return out_of_reach(context, member, cohorts)


def out_of_reach(context: Context, member: Member, cohorts: Sequence[Cohort]) -> Markup | None:
    """That the hours of a member leave no time for the reminders of one of these cohorts' check-ins."""
    for cohort in cohorts:
        if prompt := missed_prompt(context.unit, member, cohort, context.now):
            return missed_text(cohort, prompt)
    return None


def missed_prompt(unit: Unit, member: Member, cohort: Cohort, now: datetime) -> Occurrence | None:
    """The next prompt of a cohort, if a member wants reminders and their hours leave no time for one of it."""
    hours, own = reminder_hours(member, unit.community), own_days(member, unit.community)
    prompt = next(cohort.timetable.prompts(now), None) if member.reminders else None
    return prompt if prompt and not reached_after(hours, cohort.timetable, prompt.day, own) else None


def missed_text(cohort: Cohort, prompt: Occurrence) -> Markup:
    return t(
        "No reminder of a check-in in {cohort} can reach you: your hours close within half an hour of its prompt ({at}). "
        "Choose longer ones, such as </me settings hours=8:00-22:00>.",
        cohort=cohort.name,
        at=Moment(prompt.at),
    )
