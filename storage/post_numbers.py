"""The numbers of posts, by which those that are due at one instant go out in the order in which they were queued."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, func, select

from storage import tables
from storage.inserts import insert_or_ignore, insert_or_lock

FEW = 20
"""Posts that each find their number as they are added. For more it is read once: they would have the database look for the
greatest as often as there are posts, and PostgreSQL may look through all that it has, 40 s for 10,000."""

_post = tables.post.c
NEXT_NUMBER = select(func.coalesce(func.max(_post.number), 0) + 1).where(_post.community_id == bindparam("community"))
"""That of the next post that is queued; those queued at the same moment by others may get it too."""
_given, _next = bindparam("given", type_=_post.number.type), NEXT_NUMBER.scalar_subquery()
PUT = insert_or_ignore(tables.post).values(number=func.coalesce(_given, _next))
PUT_OR_LOCK = insert_or_lock(tables.post, ("community_id", "key")).values(
    number=func.coalesce(_given, _next + bindparam("behind"))
)
"""With the place of a row `behind` the others, as the numbers of all are worked out before the first is added."""


async def numbered(rows: Sequence[Mapping[str, Any]], next_number: Callable[[], Awaitable[int]]) -> Sequence[Mapping[str, Any]]:
    """New rows, with the number that is `given` to each if they are many."""
    if len(rows) <= FEW:
        return rows
    first = await next_number()
    return [{**row, "given": first + place} for place, row in enumerate(rows)]
