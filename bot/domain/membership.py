"""Membership: a cohort as one of its members has it; on which days they were in it, and on which it asked for a check-in.

Days are told apart by their date alone: the member's own day against the cohort's calendar. No zone of the member has a say, so
that travel changes nothing.
"""

from dataclasses import dataclass
from datetime import date

from bot.domain.calendar import DAYS, local_day
from bot.domain.cohort import Cohort, Enrollment
from bot.domain.cohort_change import end_day


@dataclass(frozen=True, slots=True)
class Membership:
    """A member's enrollment in a cohort, also one that is over."""

    cohort: Cohort
    enrollment: Enrollment

    @property
    def joined(self) -> date:
        return local_day(self.enrollment.joined_at, self.cohort.zone)

    @property
    def left(self) -> date:
        """The day they left; where they did not, the last day there is."""
        left_at = self.enrollment.left_at
        return local_day(left_at, self.cohort.zone) if left_at else date.max

    def includes(self, day: date) -> bool:
        """Whether the cohort ran on a day and they were in it, be it for a part of the day."""
        away = any(absence.first < day < absence.last for absence in self.enrollment.away)
        return self.cohort.start <= day <= end_day(self.cohort) and self.joined <= day <= self.left and not away

    def asks(self, day: date) -> bool:
        """Whether the cohort asked them for a check-in; never on a day on which they or the cohort came or went."""
        if DAYS[day.weekday()] not in self.cohort.checkin_days:
            return False
        away = any(absence.first <= day <= absence.last for absence in self.enrollment.away)
        return self.cohort.start <= day < end_day(self.cohort) and self.joined < day < self.left and not away
