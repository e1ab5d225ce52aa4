"""What a process has read and indexed: releases that ship, and each community's own content, once each.

The shipped release never changes; the community's own content carries a version, which comes with every admission, so that a
change made in one process is seen by the next look-up in every other.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from bot.domain.items import ContentItem, Findable
from bot.domain.member import Community
from search.index import Index, index_of
from storage.content import Releases

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
                    self.indexed[release] = Shipped(findable(items.values()), await _indexed(items.values()))
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


def findable(items: Iterable[ContentItem]) -> Mapping[str, Findable]:
    return {item.id: item for item in items if isinstance(item, Findable)}


async def _indexed(items: Collection[ContentItem]) -> Index:
    return await asyncio.to_thread(index_of, items)
