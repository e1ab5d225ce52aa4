"""Packs as a community reads them: the newest releases, those that its cohorts pin, and what is in each.

What a community adds by command is a pack too, `community:<id>`: each version of its content is a release, which holds the weeks
and roadmaps as they were then. They are read from the log of its revisions; nothing is stored twice.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import Row, String, bindparam, cast, exists, false, func, select, union_all

from bot.domain.items import ContentItem
from bot.domain.lookup import Resource
from bot.domain.member import Community
from bot.domain.pack_version import version_numbers
from bot.domain.roadmap import Roadmap, Topic, Week
from storage import tables
from storage.aside import aside
from storage.bodies import read_item
from storage.own_log import NEWEST_OWN, STAND_INS, own_pack
from storage.releases import HELD, LASTING, SEEN, CommunityContent, Library, Release, read_release
from storage.repository import Repository
from storage.unit_connection import UnitConnection

_revision, _release, _cohort = tables.revision.c, tables.release.c, tables.cohort.c
_own, _later = tables.own_revision.c, tables.own_revision.alias("later").c
_lasting_own = (_own.community_id == bindparam("community"), _own.kind.in_(LASTING))
_of_cohort = _cohort.community_id == bindparam("community")
_packs = (
    select(
        _release.pack,
        _release.version,
        tables.pack.c.rests,
        exists().where(_of_cohort, _cohort.pack == _release.pack).label("walked"),
        _release.published_at,
    )
    .join(tables.pack)
    .where(SEEN)
)
_own_name = bindparam("own", type_=String)
_newest_own = (
    select(
        _own_name,
        cast(func.max(_own.version), String),
        false(),
        exists().where(_of_cohort, _cohort.pack == _own_name),
        func.max(_own.at),
    )
    .where(*_lasting_own)
    .having(func.count() > 0)
)
_RELEASES = union_all(_packs, _newest_own).order_by("published_at", "pack")
_LOG = (
    select(_own.item_id, _own.kind, _own.body)
    .where(*_lasting_own, _own.version <= bindparam("version"))
    .where(
        ~exists().where(
            _later.community_id == _own.community_id,
            _later.item_id == _own.item_id,
            _later.rev > _own.rev,
            _later.version <= bindparam("version"),
        )
    )
    .order_by(_own.item_id)
)
"""A community's own weeks and roadmaps as they were at a version."""
_OWN_RESOURCES = NEWEST_OWN.where(_own.item_id.in_(bindparam("ids", expanding=True)))
_REVISION_SEEN = (
    select(tables.revision)
    .join(tables.pack)
    .where(SEEN, _revision.item_id == bindparam("item"), _revision.rev == bindparam("rev"))
)
_REVISION = _REVISION_SEEN.where(_revision.pack == bindparam("pack"))


