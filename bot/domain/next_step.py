"""What a member does next in a cohort: one rule, for every card that leads on."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bot.domain.calendar import local_day
from bot.domain.cohort import Cohort, Enrollment, Mark
from bot.domain.late_work import takes_milestones

Step = Literal["check in", "answer", "start", "finish", "ask"]
"""check in: for the member's own day · answer: the newest challenge · start, finish, ask for help with: the week's milestone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneSoFar:
    """What a member and their cohort have done of what is asked now. The numbers are of members."""

    members: int
    """All who are in the cohort now; the other numbers are of these."""
    checkins: int
    """Those who checked in for the member's own day."""
    answers: int
    """Those who answered the newest challenge."""
    milestones: int
    """Those who have done the week's milestone."""
    has_checked_in: bool
    has_answered: bool
    mark: Mark | None
    """What the member said of the week's milestone."""
    challenge: date | None
    """The day of the newest challenge."""


def current_week(cohort: Cohort, now: datetime) -> int:
    """The week whose milestone counts: the last one after the end, the first one before the beginning."""
    return max(1, cohort.week_at(now))


def next_step(
    cohort: Cohort,
    so_far: DoneSoFar,
    now: datetime,
    today: date,
    *,
    enrollment: Enrollment | None = None,
    is_away: bool = False,
) -> Step | None:
    """What comes next for a member with this enrollment, whose own day is `today`; None if nothing is left. Who is away is asked
    for no check-in.

    A check-in comes first once the cohort has asked for it, and last while its hour is still to come. Nothing else comes
    in a break.
    """
    waits = not is_away and not so_far.has_checked_in and asks_on(cohort, now, today)
    if waits and cohort.timetable.prompt_at(today) <= now:
        return "check in"
    later = "check in" if waits else None
    if rests(cohort, now):
        return later
    if challenge_is_open(cohort, so_far, now) and not so_far.has_answered:
        return "answer"
    if cohort.state(now) == "open" or not takes_milestones(cohort.timetable, now, enrollment):
        return later
    return _milestone_step(so_far.mark) or later


def asks_on(cohort: Cohort, now: datetime, today: date) -> bool:
    """Whether a running cohort asks for a check-in on a member's day."""
    return cohort.state(now) == "running" and cohort.timetable.first_day <= today and cohort.timetable.asks_on(today)


def rests(cohort: Cohort, now: datetime) -> bool:
    """Whether a running cohort is in a break that asks for nothing."""
    return cohort.state(now) == "running" and cohort.timetable.rests_on(local_day(now, cohort.zone))


def challenge_is_open(cohort: Cohort, so_far: DoneSoFar, now: datetime) -> bool:
    """Whether there is a newest challenge whose solution is not told."""
    if so_far.challenge is None:
        return False
    told_at = cohort.timetable.solution_at(so_far.challenge)
    return told_at is None or now < told_at


def _milestone_step(mark: Mark | None) -> Step | None:
    match mark:
        case "done" | "skipped":
            return None
        case "started":
            return "finish"
        case "stuck":
            return "ask"
        case None:
            return "start"
