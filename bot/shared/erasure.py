"""Somebody is forgotten: they leave everything, and nothing that the bot keeps, said or is about to say tells of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.cohort import Cohort
from bot.domain.helping import HelpOffer
from bot.ports.unit import Unit
from bot.shared.leaving import let_go
from bot.shared.lost_helper import ask_others_instead
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
    helped = [(each, await _helped_by(unit, person, each)) for each in cohorts.values()]
    await unit.personal.erase(person, compose(unit, lambda: plain(t("A former member"))), now)
    for cohort, lost in helped:
        await ask_others_instead(unit, cohort, lost, now)


async def _helped_by(unit: Unit, person: int, cohort: Cohort) -> Sequence[HelpOffer]:
    return [offer for offer in await unit.help_offers.of_cohort(cohort.id) if offer.helper == person]
