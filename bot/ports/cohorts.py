"""What the core asks of storage for cohorts, who is in them and how far each has come; a unit of work hands them out."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.domain.cohort import Checkin, Cohort, Enrollment, Home, Progress
from bot.domain.helping import HelpOffer
from bot.domain.member import Member
from bot.domain.membership import Membership
from bot.domain.next_step import DoneSoFar
from bot.domain.post import PostInHome
from bot.domain.score import Activity, WeekScore
from bot.domain.streak import StreakFacts


class Cohorts(Protocol):
    async def get(self, id: int) -> Cohort | None: ...
    async def all(self) -> Sequence[Cohort]:
        """Every cohort of the community, latest start first."""
        ...

    async def at(self, platform: str, channel: str) -> Sequence[Cohort]:
        """Cohorts that speak in a channel, latest start first."""
        ...

    async def of(self, person: int) -> Sequence[Cohort]:
        """Cohorts the person is in now, latest start first."""
        ...

    async def add(self, cohort: Cohort, homes: Sequence[Home]) -> None: ...
    async def save(self, cohort: Cohort) -> None:
        """Keep changed settings."""
        ...

    async def homes(self, cohort: int) -> Sequence[Home]: ...
    async def move(self, home: Home) -> None:
        """Let a home be the channel that it names now.

        Posts that were certainly not sent go there. A post that was sent, or may have been, stays where it is, with its replies
        and threads.
        """
        ...

    async def lock(self, cohort: int) -> Cohort | None:
        """Hold the cohort until the unit ends, so that places are counted and taken by one call at a time; returns it as it is
        now that nobody else can change it."""
        ...

    async def lock_all(self, cohorts: Collection[int]) -> Mapping[int, Cohort]:
        """The same for several, by id; they are locked in one order, so that no two lock crosswise."""
        ...

    async def lock_with_drafts(
        self, cohort: int | None, person: int, kind: str, now: datetime
    ) -> tuple[Sequence[Cohort], Sequence[Mapping[str, str]]]:
        """The same for one cohort, or for every one of the community, latest start first; and what a person's drafts of a kind
        hold that have not expired, those that expire last first."""
        ...


class Enrollments(Protocol):
    async def get(self, cohort: int, person: int) -> Enrollment | None: ...
    async def some(self, cohort: int, persons: Sequence[int]) -> Mapping[int, Enrollment]:
        """The enrollments that these persons have, or had, by person."""
        ...

    async def of(self, person: int) -> Sequence[Enrollment]:
        """The enrollments of somebody, those that have ended too."""
        ...

    async def add(self, enrollment: Enrollment) -> bool:
        """Keep a new enrollment. False if the member was in the cohort before: then nothing changes."""
        ...

    async def put(self, *enrollments: Enrollment) -> None:
        """Keep enrollments, new or changed; at least one."""
        ...

    async def count(self, cohort: int) -> int:
        """The number of members in it now."""
        ...

    async def counts(self, cohorts: Collection[int]) -> Mapping[int, int]:
        """The same for several, by cohort."""
        ...

    async def members(self, cohort: int) -> Sequence[Member]:
        """Who is in it now, in order of joining."""
        ...

    async def counted(self, cohort: int) -> Sequence[Member]:
        """Who is in it now, and, without a name, who was erased while they were in it."""
        ...

    async def ever(self, cohort: int) -> Sequence[Enrollment]:
        """Of everybody who is or was in it, in order of joining."""
        ...

    async def forgotten(self, cohort: int) -> Sequence[Enrollment]:
        """Of those who were erased while they were in it: they count for the time before."""
        ...

    async def names(self, cohorts: Collection[int]) -> Mapping[int, Mapping[int, str]]:
        """Of each of these cohorts who is in it, then who was, in order of joining: their names by person."""
        ...


class HelpOffers(Protocol):
    """Who was asked to help whom; whoever shows one makes sure that only these two and moderators read it."""

    async def of_cohort(self, cohort: int) -> Sequence[HelpOffer]:
        """All offers in a cohort, earliest first."""
        ...

    async def put(self, offer: HelpOffer) -> None:
        """Keep an offer, new or answered."""
        ...


class WaitingLists(Protocol):
    """Who waits for a place in a full cohort. A cohort is locked while its line is changed."""

    async def line(self, cohort: int) -> Sequence[int]:
        """The persons who wait, first come first."""
        ...

    async def places(self, person: int) -> Mapping[int, int]:
        """The place of a person in the line of each cohort that they wait for, by cohort; 1 is the first."""
        ...

    async def add(self, cohort: int, person: int) -> None:
        """Let somebody who does not wait yet wait as the last one."""
        ...

    async def drop(self, cohort: int, *persons: int) -> None:
        """Take persons out of the line, if they are in it."""
        ...

    async def clear(self, cohort: int) -> None: ...


class ProgressRecords(Protocol):
    async def of(self, cohort: int, person: int) -> Mapping[str, Progress]:
        """A member's progress by week id."""
        ...

    async def of_all(self, cohort: int) -> Mapping[int, Mapping[str, Progress]]:
        """The progress of everybody who ever said something of a week, by person and week id."""
        ...

    async def put(self, progress: Progress) -> None:
        """Keep a progress, new or changed."""
        ...

    async def shared(self, cohort: int, week: str) -> Sequence[tuple[str, Progress]]:
        """What members show the cohort of a week that they have done, latest first, each with their name."""
        ...

    async def done(self, cohort: int) -> Mapping[str, frozenset[int]]:
        """Who of those in the cohort now has done each week, by week id."""
        ...


