"""How much waits, and since when: asked for the numbers that operators watch."""

from datetime import datetime

from sqlalchemy import and_, bindparam, case, func, select

from bot.ports.backlog import Backlog, WaitingPosts
from storage import tables
from storage.connection import Connection
from storage.post_terms import HELD, READY

_post, _due = tables.post.c, tables.due.c
_is_held = case((and_(*HELD), 1), else_=0)
_POSTS = (
    select(_post.platform, _is_held.label("held"), func.count().label("number"), func.min(_post.due_at).label("since"))
    .where(READY, _post.due_at <= bindparam("now"))
    .group_by(_post.platform, _is_held)
    .execution_options(across_communities="how much waits in all")
)
_DUES = (
    select(func.count().label("number"), func.min(_due.at).label("since"))
    .where(_due.at <= bindparam("now"))
    .execution_options(across_communities="how much waits in all")
)


async def backlog(connection: Connection, now: datetime) -> Backlog:
    """What is due and not done."""
    posts = [
        WaitingPosts(row.platform, bool(row.held), row.number, row.since)
        for row in await connection.execute(_POSTS, {"now": now})
    ]
    dues = (await connection.execute(_DUES, {"now": now})).one()
    return Backlog(posts, dues.number, dues.since)
