"""How a call gets its unit of work: its caller and its space become known, and a call that was carried out before is
recognised."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from typing import Any, TypeGuard

from sqlalchemy import Row, Select, case, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.member import Community
from bot.interface.call import Actor, Place, Request
from bot.ports.unit import Admission, NotAMember, Unit
from storage import tables
from storage.engine import Engines, insert
from storage.identity import new_id
from storage.members import COLUMNS, NEW_MEMBER, member_from
from storage.releases import Library
from storage.unit import SqlUnit

_COMMUNITY = tuple(column.label(f"of_{column.name}") for column in tables.community.c)


class SqlUnits:
    """Opens units of work on the engines of one database."""

    def __init__(self, engines: Engines, library: Library | None = None) -> None:
        self._engines = engines
        self._library = library or Library()

    @asynccontextmanager
    async def admit(self, request: Request, *, write: bool, community: int | None = None) -> AsyncGenerator[Admission]:
        """Open a unit for the caller of a request. Raises NotAMember, or LookupError if the community vanishes meanwhile."""
        if not write:
            async with self._engines.read.begin() as connection:
                row = await _known(connection, request, community)
                if _is_known(row, request):
                    unit = SqlUnit(connection, _community(row), self._library, writes=False)
                    yield Admission(unit, member_from(row))
                    return
        async with self._engines.write.begin() as connection:
            await _take_turn(connection, request)
            row = await _known(connection, request, community)
            if not _is_known(row, request):
                await _introduce(connection, request, row)
                row = await _known(connection, request, community)
            if not _is_known(row, request):
                raise LookupError("the community of a call vanished while it was admitted")
            repeated = write and not await _note(connection, row.of_id, request)
            yield Admission(SqlUnit(connection, _community(row), self._library), member_from(row), repeated)

    @asynccontextmanager
    async def open(self, community: int) -> AsyncGenerator[Unit]:
        async with self._engines.write.begin() as connection:
            row = (await connection.execute(select(*_COMMUNITY).filter_by(id=community))).one()
            yield SqlUnit(connection, _community(row), self._library)

    async def communities_of(self, actor: Actor) -> Sequence[Community]:
        community, account, member = tables.community.c, tables.account.c, tables.member.c
        statement = (
            select(*_COMMUNITY)
            .join(tables.member, member.community_id == community.id)
            .join(tables.account, account.person_id == member.person_id)
            .where(account.platform == actor.platform, account.external_id == actor.id)
            .order_by(community.name)
            .execution_options(across_communities="where somebody is a member, for a call in a direct message")
        )
        async with self._engines.read.begin() as connection:
            return [_community(row) for row in await connection.execute(statement)]

    async def community_of_cohort(self, cohort: int) -> int | None:
        statement = (
            select(tables.cohort.c.community_id)
            .where(tables.cohort.c.id == cohort)
            .execution_options(across_communities="whose a cohort is, for a call in a direct message")
        )
        async with self._engines.read.begin() as connection:
            return (await connection.execute(statement)).scalar()

    async def community_at(self, place: Place) -> int:
        async with self._engines.write.begin() as connection:
            return await _new_community(connection, place)


def _community(row: Row[Any]) -> Community:
    log_channel = (row.of_log_platform, row.of_log_space, row.of_log_channel) if row.of_log_channel else None
    return Community(
        id=row.of_id,
        name=row.of_name,
        zone=row.of_zone,
        locale=row.of_locale,
        moderator_role=row.of_moderator_role,
        log_channel=log_channel,
        content_version=row.of_content_version,
    )


async def _known(connection: AsyncConnection, request: Request, community: int | None) -> Row[Any] | None:
    """All that is known of the caller and the community, in one statement; what is not yet known is NULL, or no row at all."""
    account, member, moderator, space = tables.account.c, tables.member.c, tables.moderator.c, tables.space.c
    actor, place = request.actor, request.place
    statement = (
        select(*_COMMUNITY, *COLUMNS, account.name, space.name.label("space_name"), space.left_at)
        .select_from(tables.community)
        .outerjoin(
            tables.space,
            (space.community_id == tables.community.c.id)
            & (space.platform == place.platform)
            & (space.external_id == place.space),
        )
        .outerjoin(tables.account, (account.platform == actor.platform) & (account.external_id == actor.id))
        .outerjoin(tables.person, tables.person.c.id == account.person_id)
        .outerjoin(
            tables.member,
            (member.community_id == tables.community.c.id) & (member.person_id == account.person_id),
        )
        .outerjoin(
            tables.moderator,
            (moderator.community_id == member.community_id) & (moderator.person_id == member.person_id),
        )
    )
    if community is not None:
        statement = statement.where(tables.community.c.id == community)
    else:
        statement = statement.where(tables.community.c.id == _at(place).scalar_subquery())
    return (await connection.execute(statement)).first()


def _is_known(row: Row[Any] | None, request: Request) -> TypeGuard[Row[Any]]:
    """Whether the space, where the bot must be, the person, the member and all that the platform tells of them are known."""
    if row is None or row.person_id is None or row.left_at is not None:
        return False
    actor = request.actor
    told = (actor.name if actor.told else None, actor.locale, actor.zone, request.place.space_name or None)
    known = (row.name, row.person_locale, row.told_zone, row.space_name or request.place.space_name)
    return all(new in (None, old) for new, old in zip(told, known, strict=True))


async def _take_turn(connection: AsyncConnection, request: Request) -> None:
    """Calls of one account follow each other, so that what one has read no other has changed meanwhile.

    SQLite's writing transactions do so anyway.
    """
    if connection.dialect.name == "postgresql":
        account = select(tables.account.c.person_id).filter_by(platform=request.actor.platform, external_id=request.actor.id)
        await connection.execute(account.with_for_update(key_share=True))


async def _introduce(connection: AsyncConnection, request: Request, row: Row[Any] | None) -> None:
    """Make known what is not: the space with its community, the account with its person, the member, and what the platform tells
    of them. Raises NotAMember if the request comes from no space, which makes nobody known."""
    actor = request.actor
    if request.place.space is None and (row is None or row.person_id is None):
        raise NotAMember
    if row is None:
        community = await _new_community(connection, request.place)
    else:
        community = row.of_id
        await _see(connection, community, request.place)
    person = await _person(connection, actor)
    await connection.execute(
        insert(connection, tables.member).values(community_id=community, person_id=person, **NEW_MEMBER).on_conflict_do_nothing()
    )


def _at(place: Place) -> Select[int]:
    """The id of the community of a space."""
    space = tables.space.c
    return select(space.community_id).where(space.platform == place.platform, space.external_id == place.space)


async def _see(connection: AsyncConnection, community: int, place: Place) -> None:
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


async def _new_community(connection: AsyncConnection, place: Place) -> int:
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
    community = (await connection.execute(_at(place))).scalar_one()
    if community != new:
        await connection.execute(delete(tables.community).filter_by(id=new))
    return community


async def _person(connection: AsyncConnection, actor: Actor) -> int:
    """The person behind an account, with what the platform tells of them brought up to date."""
    account = tables.account.c
    here = {"platform": actor.platform, "external_id": actor.id}
    name = actor.name if actor.told else account.name
    known = (
        await connection.execute(update(tables.account).filter_by(**here).values(name=name).returning(account.person_id))
    ).scalar()
    if known is not None:
        await _follow(connection, known, actor)
        return known
    new = new_id()
    told = {"zone": actor.zone, "told_zone": actor.zone, "locale": actor.locale}
    await connection.execute(insert(connection, tables.person).values(id=new, **told))
    await connection.execute(
        insert(connection, tables.account).values(**here, person_id=new, name=actor.name).on_conflict_do_nothing()
    )
    kept = (await connection.execute(select(account.person_id).filter_by(**here))).scalar_one()
    if kept != new:
        await connection.execute(delete(tables.person).filter_by(id=new))
    return kept


async def _follow(connection: AsyncConnection, id: int, actor: Actor) -> None:
    """Keep the language and the zone that the platform tells; a zone that differs from the one it told before was chosen."""
    person = tables.person.c
    zone = case((person.zone.is_(None) | (person.zone == person.told_zone), actor.zone), else_=person.zone)
    told = ({"locale": actor.locale} if actor.locale else {}) | ({"zone": zone, "told_zone": actor.zone} if actor.zone else {})
    if told:
        await connection.execute(update(tables.person).filter_by(id=id).values(told))


async def _note(connection: AsyncConnection, community: int, request: Request) -> bool:
    """Remember the request's id; False if it was carried out before."""
    noted = await connection.execute(
        insert(connection, tables.seen)
        .values(community_id=community, request_id=f"{request.place.platform}/{request.id}", at=request.at)
        .on_conflict_do_nothing()
    )
    return noted.rowcount > 0
