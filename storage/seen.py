"""What was heard and carried out already: the ids of requests and events, each kept once in its community."""

from datetime import datetime

from storage import tables
from storage.connection import Connection, insert


async def note(connection: Connection, community: int, id: str, at: datetime) -> bool:
    """Remember an id; False if it was noted before."""
    noted = await connection.execute(
        insert(connection, tables.seen).values(community_id=community, request_id=id, at=at).on_conflict_do_nothing()
    )
    return noted.rowcount > 0
