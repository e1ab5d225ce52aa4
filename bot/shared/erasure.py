"""Somebody is forgotten: they leave everything, and nothing that the bot keeps, said or is about to say tells of them."""

from dataclasses import replace
from datetime import datetime

from bot.ports.unit import Unit
from bot.shared.leaving import let_go
from bot.shared.posts import compose
from bot.text import plain, t


async def forget(unit: Unit, person: int, now: datetime) -> None:
    """What they shared leaves the posts, ended cohorts' too, their places go to those in line; then all rows about them go, or
    stay as nobody's. Their cohorts are locked meanwhile, so that no summary of one is written from what was read before."""
    walked = await unit.enrollments.of(person)
    cohorts = await unit.cohorts.lock_all({*(each.cohort for each in walked), *await unit.waiting_lists.places(person)})
    for cohort in cohorts.values():
        await unit.waiting_lists.drop(cohort.id, person)
        enrollment = await unit.enrollments.get(cohort.id, person)
        if enrollment:
            await let_go(unit, cohort, replace(enrollment, left_at=enrollment.left_at or now, removed=True), now)
    await unit.personal.erase(person, compose(unit, lambda: plain(t("A former member"))))
