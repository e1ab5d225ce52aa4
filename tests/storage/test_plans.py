"""What runs every few seconds is answered from an index, however much the tables hold."""

from datetime import timedelta

import pytest
from sqlalchemy import insert

from bot.interface.stored import dump
from storage import tables
from storage.engine import Engines
from tests.samples import EVERY_BLOCK
from tests.storage.statements import heard
from tests.storage.test_repositories import COHORT
from tests.transactions import begun, opened
from tests.world import MONDAY, World

MANY = 4000


@pytest.fixture
async def full(world: World, community: int, engines: Engines) -> World:
    """A world with many posts sent and a few that wait, and many routines of which a few are due."""
    card = dump(EVERY_BLOCK)
    posts = [
        {
            "community_id": community, "id": number, "key": f"post/{number}", "kind": "send", "platform": "test", "space": "s",
            "channel": f"c{number // 100}", "card": card,
            "parent": "post/1" if number % 200 == 0 else None, "message": f"m{number}",
            "state": "waiting" if number % 100 == 0 else "sent", "due_at": MONDAY, "attempts": 0, "version": 1,
        }
        for number in range(MANY)
    ]  # fmt: skip
    dues = [
        {
            "community_id": community, "subject_kind": "cohort", "subject_id": COHORT.id + number, "routine": f"routine-{number}",
            "at": MONDAY + timedelta(days=number - 20), "wait_until": MONDAY + timedelta(days=number - 20),
        }
        for number in range(MANY)
    ]  # fmt: skip
    homes = [
        {
            "community_id": community,
            "id": number,
            "cohort_id": COHORT.id,
            "platform": "test",
            "space": "s",
            "channel": str(number),
        }
        for number in range(MANY)
    ]
    spaces = [{"community_id": community, "platform": "test", "external_id": str(number), "name": "s"} for number in range(MANY)]
    async with opened(world.core, community) as unit:
        await unit.cohorts.add(COHORT, [])
    async with begun(engines.write) as connection:
        await connection.execute(insert(tables.space), spaces)
        await connection.execute(insert(tables.home), homes)
        await connection.execute(insert(tables.post), posts)
        await connection.execute(insert(tables.due), dues)
    async with begun(engines.write) as connection:
        await connection.exec_driver_sql("ANALYZE")
    return world


async def test_claiming_dues_uses_indexes_only(full: World) -> None:
    with heard(full.core.engines) as statements:
        assert len(await full.core.system.claim_dues(MONDAY, timedelta(minutes=2), 10)) == 10
    plan = await _plan(full.core.engines, statements)
    assert "ix_due_wait_until" in plan
    assert not _scans(plan)


async def test_claiming_posts_uses_indexes_only(full: World) -> None:
    with heard(full.core.engines) as statements:
        (community,) = await full.core.system.claimable("test", MONDAY)
        assert len(await full.core.system.claim("test", community, MONDAY, timedelta(minutes=2), 30)) == 30
    # in which communities; what is first in its channel there (on PostgreSQL a turn, and what is first by then), what is held
    # there, the claim, the parents
    assert len(statements) == (7 if "pg_advisory" in statements[2][0] else 5)
    plan = await _plan(full.core.engines, statements)
    assert "ix_post_lane" in plan
    assert not _scans(plan)


async def _plan(engines: Engines, statements: list[tuple[str, object]]) -> str:
    lines: list[str] = []
    async with begun(engines.write) as connection:
        explain = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
        for statement, parameters in statements:
            rows = await connection.exec_driver_sql(f"{explain} {statement}", parameters)  # pyright: ignore[reportArgumentType]
            lines += [str(row[-1]) for row in rows]
    return "\n".join(lines)


def _scans(plan: str) -> list[str]:
    """The steps of a plan that read a whole table."""
    return [line for line in plan.splitlines() if "Seq Scan" in line or line.startswith(("SCAN post", "SCAN due", "SCAN parent"))]
