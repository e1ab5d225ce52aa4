"""The weeks of a cohort: when each begins, which days belong to it, when the last one is over.

Instants are aware UTC datetimes; days are dates of the cohort's own calendar. A week begins at the same wall-clock time, seven
days after the one before. One that would begin in a pause is put off by as many whole weeks as it takes, one that would begin in
a shift to the day after it; all later ones move along. A day belongs from midnight on to the week that begins on it; a day on
which none begins belongs to the week before. The day on which the last week ends still belongs to the last week. A week that
would begin when the cohort ends, or later, takes no place.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.domain.breaks import Break, first_day_of_week
from bot.domain.calendar import end_of_day, instant, local_day

GRACE = timedelta(hours=48)
"""How long after its end a missed day can still be filled in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weeks:
    """Everything that decides when a cohort's weeks begin and end."""

    start: date
    """The day of the first week, if no break postpones it."""
    at: time
    """The wall time at which weeks begin."""
    zone: str
    weeks: int
    """The number of weeks."""
    ended_at: datetime | None = None
    """When a moderator lets it end, before its last week would be over or after; a later end makes the last week longer."""
    breaks: tuple[Break, ...] = ()

    def begins(self, number: int) -> datetime:
        """The instant week `number` begins; weeks count from 1, and week `weeks + 1` begins when the last one ends.

        A week that waits for the end of a pause begins no earlier than this; it is not known when. If a moderator lets the
        cohort end meanwhile, it never begins, and the week before it ends then.
        """
        planned = self._begins_on(self._first_day(number))
        is_last = number > self.weeks or self.waits(number)
        return max(planned, self.ended_at) if self.ended_at and is_last else planned

    def ends_at(self, number: int) -> datetime:
        """The instant week `number` ends: when the next one begins; the last with the cohort, be that in mid-week."""
        return self.ends if self.end_is_known and number >= self.last_week else self.begins(number + 1)

    def over_at(self, number: int) -> datetime:
        """The instant from which week `number` is the present one no more, though its milestone is still taken: midnight before
        the next begins; the cohort's end for the last."""
        if self.end_is_known and number >= self.last_week:
            return self.ends
        return end_of_day(self._first_day(number + 1) - timedelta(days=1), self.zone)

    def waits(self, number: int) -> bool:
        """Whether a week waits for the end of a pause that has no last day yet; all later weeks wait with it."""
        day = self._first_day(number)
        return any(each.last is None and each.covers(day) for each in self.breaks)

    @property
    def last_week(self) -> int:
        """The number of the last week that begins before the cohort ends; 0 if it ends before all of them."""
        ends = self.ended_at
        return self._latest(self.weeks, lambda number: self.begins(number) < ends) if ends else self.weeks

    def week_at(self, now: datetime) -> int:
        """The week to which the present day belongs: 0 before the first begins, the last one also after the end."""
        days, last = (local_day(now, self.zone) - self.start).days, self.last_week
        guess = max(0, min(days // 7 + 1, last))
        while guess < last and self._has_begun(guess + 1, now):
            guess += 1
        while guess > 0 and not self._has_begun(guess, now):
            guess -= 1
        return guess

    def week_of(self, day: date) -> int:
        """The week to which a day belongs: 0 before the first day, the last week after the last day."""
        without_breaks = (day - self.start).days // 7 + 1  # a break only puts weeks off
        return self._latest(min(without_breaks, self.last_week), lambda number: self._first_day(number) <= day)

    def days_of(self, number: int) -> tuple[date, date]:
        """The first and the last day that belong to a week; `date.max` while nobody knows when a pause lets it end."""
        first = self._first_day(number)
        if self.waits(number + 1):
            return first, date.max
        if number == self.weeks:
            return first, max(self.planned_last_day, self.last_day)
        last = self._first_day(number + 1) - timedelta(days=1)
        return first, max(last, self.last_day) if number == self.last_week else last

    @property
    def planned_end(self) -> datetime:
        """When the last week is over, if no moderator moves the end; no earlier than this, if it waits for the end of a pause."""
        return self._begins_on(self._first_day(self.weeks + 1))

    @property
    def plan_waits(self) -> bool:
        """Whether the planned end waits for the end of a pause that has no last day yet."""
        return self.waits(self.weeks + 1)

    @property
    def end_is_known(self) -> bool:
        """Whether the cohort does not wait for the end of a pause that has no last day yet."""
        return self.ended_at is not None or not self.plan_waits

    @property
    def ends(self) -> datetime:
        """When the cohort ends: as planned, or when a moderator lets it; no earlier than this, if its end is not known."""
        return self.ended_at or self.planned_end

    def has_ended(self, now: datetime) -> bool:
        """Whether it is over; while a pause without a last day goes on, the end that was planned waits too."""
        return self.end_is_known and self.ends <= now

    @property
    def ended_at_once(self) -> bool:
        """Whether a moderator let it end there and then, not on a day at its usual hour."""
        return self.ended_at is not None and self.ended_at != self._begins_on(self.last_day)

    def runs_at(self, at: datetime) -> bool:
        """Whether an instant lies between the beginning of the first week and the end."""
        return self.begins(1) <= at and (not self.end_is_known or at < self.ends)

    @property
    def called_off(self) -> bool:
        """Whether a moderator let it end before its first week would have begun."""
        return self.ended_at is not None and self.ended_at <= self.begins(1)

    @property
    def first_day(self) -> date:
        """The day on which the first week begins."""
        return self._first_day(1)

    @property
    def planned_last_day(self) -> date:
        """The day on which the last week is over, if no moderator moves the end; `date.max` while nobody knows when a pause lets
        it end."""
        return date.max if self.plan_waits else self._first_day(self.weeks + 1)

    @property
    def last_day(self) -> date:
        """The day on which the cohort ends; `date.max` while nobody knows."""
        return local_day(self.ends, self.zone) if self.ended_at else self.planned_last_day

    @property
    def closes(self) -> datetime:
        """When nothing can be handed in any more: when the grace after the last day is over, in the cohort's zone.

        Raises OverflowError if the end is not known.
        """
        return end_of_day(self.last_day, self.zone) + GRACE

    def rests_on(self, day: date) -> bool:
        """Whether a break asks for nothing on a day."""
        return any(each.asks_nothing and each.covers(day) for each in self.breaks)

    def rests_until(self, day: date) -> date | None:
        """The last of the days from one in a break on that ask for nothing; None while nobody knows when a pause ends."""
        while self.rests_on(day + timedelta(days=1)):
            if any(each.last is None and each.covers(day) for each in self.breaks):
                return None
            day += timedelta(days=1)
        return day

    def is_paused_on(self, day: date) -> bool:
        """Whether one of the breaks that cover a day is a pause."""
        return any(each.kind == "pause" and each.covers(day) for each in self.breaks)

    def _begins_on(self, day: date) -> datetime:
        """When a week begins whose first day is this."""
        return instant(day, self.at, self.zone)

    def _first_day(self, number: int) -> date:
        return first_day_of_week(number, self.start, self.breaks)

    def _latest(self, number: int, comes: Callable[[int], bool]) -> int:
        """The latest week up to `number` that comes and waits for nothing; 0 if there is none."""
        while number > 0 and (self.waits(number) or not comes(number)):
            number -= 1
        return max(0, number)

    def _has_begun(self, number: int, now: datetime) -> bool:
        """Whether a week is the present one or over. The first comes at its hour, the others at midnight."""
        begins = self.begins(number)
        if number > 1:
            begins = min(begins, instant(self._first_day(number), time(0), self.zone))  # an odd zone has no midnight
        return begins <= now and not self.waits(number)
