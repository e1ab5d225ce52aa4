"""A running cohort whose line got a patch without its first week, before versions were compared: nothing reads past its weeks."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from bot.wiring.core import open_core
from storage import tables
from storage.bodies import as_json
from storage.engine import Engines
from tests.small_pack import ROADMAP, publish_small_pack
from tests.transactions import begun
from tests.walked_time import names, until
from tests.world import MONDAY, Clock, Noticeboard, World, words

pytestmark = [pytest.mark.timeout(60), pytest.mark.slow, pytest.mark.asks_the_database]
ASKED = ("milestone", "today", "progress", "leaderboard", "cohort info", "challenge today", "challenge practice")


async def load_a_patch_without_the_first_week(engines: Engines) -> None:
    """As a process did that compared no versions."""
    held, lost = tables.release_item.c, {"week.apples", ROADMAP.id}
    version, shorter = {"pack": "mle", "version": "99.0.1"}, replace(ROADMAP, rev=100, weeks=ROADMAP.weeks[1:])
    async with begun(engines.write) as connection:
        rows = await connection.execute(select(tables.release_item).where(held.version == "99.0.0", held.item_id.not_in(lost)))
        roadmap = {"pack": "mle", "item_id": ROADMAP.id, "rev": 100}
        await connection.execute(insert(tables.revision).values(**roadmap, kind="roadmap", body=as_json(shorter)))  # pyright: ignore[reportArgumentType]
        await connection.execute(insert(tables.release).values(**version, published_at=MONDAY + timedelta(hours=2)))
        items = [{**row._mapping, **version} for row in rows]
        await connection.execute(insert(tables.release_item), [*items, {**roadmap, **version, "position": 99}])


async def test_every_week_of_the_cohort_is_still_posted_and_answered(
    world: World, database: str, clock: Clock, board: Noticeboard
) -> None:
    await publish_small_pack(world.core.engines)
    cohort = await world.launch()
    await world.caller("ann").card("cohort join", cohort=cohort)
    await load_a_patch_without_the_first_week(world.core.engines)
    async with open_core(database, clock, {"test": board}) as core:
        restarted = World(core, clock, board)
        for number, title in enumerate(("Apples", "Bananas", "Cherries"), 1):
            await until(restarted, MONDAY + timedelta(days=7 * number - 1))
            said = [words(await restarted.caller("ann").card(path)) for path in ASKED]
            assert "went wrong" not in "".join(said)
            assert f"Week {number}: {title}" in said[0]
            assert "of 3 weeks done" in said[2]
            await restarted.caller("ann").card("milestone done", "submit", cohort=cohort, week=str(number))
        await until(restarted, MONDAY + timedelta(days=25))
    milestones = [name for name in names(restarted, "week/") if "/thread" not in name]
    assert milestones == ["week/1", "week/2", "week/3"]
