"""Who of a cohort may need a hand, and why: told to moderators alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.domain.catch_up import catch_up_plan
from bot.domain.cohort import Enrollment, Progress
from bot.domain.roadmap import Week

Trouble = Literal["stuck", "behind", "silent"]
"""stuck: said so of a week and did not get on since · behind: weeks that are over are open · silent: nothing was heard of them
for seven days on which something was asked. In the order in which they are looked after."""
TROUBLES: tuple[Trouble, ...] = ("stuck", "behind", "silent")
Act = Literal["find a helper", "await an answer", "await the helper", "await the break", "more time", "nudge", "write"]
"""What helps a member first. write: to them, as a moderator, because a nudge was sent these days."""
FAR_BEHIND = 2
"""The number of open weeks from which more time helps more than a few words."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What may trouble one member; nothing if all is well."""

    stuck_in: tuple[int, ...]
    """The numbers of the weeks."""
    open_weeks: int
    """How many weeks that are over, for this member too, are neither done nor set aside."""
    is_silent: bool
    last_done: date | None
    """The day of what they did last; None if they did nothing yet."""

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        has: Mapping[Trouble, object] = {"stuck": self.stuck_in, "behind": self.open_weeks, "silent": self.is_silent}
        return tuple(trouble for trouble in TROUBLES if has[trouble])


def situation_of(
    enrollment: Enrollment,
    progress: Mapping[str, Progress],
    weeks: Sequence[Week],
    week: int,
    minutes: int | None,
    begun: date,
    last_done: date | None,
    silent_before: date,
) -> Situation:
    """The situation of a member of a cohort that is in `week`, counted from 1, of `weeks`, with `minutes` a week.

    They are in it since `begun`; whoever did nothing since `silent_before` is silent.
    """
    marks = {number: progress[each.id].mark for number, each in enumerate(weeks, 1) if each.id in progress}
    over = _weeks_over(enrollment, weeks, week - enrollment.extra_weeks, minutes)
    return Situation(
        stuck_in=tuple(number for number, mark in sorted(marks.items()) if mark == "stuck" and number <= week),
        open_weeks=sum(marks.get(number) not in ("done", "skipped") for number in over),
        is_silent=max(begun, last_done or begun) < silent_before,
        last_done=last_done,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What there is to help a member with."""

    is_helped: bool
    """Whether somebody helps them in each of the weeks in which they are stuck."""
    is_asked: bool
    """Whether somebody was asked to, and is waited for."""
    can_ask: bool
    """Whether there is somebody else to ask."""
    can_extend: bool
    """Whether they can get more time still."""
    was_nudged: bool
    """Whether no other nudge can be sent yet."""
    rests: bool
    """Whether their cohort has a break in which nothing is asked."""


def suggested_act(situation: Situation, means: Means) -> Act:
    """The one act that helps a member first whom something troubles.

    Who asked for help gets it, in a break too. Who has gone quiet is spoken to before they get more time: that helps
    whoever is at work and late.
    """
    if situation.stuck_in and not means.is_helped and means.is_asked:
        return "await an answer"
    if situation.stuck_in and not means.is_helped and means.can_ask:
        return "find a helper"
    if means.rests:
        return "await the break"
    spoken_to: Act = "write" if means.was_nudged else "nudge"
    if situation.is_silent:
        return spoken_to
    is_helped = bool(situation.stuck_in) and means.is_helped
    if is_helped and not situation.open_weeks:
        return "await the helper"
    is_late = situation.open_weeks >= FAR_BEHIND or is_helped
    return "more time" if is_late and means.can_extend else spoken_to


def _weeks_over(enrollment: Enrollment, weeks: Sequence[Week], week: int, minutes: int | None) -> list[int]:
    """The weeks before `week` that are over for a member: those since they joined, and of those before, if they catch up, the
    ones whose turn in their plan has passed."""
    since = range(enrollment.first_week, week)
    if enrollment.late_start != "catch-up":
        return [*since]
    plan = catch_up_plan([*enumerate(weeks[: enrollment.first_week - 1], 1)], minutes)
    return [*(number for sitting in plan[: len(since)] for number in sitting.weeks), *since]
