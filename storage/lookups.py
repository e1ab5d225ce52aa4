"""What a community adds to its look-ups: own items, and what members keep, report, miss and propose."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, select, update

from bot.domain.items import OwnItem, Revision, kind_of
from bot.domain.lookup import Gap, Suggestion
from bot.ports.lookups import ReadOnly
from storage import tables
from storage.bodies import as_json, read_item
from storage.connection import Connection, insert
from storage.identity import new_id
from storage.repository import Repository
from storage.rows import first, from_row, to_row


class SqlOwnContent(Repository):
    async def put(self, revision: Revision) -> bool:
        item = revision.item
        values = {
            "community_id": self._community,
            "item_id": item.id,
            "rev": item.rev,
            "kind": kind_of(item),
            "body": as_json(item),
            "author": revision.author,
            "at": revision.at,
        }
        kept = await self._connection.execute(
            insert(self._connection, tables.own_revision).values(values).on_conflict_do_nothing()
        )
        if kept.rowcount:
            await count_up(self._connection, self._community)
        return bool(kept.rowcount)

    async def history(self, item: str) -> Sequence[Revision]:
        revision = tables.own_revision
        rows = await self._rows(
            select(revision).filter_by(community_id=self._community, item_id=item).order_by(revision.c.rev.desc())
        )
        items = ((read_item(row.kind, row.body), row) for row in rows)
        return [Revision(item=item, author=row.author, at=row.at) for item, row in items if isinstance(item, OwnItem)]


class SqlShelf(Repository):
    async def put(self, person: int, item: str, at: datetime) -> None:
        values = {"community_id": self._community, "person_id": person, "item_id": item, "at": at}
        await self._connection.execute(insert(self._connection, tables.saved).values(values).on_conflict_do_nothing())

    async def drop(self, person: int, item: str) -> None:
        await self._connection.execute(
            delete(tables.saved).filter_by(community_id=self._community, person_id=person, item_id=item)
        )

    async def of(self, person: int) -> Sequence[str]:
        saved = tables.saved.c
        rows = await self._rows(
            select(saved.item_id)
            .filter_by(community_id=self._community, person_id=person)
            .order_by(saved.at.desc(), saved.item_id)
        )
        return [row.item_id for row in rows]


class SqlReports(Repository):
    async def put(self, item: str, person: int, at: datetime) -> int:
        values = {"community_id": self._community, "person_id": person, "item_id": item, "at": at}
        await self._connection.execute(insert(self._connection, tables.report).values(values).on_conflict_do_nothing())
        await count_up(self._connection, self._community)
        return (await self.counts()).get(item, 0)

    async def drop(self, item: str, person: int) -> None:
        here = {"community_id": self._community, "person_id": person, "item_id": item}
        await self._connection.execute(delete(tables.report).filter_by(**here))
        await count_up(self._connection, self._community)

    async def clear(self, item: str) -> None:
        await self._connection.execute(delete(tables.report).filter_by(community_id=self._community, item_id=item))
        await count_up(self._connection, self._community)

    async def counts(self) -> Mapping[str, int]:
        report, persons = tables.report.c, func.count().label("persons")
        rows = await self._rows(
            select(report.item_id, persons)
            .filter_by(community_id=self._community)
            .group_by(report.item_id)
            .order_by(persons.desc(), report.item_id)
        )
        return {row.item_id: row.persons for row in rows}


class SqlGaps(Repository):
    def __init__(self, connection: Connection, community: int, *, writes: bool) -> None:
        super().__init__(connection, community)
        self._writes = writes

    async def note(self, query: str, at: datetime) -> None:
        """Count a look-up that found nothing. Raises ReadOnly in a unit that does not write."""
        if not self._writes:
            raise ReadOnly
        new = insert(self._connection, tables.gap).values(community_id=self._community, id=new_id(), query=query, count=1, at=at)
        again: dict[str, Any] = {"count": tables.gap.c.count + 1, "at": at}
        await self._connection.execute(new.on_conflict_do_update(index_elements=["community_id", "query"], set_=again))

    async def all(self, most: int) -> Sequence[Gap]:
        gap = tables.gap.c
        statement = (
            select(tables.gap)
            .filter_by(community_id=self._community)
            .order_by(gap.count.desc(), gap.at.desc(), gap.query)
            .limit(most)
        )
        return [from_row(Gap, row) for row in await self._rows(statement)]

    async def get(self, id: int) -> Gap | None:
        return first(Gap, await self._first(select(tables.gap).filter_by(community_id=self._community, id=id)))

    async def drop(self, id: int) -> None:
        await self._connection.execute(delete(tables.gap).filter_by(community_id=self._community, id=id))


class SqlSuggestions(Repository):
    async def put(self, suggestion: Suggestion) -> None:
        await self._connection.execute(
            insert(self._connection, tables.suggestion).values(community_id=self._community, **to_row(suggestion))
        )

    async def get(self, id: int) -> Suggestion | None:
        return first(Suggestion, await self._first(select(tables.suggestion).filter_by(community_id=self._community, id=id)))

    async def all(self, most: int) -> Sequence[Suggestion]:
        statement = (
            select(tables.suggestion)
            .filter_by(community_id=self._community)
            .order_by(tables.suggestion.c.at, tables.suggestion.c.id)
            .limit(most)
        )
        return [from_row(Suggestion, row) for row in await self._rows(statement)]

    async def drop(self, id: int) -> None:
        await self._connection.execute(delete(tables.suggestion).filter_by(community_id=self._community, id=id))


def newest_own(community: int) -> Select[Any]:
    """The revisions of a community's items that hold."""
    revision, later = tables.own_revision, tables.own_revision.alias("later")
    newer = select(later.c.rev).where(
        later.c.community_id == community, later.c.item_id == revision.c.item_id, later.c.rev > revision.c.rev
    )
    return (
        select(revision).where(revision.c.community_id == community, ~newer.exists()).order_by(revision.c.at, revision.c.item_id)
    )


async def count_up(connection: Connection, community: int) -> None:
    """Tell every process that the community's look-ups have changed."""
    version = tables.community.c.content_version
    await connection.execute(update(tables.community).filter_by(id=community).values(content_version=version + 1))
