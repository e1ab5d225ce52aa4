"""How a call gets its unit of work: its caller and its space become known, and a call that was carried out before is
recognised."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Column, ColumnElement, Executable, Insert, Row, and_, bindparam, func, select, true

from bot.domain.member import Community
from bot.domain.membership import Membership
from bot.interface.call import Actor, Place, Request
from bot.ports.unit import Admission, OfCohort, Unit, Whose, Work
from storage import members, memberships, tables
from storage.connection import Connection, ReadOnlyConnection
from storage.engine import Engines
from storage.inserts import insert_or_ignore
from storage.introduction import introduce, new_community
from storage.overtaken import Overtaken
from storage.people import ACCOUNT, actor_values
from storage.place import COMMUNITY_HERE, HERE, NEARNESS, place_values, room_values
from storage.releases import Library
from storage.seen import note
from storage.told_rights import BEHIND, PassesAreBehind, follow_rights, rights_values
from storage.unit import SqlUnit

T = TypeVar("T")

_community, _account, _member, _moderator = tables.community.c, tables.account.c, tables.member.c, tables.moderator.c
_cohort, _enrollment, _space, _seen = tables.cohort.c, tables.enrollment.c, tables.space.c, tables.seen.c
_ROLES = (
    select(func.aggregate_strings(tables.moderator_role.c.role_id, " "))
    .where(tables.moderator_role.c.community_id == _community.id)
    .scalar_subquery()
)
_COMMUNITY_COLUMNS = (*(column.label(f"of_{column.name}") for column in _community), _ROLES.label("of_moderator_roles"))

_COMMUNITY = select(*_COMMUNITY_COLUMNS).where(_community.id == bindparam("community"))
_PUBLIC = (
    select(*_COMMUNITY_COLUMNS)
    .where(_community.public_token == bindparam("token"))
    .execution_options(across_communities="whose roadmaps are public under a token")
)
_COMMUNITIES_OF = (
    select(*_COMMUNITY_COLUMNS)
    .join(tables.member, _member.community_id == _community.id)
    .join(tables.account, _account.person_id == _member.person_id)
    .where(*ACCOUNT)
    .order_by(_community.name, _community.id)
    .execution_options(across_communities="where somebody is a member, for a call in a direct message")
)
_CALLER = (
    select(
        *_COMMUNITY_COLUMNS,
        *members.COLUMNS,
        *memberships.COLUMNS,
        _account.name,
        _space.name.label("space_name"),
        _space.left_at,
        BEHIND,
        NEARNESS.label("nearness"),
    )
    .select_from(tables.community)
    .outerjoin(tables.space, and_(_space.community_id == _community.id, *HERE))
    .outerjoin(tables.account, and_(*ACCOUNT))
    .outerjoin(tables.person, tables.person.c.id == _account.person_id)
    .outerjoin(tables.member, (_member.community_id == _community.id) & (_member.person_id == _account.person_id))
    .outerjoin(
        tables.moderator,
        (_moderator.community_id == _member.community_id) & (_moderator.person_id == _member.person_id),
    )
    .outerjoin(
        tables.enrollment,
        (_enrollment.community_id == _member.community_id) & (_enrollment.person_id == _member.person_id),
    )
    .outerjoin(tables.cohort, memberships.COHORT_OF_ENROLLMENT)
    .order_by(_cohort.start.desc(), _cohort.slug)
)
"""All that is known of a caller and their community, in a row for each of their memberships and at least one; what is not yet
known is NULL, or no row at all."""
_IN_COMMUNITY = _community.id == bindparam("community")
_told = tables.cohort.alias("told")
_OF_COHORT = _told.c.id == bindparam("cohort")
_CALLER_IN = _CALLER.where(_IN_COMMUNITY)
_CALLER_OF_COHORT = _CALLER.where(
    _community.id == select(_told.c.community_id).where(_OF_COHORT).scalar_subquery()
).execution_options(across_communities="whose a cohort is, for a call in a direct message")
_CALLER_HERE = _CALLER.where(_community.id == COMMUNITY_HERE.scalar_subquery())


def _note_in_turn(community: Column[int], *of_one: ColumnElement[bool]) -> Insert:
    """Notes a request in a community, and locks the account that it comes from; if one of them is unknown, neither."""
    noted = (
        select(community, bindparam("request", type_=_seen.request_id.type), bindparam("now", type_=_seen.at.type))
        .select_from(community.table.join(tables.account, true()))
        .where(*of_one, *ACCOUNT)
        .with_for_update(key_share=True, of=tables.account)
    )
    return (
        insert_or_ignore(tables.seen)
        .from_select([_seen.community_id, _seen.request_id, _seen.at], noted)
        .execution_options(across_communities="the SELECT in it says which: that of the call")
    )


_NOTE_IN = _note_in_turn(_community.id, _IN_COMMUNITY)
_NOTE_OF_COHORT = _note_in_turn(_told.c.community_id, _OF_COHORT)
_NOTE_HERE = _note_in_turn(_space.community_id, *HERE)
_TURN = select(_account.person_id).where(*ACCOUNT).with_for_update(key_share=True)


class SqlUnits:
    """Opens units of work on the engines of one database."""

    def __init__(self, engines: Engines, library: Library | None = None) -> None:
        self._engines = engines
        self._library = library or Library()

    async def admit(self, request: Request, work: Work[Admission, T], *, write: bool, community: Whose = None) -> T:
        """Run work in a unit for the caller of a request.

        Raises NotAMember, Overtaken if the community or the caller vanishes meanwhile, and whatever the work raises.
        """
        try:
            if not write and (answered := await self._engines.read.run(self._read, request, community, work)):
                return answered[0]
            return await self._engines.write.run(self._write, request, community, work, notes=write)
        except PassesAreBehind as behind:  # followed by themselves: what is refused now is rolled back
            await self._engines.write.run(follow_rights, behind, request)
        return await self.admit(request, work, write=write, community=community)

    async def run(self, community: int, work: Work[Unit, T]) -> T:
        return await self._engines.own.run(self._work_in, community, work)

    async def _read(
        self, connection: Connection, request: Request, community: Whose, work: Work[Admission, T]
    ) -> tuple[T] | None:
        """What the work returns, alone in a tuple; None if something of the caller is not known yet."""
        rows = await _known(connection, request, community)
        if not _is_known(rows, request):
            return None
        unit = SqlUnit(ReadOnlyConnection(connection), _community_from(rows[0]), self._library)
        return (await work(Admission(unit, members.member_from(rows[0]), _memberships(rows), _here(rows))),)

    async def _write(
        self, connection: Connection, request: Request, community: Whose, work: Work[Admission, T], *, notes: bool
    ) -> T:
        """What the work returns, once all of the caller is known; `notes`: that the request was carried out is remembered."""
        noted = await _take_turn(connection, request, community, notes=notes)
        rows = await _known(connection, request, community)
        if not _is_known(rows, request):
            await introduce(connection, request, next(iter(rows), None))
            rows = await _known(connection, request, community)
        if not _is_known(rows, request):
            raise Overtaken("what a call is about vanished while it was admitted")
        repeated = notes and not noted and not await note(connection, rows[0].of_id, _request_id(request), request.at)
        unit = SqlUnit(connection, _community_from(rows[0]), self._library)
        return await work(Admission(unit, members.member_from(rows[0]), _memberships(rows), _here(rows), repeated))

    async def _work_in(self, connection: Connection, community: int, work: Work[Unit, T]) -> T:
        row = (await connection.execute(_COMMUNITY, {"community": community})).one()
        return await work(SqlUnit(connection, _community_from(row), self._library))

    async def show(self, token: str, work: Work[Unit, T]) -> T | None:
        return await self._engines.read.run(self._show, token, work)

    async def _show(self, connection: Connection, token: str, work: Work[Unit, T]) -> T | None:
        row = (await connection.execute(_PUBLIC, {"token": token})).first()
        if row is None:
            return None
        return await work(SqlUnit(ReadOnlyConnection(connection), _community_from(row), self._library))

    async def communities_of(self, actor: Actor) -> Sequence[Community]:
        rows = await self._engines.read.run(_rows, _COMMUNITIES_OF, actor_values(actor))
        return [_community_from(row) for row in rows]

    async def community_at(self, place: Place) -> int:
        return await self._engines.write.run(new_community, place)


async def _rows(connection: Connection, statement: Executable, values: Mapping[str, Any]) -> Sequence[Row[Any]]:
    return (await connection.execute(statement, values)).all()


def _community_from(row: Row[Any]) -> Community:
    log_channel = (row.of_log_platform, row.of_log_space, row.of_log_channel) if row.of_log_channel else None
    return Community(
        id=row.of_id,
        name=row.of_name,
        zone=row.of_zone,
        locale=row.of_locale,
        moderator_roles=frozenset((row.of_moderator_roles or "").split()),
        log_channel=log_channel,
        digest=row.of_digest,
        check_links=row.of_check_links,
        public_token=row.of_public_token,
        content_version=row.of_content_version,
    )


def _memberships(rows: Sequence[Row[Any]]) -> Sequence[Membership]:
    return [memberships.membership_from(row) for row in rows if row.cohort_id is not None]


def _here(rows: Sequence[Row[Any]]) -> frozenset[int]:
    nearest = max((row.nearness for row in rows if row.nearness), default=None)
    return frozenset(row.cohort_id for row in rows if nearest and row.nearness == nearest)


async def _known(connection: Connection, request: Request, community: Whose) -> Sequence[Row[Any]]:
    statement = _one_of(community, _CALLER_HERE, _CALLER_IN, _CALLER_OF_COHORT)
    rows = await _rows(connection, statement, {**_values(request, community), **rights_values(request)})
    if rows and rows[0].passes_are_behind:
        raise PassesAreBehind(rows[0].of_id, rows[0].person_id)
    return rows


def _values(request: Request, community: Whose) -> dict[str, Any]:
    whose = {"cohort": community.cohort} if isinstance(community, OfCohort) else {"community": community}
    return {**place_values(request.place), **room_values(request.place), **actor_values(request.actor), **whose}


def _one_of(community: Whose, here: T, given: T, of_cohort: T) -> T:
    """The statement that fits to how a community is told."""
    return here if community is None else of_cohort if isinstance(community, OfCohort) else given


def _request_id(request: Request) -> str:
    return f"{request.place.platform}/{request.id}"


def _is_known(rows: Sequence[Row[Any]], request: Request) -> bool:
    """Whether the space, where the bot must be, the person, the member and all that the platform tells of them are known."""
    if not rows or rows[0].person_id is None or rows[0].left_at is not None:
        return False
    row, actor = rows[0], request.actor
    told = (actor.name if actor.told else None, actor.locale, actor.zone, request.place.space_name or None)
    known = (row.name, row.person_locale, row.told_zone, row.space_name or request.place.space_name)
    return all(new in (None, old) for new, old in zip(told, known, strict=True))


async def _take_turn(connection: Connection, request: Request, community: Whose, *, notes: bool) -> bool:
    """Calls of one account follow each other, so that what one has read no other has changed meanwhile; SQLite's writing
    transactions do so anyway. Whether the request is noted by that: not if it was before, or comes from somebody new."""
    if notes:
        statement = _one_of(community, _NOTE_HERE, _NOTE_IN, _NOTE_OF_COHORT)
        values = {**_values(request, community), "request": _request_id(request), "now": request.at}
        return (await connection.execute(statement, values)).rowcount > 0
    if connection.dialect.name == "postgresql":
        await connection.execute(_TURN, actor_values(request.actor))
    return False
