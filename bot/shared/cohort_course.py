"""A cohort is moved to another release of its pack: what it walks then, and whether there is a newer one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.cohort import Cohort
from bot.domain.cohort_change import without_idle_end
from bot.domain.course import EarlierRelease, with_release
from bot.domain.course_change import NO_CHANGE, CourseChange, course_change
from bot.domain.pack_version import version_numbers
from bot.ports.unit import Unit
from bot.shared.pages import some_names
from bot.shared.week_card import cohort_weeks
from bot.text import Markup, t

WIDEST_NAMES = 150
"""Beside other things, on a phone."""


@dataclass(frozen=True, slots=True)
class Upgrade:
    """A cohort as it is, as it would be by the newest release of its pack, and what would differ in its weeks."""

    before: Cohort
    after: Cohort
    change: CourseChange


async def newest_upgrade(unit: Unit, cohort: Cohort, now: datetime) -> Upgrade | None:
    """None if the cohort follows the newest release of its pack, or that has its roadmap no more."""
    newest = dict(await unit.content.in_use())[cohort.pack]
    if version_numbers(newest) <= version_numbers(cohort.release):
        return None
    if not await unit.content.weeks(cohort.pack, newest, cohort.roadmap):
        return None
    moved = await on_course(unit, cohort, replace(cohort, release=newest), now)
    weeks = [await cohort_weeks(unit, each) for each in (cohort, moved)]
    return Upgrade(cohort, without_idle_end(cohort, moved), course_change(*weeks))


async def newer_lines(unit: Unit, cohorts: Iterable[Cohort], now: datetime) -> list[Markup]:
    """Which of these cohorts would have other weeks by a newer release, as one line; empty if none would."""
    current = [each for each in cohorts if each.state(now) != "ended"]
    found = [await newest_upgrade(unit, each, now) for each in current]
    named = [each.before.name for each in found if each and each.change != NO_CHANGE]
    names = some_names(named, WIDEST_NAMES)
    return [t("A newer version of the roadmap is there for {names}: see </manage upgrade>.", names=names)] if named else []


async def on_course(unit: Unit, before: Cohort, after: Cohort, now: datetime) -> Cohort:
    """The changed cohort with the weeks that it walks then: if it follows another release, those that have begun stay as they
    are, and the rest follows it."""
    if (before.pack, before.release, before.roadmap) == (after.pack, after.release, after.roadmap):
        return after
    left = EarlierRelease(before.release, before.week_at(now))
    moved = replace(after, earlier_releases=with_release(before.earlier_releases, left))
    return replace(moved, weeks=len(await cohort_weeks(unit, moved)))
