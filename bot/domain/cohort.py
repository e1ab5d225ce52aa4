"""A cohort: a group that walks a roadmap from a date, and what may be done with it when."""

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from itertools import count
from typing import Literal

from bot.domain.breaks import Break
from bot.domain.calendar import DAYS
from bot.domain.course import EarlierReleases
from bot.domain.earlier_plans import EarlierPlan
from bot.domain.letters import without_strokes
from bot.domain.own_days import MIDNIGHT
from bot.domain.timetable import Timetable

WORKDAYS = frozenset(DAYS[:5])
State = Literal["open", "running", "ended"]
"""open: its first week has not begun · running · ended: its last week is over, or a moderator ended it."""

LONGEST_SLUG = 40
"""The most characters of a slug, without the number that tells it from one that is taken."""

LateStart = Literal["catch-up", "skip"]
"""How somebody who joins late begins: with a catch-up plan for the weeks before, or with those weeks set aside."""

Mark = Literal["started", "done", "skipped", "stuck"]
"""What a member said of a week's milestone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """A launched cohort, pinned to the first two numbers of a pack's release: `1.0` reads 1.0.0, and 1.0.1 once it is there."""

    id: int
    slug: str
    name: str
    pack: str
    release: str
    roadmap: str
    weeks: int
    """The number of weeks that it walks: those of the pinned roadmap, after the ones that it began by an earlier release."""
    start: date
    at: time
    """The wall time its weeks begin and its milestones are posted."""
    zone: str
    checkin_days: frozenset[str] = WORKDAYS
    checkin_at: time = time(18)
    challenge_days: frozenset[str] = frozenset(DAYS)
    """The days on which it gets a challenge; empty if it wants no challenges."""
    challenge_at: time = time(8)
    solutions_apart: bool = False
    """Whether the solution of a challenge is a post of its own; else it stands above the next challenge."""
    challenge_threads: bool = False
    """Whether each challenge gets a thread at once; else one is opened when somebody wants to talk."""
    did_question: str = ""
    """How the check-in asks what a member did; here and below, empty for the usual words."""
    next_question: str = ""
    blocker_question: str = ""
    reviews: bool = False
    """Whether its members can ask each other to review their milestones."""
    capacity: int | None = None
    ended_at: datetime | None = None
    """When a moderator lets it end, if not when it was planned."""
    launched_by: int | None = None
    """The person who launched it, whom the bot tells what keeps it from speaking; None in a cohort of before this was kept."""
    breaks: tuple[Break, ...] = ()
    """Pauses, holidays and shifts, in any order."""
    earlier_plans: tuple[EarlierPlan, ...] = ()
    """What holds for the days that were over when its hours, check-in days or zone changed; by last day."""
    earlier_releases: EarlierReleases = ()
    """The releases of its pack that it followed before, from which weeks that had begun by then are still read."""
    changes: int = field(default=0, compare=False)
    """How often its settings were changed, which tells calendars that an entry has moved."""

    @property
    def timetable(self) -> Timetable:
        return Timetable(
            start=self.start,
            at=self.at,
            zone=self.zone,
            weeks=self.weeks,
            checkin_days=self.checkin_days,
            checkin_at=self.checkin_at,
            challenge_days=self.challenge_days,
            challenge_at=self.challenge_at,
            ended_at=self.ended_at,
            breaks=self.breaks,
            earlier_plans=self.earlier_plans,
        )

    def week_at(self, now: datetime) -> int:
        return self.timetable.week_at(now)

    @property
    def called_off(self) -> bool:
        """Whether a moderator let it end before its first week would have begun."""
        return self.timetable.called_off

    def release_of(self, week: int) -> str:
        """The release that one of its weeks is read from."""
        return next((each.release for each in self.earlier_releases if week <= each.last_week), self.release)

    def state(self, now: datetime) -> State:
        if self.timetable.has_ended(now):
            return "ended"
        return "open" if self.week_at(now) == 0 else "running"


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """A channel where a cohort speaks; `id` stays when it moves to another channel."""

    id: int
    cohort: int
    platform: str
    space: str
    channel: str


