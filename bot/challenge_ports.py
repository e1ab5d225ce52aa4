"""What the core asks of storage for challenges and of a sandbox for code; a unit of work hands the repositories out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, Protocol

from bot.domain.challenge import Attempt, Case, Challenge, DailyChallenge, Limits, Pause, Repair, ReviewState


class Challenges(Protocol):
    """The items of a pinned release, the community's own ones, and what a cohort was given when."""

    async def all(self, pack: str, release: str) -> Mapping[str, Challenge]:
        """Active challenges of a release by id, in the pack's order, then the community's own."""
        ...

    async def get(self, pack: str, release: str, item: str, rev: int) -> Challenge | None:
        """One revision, however old."""
        ...

    async def put_daily(self, daily: DailyChallenge) -> bool:
        """Keep what a cohort is given on a day; False where it has one already."""
        ...

    async def daily(self, cohort: int, day: date) -> DailyChallenge | None: ...
    async def given(self, cohort: int, since: date) -> Sequence[DailyChallenge]:
        """What the cohort was given from a day on, latest first."""
        ...


class Attempts(Protocol):
    async def put(self, attempt: Attempt) -> None: ...
    async def of(self, person: int) -> Sequence[Attempt]:
        """All of a member's attempts, latest first."""
        ...

    async def at(self, person: int, item: str, since: date) -> Sequence[Attempt]:
        """A member's attempts at an item from a day of theirs on, latest first."""
        ...

    async def scored(self, item: str, rev: int, cohort: int | None = None) -> Sequence[Attempt]:
        """Everybody's scored attempts at a revision, in one cohort or in the community, oldest first."""
        ...

    async def between(self, cohort: int, first: date, last: date) -> Sequence[Attempt]:
        """Scored attempts at a cohort's daily challenges for its days from `first` to `last`."""
        ...


class Reviews(Protocol):
    async def get(self, person: int, item: str) -> ReviewState | None: ...
    async def put(self, state: ReviewState) -> None: ...
    async def due(self, person: int, now: datetime, most: int) -> Sequence[ReviewState]:
        """What is due, longest overdue first."""
        ...

    async def count_due(self, person: int, now: datetime) -> int: ...


class Pauses(Protocol):
    """Breaks and repairs of cohorts."""

    async def put(self, pause: Pause) -> None:
        """Keep a pause, new or changed."""
        ...

    async def of(self, cohorts: Sequence[int]) -> Sequence[Pause]:
        """The pauses of these cohorts, earliest first."""
        ...

    async def repair(self, repair: Repair) -> bool:
        """Keep a repair; False where that day of the cohort was repaired already."""
        ...

    async def repairs(self, cohorts: Sequence[int]) -> Sequence[Repair]:
        """The repaired days of these cohorts, earliest first."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one call of a submitted function came to. `value` holds plain data alone."""

    kind: Literal["returned", "raised", "too long", "too much memory", "not plain data"]
    value: Any = None
    message: str = ""


class Sandbox(Protocol):
    """Runs a member's function where it can reach nothing and stall nobody."""

    async def run(self, code: str, function: str, cases: Sequence[Case], limits: Limits) -> Sequence[Outcome]:
        """One outcome for each case, in order; each is run afresh."""
        ...
