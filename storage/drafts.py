"""Drafts: unfinished work of one person, kept until it expires."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, select

from storage import tables
from storage.connection import upsert
from storage.identity import new_id
from storage.repository import Repository


class SqlDrafts(Repository):
    async def put(self, person: int, kind: str, values: Mapping[str, str], expires: datetime) -> int:
        draft = new_id()
        await self.keep(draft, person, kind, values, expires)
        return draft

    async def keep(self, id: int, person: int, kind: str, values: Mapping[str, str], expires: datetime) -> None:
        row = {"person_id": person, "kind": kind, "content": dict(values), "expires_at": expires}
        await upsert(self._connection, tables.draft, {"community_id": self._community, "id": id, **row})

    async def of(self, person: int, kind: str, now: datetime) -> Sequence[tuple[int, Mapping[str, str]]]:
        draft = tables.draft.c
        statement = (
            select(draft.id, draft.content)
            .filter_by(community_id=self._community, person_id=person, kind=kind)
            .where(draft.expires_at > now)
            .order_by(draft.expires_at.desc(), draft.id)
        )
        return [(row.id, row.content) for row in await self._rows(statement)]

    async def get(self, id: int, person: int, kind: str, now: datetime) -> Mapping[str, str] | None:
        row = await self._first(
            select(tables.draft.c.content)
            .filter_by(community_id=self._community, id=id, person_id=person, kind=kind)
            .where(tables.draft.c.expires_at > now)
        )
        return None if row is None else row.content

    async def drop(self, id: int) -> None:
        await self._connection.execute(delete(tables.draft).filter_by(community_id=self._community, id=id))
