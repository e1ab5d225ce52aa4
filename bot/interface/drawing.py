"""What a picture shows, as data: short texts in the reader's language, numbers and marks. `adapters/pictures` draws it.

A drawing holds texts, numbers and tuples of them alone, so that JSON keeps it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Literal, cast

from bot.language import is_written_from_right

DayMark = Literal["kept", "frozen", "missed", "open", "not asked", "away", ""]
"""What became of a day; empty for one that is no day of the calendar, which is left blank."""
WeekMark = Literal["done", "started", "stuck", "skipped", "set aside", "not begun", "to come", "left out"]
"""What a member made of a week; "to come" if it has not begun for anybody, "left out" if it never does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawing:
    from_right: bool = field(default_factory=is_written_from_right)
    """Whether the language of its words is written from right to left."""


@dataclass(frozen=True, slots=True)
class Journey(_Drawing):
    """A member's way through a roadmap: its weeks with the one that is under way, and a calendar of their days."""

    weeks: tuple[WeekMark, ...]
    here: int
    """The number of the week under way; 0 if none is."""
    here_label: str
    week_legend: tuple[tuple[WeekMark, str], ...]
    streak: str
    weekdays: tuple[str, ...]
    """The heads of the calendar's seven columns."""
    months: tuple[str, ...]
    """What stands before each row of the calendar, empty if it is the month above."""
    days: tuple[tuple[str, DayMark], ...]
    """Each with its number in the month, in order, seven a row."""
    day_legend: tuple[tuple[DayMark, str], ...]


Bar = tuple[str, str, str, int, int, bool]
"""What is measured, its value in words, what is said below it, where its bar begins and ends in thousandths of the scale, and
whether it may go on behind its end. A bar that ends where it begins is a single point, unless both are 0."""


@dataclass(frozen=True, slots=True)
class Bars(_Drawing):
    """Values on one scale, one below the other."""

    heading: str
    bars: tuple[Bar, ...]
    scale: tuple[str, str]
    """What its two ends stand for, in words; both empty if the values say it."""


@dataclass(frozen=True, slots=True)
class RoadmapMap(_Drawing):
    """Weeks of a roadmap, one after the other."""

    heading: str
    weeks: tuple[tuple[WeekMark, str], ...]
    """What a member made of each, and its number and title."""
    here: int
    """The number of the week under way; 0 if none is."""
    legend: tuple[tuple[WeekMark, str], ...]


@dataclass(frozen=True, slots=True)
class Certificate(_Drawing):
    """What somebody did, in words."""

    heading: str
    name: str
    said: str
    day: str
    check: str
    """Where others can check it; empty if they cannot."""
    name_elsewhere: str = ""
    said_elsewhere: str = ""
    """What stands for `name` and `said` where whoever draws has not all of their letters."""


@dataclass(frozen=True, slots=True)
class Recap(_Drawing):
    """A look back: numbers with what they count, and values on one scale."""

    heading: str
    numbers: tuple[tuple[str, str], ...]
    bars_heading: str
    bars: tuple[Bar, ...]


Drawing = Journey | Bars | RoadmapMap | Certificate | Recap
_KINDS: Mapping[str, type[Drawing]] = {kind.__name__: kind for kind in (Journey, Bars, RoadmapMap, Certificate, Recap)}


def dump_drawing(drawing: Drawing) -> dict[str, Any]:
    """The drawing as JSON; its name is under `kind`."""
    return {"kind": type(drawing).__name__, **{each.name: getattr(drawing, each.name) for each in fields(drawing)}}


def load_drawing(data: Mapping[str, Any]) -> Drawing:
    """The inverse of `dump_drawing`, also after it went through JSON. Raises KeyError and TypeError for anything else."""
    return _KINDS[data["kind"]](**{name: _tuples(value) for name, value in data.items() if name != "kind"})


def _tuples(value: Any) -> Any:
    """JSON has lists alone."""
    return tuple(map(_tuples, cast("Sequence[Any]", value))) if isinstance(value, list | tuple) else value
