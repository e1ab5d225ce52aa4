"""Look-ups in one community: the newest release of each pack it uses and its own content, each indexed once in the process.

The shipped release never changes; the community's own content carries a version, which comes with every admission, so that a
change made in one process is seen by the next look-up in every other.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.items import ContentItem, Findable, Found, kind_of
from bot.domain.lookup import BROKEN_AFTER
from bot.domain.member import Community
from search.index import Index, find, index_of, suggest
from storage import tables
from storage.bodies import read_item
from storage.content import Releases, SqlContent
from storage.repository import Repository

MOST_COMMUNITIES = 500
"""Whose own content is kept indexed; the one that was longest not asked goes first, and is indexed again when asked."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """A release, ready to be searched."""

    items: Mapping[str, Findable]
    index: Index


@dataclass(frozen=True, slots=True)
class Own:
    """A community's own content at one version, and what is reported as broken there."""

    version: int
    items: Mapping[str, Findable]
    index: Index
    broken: frozenset[str]


class Library:
    """What this process has read and indexed."""

    def __init__(self) -> None:
        self.releases: Releases = {}
        self.indexed: dict[tuple[str, str], Shipped] = {}
        self._own: OrderedDict[int, Own] = OrderedDict()
        self._indexing = asyncio.Lock()

    async def shipped(self, release: tuple[str, str], read: Callable[[], Awaitable[Mapping[str, ContentItem]]]) -> Shipped:
        """A release; indexed aside from the loop, by one call however many wait for it."""
        if release not in self.indexed:
            async with self._indexing:
                if release not in self.indexed:
                    items = await read()
                    self.indexed[release] = Shipped(_findable(items.values()), await _indexed(items.values()))
        return self.indexed[release]

    async def own(
        self,
        community: Community,
        read: Callable[[], Awaitable[Mapping[str, Findable]]],
        broken: Callable[[], Awaitable[frozenset[str]]],
    ) -> Own:
        """A community's own content at the version that the caller was admitted with, or a later one."""
        known = self._own.get(community.id)
        if known is None or known.version < community.content_version:
            items = await read()
            known = Own(community.content_version, items, await _indexed(items.values()), await broken())
            self._own[community.id] = known
            while len(self._own) > MOST_COMMUNITIES:
                self._own.popitem(last=False)
        self._own.move_to_end(community.id)
        return known


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
        return _findable(read_item(row.kind, row.body) for row in rows)

    async def _broken(self) -> frozenset[str]:
        report = tables.report.c
        many = (
            select(report.item_id)
            .filter_by(community_id=self._community)
            .group_by(report.item_id)
            .having(func.count() >= BROKEN_AFTER)
        )
        return frozenset(row.item_id for row in await self._rows(many))


def newest_own(community: int) -> Select[Any]:
    """The revisions of a community's items that hold."""
    revision, later = tables.own_revision, tables.own_revision.alias("later")
    newer = select(later.c.rev).where(
        later.c.community_id == community, later.c.item_id == revision.c.item_id, later.c.rev > revision.c.rev
    )
    return (
        select(revision).where(revision.c.community_id == community, ~newer.exists()).order_by(revision.c.at, revision.c.item_id)
    )


def _indexes(shipped: Sequence[Shipped], own: Own) -> Sequence[Index]:
    return [*(part.index for part in shipped), own.index]


def _item(id: str, shipped: Sequence[Shipped], own: Own) -> Findable:
    return next(part.items[id] for part in (own, *shipped) if id in part.items)


def _findable(items: Iterable[ContentItem]) -> Mapping[str, Findable]:
    return {item.id: item for item in items if isinstance(item, Findable)}


async def _indexed(items: Collection[ContentItem]) -> Index:
    return await asyncio.to_thread(index_of, items)