class SqlContent(Repository):
    """The packs that a community sees: those that ship and those that it owns. Of any other nothing is found."""

    def __init__(self, connection: UnitConnection, community: Community, library: Library) -> None:
        super().__init__(connection, community.id)
        self._whose = community
        self.own_pack = own_pack(community.id)
        self._library = library
        self._read: Sequence[Row[Any]] | None = None

    @cached_property
    def own(self) -> CommunityContent:
        """What this process has read of the community's own."""
        return self._library.own(self._whose)

    async def newest(self) -> Sequence[tuple[str, str]]:
        """The newest release of each pack that does not rest, as pack and release. Raises LookupError if there is none."""
        return _releases(row for row in await self._newest() if not row.rests)

    async def in_use(self) -> Sequence[tuple[str, str]]:
        """The same of the packs that cohorts walk, be they resting, and of the community's own; of all if no cohort walks any, or
        one walks a roadmap of the community's own. Raises LookupError if there is none."""
        newest = await self._newest()
        walked = {row.pack for row in newest if row.walked}
        if not walked or self.own_pack in walked:
            return await self.in_sight()
        return _releases(row for row in newest if row.pack in (*walked, self.own_pack))

    async def in_sight(self) -> Sequence[tuple[str, str]]:
        """The same of the packs that do not rest, and of those that cohorts walk. Raises LookupError if there is none."""
        return _releases(row for row in await self._newest() if row.walked or not row.rests)

    async def roadmaps(self, pack: str, release: str) -> Sequence[Roadmap]:
        items = (await self.release(pack, release)).items
        return [item for item in items.values() if isinstance(item, Roadmap)]

    async def weeks(self, pack: str, release: str, roadmap: str) -> Sequence[Week]:
        items = (await self.release(pack, release)).items
        found = items.get(roadmap)
        weeks = (items.get(week) for week in found.weeks) if isinstance(found, Roadmap) else ()
        return [week for week in weeks if isinstance(week, Week)]

    async def topics(self, pack: str, release: str) -> Sequence[Topic]:
        return [item for item in (await self.items(pack, release)).values() if isinstance(item, Topic)]

    async def resources(self, pack: str, release: str, ids: Sequence[str]) -> Mapping[str, Resource]:
        """Those that a release has of some ids; in place of one the community's own, if it has one."""
        items = {**await self.items(pack, release), **await self.stand_ins()}
        own = [wanted for wanted in ids if wanted not in items] if pack == self.own_pack else []
        rows = await self._rows(_OWN_RESOURCES, ids=own) if own else ()
        added = {row.item_id: read_item(row.kind, row.body) for row in rows}
        found = {wanted: items.get(wanted) or added.get(wanted) for wanted in ids}
        return {wanted: item for wanted, item in found.items() if isinstance(item, Resource)}

    async def stand_ins(self) -> Mapping[str, Resource]:
        """What the community has in place of resources that ship, by their ids; read once for each version of its content."""
        if self.own.stand_ins is None:
            rows = await self._rows(STAND_INS)
            read = {row.item_id: read_item(row.kind, row.body) for row in rows}
            self.own.stand_ins = {
                key: item for key, item in read.items() if isinstance(item, Resource) and item.status == "active"
            }
        return self.own.stand_ins

    async def items(self, pack: str, release: str) -> Mapping[str, ContentItem]:
        """Every item of a release by its id, in the pack's order; of the community's own pack also those of the packs in use, as
        its weeks name their resources, and their topics bring their challenges."""
        items = (await self.release(pack, release)).items
        if pack != self.own_pack:
            return items
        packs = [(await self.release(*each)).items for each in await self.in_use() if each[0] != pack]
        return {key: item for each in (*packs, items) for key, item in each.items()}

    async def revision(self, pack: str, item: str, rev: int) -> ContentItem | None:
        """An item as it was at one revision, which the newest release need not have any more. Whoever walks the community's own
        pack is given what all packs have."""
        if pack == self.own_pack:
            row = await self._first(_REVISION_SEEN, item=item, rev=rev)
        else:
            row = await self._first(_REVISION, pack=pack, item=item, rev=rev)
        return read_item(row.kind, row.body) if row else None

    async def release(self, pack: str, line: str) -> Release:
        """The newest release of a line; read once in the process, and of an own pack anew when it changes."""
        key = (pack, line)
        known = self._library.shipped.get(key) or self.own.releases.get(key)
        if known:
            return known
        if pack == self.own_pack:
            return self.own.releases.setdefault(key, await self._log(line))
        read = await aside(read_release, await self._execute(HELD, pack=pack, line=line))
        if not read.items:  # nothing is kept: the community that owns the pack may find something
            return read
        kept = self._library.shipped if read.owner is None else self.own.releases
        return kept.setdefault(key, read)

    async def _log(self, version: str) -> Release:
        """The community's own weeks and roadmaps as they were at a version."""
        return await aside(self._own_release, await self._execute(_LOG, version=int(version)))

    def _own_release(self, rows: Iterable[Row[Any]]) -> Release:
        return Release({row.item_id: read_item(row.kind, row.body) for row in rows}, self._community)

    async def _newest(self) -> Sequence[Row[Any]]:
        """The newest release of each pack, the pack that was loaded first in front, the community's own last; asked for once in a
        unit.

        The one with the highest version, so that who tried an older one comes back by loading the newer one again.
        """
        if self._read is not None:
            return self._read
        rows = await self._rows(_RELEASES, own=self.own_pack)
        if not rows:
            raise LookupError("no content was loaded: run the release step")
        newest: dict[str, Row[Any]] = {}
        for row in rows:
            held = newest.setdefault(row.pack, row)
            newest[row.pack] = max(held, row, key=lambda one: version_numbers(one.version))
        self._read = sorted(newest.values(), key=lambda row: row.pack == self.own_pack)
        return self._read


def _releases(rows: Iterable[Row[Any]]) -> Sequence[tuple[str, str]]:
    return [(row.pack, _line(row.version)) for row in rows]


def _line(version: str) -> str:
    """The first two numbers of a version: what cohorts pin."""
    return ".".join(version.split(".")[:2])
