"""Drafts: unfinished work of one person, kept until it expires."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select

from storage import tables
from storage.engine import insert
from storage.identity import new_id
from storage.repository import Repository


class SqlDrafts(Repository):
    async def put(self, person: int, kind: str, values: Mapping[str, str], expires: datetime) -> int:
        draft = new_id()
        await self._connection.execute(
            insert(self._connection, tables.draft).values(
                community_id=self._community, id=draft, person_id=person, kind=kind, content=dict(values), expires_at=expires
            )
        )
        return draft

    async def get(self, id: int, person: int, kind: str, now: datetime) -> Mapping[str, str] | None:
        row = await self._first(
            select(tables.draft.c.content)
            .filter_by(community_id=self._community, id=id, person_id=person, kind=kind)
            .where(tables.draft.c.expires_at > now)
        )
        return None if row is None else row.content

    async def drop(self, id: int) -> None:
        await self._connection.execute(delete(tables.draft).filter_by(community_id=self._community, id=id))
