"""The timetable: the one place that knows when a cohort does what.

Instants are aware UTC datetimes; days are dates of the cohort's own calendar. A week begins at the same wall-clock time every
seven days, but none begins in a pause or a shift: it and all later ones begin as many whole weeks later as it takes. A day
belongs to the last week that begins on it or before; the day on which the last week ends still belongs to the last week.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from typing import Literal

from bot.domain.breaks import Break, first_day_of_week
from bot.domain.calendar import DAYS, end_of_day, instant, instants, local_day, next_instant

REMINDER_AFTER_PROMPT = timedelta(hours=2)
EARLIEST_REMINDER = timedelta(minutes=30)
"""After the prompt, for members whose hours are over before the usual time."""
LEAST_CURRENT = timedelta(hours=6)
"""The minimum time for which a prompt or challenge is worth posting, even one that is due late in the evening."""
REMINDER_BEFORE_WEEK_ENDS = timedelta(days=2)
REPORT_BEFORE_WEEK_ENDS = timedelta(hours=1)
CHANGE_REACH = timedelta(hours=50)
"""The most by which a change of hour and zone can move an instant."""
A_MOMENT = timedelta.resolution

Event = Literal["milestone", "prompt", "challenge", "report"]
"""What a cohort says in its channels. The solution of a challenge is told with the next challenge."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One thing that a cohort does: when, until when it is worth doing, on which day and in which week."""

    at: datetime
    until: datetime
    """When it is no longer worth doing: what could not be done by then was missed."""
    day: date
    week: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """Everything that decides when a cohort does what. Two cohorts with equal timetables do the same things at the same times.

    The methods that return occurrences yield those strictly after an instant, in order of time, up to the end of the cohort.
    """

    start: date
    """The day of the first week."""
    at: time
    """The wall time at which weeks begin."""
    zone: str
    weeks: int
    checkin_days: frozenset[str]
    checkin_at: time
    challenge_days: frozenset[str]
    challenge_at: time
    ended_at: datetime | None = None
    """When a moderator ended it before its last week was over."""
    breaks: tuple[Break, ...] = ()

    def begins(self, number: int) -> datetime:
        """The instant week `number` begins; weeks count from 1, and week `weeks + 1` begins when the last one ends.

        A week that waits for the end of a pause begins no earlier than this; it is not known when.
        """
        return instant(self._first_day(number), self.at, self.zone)

    def week_at(self, now: datetime) -> int:
        """The week under way: 0 before the first begins, `weeks + 1` after the last has ended."""
        days = (local_day(now, self.zone) - self.start).days
        guess = max(0, min(days // 7 + 1, self.weeks + 1))
        while guess <= self.weeks and self._has_begun(guess + 1, now):
            guess += 1
        while guess > 0 and not self._has_begun(guess, now):
            guess -= 1
        return guess

    def days_of(self, number: int) -> tuple[date, date]:
        """The first and the last day that belong to a week."""
        next_first = self._first_day(number + 1)
        return self._first_day(number), next_first if number == self.weeks else next_first - timedelta(days=1)

    @property
    def planned_end(self) -> datetime:
        """When the last week is over."""
        return self.begins(self.weeks + 1)

    @property
    def ends(self) -> datetime:
        """When the cohort ends: when its last week is over, or before."""
        return min(self.ended_at, self.planned_end) if self.ended_at else self.planned_end

    @property
    def end_is_known(self) -> bool:
        """Whether it does not wait for a pause without a last day."""
        return self.ended_at is not None or not self._waits(self.weeks + 1)

    def has_ended(self, now: datetime) -> bool:
        """Whether it is over; while a pause without a last day goes on, the planned end waits too."""
        return (self.ended_at is not None and self.ended_at <= now) or self.week_at(now) > self.weeks

    @property
    def first_day(self) -> date:
        """The day on which the first week begins."""
        return self._first_day(1)

    @property
    def planned_last_day(self) -> date:
        """The day on which the last week is over."""
        return self._first_day(self.weeks + 1)

    @property
    def last_day(self) -> date:
        """The day on which the cohort ends."""
        return local_day(self.ended_at, self.zone) if self.ended_at else self.planned_last_day

    def is_checkin_day(self, day: date) -> bool:
        """Whether a day is one of the weekdays with a check-in, be it in a break or not."""
        return DAYS[day.weekday()] in self.checkin_days

    def rests_on(self, day: date) -> bool:
        """Whether a break asks for nothing on a day."""
        return any(each.asks_nothing and each.covers(day) for each in self.breaks)

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
            if not self._waits(number)
        )
        return self._between(weeks, after)

    def reports(self, after: datetime) -> Iterator[Occurrence]:
        """The reports of weeks, an hour before each ends; each is current until the next one."""
        reports = (
            Occurrence(
                self._report_at(number), self._report_at(number + 1), local_day(self._report_at(number), self.zone), number
            )
            for number in range(1, self.weeks + 1)
            if not self._waits(number + 1)
        )
        return self._between(reports, after)

    def milestone_reminders(self, after: datetime) -> Iterator[Occurrence]:
        """The reminders of milestones, two days before each week ends; each is current until the end of the week."""
        ends = ((number, self.begins(number + 1)) for number in range(1, self.weeks + 1) if not self._waits(number + 1))
        reminders = (
            Occurrence(end - REMINDER_BEFORE_WEEK_ENDS, end, local_day(end - REMINDER_BEFORE_WEEK_ENDS, self.zone), number)
            for number, end in ends
        )
        return self._between((it for it in reminders if not self.rests_on(it.day)), after)

    def prompts(self, after: datetime) -> Iterator[Occurrence]:
        """The check-in prompts; each is current until its day is over, and for some hours at least."""
        return self._on_days(self.checkin_days, self.checkin_at, after)

    def checkin_reminders(self, after: datetime) -> Iterator[Occurrence]:
        """When reminders of a check-in are planned: half an hour after the prompt, for all, and again two hours after it.

        The second time is for those who turned reminders on meanwhile. A reminder helps until a day after the prompt, when the
        next one may come.
        """
        later = (EARLIEST_REMINDER, REMINDER_AFTER_PROMPT)
        prompts = self.prompts(after - REMINDER_AFTER_PROMPT)
        reminders = (
            replace(prompt, at=prompt.at + span, until=prompt.at + timedelta(days=1)) for prompt in prompts for span in later
        )
        return self._between(reminders, after)

    def usual_reminder(self, day: date) -> datetime:
        """When members are reminded of the check-in for a day, hours of their own aside."""
        return instant(day, self.checkin_at, self.zone) + REMINDER_AFTER_PROMPT

    def challenges(self, after: datetime) -> Iterator[Occurrence]:
        """The daily challenges; each is current until its day is over, and for some hours at least."""
        return self._on_days(self.challenge_days, self.challenge_at, after)

    def solution_at(self, challenge: datetime) -> datetime:
        """When the solution of a challenge given at an instant is told: with the next one, or when that would have come."""
        following = next(self.challenges(challenge), None)
        if following:
            return following.at
        return next_instant(self.challenge_days or frozenset(DAYS), self.challenge_at, self.zone, challenge)

    def under_way(self, now: datetime) -> datetime:
        """After which instant milestones are due for a cohort launched or changed at `now`: also that of the week under way."""
        return min(now, self.begins(max(1, self.week_at(now))) - A_MOMENT)

    def moved_at(self, now: datetime) -> datetime:
        """After which instant reports are due: also that of a week that a change of hour or zone has just let end."""
        return now - CHANGE_REACH

    def posts(self, now: datetime, until: datetime) -> list[tuple[Event, Occurrence]]:
        """What a cohort launched or changed at `now` says in its channels, up to and including `until`, in order of time."""
        events: Mapping[Event, Iterator[Occurrence]] = {
            "report": self.reports(self.moved_at(now)),
            "milestone": self.milestones(self.under_way(now)),
            "prompt": self.prompts(now),
            "challenge": self.challenges(now),
        }
        posts: list[tuple[Event, Occurrence]] = [
            (event, one) for event, found in events.items() for one in takewhile(lambda one: one.at <= until, found)
        ]
        return sorted(posts, key=lambda post: post[1].at)

    def _first_day(self, number: int) -> date:
        return first_day_of_week(number, self.start, self.breaks)

    def _waits(self, number: int) -> bool:
        """Whether a week waits for the end of a pause that has no last day yet."""
        day = self._first_day(number)
        return any(each.last is None and each.covers(day) for each in self.breaks)

    def _has_begun(self, number: int, now: datetime) -> bool:
        return self.begins(number) <= now and not self._waits(number)

    def _report_at(self, number: int) -> datetime:
        return self.begins(number + 1) - REPORT_BEFORE_WEEK_ENDS

    def _on_days(self, weekdays: frozenset[str], at: time, after: datetime) -> Iterator[Occurrence]:
        since = max(after, self.begins(1) - A_MOMENT)
        found = (
            Occurrence(when, max(end_of_day(day, self.zone), when + LEAST_CURRENT), day, self.week_at(when))
            for day, when in instants(weekdays, at, self.zone, since, self.ends)
            if not self.rests_on(day)
        )
        return self._between(found, after)

    def _between(self, occurrences: Iterator[Occurrence], after: datetime) -> Iterator[Occurrence]:
        """The occurrences after an instant and before the cohort ends."""
        ends = self.ends
        return (occurrence for occurrence in occurrences if after < occurrence.at < ends)
