"""Breaks of a cohort: stretches of days on which it asks for nothing, or on which no week begins, or both.

The rule is told in `docs/decisions/0016-timetable.md`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, get_args

BreakKind = Literal["pause", "holiday", "shift"]
"""pause: nothing is asked and no week begins · holiday: nothing is asked · shift: no week begins, the one under way goes on."""
LONGEST_BREAK = timedelta(days=366)
"""From its first day to its last."""


@dataclass(frozen=True, slots=True)
class Break:
    """A break lasts from one day to another, both included, on the cohort's calendar. A pause without a last day goes on until it
    gets one.

    Raises ValueError for days in the wrong order or more than a year apart, for an unknown kind, and for a missing last day of
    another kind than a pause.
    """

    kind: BreakKind
    first: date
    last: date | None = None

    def __post_init__(self) -> None:
        if self.kind not in get_args(BreakKind):
            raise ValueError(f"there is no kind of break called {self.kind!r}")
        if self.last is None and self.kind != "pause":
            raise ValueError(f"a {self.kind} has a last day")
        if self.last is not None and self.last < self.first:
            raise ValueError("a break ends before it begins")
        if self.last is not None and self.last - self.first > LONGEST_BREAK:
            raise ValueError("a break lasts a year at most")

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)

    @property
    def asks_nothing(self) -> bool:
        """Whether its days bring no prompt, no challenge and no reminder, and are neutral for streaks."""
        return self.kind != "shift"

    @property
    def holds_weeks(self) -> bool:
        """Whether no week begins on its days."""
        return self.kind != "holiday"


@lru_cache(maxsize=4096)
def first_day_of_week(number: int, start: date, breaks: tuple[Break, ...]) -> date:
    """The day week `number` begins: one week every seven days from `start`, except on days on which a break lets none begin.

    Remembered, because a member's streak asks it twice for every day.
    """
    weeks_on, counted = number - 1, 0
    for first, last in sorted(_held_weeks(each, start) for each in breaks if each.holds_weeks):
        uncounted = max(first, counted)  # breaks may overlap
        if uncounted <= min(weeks_on, last):
            weeks_on += last + 1 - uncounted
            counted = last + 1
    return start + timedelta(weeks=weeks_on)


def _held_weeks(held: Break, start: date) -> tuple[int, int]:
    """The first and the last of the days on which a week would begin that lie in a break, as weeks after `start`.

    A pause without a last day holds none: the weeks in it wait.
    """
    first = -(-(held.first - start).days // 7)
    return first, (held.last - start).days // 7 if held.last else first - 1


def breaks_text(breaks: Iterable[Break]) -> str:
    """Breaks as they are stored: `pause:2026-01-05/2026-01-11,pause:2026-02-02/`, the second without a last day."""
    return ",".join(f"{each.kind}:{each.first}/{each.last or ''}" for each in breaks)


def breaks_from(text: str) -> tuple[Break, ...]:
    """The breaks of a text that `breaks_text` wrote. Raises ValueError for any other."""
    return tuple(_break_from(part) for part in text.split(",") if part)


def _break_from(text: str) -> Break:
    kind, _, days = text.partition(":")
    first, _, last = days.partition("/")
    return Break(kind, date.fromisoformat(first), date.fromisoformat(last) if last else None)  # pyright: ignore[reportArgumentType]
