"""Look-ups in one community: the newest release of each pack it uses and its own content."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.items import Findable, Found, kind_of
from bot.domain.lookup import BROKEN_AFTER
from bot.domain.member import Community
from search.index import Index, find, suggest
from storage import tables
from storage.bodies import read_item
from storage.content import SqlContent
from storage.library import Library, Own, Shipped, findable
from storage.lookups import newest_own
from storage.repository import Repository


class SqlSearch(Repository):
    def __init__(self, connection: AsyncConnection, community: Community, content: SqlContent, library: Library) -> None:
        super().__init__(connection, community.id)
        self._whose = community
        self._content = content
        self._library = library

    async def find(self, query: str, kinds: AbstractSet[str] | None, most: int) -> Sequence[Found]:
        shipped, own = await self._used()
        hits = find(_indexes(shipped, own), query, kinds, most + len(own.broken))
        kept = [hit for hit in hits if hit.entry.id not in own.broken][:most]
        return [Found(_item(hit.entry.id, shipped, own), hit.sure) for hit in kept]

    async def suggest(self, typed: str, kinds: AbstractSet[str] | None, most: int) -> Sequence[Findable]:
        shipped, own = await self._used()
        entries = suggest(_indexes(shipped, own), typed, kinds, most + len(own.broken))
        return [_item(entry.id, shipped, own) for entry in entries if entry.id not in own.broken][:most]

    async def get(self, id: str) -> Findable | None:
        # Of all packs: what somebody saved stays theirs when the community walks other packs.
        shipped, own = await self._read(await self._content.newest())
        return next((part.items[id] for part in (own, *shipped) if id in part.items), None)

    async def all(self, kind: str) -> Sequence[Findable]:
        shipped, own = await self._used()
        items = [item for part in (*shipped, own) for item in part.items.values()]
        return [item for item in items if item.status == "active" and kind_of(item) == kind]

    async def _used(self) -> tuple[Sequence[Shipped], Own]:
        return await self._read(await self._content.in_use())

    async def _read(self, releases: Sequence[tuple[str, str]]) -> tuple[Sequence[Shipped], Own]:
        shipped = [await self._library.shipped(release, partial(self._content.items, *release)) for release in releases]
        return shipped, await self._library.own(self._whose, self._own_items, self._broken)

    async def _own_items(self) -> Mapping[str, Findable]:
        rows = await self._rows(newest_own(self._community))
        return findable(read_item(row.kind, row.body) for row in rows)

    async def _broken(self) -> frozenset[str]:
        report = tables.report.c
        many = (
            select(report.item_id)
            .filter_by(community_id=self._community)
            .group_by(report.item_id)
            .having(func.count() >= BROKEN_AFTER)
        )
        return frozenset(row.item_id for row in await self._rows(many))


def _indexes(shipped: Sequence[Shipped], own: Own) -> Sequence[Index]:
    return [*(part.index for part in shipped), own.index]


def _item(id: str, shipped: Sequence[Shipped], own: Own) -> Findable:
    return next(part.items[id] for part in (own, *shipped) if id in part.items)
