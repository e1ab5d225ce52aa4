"""What moderators note about members."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, select

from bot.domain.member import MemberNote
from bot.naming import named
from storage import tables
from storage.inserts import upsert
from storage.repository import Repository

_note = tables.member_note.c
_AUTHOR = (
    select(tables.account.c.name)
    .where(tables.account.c.person_id == _note.author)
    .order_by(tables.account.c.platform)
    .limit(1)
    .scalar_subquery()
    .label("author_name")
)

_OF = select(_note.person_id, _note.text, _note.at, _note.author, _AUTHOR).where(
    _note.community_id == bindparam("community"), _note.person_id.in_(bindparam("persons", expanding=True))
)
_PUT = upsert(tables.member_note)
_DROP = delete(tables.member_note).where(_note.community_id == bindparam("community"), _note.person_id == bindparam("person"))


class SqlMemberNotes(Repository):
    async def of(self, persons: Sequence[int]) -> Mapping[int, MemberNote]:
        rows = await self._rows(_OF, persons=persons)
        return {
            row.person_id: MemberNote(row.text, row.author_name and named(row.author_name, row.author), row.at) for row in rows
        }

    async def put(self, person: int, text: str, author: int, at: datetime) -> None:
        await self._insert(_PUT, {"person_id": person, "text": text, "author": author, "at": at})

    async def drop(self, person: int) -> None:
        await self._execute(_DROP, person=person)
