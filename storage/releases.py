"""How a release is read from the tables, and what this process keeps of it: items and their index.

Kept are releases that ship, and what each community has of its own.

A release that ships never changes. What is a community's own carries a version, which comes with every admission, so that a
change made in one process is seen by the next look-up in every other.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from operator import itemgetter
from threading import Lock
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Row, String, bindparam, func, or_, select

from bot.domain.items import KINDS, ContentItem, Findable, OwnItem
from bot.domain.lookup import Resource
from bot.domain.member import Community
from bot.domain.pack_version import version_numbers
from bot.domain.roadmap import Roadmap, Week
from search.index import Index, index_of
from storage import tables
from storage.aside import aside
from storage.bodies import read_item
from storage.own_index import OwnIndexer

MOST_COMMUNITIES = 500
"""Whose own content is kept indexed; the one that was longest not asked goes first, and is indexed again when asked."""

_revision, _item, _release = tables.revision.c, tables.release_item.c, tables.release.c


def in_line(version: ColumnElement[str]) -> ColumnElement[bool]:
    return version.startswith(bindparam("line", type_=String) + ".")


LASTING = ("roadmap", "week")
"""The kinds that running cohorts count on: what a line had of them it keeps."""
SEEN = or_(tables.pack.c.community_id.is_(None), tables.pack.c.community_id == bindparam("community"))
"""Whether a community sees a pack: it ships, or is its own."""
_newest = (
    select(_release.version)
    .join(tables.pack)
    .where(SEEN, _release.pack == bindparam("pack"), in_line(_release.version))
    .order_by(func.length(_release.version).desc(), _release.version.desc())  # only their last numbers differ
    .limit(1)
    .scalar_subquery()
)
HELD = (
    select(_revision.item_id, _revision.kind, _revision.body, _item.version, tables.pack.c.community_id)
    .join(tables.pack)
    .join(
        tables.release_item,
        (_item.pack == _revision.pack) & (_item.item_id == _revision.item_id) & (_item.rev == _revision.rev),
    )
    .where(SEEN, _item.pack == bindparam("pack"), in_line(_item.version))
    .where((_item.version == _newest) | _revision.kind.in_(LASTING))
    .order_by(_item.position)
)
"""What the versions of a line of a pack hold: of the newest everything, of earlier ones roadmaps and weeks, with the owner of
the pack; nothing of a pack that the community does not see."""

_shipped_link, _own_link = tables.shipped_link.c, tables.own_link.c
SHIPPED_LINKS = select(_shipped_link.item_id, _shipped_link.url, _shipped_link.checked, _shipped_link.broken).where(
    _shipped_link.checked.is_not(None) | _shipped_link.broken.is_not(None)
)
OWN_LINKS = select(_own_link.item_id, _own_link.url, _own_link.checked, _own_link.broken).where(
    _own_link.community_id == bindparam("community"), _own_link.checked.is_not(None) | _own_link.broken.is_not(None)
)
"""What sites have said of links."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """Items by id, ready to be searched."""

    items: Mapping[str, Findable]
    index: Index


@dataclass(frozen=True, slots=True)
class AskedLink:
    """What a site has said: the day on which a link was last seen to work, and that since which it counts as broken."""

    checked: date | None
    broken: date | None


@dataclass(frozen=True, slots=True)
class Added:
    """What a community added by command, ready to be searched, and what is known of links there."""

    items: Mapping[str, Findable]
    indexes: Sequence[Index]
    reported: frozenset[str]
    links: Mapping[tuple[str, str], AskedLink]
    """What sites have said of links, by the id of the item and its address."""
    shown: Mapping[str, str]
    """The ids under which what was added in place of what ships is found, by its own."""
    own: Mapping[str, OwnItem]
    """What was added, by id: challenges and what is retired too, which no look-up finds."""
    hidden: frozenset[str]
    """The ids of what was reported, or may be broken: with the address that it has now, or another."""


class Release:
    """A release that was read: its items by id, in the pack's order, and the community that owns the pack; None if it ships."""

    def __init__(self, items: Mapping[str, ContentItem], owner: int | None) -> None:
        self.items = items
        self.owner = owner
        self._indexed: Indexed | None = None
        self._indexing = Lock()

    async def indexed(self) -> Indexed:
        """The release, indexed when first asked, by one thread however many wait for it."""
        return self._indexed or await aside(self._index)

    def _index(self) -> Indexed:
        with self._indexing:
            self._indexed = self._indexed or _indexed(self.items)
            return self._indexed


Releases: TypeAlias = dict[tuple[str, str], Release]
"""By pack and first two numbers of the version. A third number mends wording: of a pack that ships a process reads it when it
starts."""


@dataclass(slots=True)
class CommunityContent:
    """What was read of a community's own at one version: the packs that it owns, and what it added."""

    version: int
    releases: Releases = field(default_factory=dict[tuple[str, str], Release])
    indexer: OwnIndexer = field(default_factory=OwnIndexer)
    """Indexes what it added; handed on from version to version."""
    added: Added | None = None
    stand_ins: Mapping[str, Resource] | None = None
    """What the community has in place of resources that ship, by their ids."""


class Library:
    """What this process has read. What only one community may see is kept under that community alone."""

    def __init__(self) -> None:
        self.shipped: Releases = {}
        self._own: OrderedDict[int, CommunityContent] = OrderedDict()
        self._changing = Lock()  # units of one process run in several threads

    def own(self, community: Community) -> CommunityContent:
        """What was read at the version that the caller was admitted with.

        Who was admitted before a change that others have read since reads apart, so that nothing old is kept as new.
        """
        with self._changing:
            known = self._own.get(community.id)
            if known and known.version > community.content_version:
                return CommunityContent(community.content_version)
            if known is None or known.version < community.content_version:
                indexer = known.indexer if known else OwnIndexer()
                known = self._own[community.id] = CommunityContent(community.content_version, indexer=indexer)
            self._own.move_to_end(community.id)
            if len(self._own) > MOST_COMMUNITIES:
                self._own.popitem(last=False)
            return known


def _indexed(items: Mapping[str, ContentItem]) -> Indexed:
    """Items, indexed, which may take a second."""
    return Indexed({key: item for key, item in items.items() if isinstance(item, Findable)}, index_of(items.values()))


def read_release(rows: Iterable[Row[Any]]) -> Release:
    """The release whose rows `HELD` finds, taken one by one: the JSON of each is let go of as soon as its item is built, as all
    together are twice as large as the items.

    A roadmap has every week that it had in any version of the line, in the order of the first that had it, so that week 3 of a
    running cohort stays week 3 even if a database of before versions were compared holds a patch without it.
    """
    # During a roll-out a newer process may have stored kinds that this one does not know.
    known = [(version_numbers(row.version), row.community_id, read_item(row.kind, row.body)) for row in rows if row.kind in KINDS]
    newest = max((version for version, _, _ in known), default=())
    items = {item.id: item for version, _, item in known if version == newest}
    lasting = [item for _, _, item in sorted(known, key=itemgetter(0)) if isinstance(item, Roadmap | Week)]
    for item in items.values():
        if isinstance(item, Roadmap):
            named = [week for other in lasting if isinstance(other, Roadmap) and other.id == item.id for week in other.weeks]
            items[item.id] = replace(item, weeks=tuple(dict.fromkeys(named)))
    lost = {item.id: item for item in lasting if item.id not in items}
    return Release(items | lost, next((owner for _, owner, _ in known), None))
