"""Drafts: unfinished work of one person, kept until it expires."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import JSON, bindparam, delete, select

from bot.ports.drafts import KeptDraft
from storage import tables
from storage.identity import new_id
from storage.inserts import upsert
from storage.repository import Repository

_draft = tables.draft.c
THEIR_DRAFTS = (
    _draft.community_id == bindparam("community"),
    _draft.person_id == bindparam("person"),
    _draft.kind == bindparam("kind"),
    _draft.expires_at > bindparam("now"),
)
"""Those of a person that are of a kind and have not expired."""

_PUT = upsert(tables.draft)
_OF = select(_draft.id, _draft.content, _draft.expires_at).where(*THEIR_DRAFTS).order_by(_draft.expires_at.desc(), _draft.id)
_OF_EVERYBODY = (
    select(_draft.id, _draft.content, _draft.expires_at)
    .where(_draft.community_id == bindparam("community"), _draft.kind == bindparam("kind"), _draft.expires_at > bindparam("now"))
    .order_by(_draft.expires_at.desc(), _draft.id)
)
_value = _draft.content[bindparam("name", type_=JSON.JSONStrIndexType())].as_string()
_VALUES = (
    select(_draft.id, _value.label("value"), _draft.expires_at)
    .where(*THEIR_DRAFTS, _value.is_not(None))
    .order_by(_draft.expires_at.desc(), _draft.id)
)
_GET = select(_draft.content).where(*THEIR_DRAFTS, _draft.id == bindparam("id"))
_HOLDING = select(_draft.id, _value.label("value"), _draft.expires_at).where(
    _draft.community_id == bindparam("community"), _value.is_not(None)
)
_ANYBODYS = select(_draft.id, _draft.content, _draft.expires_at).where(
    _draft.community_id == bindparam("community"),
    _draft.id == bindparam("id"),
    _draft.kind == bindparam("kind"),
    _draft.expires_at > bindparam("now"),
)
_newest = (
    select(_draft.id)
    .where(
        _draft.community_id == bindparam("community"), _draft.person_id == bindparam("person"), _draft.kind == bindparam("kind")
    )
    .order_by(_draft.expires_at.desc(), _draft.id)
    .limit(bindparam("most"))
)
_KEEP_NEWEST = delete(tables.draft).where(
    _draft.community_id == bindparam("community"),
    _draft.person_id == bindparam("person"),
    _draft.kind == bindparam("kind"),
    _draft.id.not_in(_newest),
)
_DROP = delete(tables.draft).where(_draft.community_id == bindparam("community"), _draft.id == bindparam("id"))


class SqlDrafts(Repository):
    async def put(self, person: int, kind: str, values: Mapping[str, str], expires: datetime) -> int:
        draft = new_id()
        await self.keep(draft, person, kind, values, expires)
        return draft

    async def keep(self, id: int, person: int, kind: str, values: Mapping[str, str], expires: datetime) -> None:
        row = {"id": id, "person_id": person, "kind": kind, "content": dict(values), "expires_at": expires}
        await self._insert(_PUT, row)

    async def of(self, person: int, kind: str, now: datetime) -> Sequence[KeptDraft]:
        rows = await self._rows(_OF, person=person, kind=kind, now=now)
        return [KeptDraft(row.id, row.content, row.expires_at) for row in rows]

    async def of_everybody(self, kind: str, now: datetime) -> Sequence[KeptDraft]:
        return [KeptDraft(row.id, row.content, row.expires_at) for row in await self._rows(_OF_EVERYBODY, kind=kind, now=now)]

    async def values(self, person: int, kind: str, name: str, now: datetime) -> Sequence[KeptDraft]:
        rows = await self._rows(_VALUES, person=person, kind=kind, name=name, now=now)
        return [KeptDraft(row.id, {name: row.value}, row.expires_at) for row in rows]

    async def holding(self, name: str) -> Sequence[KeptDraft]:
        return [KeptDraft(row.id, {name: row.value}, row.expires_at) for row in await self._rows(_HOLDING, name=name)]

    async def get(self, id: int, person: int, kind: str, now: datetime) -> Mapping[str, str] | None:
        row = await self._first(_GET, id=id, person=person, kind=kind, now=now)
        return None if row is None else row.content

    async def anybodys(self, id: int, kind: str, now: datetime) -> KeptDraft | None:
        row = await self._first(_ANYBODYS, id=id, kind=kind, now=now)
        return None if row is None else KeptDraft(row.id, row.content, row.expires_at)

    async def keep_newest(self, person: int, kind: str, most: int) -> None:
        await self._execute(_KEEP_NEWEST, person=person, kind=kind, most=most)

    async def drop(self, id: int) -> None:
        await self._execute(_DROP, id=id)
