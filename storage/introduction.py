"""How a space, the community that begins with it, an account, its person and the member become known, each once."""

from typing import Any

from sqlalchemy import Row, Select, delete, select, update

from bot.interface.call import Place, Request
from bot.ports.unit import NotAMember
from storage import tables
from storage.connection import Connection, insert
from storage.identity import new_id
from storage.members import become_member


async def introduce(connection: Connection, request: Request, row: Row[Any] | None) -> None:
    """Make known what is not: the space with its community, the account with its person, the member, and what the platform tells
    of them. Raises NotAMember if the request comes from no space, which makes nobody known."""
    actor = request.actor
    if request.place.space is None and (row is None or row.person_id is None):
        raise NotAMember
    if row is None:
        community = await new_community(connection, request.place)
    else:
        community = row.of_id
        await _see(connection, community, request.place)
    await become_member(connection, community, actor)


def community_at(place: Place) -> Select[int]:
    """The id of the community of a space."""
    space = tables.space.c
    return select(space.community_id).where(space.platform == place.platform, space.external_id == place.space)


async def _see(connection: Connection, community: int, place: Place) -> None:
    """The bot is in the space. Give it the name that the platform tells, and the community that is called after it too."""
    here = {"platform": place.platform, "external_id": place.space}
    await connection.execute(update(tables.space).filter_by(**here).values(left_at=None))
    if not place.space_name:
        return
    before = select(tables.space.c.name).filter_by(**here).scalar_subquery()
    await connection.execute(
        update(tables.community)
        .where(tables.community.c.id == community, tables.community.c.name.in_([before, place.platform]))
        .values(name=place.space_name)
    )
    await connection.execute(update(tables.space).filter_by(**here).values(name=place.space_name))


async def new_community(connection: Connection, place: Place) -> int:
    """The new community of a space; if the space is known by now, as when two bring it at once, the community it has."""
    new = new_id()
    await connection.execute(
        insert(connection, tables.community).values(
            id=new, name=place.space_name or place.platform, zone="UTC", locale=place.locale or "en"
        )
    )
    await connection.execute(
        insert(connection, tables.space)
        .values(platform=place.platform, external_id=place.space, community_id=new, name=place.space_name)
        .on_conflict_do_nothing()
    )
    community = (await connection.execute(community_at(place))).scalar_one()
    if community != new:
        await connection.execute(delete(tables.community).filter_by(id=new))
    return community