@dataclass(frozen=True, slots=True)
class Absence:
    """From when a member left a cohort until they came back."""

    left_at: datetime
    back_at: datetime

    def covers(self, at: datetime) -> bool:
        return self.left_at <= at < self.back_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrollment:
    """A member in a cohort. Leaving sets `left_at`; coming back clears it and is noted in `away`. Progress stays all along."""

    cohort: int
    person: int
    joined_at: datetime
    first_week: int
    """The week under way when they joined; 1 for everyone who was there at the start."""
    late_start: LateStart | None = None
    left_at: datetime | None = None
    removed: bool = False
    """Whether a moderator took them out: then only a moderator lets them in again."""
    away: tuple[Absence, ...] = ()
    """Their absences, earliest first. Nothing was asked of them meanwhile, so that coming back breaks no streak."""
    extra_weeks: int = 0
    """How many weeks longer than the cohort they may take for its milestones, as a moderator granted."""
    extensions: int = field(default=0, compare=False)
    """How often that was changed."""

    def with_extra_weeks(self, weeks: int) -> "Enrollment":
        return replace(self, extra_weeks=weeks, extensions=self.extensions + 1)

    def is_in_at(self, at: datetime) -> bool:
        """Whether they had joined by an instant and were not away from the cohort then."""
        has_left = self.left_at is not None and self.left_at <= at
        return self.joined_at <= at and not has_left and not any(each.covers(at) for each in self.away)

    def joined_between(self, since: datetime, until: datetime) -> bool:
        """Whether they joined or came back after one instant, at which they were not in the cohort, and up to another."""
        came = (self.joined_at, *(each.back_at for each in self.away))
        return any(since < at <= until for at in came) and not self.is_in_at(since)

    def left_between(self, since: datetime, until: datetime) -> bool:
        """Whether they left after one instant and up to another, and were not back by then."""
        left = (*(each.left_at for each in self.away), *((self.left_at,) if self.left_at else ()))
        return any(since < at <= until for at in left) and not self.is_in_at(until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What a member last said of one week's milestone in one cohort. Link and note stay when Done is taken back."""

    cohort: int
    person: int
    week: str
    mark: Mark
    at: datetime
    link: str = ""
    note: str = ""
    shared: bool = False
    """Whether the cohort sees link and note of a week that is done."""
    mark_before: Mark | None = None
    """Of a week that is done: the mark that it had before, which comes back if Done is taken back; None if it had none."""

    def marked(self, mark: Mark, now: datetime, **work: str) -> "Progress":
        """With another mark, link or note; a week that is done stays done on the day it was."""
        stays = mark == self.mark == "done"
        before = self.mark_before if stays else self.mark
        return replace(self, mark=mark, at=self.at if stays else now, mark_before=before if mark == "done" else None, **work)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkin:
    """One member's account of one of their own days. `zone`, `rule` and `day_ends` are frozen with it, so that neither travel nor
    another end of the day moves it."""

    cohort: int
    person: int
    day: date
    zone: str
    rule: str
    at: datetime
    did: str = ""
    next: str = ""
    blocker: str = ""
    answer: str = ""
    shared: bool = False
    day_ends: time = MIDNIGHT
    hidden: bool = False
    """Whether a moderator hid it from the cohort; it counts all the same."""


def entered(cohort: Cohort, person: int, before: Enrollment | None, now: datetime) -> Enrollment:
    """The enrollment of somebody who joins, or who comes back to the one they had `before`."""
    if before:
        return came_back(before, now, cohort.timetable)
    return Enrollment(cohort=cohort.id, person=person, joined_at=now, first_week=max(1, cohort.week_at(now)))


def came_back(enrollment: Enrollment, now: datetime, timetable: Timetable) -> Enrollment:
    """The enrollment of somebody who is in the cohort again. Of the absences before, those stay in which the hour of a check-in
    came: at most one for a day."""
    if enrollment.left_at is None:
        return enrollment
    before = tuple(each for each in enrollment.away if timetable.checkin_hour_comes(each.left_at, each.back_at))
    return replace(enrollment, left_at=None, away=(*before, Absence(enrollment.left_at, now)))


def slug_for(name: str, taken: Container[str]) -> str:
    """A slug for a cohort's name that is not taken: plain letters, digits and dashes, and always with a letter.

    A name in another script is told by a number alone; people type the name itself, which finds the cohort too.
    """
    plain = without_strokes(unicodedata.normalize("NFKD", name).casefold()).encode("ascii", "ignore").decode()
    words = "-".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST_SLUG]
    base = (words if re.search("[a-z]", words) else f"cohort-{words}"[:LONGEST_SLUG]).strip("-")
    numbers = count(2 if words else 1)
    slug = base if words else ""
    while not slug or slug in taken:
        slug = f"{base}-{next(numbers)}"
    return slug
