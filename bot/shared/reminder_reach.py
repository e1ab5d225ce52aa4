"""What keeps reminders from somebody who set them: said at once, in one sentence with the cure."""

from collections.abc import Sequence

from bot.domain.cohort import Cohort
from bot.domain.leave import leave_on
from bot.domain.member import Member, own_days, reminder_hours
from bot.domain.reminder_hours import reached_after
from bot.feature import Context
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
    hours, own = reminder_hours(member, context.community), own_days(member, context.community)
    for cohort in cohorts:
        prompt = next(cohort.timetable.prompts(context.now), None)
        if member.reminders and prompt and not reached_after(hours, cohort.timetable, prompt.day, own):
            return t(
                "No reminder of a check-in in {cohort} can reach you: your hours close within half an hour of its prompt ({at}). "
                "Choose longer ones, such as </me settings hours=8:00-22:00>.",
                cohort=cohort.name,
                at=Moment(prompt.at),
            )
    return None
