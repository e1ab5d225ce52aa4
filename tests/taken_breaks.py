"""A cohort takes any breaks and settings, also those that no moderator could give it by command."""

from dataclasses import replace

from bot.domain.breaks import Break
from bot.domain.cohort import Cohort
from bot.ports.dues import BEGIN, cohort_due
from tests.transactions import community_of, opened
from tests.world import World


async def take_breaks(world: World, cohort: str, *breaks: Break) -> None:
    """Give a cohort these breaks instead of those it has; what is due follows at once."""
    await change_cohort(world, cohort, breaks=breaks)


async def change_cohort(world: World, cohort: str, **fields: object) -> None:
    """Set fields of a cohort; what is due follows at once."""
    changed = replace(await cohort_now(world, cohort), **fields)  # pyright: ignore[reportArgumentType]
    async with opened(world.core, await community_of(world.core, cohort)) as unit:
        await unit.cohorts.save(changed)
        await unit.dues.set(cohort_due(BEGIN, changed.id, world.clock()))


async def cohort_now(world: World, cohort: str) -> Cohort:
    async with opened(world.core, await community_of(world.core, cohort)) as unit:
        found = await unit.cohorts.get(int(cohort))
    assert found is not None
    return found
