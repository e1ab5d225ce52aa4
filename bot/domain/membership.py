"""Membership: a cohort as one of its members has it; on which days they were in it, and on which it asked for a check-in.

A day that was over when the cohort's plan changed is judged by the plan that it had on that day.

Days are compared by their date alone: the member's own day against the cohort's calendar. No zone of the member has a say, so
that travel changes nothing. A check-in for a day was asked of whoever was in the cohort at the hour of its prompt.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from bot.domain.calendar import local_day
from bot.domain.cohort import Cohort, Enrollment
from bot.domain.timetable import Timetable

Asking = Literal["asked", "not asked", "paused", "away"]
"""Whether a check-in was asked for on a day. It would have been, but for: paused: a break · away: the member's own leave."""


@dataclass(frozen=True, slots=True)
class Membership:
    """A member's enrollment in a cohort, also one that is over."""

    cohort: Cohort
    enrollment: Enrollment
    _timetable: Timetable = field(init=False, repr=False, compare=False)
    """That of the cohort, built once: a streak asks it for every day."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "_timetable", self.cohort.timetable)

    @property
    def joined(self) -> date:
        return local_day(self.enrollment.joined_at, self.cohort.zone)

    def includes(self, day: date) -> bool:
        """Whether they were in the cohort on a day, be it for a part of it, from its planned start on: a break that moved the
        first week takes back no day."""
        timetable = self._timetable.on(day)
        zone, left_at = timetable.zone, self.enrollment.left_at
        away = any(local_day(each.left_at, zone) < day < local_day(each.back_at, zone) for each in self.enrollment.away)
        were_in = local_day(self.enrollment.joined_at, zone) <= day and (left_at is None or day <= local_day(left_at, zone))
        return timetable.start <= day <= timetable.last_day and were_in and not away

    def asking(self, day: date) -> Asking:
        """Whether the cohort asks them for a check-in for a day."""
        timetable = self._timetable.on(day)
        if not timetable.is_checkin_day(day):
            return "not asked"
        at = timetable.prompt_at(day)
        if not self.enrollment.is_in_at(at) or not timetable.runs_at(at):
            return "not asked"
        return "paused" if timetable.rests_on(day) else "asked"
