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
ONE_DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
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
    """The day week `number` begins: seven days after the one before, the first on `start`, unless a break lets none begin then.

    After a shift it begins on the day that follows; after a pause as many whole weeks later as it takes. Weeks in a pause without
    a last day wait: this is the earliest day. Remembered, because a member's streak asks it twice for every day.
    """
    day = start + (number - 1) * WEEK if number <= 1 else first_day_of_week(number - 1, start, breaks) + WEEK
    while (later := _day_after(day, breaks)) != day:
        day = later
    return day


def _day_after(day: date, breaks: tuple[Break, ...]) -> date:
    """The next day on which a week may begin as far as one of the breaks of a day is concerned; the day itself if it has none."""
    held = [each for each in breaks if each.holds_weeks and each.last and each.covers(day)]
    ends = [each.last + ONE_DAY for each in held if each.kind == "shift" and each.last]
    return max(ends) if ends else day + WEEK if held else day


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
