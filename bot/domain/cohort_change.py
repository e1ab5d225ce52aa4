"""Changing a cohort that was launched: what may still change and when, and how to go back."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any, Literal, get_type_hints

from bot.domain.breaks import Break, breaks_from, breaks_text
from bot.domain.calendar import DAYS, instant
from bot.domain.cohort import Cohort

FARTHEST_START = timedelta(days=366)


def has_begun(cohort: Cohort, now: datetime) -> bool:
    """Whether its first week has begun: from then on progress depends on its roadmap and its first day."""
    return cohort.week_at(now) > 0


def start_fault(start: date, today: date) -> Literal["over", "far"] | None:
    """Why a cohort cannot begin on a day."""
    if start < today:
        return "over"
    return "far" if start > today + FARTHEST_START else None


def ending_on(cohort: Cohort, day: date, now: datetime) -> Cohort:
    """The cohort when it ends on a day, at its usual hour but not in the past; from the planned end on, as planned.

    A pause without a last day leaves no planned end, so that any day may be the end.
    """
    if day >= cohort.timetable.planned_last_day:
        return replace(cohort, ended_at=None)
    return replace(cohort, ended_at=max(now, instant(day, cohort.at, cohort.zone)))


def without_idle_end(cohort: Cohort) -> Cohort:
    """The cohort without its early end, if by the changed plan it ends before that anyway."""
    timetable = cohort.timetable
    idle = cohort.ended_at and not timetable.plan_waits and cohort.ended_at >= timetable.planned_end
    return replace(cohort, ended_at=None) if idle else cohort


def reschedules(before: Cohort, after: Cohort) -> bool:
    """Whether a change moves anything that is due."""
    return (before.timetable, before.roadmap) != (after.timetable, after.roadmap)


def as_texts(cohort: Cohort) -> dict[str, str]:
    """Everything that can change, as texts to keep."""
    return {name: _written(getattr(cohort, name)) for name in _READ}


def with_texts(cohort: Cohort, texts: Mapping[str, str]) -> Cohort:
    """The cohort with what some kept texts say; other names are passed over."""
    return replace(cohort, **{name: _READ[name](text) for name, text in texts.items() if name in _READ})


def _written(value: object) -> str:
    match value:
        case None:
            return ""
        case frozenset():
            return ",".join(day for day in DAYS if day in value)
        case tuple():
            return breaks_text(value)  # pyright: ignore[reportUnknownArgumentType]
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)


_READERS: Mapping[Any, Callable[[str], Any]] = {
    str: str,
    bool: "True".__eq__,
    int: int,
    int | None: lambda text: int(text) if text else None,
    date: date.fromisoformat,
    time: time.fromisoformat,
    datetime | None: lambda text: datetime.fromisoformat(text) if text else None,
    frozenset[str]: lambda text: frozenset(filter(None, text.split(","))),
    tuple[Break, ...]: breaks_from,
}
"""How a field of each type is read back."""

_READ = {name: _READERS[kind] for name, kind in get_type_hints(Cohort).items() if name not in ("id", "slug", "launched_by")}
