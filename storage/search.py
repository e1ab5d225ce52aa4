"""Look-ups in one community: the newest release of each pack it uses and what it added itself."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from sqlalchemy import bindparam, func, select

from bot.domain.items import Findable, Found, OwnItem, kind_of
from bot.domain.lookup import BROKEN_AFTER, LeftOut, Resource
from search.entry import titles_of
from search.index import Index, find, index_of, suggest
from storage import tables
from storage.aside import aside
from storage.content import SqlContent
from storage.own_index import NONE_READ, Sight
from storage.own_log import OWN_SINCE
from storage.releases import OWN_LINKS, SHIPPED_LINKS, Added, AskedLink, Indexed, Release
from storage.repository import Repository
from storage.unit_connection import UnitConnection

BEST = 5
"""How many answers of a look-up are shown to members at once."""
_report = tables.report.c
_REPORTED = (
    select(_report.item_id)
    .where(_report.community_id == bindparam("community"), _report.settled_by.is_(None))
    .group_by(_report.item_id)
    .having(func.count() >= BROKEN_AFTER)
)


class SqlSearch(Repository):
    def __init__(self, connection: UnitConnection, community: int, content: SqlContent) -> None:
        super().__init__(connection, community)
        self._content = content

    async def find(self, query: str, kinds: AbstractSet[str] | None, most: int) -> Sequence[Found]:
        packs, added = await self._used()
        hits = find(_indexes(packs, added), query, kinds, most + len(added.hidden) + len(added.shown))
        by_id = {hit.entry.id: hit for hit in reversed(hits)}  # what stands in place of an item is found beside it
        kept = [hit for hit in hits if by_id[hit.entry.id] is hit and not _hidden(hit.entry.id, packs, added)]
        return [Found(_item(hit.entry.id, packs, added), hit.sure) for hit in kept[:most]]

    async def suggest(self, typed: str, kinds: AbstractSet[str] | None, most: int) -> Sequence[Findable]:
        packs, added = await self._used()
        entries = suggest(_indexes(packs, added), typed, kinds, most + len(added.hidden))
        return [_item(entry.id, packs, added) for entry in entries if not _hidden(entry.id, packs, added)][:most]

    async def left_out_for(self, query: str) -> Sequence[Findable]:
        packs, added = await self._used()
        hits = find(_indexes(packs, added), query, None, BEST + len(added.hidden)) if added.hidden else ()
        return [_item(hit.entry.id, packs, added) for hit in hits if hit.sure and _hidden(hit.entry.id, packs, added)]

    async def left_out(self, resource: Resource) -> LeftOut | None:
        packs, added = await self._used()
        link = added.links.get((resource.id, resource.url))
        if link and link.broken:
            return LeftOut(link.broken)
        there = next((part.items[resource.id] for part in (added, *packs) if resource.id in part.items), None)
        is_same = isinstance(there, Resource) and there.url == resource.url
        return LeftOut(None) if is_same and resource.id in added.reported else None

    async def get(self, id: str) -> Findable | None:
        # Of all packs: what somebody saved stays theirs when the community walks other packs.
        packs, added = await self._read(await self._content.in_sight())
        shown = added.shown.get(id, id)
        return _item(shown, packs, added) if any(shown in part.items for part in (added, *packs)) else None

    async def all(self, kind: str) -> Sequence[Findable]:
        packs, added = await self._used()
        items = {item.id: item for part in (*packs, added) for item in part.items.values()}
        return [item for item in items.values() if item.status == "active" and kind_of(item) == kind]

    async def own_of(self, id: str) -> OwnItem | None:
        _, added = await self._used()
        return added.own.get(next((own for own, shown in added.shown.items() if shown == id), id))

    async def shown_id(self, id: str) -> str:
        _, added = await self._used()
        return added.shown.get(id, id)

    async def answered(self, queries: Sequence[str], made: Sequence[OwnItem]) -> Mapping[str, str]:
        packs, added = await self._used()
        return await aside(_answered, queries, made, _indexes(packs, added), _topics(packs))

    async def own(self) -> Mapping[str, OwnItem]:
        _, added = await self._used()
        return added.own

    async def _used(self) -> tuple[Sequence[Indexed], Added]:
        return await self._read(await self._content.in_use())

    async def _read(self, releases: Sequence[tuple[str, str]]) -> tuple[Sequence[Indexed], Added]:
        return [await release.indexed() for release in await self._shipped(releases)], await self._added()

    async def _shipped(self, releases: Sequence[tuple[str, str]]) -> Sequence[Release]:
        return [await self._content.release(*release) for release in releases if release[0] != self._content.own_pack]

    async def _added(self) -> Added:
        """What the community added on topics of the packs in sight, read and indexed when it is new to this process."""
        own = self._content.own
        if own.added is None:
            topics = _topics(await self._shipped(await self._content.in_sight()))
            shown = {item.id: shipped for shipped, item in (await self._content.stand_ins()).items()}
            known = own.indexer.known(topics)
            rows = await self._execute(OWN_SINCE, since=known.sight.version if known else NONE_READ)
            found = await aside(own.indexer.mended, rows, known, Sight(own.version, topics, shown))
            reported, links = await self._reported(), await self._links()
            hidden = reported | {item for (item, _), link in links.items() if link.broken}
            own.added = Added(found.items, found.indexes, reported, links, shown, found.own, hidden)
        return own.added

    async def _reported(self) -> frozenset[str]:
        return frozenset(row.item_id for row in await self._rows(_REPORTED))

    async def _links(self) -> Mapping[tuple[str, str], AskedLink]:
        rows = [*await self._rows(SHIPPED_LINKS), *await self._rows(OWN_LINKS)]
        return {(row.item_id, row.url): AskedLink(row.checked, row.broken) for row in rows}


def _topics(packs: Sequence[Indexed] | Sequence[Release]) -> Mapping[str, str]:
    """The titles of the packs' topics, by id."""
    return {topic: title for pack in packs for topic, title in titles_of(pack.items.values()).items()}


def _answered(
    queries: Sequence[str], made: Sequence[OwnItem], indexes: Sequence[Index], topics: Mapping[str, str]
) -> Mapping[str, str]:
    """An index of these entries alone tells at once what has nothing to do with them."""
    theirs = index_of(made, topics)
    related = [query for query in queries if find([theirs], query, None, 1)]
    found = {query: find([*indexes, theirs], query, None, BEST) for query in related}
    own = {id(entry) for entry in theirs.entries}
    answers = {query: [hit.entry.id for hit in hits if hit.sure and id(hit.entry) in own] for query, hits in found.items()}
    return {query: ids[0] for query, ids in answers.items() if ids}


def _indexes(packs: Sequence[Indexed], added: Added) -> Sequence[Index]:
    return [*(part.index for part in packs), *added.indexes]


def _item(id: str, packs: Sequence[Indexed], added: Added) -> Findable:
    """An item that is there, with the day on which its address was last seen to work."""
    item = next(part.items[id] for part in (added, *packs) if id in part.items)
    link = added.links.get((id, item.url)) if isinstance(item, Resource) else None
    if not isinstance(item, Resource) or link is None or link.checked is None:
        return item
    return replace(item, checked=max(item.checked, link.checked.isoformat()))


def _hidden(id: str, packs: Sequence[Indexed], added: Added) -> bool:
    """Whether look-ups leave an item out: members reported it, or its site says that there is nothing."""
    item = _item(id, packs, added) if id in added.hidden else None
    link = added.links.get((id, item.url)) if isinstance(item, Resource) else None
    return id in added.reported or (link is not None and link.broken is not None)
