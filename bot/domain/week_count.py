"""How many weeks a member has done, of how many: one count, whoever shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.cohort import Enrollment, Progress
from bot.domain.roadmap import Week


@dataclass(frozen=True, slots=True)
class WeekCount:
    """Weeks done, and weeks that count: `done` is never more than `all`."""

    done: int
    all: int


def week_count(weeks: Sequence[Week], progress: Mapping[str, Progress], enrollment: Enrollment | None) -> WeekCount:
    """Of the weeks of a cohort, in order. A week that was set aside by joining late counts once it is done; `progress` is by week
    id."""
    done = [is_done(progress.get(week.id)) for week in weeks]
    counting = [finished or number > weeks_set_aside(enrollment) for number, finished in enumerate(done, 1)]
    return WeekCount(sum(done), sum(counting))


def weeks_set_aside(enrollment: Enrollment | None) -> int:
    """How many first weeks a member set aside by joining late."""
    return enrollment.first_week - 1 if enrollment and enrollment.late_start == "skip" else 0


def is_done(progress: Progress | None) -> bool:
    return progress is not None and progress.mark == "done"


def is_settled(progress: Progress | None) -> bool:
    """Whether a week asks for nothing any more: it is done, or its member skips it."""
    return progress is not None and progress.mark in ("done", "skipped")
