"""What was heard and carried out already: the ids of requests and events, each kept once in its community."""

from datetime import datetime

from storage import tables
from storage.connection import Connection
from storage.inserts import insert_or_ignore

_NOTE = insert_or_ignore(tables.seen)


async def note(connection: Connection, community: int, id: str, at: datetime) -> bool:
    """Remember an id; False if it was noted before."""
    noted = await connection.execute(_NOTE, {"community_id": community, "request_id": id, "at": at})
    return noted.rowcount > 0
