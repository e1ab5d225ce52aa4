"""How many weeks a member has done, of how many: one count, whoever shows it; and whether that makes a certificate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

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


@dataclass(frozen=True, slots=True)
class Walked:
    """The roadmap of a cohort as a certificate counts it: joining late or skipping takes no week away."""

    planned: int
    """The number of weeks of the roadmap."""
    held: int
    """How many of them take place: an early end leaves out the last ones."""
    missing: Sequence[int]
    """The numbers of those that take place and that the member has not done."""
    finished: datetime | None
    """When the last of them was done; None while one is missing."""

    @property
    def is_enough(self) -> bool:
        """Whether at least half of the roadmap takes place: less makes no certificate."""
        return 2 * self.held >= self.planned

    @property
    def earned_at(self) -> datetime | None:
        """When the member earned a certificate; None if they have not."""
        return self.finished if self.is_enough else None


def walked(weeks: Sequence[Week], planned: int, progress: Mapping[str, Progress]) -> Walked:
    """What a member has done of the `weeks` that take place, of `planned` ones; `progress` is by week id."""
    missing = [number for number, week in enumerate(weeks, 1) if not is_done(progress.get(week.id))]
    finished = max(progress[week.id].at for week in weeks) if weeks and not missing else None
    return Walked(planned, len(weeks), missing, finished)


def is_done(progress: Progress | None) -> bool:
    return progress is not None and progress.mark == "done"


def is_settled(progress: Progress | None) -> bool:
    """Whether a week asks for nothing any more: it is done, or its member skips it."""
    return progress is not None and progress.mark in ("done", "skipped")
