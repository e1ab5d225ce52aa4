"""A community that the bot was taken out of long ago is forgotten whole: batch after batch, so that nobody waits for it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Delete, Table, bindparam, delete, exists, or_, select, tuple_

from storage import tables
from storage.connection import Connection
from storage.engine import Engines

BATCH = 500
"""Rows that are deleted in one transaction."""

_community, _space, _member, _person = tables.community.c, tables.space.c, tables.member.c, tables.person.c
_of_community: ColumnElement[int] = bindparam("community")
_REMOVED = (
    select(_community.id)
    .where(
        ~exists().where(_space.community_id == _community.id, or_(_space.left_at.is_(None), _space.left_at > bindparam("before")))
    )
    .limit(1)
)
_SEVER = delete(tables.space).where(_space.community_id == _of_community, _space.left_at <= bindparam("before"))
_STILL_THERE = select(_space.external_id).where(_space.community_id == _of_community).limit(1)
_MEMBERS = select(_member.person_id).where(_member.community_id == _of_community).limit(BATCH)
_DROP_MEMBERS = delete(tables.member).where(
    _member.community_id == _of_community, _member.person_id.in_(bindparam("persons", expanding=True))
)
_DROP_PERSONS = (
    delete(tables.person)
    .where(_person.id.in_(bindparam("persons", expanding=True)), ~exists().where(_member.person_id == _person.id))
    .execution_options(across_communities="whether they are members of any other")
)
_DROP_COMMUNITY = delete(tables.community).where(_community.id == _of_community)


def _some_of(table: Table) -> Delete:
    keys = tuple_(*table.primary_key)
    some = select(*table.primary_key).where(table.c.community_id == _of_community).limit(BATCH)
    return delete(table).where(table.c.community_id == _of_community, keys.in_(some))


_ROWS: Sequence[Delete] = [
    _some_of(table)
    for table in reversed(tables.metadata.sorted_tables)
    if "community_id" in table.primary_key.columns and table is not tables.member and table is not tables.cohort
]
"""Those that hang under others come first; cohorts and members last."""


async def forget_removed(engines: Engines, before: datetime) -> bool:
    """Forget one community in whose spaces the bot was at no time since `before`; False if there is none.

    Its spaces go first: the bot that comes back begins anew, and what is half forgotten is forgotten wholly at the next beat.
    """
    community = await engines.own.run(_sever_one, before)
    if community is None:
        return False
    for rows in _ROWS:
        while await engines.own.run(_drop, rows, {"community": community}):
            pass
    while await engines.own.run(_drop_members, community):
        pass
    await engines.own.run(_drop, _DROP_COMMUNITY, {"community": community})
    return True


async def _sever_one(connection: Connection, before: datetime) -> int | None:
    community = (await connection.execute(_REMOVED, {"before": before})).scalar()
    if community is None:
        return None
    await connection.execute(_SEVER, {"community": community, "before": before})
    came_back = (await connection.execute(_STILL_THERE, {"community": community})).first()
    return None if came_back else community


async def _drop(connection: Connection, rows: Delete, values: Mapping[str, int]) -> bool:
    return (await connection.execute(rows, values)).rowcount > 0


async def _drop_members(connection: Connection, community: int) -> bool:
    persons = (await connection.execute(_MEMBERS, {"community": community})).scalars().all()
    if persons:
        await connection.execute(_DROP_MEMBERS, {"community": community, "persons": persons})
        await connection.execute(_DROP_PERSONS, {"persons": persons})
    return bool(persons)
