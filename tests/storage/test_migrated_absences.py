"""Absences that an older version kept by their days are kept from instant to instant."""

from collections.abc import Sequence

from sqlalchemy import text

from storage import migrate
from storage.engine import Engines
from tests.storage.test_migrations import postgresql_database
from tests.transactions import begun
from tests.world import World

__all__ = ["postgresql_database"]


async def test_absences_of_before_last_for_their_days_in_the_zone_of_their_cohort(world: World, engines: Engines) -> None:
    cohort, ann = await world.launch(), world.caller("ann")
    await world.caller("moderator", administrator=True).card("manage edit", cohort=cohort, zone="Asia/Tokyo")
    await ann.card("cohort join", cohort=cohort)
    await ann.card("cohort leave")
    world.clock.advance(hours=30)
    await ann.card("cohort join", cohort=cohort)
    await migrate.downgrade(engines, "0029")
    assert await _absences(engines) == ["2026-01-05/2026-01-06"]
    await migrate.upgrade(engines)
    assert await _absences(engines) == ["2026-01-04T15:00:00+00:00/2026-01-06T14:59:59+00:00"]


async def _absences(engines: Engines) -> Sequence[str]:
    async with begun(engines.write) as connection:
        return (await connection.execute(text("SELECT away FROM enrollment"))).scalars().all()
