"""Who is in a community, and the settings they chose there."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, delete, select, update

from bot.domain.member import Member
from storage import tables
from storage.connection import insert, upsert
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


class SqlMembers(Repository):
    async def save(self, member: Member) -> None:
        here = {"community_id": self._community, "person_id": member.person}
        await upsert(self._connection, tables.member, here | _settings(member))
        await self._connection.execute(update(tables.person).where(tables.person.c.id == member.person).values(zone=member.zone))
        if member.named_moderator:
            named = insert(self._connection, tables.moderator).values(here)
            await self._connection.execute(named.on_conflict_do_nothing())
        else:
            await self._connection.execute(delete(tables.moderator).filter_by(**here))

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

    async def moderators(self) -> Sequence[Member]:
        return await self._list(select_members(self._community).where(tables.moderator.c.person_id.is_not(None)).order_by(_NAME))

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
