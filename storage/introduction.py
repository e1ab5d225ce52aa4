"""How a space, the community that begins with it, an account, its person and the member become known, each once."""

from typing import Any

from sqlalchemy import Row, bindparam, delete, func, insert, select, update

from bot.interface.call import Place, Request
from bot.ports.unit import NotAMember
from storage import tables
from storage.connection import Connection
from storage.identity import new_id
from storage.inserts import insert_or_ignore
from storage.members import add_member
from storage.people import person_behind
from storage.place import COMMUNITY_HERE, HERE, place_values

_community, _space = tables.community.c, tables.space.c
_NEW_NAME = bindparam("new_name", type_=_space.name.type)

_SEE = (
    update(tables.space)
    .where(*HERE, _space.left_at.is_not(None) | _space.name.is_distinct_from(func.coalesce(_NEW_NAME, _space.name)))
    .values(left_at=None, name=func.coalesce(_NEW_NAME, _space.name))
)
_RENAME_COMMUNITY = (
    update(tables.community)
    .where(
        _community.id == bindparam("community"),
        _community.name != _NEW_NAME,
        _community.name.in_([select(_space.name).where(*HERE).scalar_subquery(), bindparam("place_platform")]),
    )
    .values(name=_NEW_NAME)
)
"""If it is called after the space, or after the platform alone."""
_ADD_COMMUNITY = insert(tables.community)
_DROP_COMMUNITY = delete(tables.community).where(_community.id == bindparam("community"))
_ADD_SPACE = insert_or_ignore(tables.space)


async def introduce(connection: Connection, request: Request, row: Row[Any] | None) -> None:
    """Make known what is not: the space with its community, the account with its person, the member, and what the platform tells
    of them. Raises NotAMember if the request comes from no space, which makes nobody known."""
    actor = request.actor
    if request.place.space is None and (row is None or row.person_id is None):
        raise NotAMember
    person = await person_behind(connection, actor)  # first, as whoever is known waits for their account before anything else
    if row is None:
        community = await new_community(connection, request.place)
    else:
        community = row.of_id
        await _see(connection, community, request.place)
    await add_member(connection, community, person)


async def _see(connection: Connection, community: int, place: Place) -> None:
    """The bot is in the space. Give it the name that the platform tells, and the community that is called after it too."""
    seen = {**place_values(place), "new_name": place.space_name or None}
    if place.space_name:
        await connection.execute(_RENAME_COMMUNITY, {**seen, "community": community})
    await connection.execute(_SEE, seen)


async def new_community(connection: Connection, place: Place) -> int:
    """The new community of a space; if the space is known by now, as when two bring it at once, the community it has."""
    new = new_id()
    name, locale = place.space_name or place.platform, place.locale or "en"
    await connection.execute(_ADD_COMMUNITY, {"id": new, "name": name, "zone": "UTC", "locale": locale})
    space = {"platform": place.platform, "external_id": place.space, "community_id": new, "name": place.space_name}
    await connection.execute(_ADD_SPACE, space)
    community = (await connection.execute(COMMUNITY_HERE, place_values(place))).scalar_one()
    if community != new:
        await connection.execute(_DROP_COMMUNITY, {"community": new})
    return community
