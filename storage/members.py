"""Who is in a community, and the settings they chose there."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Executable, Row, and_, bindparam, delete, exists, func, or_, select, update

from bot.domain.member import Member, Moderator
from bot.interface.call import Actor
from bot.naming import named
from storage import tables
from storage.connection import Connection
from storage.inserts import insert_or_ignore, upsert
from storage.people import person_behind
from storage.repository import Repository

NAME = (
    select(tables.account.c.name)
    .where(tables.account.c.person_id == tables.member.c.person_id)
    .order_by(tables.account.c.platform)
    .limit(1)
    .scalar_subquery()
    .label("name")
)

COLUMNS = (
    tables.member,
    tables.person.c.zone.label("person_zone"),
    tables.person.c.told_zone,
    tables.person.c.locale.label("person_locale"),
    tables.moderator.c.person_id.label("named_moderator"),
)

JOINED = tables.member.join(tables.person, tables.person.c.id == tables.member.c.person_id).outerjoin(
    tables.moderator,
    (tables.moderator.c.community_id == tables.member.c.community_id)
    & (tables.moderator.c.person_id == tables.member.c.person_id),
)

MEMBERS = select(*COLUMNS, NAME).select_from(JOINED).where(tables.member.c.community_id == bindparam("community"))
"""The members of a community, for `member_from`."""

_account, _member, _enrollment = tables.account.c, tables.member.c, tables.enrollment.c
_moderator, _role = tables.moderator.c, tables.moderator_role.c
WAS_FORGOTTEN = and_(
    _enrollment.left_at.is_not(None),
    _enrollment.removed.is_(False),
    ~exists().where(_account.person_id == _enrollment.person_id),
)
"""Of an enrollment: of somebody who was erased while in a cohort. They have no account, and count for the time before."""
_MEMBER = MEMBERS.where(_member.person_id == bindparam("person"))
_SOME = MEMBERS.where(_member.person_id.in_(bindparam("persons", expanding=True)))
_MEMBER_WITH_ACCOUNT = MEMBERS.where(
    _member.person_id
    == select(_account.person_id)
    .where(_account.platform == bindparam("platform"), _account.external_id == bindparam("account"))
    .scalar_subquery()
)
_here = tables.account.alias()
_MODERATORS = (
    select(_member.person_id, NAME, _here.c.external_id)
    .select_from(JOINED)
    .outerjoin(_here, (_here.c.person_id == _member.person_id) & (_here.c.platform == bindparam("platform")))
    .where(_member.community_id == bindparam("community"), _moderator.person_id.is_not(None))
    .order_by(NAME, _member.person_id)
)
_ACCOUNTS = (
    select(_account.person_id, _account.platform, _account.external_id)
    .join(tables.member, _member.person_id == _account.person_id)
    .where(_member.community_id == bindparam("community"), _member.person_id.in_(bindparam("persons", expanding=True)))
)
_REMINDED_ACCOUNTS = (
    select(_account.person_id, _account.platform, _account.external_id, _enrollment.cohort_id)
    .join(tables.member, _member.person_id == _account.person_id)
    .join(
        tables.enrollment,
        (_enrollment.community_id == _member.community_id) & (_enrollment.person_id == _member.person_id),
    )
    .where(
        _member.community_id == bindparam("community"),
        _member.reminders.is_(True),
        _enrollment.cohort_id.in_(bindparam("cohorts", expanding=True)),
        _enrollment.left_at.is_(None),
    )
)
_elsewhere, _space = tables.account.alias(), tables.space.c
_IDLE = (
    select(_account.person_id, _account.external_id)
    .join(tables.member, _member.person_id == _account.person_id)
    .where(
        _member.community_id == bindparam("community"),
        _account.platform == bindparam("platform"),
        ~exists().where(_elsewhere.c.person_id == _account.person_id, _elsewhere.c.platform != _account.platform),
        ~exists().where(
            _enrollment.community_id == _member.community_id,
            _enrollment.person_id == _member.person_id,
            or_(_enrollment.left_at.is_(None), _enrollment.left_at > bindparam("before")),
            _enrollment.cohort_id.in_(bindparam("cohorts", expanding=True)),
        ),
    )
)
_SPACES = select(func.count()).select_from(tables.space).where(_space.community_id == bindparam("community"))
_ADD = insert_or_ignore(tables.member)
_SAVE = upsert(tables.member)
_SAVE_ZONE = (
    update(tables.person)
    .where(tables.person.c.id == bindparam("person"))
    .values(zone=func.coalesce(bindparam("zone", type_=tables.person.c.zone.type), tables.person.c.told_zone))
)
"""Whoever has no zone of their own has the one that the platform told."""
_MARK_UNREACHABLE = (
    update(tables.member)
    .where(_member.community_id == bindparam("community"), _member.person_id == bindparam("person"))
    .values(unreachable=True)
)
_ADD_MODERATOR = insert_or_ignore(tables.moderator)
_DROP_MODERATOR = delete(tables.moderator).where(
    _moderator.community_id == bindparam("community"), _moderator.person_id == bindparam("person")
)
_ADD_ROLE = insert_or_ignore(tables.moderator_role)
_DROP_ROLE = delete(tables.moderator_role).where(_role.community_id == bindparam("community"), _role.role_id == bindparam("role"))

_SETTINGS = tuple(column.name for column in tables.member.c if column.name not in ("community_id", "person_id"))
"""What a member chose or is known for here; each column has the name of its field."""


def member_from(row: Row[Any]) -> Member:
    return Member(
        person=row.person_id,
        name=named(row.name or "", row.person_id),
        zone=row.person_zone,
        locale=row.person_locale,
        named_moderator=row.named_moderator is not None,
        **{name: getattr(row, name) for name in _SETTINGS},
    )


class SqlMembers(Repository):
    async def save(self, member: Member) -> None:
        await self._insert(_SAVE, {"person_id": member.person, **_settings(member)})
        await self._execute(_SAVE_ZONE, person=member.person, zone=member.zone)

    async def mark_unreachable(self, person: int) -> None:
        await self._execute(_MARK_UNREACHABLE, person=person)

    async def get(self, person: int) -> Member | None:
        return await self._one(_MEMBER, person=person)

    async def some(self, persons: Sequence[int]) -> Mapping[int, Member]:
        return {row.person_id: member_from(row) for row in await self._rows(_SOME, persons=list(persons))}

    async def find(self, platform: str, account: str) -> Member | None:
        return await self._one(_MEMBER_WITH_ACCOUNT, platform=platform, account=account)

    async def introduce(self, platform: str, account: str) -> Member:
        person = await become_member(self._connection, self._community, Actor(platform, account, account, told=False))
        [row] = await self._rows(_MEMBER, person=person)
        return member_from(row)

    async def heed(self, actor: Actor) -> None:
        await person_behind(self._connection, actor)

    async def moderators(self, platform: str) -> Sequence[Moderator]:
        rows = await self._rows(_MODERATORS, platform=platform)
        return [Moderator(row.person_id, named(row.name, row.person_id), row.external_id) for row in rows]

    async def let_moderate(self, person: int, allowed: bool) -> bool:
        named = self._insert(_ADD_MODERATOR, {"person_id": person}) if allowed else self._execute(_DROP_MODERATOR, person=person)
        return (await named).rowcount > 0

    async def let_role_moderate(self, role: str, allowed: bool) -> bool:
        named = self._insert(_ADD_ROLE, {"role_id": role}) if allowed else self._execute(_DROP_ROLE, role=role)
        return (await named).rowcount > 0

    async def account(self, person: int, platforms: Sequence[str]) -> tuple[str, str] | None:
        return (await self.accounts([person], platforms)).get(person)

    async def accounts(self, persons: Sequence[int], platforms: Sequence[str]) -> Mapping[int, tuple[str, str]]:
        return _preferred(await self._rows(_ACCOUNTS, persons=persons), platforms)

    async def idle(self, platform: str, cohorts: Sequence[int], before: datetime) -> Mapping[int, str]:
        if (await self._execute(_SPACES)).scalar_one() > 1:
            return {}
        rows = await self._rows(_IDLE, platform=platform, cohorts=list(cohorts), before=before)
        return {row.person_id: row.external_id for row in rows}

    async def reminded_accounts(self, cohort: int, platforms: Sequence[str]) -> Mapping[int, tuple[str, str]]:
        return _preferred(await self._of_cohort(_REMINDED_ACCOUNTS, cohort), platforms)

    async def _one(self, statement: Executable, **values: Any) -> Member | None:
        row = await self._first(statement, **values)
        return None if row is None else member_from(row)


def _preferred(rows: Sequence[Row[Any]], platforms: Sequence[str]) -> dict[int, tuple[str, str]]:
    """The account of each person on the first of some platforms on which they have one, by person."""
    found = sorted(
        (row for row in rows if row.platform in platforms), key=lambda row: platforms.index(row.platform), reverse=True
    )
    return {row.person_id: (row.platform, row.external_id) for row in found}


def _settings(member: Member) -> dict[str, Any]:
    return {name: getattr(member, name) for name in _SETTINGS}


NEW_MEMBER = _settings(Member(person=0, name=""))
"""The settings of a member who has chosen none."""


async def become_member(connection: Connection, community: int, actor: Actor) -> int:
    """The person behind an account, who is a member of the community from now on."""
    person = await person_behind(connection, actor)
    await add_member(connection, community, person)
    return person


async def add_member(connection: Connection, community: int, person: int) -> None:
    await connection.execute(_ADD, {"community_id": community, "person_id": person, **NEW_MEMBER})
