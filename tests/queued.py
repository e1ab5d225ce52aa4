"""What the database holds of posts that were queued."""

from typing import Any

from sqlalchemy import Row, select

from storage import tables
from tests.transactions import begun
from tests.world import World


async def queued_rows(world: World, prefix: str = "") -> list[Row[Any]]:
    """The posts whose key begins so, in order of time."""
    statement = select(tables.post).where(tables.post.c.key.startswith(prefix)).order_by(tables.post.c.due_at, tables.post.c.key)
    async with begun(world.core.engines.read) as connection:
        return list(await connection.execute(statement))


async def own_community(world: World) -> int:
    (community,) = await world.core.units.communities_of(world.caller("moderator").actor)
    return community.id
