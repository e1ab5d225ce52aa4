"""What the core asks of storage for challenges; a unit of work hands the repositories out."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.domain.challenge import Attempt, Challenge, DailyChallenge, Repair, ReviewState
from bot.domain.score import Tally
from bot.domain.suspicion import Answered


class Challenges(Protocol):
    """The items of a pinned release, the community's own ones, and what a cohort was given when."""

    async def all(self, pack: str, release: str) -> Mapping[str, Challenge]:
        """Active challenges of a release by id, in the pack's order, then the community's own."""
        ...

    async def get(self, pack: str, release: str, item: str, rev: int) -> Challenge | None:
        """One revision, however old."""
        ...

    async def put_daily(self, daily: DailyChallenge) -> None:
        """Keep what a cohort is given on a day, unless it has one already."""
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

    async def answered(self, since: date, most: int) -> Sequence[Answered]:
        """Of everybody's scored attempts from a day on the latest ones, at most so many."""
        ...

    async def scored(self, item: str, rev: int, cohort: int | None = None) -> Sequence[Attempt]:
        """Everybody's scored attempts at a revision, in one cohort or in the community, oldest first."""
        ...

    async def between(self, cohort: int, first: date, last: date) -> Sequence[Attempt]:
        """Scored attempts at a cohort's daily challenges for its days from `first` to `last`."""
        ...

    async def last_tried(self, person: int) -> Mapping[str, datetime]:
        """When the person last tried each item they ever tried, by its id."""
        ...

    async def tally(self, person: int) -> Sequence[Tally]:
        """How the person's scored answers add up, by item; reflections are left out."""
        ...

    async def counts(self, person: int, since: date) -> Mapping[date, int]:
        """How many scored answers the person gave on each day from `since` on, reflections too."""
        ...


class Reviews(Protocol):
    async def get(self, person: int, item: str) -> ReviewState | None: ...
    async def put(self, state: ReviewState) -> None: ...
    async def of(self, person: int) -> Sequence[ReviewState]:
        """Everything in the person's reviews, in order of when it is due."""
        ...

    async def count_answered(self, person: int, day: date) -> int:
        """How many items in review, known from an earlier day, the person answered on a day of theirs."""
        ...


class Repairs(Protocol):
    """Days that are credited to everybody in a cohort."""

    async def put(self, repair: Repair) -> bool:
        """Keep a repair; False if that day of the cohort was repaired already."""
        ...

    async def of(self, cohorts: Sequence[int]) -> Sequence[Repair]:
        """The repaired days of these cohorts, earliest first."""
        ...
