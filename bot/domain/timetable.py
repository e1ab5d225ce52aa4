"""The timetable of a cohort: when it does what. `closing.py` adds its last words: the last solution and the closing.

Instants are aware UTC datetimes; days are dates of the cohort's own calendar. Weeks and their days are those of `weeks.py`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from heapq import merge
from itertools import takewhile
from typing import Literal, Self

from bot.domain.breaks import ONE_DAY
from bot.domain.calendar import DAYS, end_of_day, instant, instants, local_day, next_instant
from bot.domain.earlier_plans import EarlierPlan
from bot.domain.weeks import Weeks

REMINDER_AFTER_PROMPT = timedelta(hours=2)
EARLIEST_REMINDER = timedelta(minutes=30)
"""After the prompt, for members whose hours are over before the usual time."""
LEAST_CURRENT = timedelta(hours=6)
"""The minimum time for which a prompt or challenge is worth posting, even one that is due late in the evening."""
LAST_MINUTES = timedelta(minutes=10)
"""After the end of a day, in which its prompt may still come."""
REMINDER_BEFORE_NEXT_WEEK = timedelta(days=2)
REPORT_BEFORE_WEEK_ENDS = timedelta(hours=1)
CHANGE_REACH = timedelta(hours=50)
"""The most by which a change of hour and zone can move an instant."""
A_MOMENT = timedelta.resolution

Event = Literal["milestone", "prompt", "challenge", "report"]
"""What a cohort says in its channels. The solution of a challenge is told with the next challenge."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One thing that a cohort does: when, until when it is worth doing, on which day and for which week."""

    at: datetime
    until: datetime
    """When it is no longer worth doing: what could not be done by then has expired."""
    day: date
    week: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable(Weeks):
    """Everything that decides when a cohort does what. Two cohorts with equal timetables do the same things at the same times.

    The methods that return occurrences yield those strictly after an instant, in order of time, up to the end of the cohort.
    """

    checkin_days: frozenset[str]
    checkin_at: time
    challenge_days: frozenset[str]
    challenge_at: time
    earlier_plans: tuple[EarlierPlan, ...] = ()
    """By last day."""

    def on(self, day: date) -> Self:
        """The timetable as it held on a day, whatever was changed after that day was over."""
        for plan in self.earlier_plans:
            if day <= plan.last_day:
                return self._under(plan)
        return self

    def is_checkin_day(self, day: date) -> bool:
        """Whether a day is one of the weekdays with a check-in, be it in a break or not."""
        return DAYS[day.weekday()] in self.on(day).checkin_days

    def asks_on(self, day: date) -> bool:
        """Whether a check-in is asked for on a day on which the cohort runs from beginning to end."""
        return self.is_checkin_day(day) and not self.rests_on(day)

    def seven_days_before(self, day: date) -> date:
        """The day that lies seven days earlier when the days of breaks that ask for nothing are not counted."""
        left = 7
        while left:
            day -= timedelta(days=1)
            left -= not self.rests_on(day)
        return day

    def milestones(self, after: datetime) -> Iterator[Occurrence]:
        """The beginnings of weeks, when their milestones are posted; each is current until the next week begins."""
        weeks = (
            Occurrence(self.begins(number), self.begins(number + 1), self._first_day(number), number)
            for number in range(1, self.weeks + 1)
            if not self.waits(number)
        )
        return self._between(weeks, after)

    def reports(self, after: datetime) -> Iterator[Occurrence]:
        """The reports of weeks, an hour before each ends; each is current until the next one, the last for seven days.

        The last week, which a pause may leave open, ends when a moderator lets the cohort end; it has none if that is within the
        hour in which it began.
        """
        begun = [number for number in range(1, self.last_week + 1) if not self.waits(number)]
        reports = (
            self._report(number, last=number == begun[-1]) for number in begun if self.end_is_known or not self.waits(number + 1)
        )
        return self._between((it for it in reports if self.begins(it.week) <= it.at), after)

    def reports_so_far(self, now: datetime) -> list[Occurrence]:
        """The reports of the weeks that are over, or end within the hour."""
        return list(takewhile(lambda each: min(each.at, self.over_at(each.week)) <= now, self.reports(self.begins(1))))

    def milestone_reminders(self, after: datetime) -> Iterator[Occurrence]:
        """The reminders of milestones, two days before the next week begins, or the last ends; each is current until its week is
        over."""
        ats = (
            (number, self.ends_at(number) - REMINDER_BEFORE_NEXT_WEEK)
            for number in range(1, self.last_week + 1)
            if not self.waits(number + 1) or (number == self.last_week and self.end_is_known)
        )
        reminders = (Occurrence(at, self.over_at(number), local_day(at, self.zone), number) for number, at in ats)
        begun = (it for it in reminders if self.begins(it.week) <= it.at)
        return self._between((it for it in begun if not self.rests_on(it.day)), after)

    def prompts(self, after: datetime) -> Iterator[Occurrence]:
        """The check-in prompts; each is current until its day is over, and for some hours at least.

        A few minutes longer, so that a change in the last minutes of a day, such as the end of a pause, still lets it come.
        """
        first_days = [date.min, *(plan.last_day + ONE_DAY for plan in self.earlier_plans)]
        last_days = [*(plan.last_day for plan in self.earlier_plans), date.max]
        parts = (self.on(last).prompts_between(first, last, after) for first, last in zip(first_days, last_days, strict=True))
        prompts = merge(*parts, key=lambda prompt: prompt.at)
        return (replace(prompt, until=prompt.until + LAST_MINUTES) for prompt in prompts)

    def unasked_days(self, since: datetime, now: datetime) -> list[date]:
        """The days whose check-in could not be asked for in a time in which nothing was posted."""
        return [prompt.day for prompt in takewhile(lambda prompt: prompt.at < now, self.prompts(since)) if prompt.until <= now]

    def prompts_between(self, first: date, last: date, after: datetime) -> Iterator[Occurrence]:
        """The prompts of some days by this plan alone; no earlier one is looked at."""
        found = takewhile(lambda each: each.day <= last, self._on_days(self.checkin_days, self.checkin_at, after))
        return (each for each in found if first <= each.day)

    def checkin_reminders(self, after: datetime) -> Iterator[Occurrence]:
        """When reminders of a check-in are planned: half an hour after the prompt, for all, and again two hours after it.

        The second time is for those who turned reminders on meanwhile. A reminder helps until a day after the prompt, when the
        next one may come; that of the last prompt also once the cohort has ended.
        """
        later = (EARLIEST_REMINDER, REMINDER_AFTER_PROMPT)
        prompts = self.prompts(after - REMINDER_AFTER_PROMPT)
        reminders = (
            replace(prompt, at=prompt.at + span, until=prompt.at + timedelta(days=1)) for prompt in prompts for span in later
        )
        return (reminder for reminder in reminders if after < reminder.at)

    def prompt_at(self, day: date) -> datetime:
        """When the check-in for a day is asked for, if it is one with a check-in."""
        plan = self.on(day)
        return instant(day, plan.checkin_at, plan.zone)

    def checkin_hour_comes(self, since: datetime, until: datetime) -> bool:
        """Whether the hour of check-ins comes from `since` on and before `until`, be it on a day with a check-in or not."""
        first, last = (local_day(at, "UTC") for at in (since - ONE_DAY, until + ONE_DAY))
        days = (first + number * ONE_DAY for number in range((last - first).days + 1))
        return any(since <= self.prompt_at(day) < until for day in days)

    def challenges(self, after: datetime) -> Iterator[Occurrence]:
        """The daily challenges; each is current until its day is over, and for some hours at least."""
        return self._on_days(self.challenge_days, self.challenge_at, after)

    def solution_at(self, day: date) -> datetime | None:
        """When the solution of the challenge of a day is told: with the next day's that has one.

        After the last challenge, when the next one would have come, on the day after the cohort's last day at the latest, so that
        it comes before the closing; but not in a break: then when the cohort ends. On the next day if there are no challenges any
        more. None while a pause goes on and nobody knows which is the next.
        """
        given = instant(day, self.challenge_at, self.zone)
        following = next(self.challenges(given), None)
        if following:
            return following.at
        if not self.end_is_known:
            return None
        planned = next_instant(self.challenge_days or frozenset(DAYS), self.challenge_at, self.zone, given)
        at = min(planned, instant(self.last_day + ONE_DAY, self.challenge_at, self.zone))
        return max(at, self.ends) if self.rests_on(local_day(at, self.zone)) else at

    def under_way(self, now: datetime) -> datetime:
        """After which instant milestones are due for a cohort launched or changed at `now`: also that of the week under way."""
        if self.has_ended(now):
            return now
        return min(now, self.begins(max(1, self.week_at(now))) - A_MOMENT)

    def begun_today(self, now: datetime) -> datetime:
        """After which instant prompts are due for a cohort launched or changed at `now`: also that of today, if a change has just
        made its hour pass or its day one that asks. On the first day it is not: whoever launches then asks nobody yet."""
        today = local_day(now, self.zone)
        return now if today <= self.first_day else instant(today, time(0), self.zone) - A_MOMENT

    def reported_since(self, now: datetime) -> datetime:
        """After which instant reports are due: as `moved_at`, but none once a moderator let the cohort end: the news of an end at
        once promise what a report would."""
        return now if self.ended_at and self.has_ended(now) else self.moved_at(now)

    def moved_at(self, now: datetime) -> datetime:
        """After which instant last words are due: also those of a week that a change of hour or zone has just let end."""
        return now - CHANGE_REACH

    def posts(self, now: datetime, until: datetime) -> list[tuple[Event, Occurrence]]:
        """What a cohort launched or changed at `now` says in its channels, up to and including `until`, in order of time."""
        events: Mapping[Event, Iterator[Occurrence]] = {
            "report": self.reports(self.reported_since(now)),
            "milestone": self.milestones(self.under_way(now)),
            "prompt": self.prompts(self.begun_today(now)),
            "challenge": self.challenges(now),
        }
        posts: list[tuple[Event, Occurrence]] = [
            (event, one) for event, found in events.items() for one in takewhile(lambda one: one.at <= until, found)
        ]
        return sorted(posts, key=lambda post: post[1].at)

    def _begins_on(self, day: date) -> datetime:
        plan = next((each for each in self.earlier_plans if day <= each.last_day), self)
        return instant(day, plan.at, plan.zone)

    def _under(self, plan: EarlierPlan) -> Self:
        times = {"at": plan.at, "checkin_at": plan.checkin_at}
        return replace(self, zone=plan.zone, checkin_days=plan.checkin_days, earlier_plans=(), **times)

    def _report(self, number: int, *, last: bool) -> Occurrence:
        at = self.ends_at(number) - REPORT_BEFORE_WEEK_ENDS
        until = at + timedelta(days=7) if last else self.ends_at(number + 1) - REPORT_BEFORE_WEEK_ENDS
        return Occurrence(at, until, local_day(at, self.zone), number)

    def _on_days(self, weekdays: frozenset[str], at: time, after: datetime) -> Iterator[Occurrence]:
        since, first_day = max(after, self.begins(1) - A_MOMENT), self.first_day
        found = (
            Occurrence(when, max(end_of_day(day, self.zone), when + LEAST_CURRENT), day, self.week_of(day))
            for day, when in instants(weekdays, at, self.zone, since, self.ends)
            if day >= first_day and not self.rests_on(day)
        )
        return self._between(found, after)

    def _between(self, occurrences: Iterator[Occurrence], after: datetime) -> Iterator[Occurrence]:
        """The occurrences after an instant and before the cohort ends."""
        ends = self.ends
        return (occurrence for occurrence in occurrences if after < occurrence.at < ends)
