"""A cohort is moved to another release of its pack: which newer one there is, and what it walks then."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.domain.cohort import Cohort
from bot.domain.course import EarlierRelease, with_release
from bot.domain.pack_version import version_numbers
from bot.interface.limits import fitted_list
from bot.ports.unit import Unit
from bot.shared.week_card import cohort_weeks
from bot.text import Markup, t

WIDEST_NAMES = 600


async def newer_release(unit: Unit, cohort: Cohort) -> str | None:
    """The newest release of the cohort's pack that has its roadmap, if that is newer than the one that it follows."""
    newest = dict(await unit.content.in_use())[cohort.pack]
    if version_numbers(newest) <= version_numbers(cohort.release):
        return None
    return newest if await unit.content.weeks(cohort.pack, newest, cohort.roadmap) else None


async def newer_lines(unit: Unit, cohorts: Iterable[Cohort], now: datetime) -> list[Markup]:
    """Which of these cohorts could follow a newer release, as one line; empty if none can."""
    named = [each.name for each in cohorts if each.state(now) != "ended" and await newer_release(unit, each)]
    names = fitted_list(named, WIDEST_NAMES)
    return [t("A newer version of the roadmap is there for {names}: see </manage upgrade>.", names=names)] if named else []


async def on_course(unit: Unit, before: Cohort, after: Cohort, now: datetime) -> Cohort:
    """The changed cohort with the weeks that it walks then: if it follows another release, those that have begun stay as they
    are, and the rest follows it."""
    if (before.pack, before.release, before.roadmap) == (after.pack, after.release, after.roadmap):
        return after
    left = EarlierRelease(before.release, before.week_at(now))
    moved = replace(after, earlier_releases=with_release(before.earlier_releases, left, after.release))
    return replace(moved, weeks=len(await cohort_weeks(unit, moved)))
