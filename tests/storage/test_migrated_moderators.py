"""A community that had one role of moderators, and several since."""

from sqlalchemy import insert, select, text

from storage import migrate, tables
from storage.engine import Engines
from tests.storage.test_migrations import postgresql_database
from tests.transactions import begun

__all__ = ["postgresql_database"]


async def test_the_role_that_moderated_goes_on_and_one_of_several_is_kept_on_the_way_back(
    engines: Engines, community: int
) -> None:
    await migrate.downgrade(engines, "0025")
    async with begun(engines.write) as connection:
        await connection.execute(text("UPDATE community SET moderator_role = '42'"))
        await connection.execute(text("INSERT INTO community (id, name, zone, locale) VALUES (1, 'None', 'UTC', 'en')"))
    await migrate.upgrade(engines)
    async with begun(engines.write) as connection:
        assert [tuple(row) for row in await connection.execute(select(tables.moderator_role))] == [(community, "42")]
        await connection.execute(insert(tables.moderator_role).values(community_id=community, role_id="77"))
    await migrate.downgrade(engines, "0025")
    async with begun(engines.write) as connection:
        roles = await connection.execute(text("SELECT moderator_role FROM community ORDER BY id"))
        assert [row[0] for row in roles] == [None, "42"]
