"""The plans that a cohort had before moderators changed them: they still hold for the days that were over by then.

The rule is told in `docs/decisions/0031-days-that-are-over.md`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from bot.domain.calendar import DAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierPlan:
    """When weeks began and check-ins were asked for, for the days up to `last_day` that no earlier plan holds for."""

    last_day: date
    at: time
    zone: str
    checkin_days: frozenset[str]
    checkin_at: time


def with_plan(earlier: Iterable[EarlierPlan], ended: EarlierPlan, first_day: date) -> tuple[EarlierPlan, ...]:
    """The earlier plans, by last day, with one that holds no more. It adds nothing if those of before hold up to its last day
    already, as after a second change on one day, or if the cohort's first day comes later."""
    plans = tuple(earlier)
    last = max((each.last_day for each in plans), default=date.min)
    return (*plans, ended) if max(last, first_day - date.resolution) < ended.last_day else plans


def plans_text(plans: Iterable[EarlierPlan]) -> str:
    """Plans as they are stored: `2026-01-09 18:00:00 Europe/Berlin mon,wed 17:30:00`, with semicolons between."""
    return ";".join(map(_plan_text, plans))


def plans_from(text: str) -> tuple[EarlierPlan, ...]:
    """The plans of a text that `plans_text` wrote. Raises ValueError for any other."""
    return tuple(_plan_from(part) for part in text.split(";") if part)


def _plan_text(plan: EarlierPlan) -> str:
    days = ",".join(day for day in DAYS if day in plan.checkin_days)
    return f"{plan.last_day} {plan.at.isoformat()} {plan.zone} {days} {plan.checkin_at.isoformat()}"


def _plan_from(text: str) -> EarlierPlan:
    last_day, at, zone, days, checkin_at = text.split(" ")
    return EarlierPlan(
        last_day=date.fromisoformat(last_day),
        at=time.fromisoformat(at),
        zone=zone,
        checkin_days=frozenset(filter(None, days.split(","))),
        checkin_at=time.fromisoformat(checkin_at),
    )
