"""When reminders of a thing usually come, from when on they may, and until when they help."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain.own_days import ONE_DAY, OwnDays
from bot.domain.own_weeks import own_over_at, weeks_after_end
from bot.domain.timetable import EARLIEST_REMINDER, REMINDER_AFTER_PROMPT, REMINDER_BEFORE_NEXT_WEEK, Timetable


@dataclass(frozen=True, slots=True)
class ReminderTimes:
    """`since`: when the thing came up, from which on a member's own hour counts; `usual`: for those who chose no hour."""

    since: datetime
    usual: datetime
    earliest: datetime
    until: datetime


def checkin_times(timetable: Timetable, day: date, own: OwnDays, now: datetime) -> ReminderTimes:
    """Of the check-in for a day. A prompt may run ahead of a member; they are reminded once the day is theirs, and until the next
    prompt may come."""
    prompt = timetable.prompt_at(day)
    times = ReminderTimes(prompt, prompt + REMINDER_AFTER_PROMPT, max(now, prompt + EARLIEST_REMINDER), prompt + ONE_DAY)
    begins = own.begin_of(day)
    return replace(times, since=max(times.since, begins), earliest=max(times.earliest, begins))


def milestone_times(timetable: Timetable, week: int, extra_weeks: int, now: datetime) -> ReminderTimes:
    """Of the milestone of a week, for a member with some weeks more than the cohort: from two days before it ends for them, until
    it is over."""
    following, last = week + extra_weeks, timetable.last_week
    ends = timetable.ends_at(following) if following <= last else weeks_after_end(timetable, following - last)
    since = ends - REMINDER_BEFORE_NEXT_WEEK
    return ReminderTimes(since, since, now, own_over_at(timetable, week, extra_weeks) or ends)


def late_reminder(prompt: datetime, now: datetime) -> datetime | None:
    """When members are reminded of a prompt that was to come at `prompt` and is posted at `now`; None if the usual time leaves
    them long enough."""
    at = now + EARLIEST_REMINDER
    return at if at > prompt + REMINDER_AFTER_PROMPT else None
