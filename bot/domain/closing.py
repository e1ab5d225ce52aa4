"""The last words of a cohort: to those who wait in line when it ends, the solution that no other challenge follows, and the
closing once nothing can be handed in."""

from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.timetable import A_MOMENT, Occurrence, Timetable

WORTH_SAYING = timedelta(days=7)
"""For how long after its time a last word is still said."""


def ends(timetable: Timetable, after: datetime) -> Iterator[Occurrence]:
    """When the cohort ends, strictly after an instant."""
    if timetable.end_is_known and after < timetable.ends:
        yield Occurrence(timetable.ends, timetable.ends + WORTH_SAYING, timetable.last_day, timetable.last_week)


def last_solutions(timetable: Timetable, after: datetime) -> Iterator[Occurrence]:
    """When the solution of the last challenge is told, strictly after an instant; it may come after the cohort's end."""
    last = deque(timetable.challenges(timetable.begins(1) - A_MOMENT), maxlen=1)
    for challenge in last:
        at = timetable.solution_at(challenge.day)
        if at and after < at:
            yield replace(challenge, at=at, until=at + WORTH_SAYING)


def closings(timetable: Timetable, after: datetime) -> Iterator[Occurrence]:
    """When the cohort closes, strictly after an instant."""
    if timetable.end_is_known and after < timetable.closes:
        yield Occurrence(timetable.closes, timetable.closes + WORTH_SAYING, timetable.last_day, timetable.last_week)
