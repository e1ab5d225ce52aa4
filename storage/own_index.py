"""What a community added, read and indexed once for a process, and mended as it changes.

Who has 10,000 entries edits them one by one. To read and index all takes a third of a second, of a thread that others wait
for, so what changed since stands in a small index of its own, and counts no more in the large one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

from sqlalchemy import CursorResult, Row

from bot.domain.items import Findable, OwnItem
from search.index import Index, index_of
from storage.bodies import read_item

NONE_READ = -1
"""Comes before every version."""
MOST_CHANGED, PART = 200, 10
"""The most entries of the small index, which are also no more than that part of all; then all are indexed anew."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What else than its items decides how a community's own content is found."""

    version: int
    topics: Mapping[str, str]
    """The titles of topics, by id."""
    shown: Mapping[str, str]
    """The ids under which what was added in place of what ships is found, by its own."""

    def found(self, own: Mapping[str, OwnItem]) -> dict[str, Findable]:
        """What members find, by the ids under which they do."""
        called = [replace(item, id=self.shown[item.id]) if item.id in self.shown else item for item in own.values()]
        return {item.id: item for item in called if isinstance(item, Findable)}

    def index(self, found: Mapping[str, Findable]) -> Index:
        return index_of(found.values(), self.topics)


@dataclass(frozen=True, slots=True)
class OwnIndex:
    sight: Sight
    own: Mapping[str, OwnItem]
    items: Mapping[str, Findable]
    """By the ids under which they are found."""
    indexes: tuple[Index, ...]
    """The large one, and the small one if there is one."""
    changed: frozenset[str] = frozenset()
    """The ids of what the small one has, and what was there once."""


class OwnIndexer:
    """Keeps the newest index of one community."""

    def __init__(self) -> None:
        self._newest: OwnIndex | None = None
        self._indexing = Lock()

    def known(self, topics: Mapping[str, str]) -> OwnIndex | None:
        """What may be mended: only what is found by the same topics."""
        return self._newest if self._newest and self._newest.sight.topics == topics else None

    def mended(self, rows: CursorResult[Any], known: OwnIndex | None, sight: Sight) -> OwnIndex:
        """The index as of now, made by one thread however many wait for it; `rows` are the revisions that came after `known`."""
        with self._indexing:
            newest = self.known(sight.topics) or known
            waited = newest is not None and newest is not known and newest.sight.version >= sight.version
            revisions: Sequence[Row[Any]] = () if waited else rows.all()
            rows.close()
            if newest:
                sight = replace(sight, version=max(sight.version, newest.sight.version))
            found = _mended(newest, _newer(newest, revisions), sight)
            if all(row.version <= sight.version for row in revisions):  # else the unit reads what it has not committed yet
                self._newest = found
            return found


def _newer(known: OwnIndex | None, rows: Sequence[Row[Any]]) -> Mapping[str, OwnItem]:
    """The items that are not known yet: another thread may have read later revisions meanwhile."""
    own: Mapping[str, OwnItem] = known.own if known else {}
    read = [read_item(row.kind, row.body) for row in rows if row.item_id not in own or own[row.item_id].rev < row.rev]
    return {item.id: item for item in read if isinstance(item, OwnItem)}


def _mended(known: OwnIndex | None, newer: Mapping[str, OwnItem], sight: Sight) -> OwnIndex:
    if known is None:
        return _whole(newer, sight)
    before = known.sight.shown
    moved = {key for key, _ in before.items() ^ sight.shown.items() if key in known.own}
    new = newer.keys() | moved
    if not new:
        return replace(known, sight=sight)
    own = {**{key: item for key, item in known.own.items() if key not in newer}, **newer}  # in the order of their days
    changed = known.changed | new
    if len(changed) > min(MOST_CHANGED, len(own) // PART):
        return _whole(own, sight)
    large = known.indexes[0].without([before.get(key, key) for key in new])
    small = sight.index(sight.found({key: own[key] for key in changed}))
    return OwnIndex(sight, own, sight.found(own), (large, small), changed)


def _whole(own: Mapping[str, OwnItem], sight: Sight) -> OwnIndex:
    found = sight.found(own)
    return OwnIndex(sight, own, found, (sight.index(found),))
