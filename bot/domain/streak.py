"""Streaks: how many days a member kept in a row, and what became of every day since the first.

Rule `day/2`:

- A day is kept by a check-in for it, by an answer to a challenge that is scored (right, wrong or a reflection), or by a repair. A
  free try keeps none, so that one challenge pressed every day makes no streak.
- Every kept day counts one, whether it was asked for or not. Seven of a run earn a freeze, however they were kept; three can be
  in hand, and while they are, kept days earn nothing towards a fourth. When a run breaks, the freezes that it earned are lost.
- A day on which a check-in was asked and none kept it spends a freeze by itself; without one it breaks the run. A frozen day
  counts nothing.
- A day on which no cohort asks is neutral, and a cohort asks nothing on days of a pause or a holiday. So is a day of the
  member's own leave; what they do on it counts all the same.
- A day breaks nothing before it is over, and it is over when it is over everywhere: the zone a member is in now
  has no say, and neither has the hour at which their days end.

Rule `day/1`, of check-ins alone and without freezes, is what older check-ins were made under; they count alike.
"""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal, get_args

from bot.domain.leave import Leave, leave_on
from bot.domain.membership import Asking, Membership
from bot.domain.own_days import MIDNIGHT, day_not_over

RULE = "day/2"
KEPT_FOR_A_FREEZE = 7
MOST_FREEZES = 3

Act = Literal["check-in", "challenge", "repaired"]
"""What keeps a day."""
How = Literal["check-in", "challenge", "repaired", "frozen", "not asked", "paused", "away", "not kept", "open"]
"""What became of a day; open: asked for, not kept, and not over yet."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What kept a day, with the zone, the rule and the end of the day as stored with it; a repair has no zone and no rule."""

    act: Act
    zone: str = ""
    rule: str = ""
    ends: time = MIDNIGHT


@dataclass(frozen=True, slots=True)
class StreakDay:
    day: date
    how: How
    zone: str = ""
    rule: str = ""
    ends: time = MIDNIGHT


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every day since the first that was kept, latest first, with the streaks and freezes that follow from them. Streaks are
    counted in kept days."""

    days: tuple[StreakDay, ...]
    current: int
    longest: int
    freezes: int


@dataclass(frozen=True, slots=True)
class KeptDays:
    """How many days of a span were kept, and the most of them in a row."""

    days: int
    longest: int


@dataclass(frozen=True, slots=True)
class Credit:
    """A day of a cohort that a repair credits to everybody who was in it."""

    cohort: int
    day: date


@dataclass(frozen=True, slots=True)
class StreakFacts:
    """What one member's streak follows from: days they kept themselves, cohorts they are or were in, days credited there, and
    their leaves."""

    kept: Mapping[date, Kept]
    memberships: Sequence[Membership]
    credits: Sequence[Credit]
    leaves: Sequence[Leave] = ()


def ledger_of(facts: StreakFacts, now: datetime, today: date) -> Ledger:
    """The ledger of a member, whose own day is `today`; it is shown at least up to there."""
    return streak_ledger(kept_days(facts), lambda day: _asking(facts, day), day_not_over(now), today)


def kept_in(days: Sequence[StreakDay]) -> KeptDays:
    """Of some days of a ledger, latest first."""
    kept = longest = run = 0
    for day in reversed(days):
        is_kept = day.how in get_args(Act)
        kept += is_kept
        run = 0 if day.how == "not kept" else run + is_kept
        longest = max(longest, run)
    return KeptDays(kept, longest)


def run_if_kept(days: Sequence[StreakDay], missed: Set[date]) -> int:
    """How long the latest streak of a ledger's days, latest first, is once these missed days and the open ones are kept too."""
    run = 0
    for day in reversed(days):
        kept = day.how in get_args(Act) or day.how == "open" or day.day in missed
        run = 0 if day.how == "not kept" and not kept else run + kept
    return run


def kept_days(facts: StreakFacts) -> Mapping[date, Kept]:
    """The days that count, repaired ones too; what a member did themselves stands before a repair."""
    credited = {
        credit.day: Kept("repaired")
        for credit in facts.credits
        if any(held.cohort.id == credit.cohort and held.includes(credit.day) for held in facts.memberships)
    }
    return {**credited, **facts.kept}


def streak_ledger(kept: Mapping[date, Kept], asking: Callable[[date], Asking], not_over: date, today: date) -> Ledger:
    """Walk from the first kept day to `today`. Days before `not_over` are over everywhere."""
    days: list[StreakDay] = []
    run = longest = earned = 0
    for day in _from_first(kept, today):
        entry = _entry(day, kept.get(day), asking(day), is_over=day < not_over, freezes=earned // KEPT_FOR_A_FREEZE)
        match entry.how:
            case "check-in" | "challenge" | "repaired":
                run += 1
                longest = max(longest, run)
                earned = min(earned + 1, MOST_FREEZES * KEPT_FOR_A_FREEZE)
            case "frozen":
                earned -= KEPT_FOR_A_FREEZE
            case "not kept":
                run = earned = 0
            case "not asked" | "paused" | "away" | "open":
                pass
        days.append(entry)
    return Ledger(tuple(reversed(days)), run, longest, earned // KEPT_FOR_A_FREEZE)


def _entry(day: date, kept: Kept | None, asking: Asking, *, is_over: bool, freezes: int) -> StreakDay:
    if kept:
        return StreakDay(day, kept.act, kept.zone, kept.rule, kept.ends)
    if asking != "asked":
        return StreakDay(day, asking)
    if not is_over:
        return StreakDay(day, "open")
    return StreakDay(day, "frozen" if freezes else "not kept")


def _from_first(kept: Mapping[date, Kept], today: date) -> Sequence[date]:
    if not kept:
        return ()
    first, last = min(kept), max(today, *kept)
    return [first + timedelta(days=count) for count in range((last - first).days + 1)]


def _asking(facts: StreakFacts, day: date) -> Asking:
    """ "asked" if any cohort asks on the day; "paused" if only cohorts on a break would, "away" if the member is on leave."""
    found = {held.asking(day) for held in facts.memberships}
    if "asked" in found:
        return "away" if leave_on(facts.leaves, day) else "asked"
    return "paused" if "paused" in found else "not asked"
