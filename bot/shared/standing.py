"""How a member stands with the weeks of a cohort, as pictures and lists show it: until the end, or until they left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.cohort import Cohort, Enrollment, Progress
from bot.domain.roadmap import Week
from bot.domain.week_count import weeks_set_aside
from bot.interface.drawing import WeekMark
from bot.text import Markup, n, t


@dataclass(frozen=True, slots=True)
class Standing:
    """How a member with this enrollment stands with the weeks of a cohort; if they left it, as it was then. `marks` are by
    week id."""

    cohort: Cohort
    weeks: Sequence[Week]
    marks: Mapping[str, Progress]
    enrollment: Enrollment | None

    @property
    def set_aside(self) -> int:
        """How many first weeks do not count."""
        return weeks_set_aside(self.enrollment)

    @property
    def left_at(self) -> datetime | None:
        """When the member left or was taken out, if that was before the end."""
        at = self.enrollment.left_at if self.enrollment else None
        return at if at and not self.cohort.timetable.has_ended(at) else None

    @property
    def present(self) -> Enrollment | None:
        """What is asked of them and granted to them still: None once they left."""
        return None if self.left_at else self.enrollment

    def seen_at(self, now: datetime) -> datetime:
        """The instant up to which the cohort is theirs."""
        return self.left_at or now

    def week_marks(self, now: datetime) -> tuple[WeekMark, ...]:
        reached = self.cohort.week_at(self.seen_at(now))
        return tuple(self._mark(number, week.id, reached) for number, week in enumerate(self.weeks, 1))

    @property
    def held(self) -> Sequence[Week]:
        """The weeks that take place, which count: an early end leaves out those after it."""
        return self.weeks[: self.cohort.timetable.last_week]

    def here(self, now: datetime) -> int:
        """The number of the week under way; 0 if none is, or they left."""
        return self.cohort.week_at(now) if self.cohort.state(now) == "running" and not self.left_at else 0

    def here_words(self, now: datetime) -> Markup:
        """Where on their way the member is, or was when they left; how long it is if they are nowhere."""
        count, here = len(self.held), self.here(now)
        if here:
            return t("You are here: week {number} of {count}", number=here, count=count)
        if (week := self.cohort.week_at(self.left_at) if self.left_at else 0) and self.enrollment:
            if self.enrollment.removed:
                return t("You were taken out in week {number} of {count}", number=week, count=count)
            return t("You left in week {number} of {count}", number=week, count=count)
        return week_count_words(count)

    def _mark(self, number: int, week: str, reached: int) -> WeekMark:
        if week in self.marks and (mark := self.marks[week].mark):
            return mark
        if number <= self.set_aside:
            return "set aside"
        if number > len(self.held):
            return "left out"
        if number <= reached:
            return "not begun"
        return "left out" if self.left_at else "to come"


def week_count_words(count: int) -> Markup:
    return n("{count} week", "{count} weeks", count)
