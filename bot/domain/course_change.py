"""What differs between two courses of weeks: which come, which go, which change their place, and in which parts weeks differ."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.domain.roadmap import Week

Part = Literal[
    "title", "task", "checklist", "resources", "goals", "time", "why", "further", "questions", "catch-up", "topics", "starter"
]

PARTS: Mapping[Part, Callable[[Week], object]] = {
    "title": lambda week: week.title,
    "task": lambda week: week.milestone.text,
    "checklist": lambda week: week.milestone.checklist,
    "resources": lambda week: frozenset(week.resources),
    "goals": lambda week: week.goals,
    "time": lambda week: week.minutes,
    "why": lambda week: week.why,
    "further": lambda week: week.milestone.stretch,
    "questions": lambda week: (week.question, week.reflection),
    "catch-up": lambda week: week.catch_up,
    "topics": lambda week: frozenset(week.topics),
    "starter": lambda week: (week.starter, week.starter_code),
}
"""What members see of a week."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A week at its place in a course; places count from 1."""

    number: int
    week: Week


@dataclass(frozen=True, slots=True)
class Move:
    """Weeks in a row that stand in a row elsewhere: the first and the last place of before, and the first place of now."""

    first: int
    last: int
    now_first: int

    @property
    def now_last(self) -> int:
        return self.now_first + self.last - self.first


@dataclass(frozen=True, slots=True)
class Mended:
    """A week of both courses that members see otherwise now."""

    number: int
    """Its place of now."""
    before: Week
    after: Week

    @property
    def parts(self) -> tuple[Part, ...]:
        """What differs."""
        return tuple(part for part, of in PARTS.items() if of(self.before) != of(self.after))


@dataclass(frozen=True, slots=True)
class CourseChange:
    """The differences, each in order of place. All are empty if members see no difference."""

    come: tuple[Numbered, ...] = ()
    go: tuple[Numbered, ...] = ()
    moves: tuple[Move, ...] = ()
    mended: tuple[Mended, ...] = ()


NO_CHANGE = CourseChange()


def course_change(before: Sequence[Week], after: Sequence[Week]) -> CourseChange:
    """What differs from one course to another; a week is known by its id, and stands in a course once."""
    old, new = _places(before), _places(after)
    both = [(old[key], new[key]) for key in new if key in old]
    mended = (Mended(now.number, was.week, now.week) for was, now in both)
    return CourseChange(
        tuple(each for key, each in new.items() if key not in old),
        tuple(each for key, each in old.items() if key not in new),
        tuple(_moves([(was.number, now.number) for was, now in both])),
        tuple(each for each in mended if each.parts),
    )


def _places(weeks: Sequence[Week]) -> dict[str, Numbered]:
    return {week.id: Numbered(number, week) for number, week in enumerate(weeks, 1)}


def _moves(places: Sequence[tuple[int, int]]) -> list[Move]:
    """Runs of weeks that moved alike, from their places of before and of now, in order of those of now."""
    moves: list[Move] = []
    for was, now in places:
        if moves and (moves[-1].last + 1, moves[-1].now_last + 1) == (was, now):
            moves[-1] = Move(moves[-1].first, was, moves[-1].now_first)
        elif was != now:
            moves.append(Move(was, was, now))
    return moves