class Checkins(Protocol):
    async def get(self, cohort: int, person: int, day: date) -> Checkin | None: ...
    async def put(self, checkin: Checkin, given: Collection[str]) -> Checkin:
        """Keep a check-in, returned as it is then: the one that there was for its day changes in the fields that are `given`, but
        stays hidden if it is."""
        ...

    async def hide(self, checkin: Checkin, hidden: bool) -> None:
        """Hide a check-in from the cohort, or show it again."""
        ...

    async def latest(self, cohort: int, person: int, most: int, before: date = date.max) -> Sequence[Checkin]:
        """A member's check-ins in a cohort for days before one, latest day first."""
        ...

    async def between(self, cohort: int, first: date, last: date) -> Sequence[Checkin]:
        """Check-ins for days from `first` to `last`, latest first."""
        ...


class Scores(Protocol):
    """What those who are in a cohort now did between two days, the last one included.

    A check-in belongs to its own day, an answer to the day whose challenge it answers.
    """

    async def of(self, cohort: int, week: str, first: date, last: date) -> Sequence[WeekScore]:
        """Each member, in order of joining; `week` is the id of the week whose milestone counts."""
        ...

    async def last_days(self, cohort: int) -> Mapping[int, date]:
        """The last day of their own on which each member checked in or answered a challenge of the cohort, by person; those who
        never did are left out."""
        ...

    async def together(self, cohort: int, first: date, last: date) -> Activity: ...
    async def done_so_far(self, cohort: int, person: int, week: str, day: date) -> DoneSoFar:
        """What a member and the cohort have done for the member's `day`, the milestone of `week` and the newest challenge."""
        ...

    async def done_and_shown(
        self, cohort: int, person: int, week: str, day: date, name: str
    ) -> tuple[DoneSoFar, Sequence[PostInHome]]:
        """The same, and what became of the post `name` in each home of the cohort."""
        ...

    async def done_and_marks(self, cohort: int, person: int, week: str, day: date) -> tuple[DoneSoFar, Mapping[str, Progress]]:
        """The same, and what the member said of each week, by its id."""
        ...


class Streaks(Protocol):
    async def facts(self, persons: Sequence[int]) -> Mapping[int, StreakFacts]:
        """What the streaks of these persons follow from, by person; in as few statements for many as for one."""
        ...

    async def facts_of(self, member: Member, held: Sequence[Membership]) -> StreakFacts:
        """The same of a member whose memberships are known, those that are over too."""
        ...
