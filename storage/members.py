"""Who is in a community, and the settings they chose there."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, Table, bindparam, delete, select, update

from bot.domain.member import Member, Moderator
from bot.interface.call import Actor
from storage import tables
from storage.connection import Connection, insert, upsert
from storage.people import person_behind
from storage.repository import Repository

_NAME = (
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

_SETTINGS = tuple(column.name for column in tables.member.c if column.name not in ("community_id", "person_id"))
"""What a member chose or is known for here; each column has the name of its field."""


def member_from(row: Row[Any]) -> Member:
    return Member(
        person=row.person_id,
        name=row.name,
        zone=row.person_zone,
        locale=row.person_locale,
        named_moderator=row.named_moderator is not None,
        **{name: getattr(row, name) for name in _SETTINGS},
    )


def select_members(community: int) -> Select[Any]:
    return select(*COLUMNS, _NAME).select_from(JOINED).where(tables.member.c.community_id == community)


_HERE = tables.account.alias()
_MODERATORS = (
    select(tables.member.c.person_id, _NAME, _HERE.c.external_id)
    .select_from(JOINED)
    .outerjoin(_HERE, (_HERE.c.person_id == tables.member.c.person_id) & (_HERE.c.platform == bindparam("platform")))
    .where(tables.member.c.community_id == bindparam("community"), tables.moderator.c.person_id.is_not(None))
    .order_by(_NAME, tables.member.c.person_id)
)


class SqlMembers(Repository):
    async def save(self, member: Member) -> None:
        here = {"community_id": self._community, "person_id": member.person}
        await upsert(self._connection, tables.member, here | _settings(member))
        await self._connection.execute(update(tables.person).where(tables.person.c.id == member.person).values(zone=member.zone))

    async def mark_unreachable(self, person: int) -> None:
        await self._connection.execute(
            update(tables.member).filter_by(community_id=self._community, person_id=person).values(unreachable=True)
        )

    async def get(self, person: int) -> Member | None:
        found = await self._list(select_members(self._community).where(tables.member.c.person_id == person))
        return found[0] if found else None

    async def find(self, platform: str, account: str) -> Member | None:
        person = select(tables.account.c.person_id).filter_by(platform=platform, external_id=account).scalar_subquery()
        found = await self._list(select_members(self._community).where(tables.member.c.person_id == person))
        return found[0] if found else None

    async def introduce(self, platform: str, account: str) -> Member:
        person = await become_member(self._connection, self._community, Actor(platform, account, account, told=False))
        [member] = await self._list(select_members(self._community).where(tables.member.c.person_id == person))
        return member

    async def moderators(self, platform: str) -> Sequence[Moderator]:
        rows = await self._rows(_MODERATORS.params(community=self._community, platform=platform))
        return [Moderator(row.person_id, row.name, row.external_id) for row in rows]

    async def let_moderate(self, person: int, allowed: bool) -> None:
        await self._let(tables.moderator, {"person_id": person}, allowed)

    async def let_role_moderate(self, role: str, allowed: bool) -> None:
        await self._let(tables.moderator_role, {"role_id": role}, allowed)

    async def _let(self, table: Table, whom: Mapping[str, Any], allowed: bool) -> None:
        """Keep that somebody moderates, or that they do so no more."""
        here = {"community_id": self._community, **whom}
        named = insert(self._connection, table).values(here).on_conflict_do_nothing()
        await self._connection.execute(named if allowed else delete(table).filter_by(**here))

    async def account(self, person: int, platforms: Sequence[str]) -> tuple[str, str] | None:
        account, member = tables.account.c, tables.member.c
        rows = await self._rows(
            select(account.platform, account.external_id)
            .join(tables.member, member.person_id == account.person_id)
            .where(member.community_id == self._community, member.person_id == person)
        )
        known: dict[str, str] = {row.platform: row.external_id for row in rows}
        return next(((platform, known[platform]) for platform in platforms if platform in known), None)

    async def _list(self, statement: Select[Any]) -> list[Member]:
        return [member_from(row) for row in await self._rows(statement)]


def _settings(member: Member) -> dict[str, Any]:
    return {name: getattr(member, name) for name in _SETTINGS}


NEW_MEMBER = _settings(Member(person=0, name=""))
"""The settings of a member who has chosen none."""


async def become_member(connection: Connection, community: int, actor: Actor) -> int:
    """The person behind an account, who is a member of the community from now on."""
    person = await person_behind(connection, actor)
    new = insert(connection, tables.member).values(community_id=community, person_id=person, **NEW_MEMBER)
    await connection.execute(new.on_conflict_do_nothing())
    return person
