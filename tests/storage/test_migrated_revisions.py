"""What a community added before revisions said what was done."""

from sqlalchemy import insert, select

from storage import migrate, tables
from storage.engine import Engines
from tests.storage.test_migrations import postgresql_database
from tests.transactions import begun
from tests.world import MONDAY

__all__ = ["postgresql_database"]


async def test_the_first_revision_of_before_added_its_entry_and_later_ones_undid_something(
    engines: Engines, community: int
) -> None:
    revision = {"community_id": community, "item_id": "question.own.1", "kind": "question", "body": {}, "author": 1, "at": MONDAY}
    async with begun(engines.write) as connection:
        await connection.execute(insert(tables.own_revision), [revision | {"rev": rev} for rev in (1, 2)])
    await migrate.downgrade(engines, "0028")
    await migrate.upgrade(engines)
    async with begun(engines.read) as connection:
        kept = select(tables.own_revision.c.deed, tables.own_revision.c.reason).order_by(tables.own_revision.c.rev)
        assert [tuple(row) for row in await connection.execute(kept)] == [("added", ""), ("undone", "")]
