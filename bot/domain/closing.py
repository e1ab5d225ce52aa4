"""The last words of a cohort: to those who wait in line when it ends, the solution that no other challenge follows, and the
closing once nothing can be handed in."""

from collections import deque
from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.domain.calendar import DAYS, instants, local_day
from bot.domain.timetable import A_MOMENT, Occurrence, Timetable

WORTH_SAYING = timedelta(days=7)
"""For how long after its time a last word is still said."""


def ends(timetable: Timetable, after: datetime) -> Iterator[Occurrence]:
    """When the cohort ends, strictly after an instant."""
    if timetable.end_is_known and after < timetable.ends:
        yield Occurrence(timetable.ends, timetable.ends + WORTH_SAYING, timetable.last_day, timetable.last_week)


def last_solutions(timetable: Timetable, after: datetime) -> Iterator[Occurrence]:
    """When a solution that no other challenge follows may have to be told, strictly after an instant.

    That is each day at the hour of challenges, and when the cohort ends: while it has no challenges or after the last one, until
    it closes. The timetable does not know which challenge was given last, as days of challenges may have changed since.
    """
    if not timetable.end_is_known:
        return
    last = deque(timetable.challenges(after), maxlen=1)
    since = last[0].at if last else max(after, timetable.begins(1))
    every_day = [at for _, at in instants(frozenset(DAYS), timetable.challenge_at, timetable.zone, since, timetable.closes)]
    for at in sorted({*every_day, *({timetable.ends} if since < timetable.ends else ())}):
        day = local_day(at, timetable.zone)
        yield Occurrence(at, at + WORTH_SAYING, day, timetable.week_of(day))


def last_solution(timetable: Timetable) -> Occurrence | None:
    """When the solution of the last challenge is told, as far as the timetable knows; None for a cohort without challenges."""
    last = deque(timetable.challenges(timetable.begins(1) - A_MOMENT), maxlen=1) if timetable.challenge_days else ()
    if not last:
        return None
    told_at = timetable.solution_at(last[0].day)
    return next((each for each in last_solutions(timetable, last[0].at) if told_at and told_at <= each.at), None)


def closings(timetable: Timetable, after: datetime) -> Iterator[Occurrence]:
    """When the cohort closes, strictly after an instant."""
    if timetable.end_is_known and after < timetable.closes:
        yield Occurrence(timetable.closes, timetable.closes + WORTH_SAYING, timetable.last_day, timetable.last_week)
