"""Packs as a community reads them: the newest releases, those that its cohorts pin, and what is in each."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import Row, bindparam, exists, select

from bot.domain.items import ContentItem
from bot.domain.lookup import Resource
from bot.domain.member import Community
from bot.domain.pack_version import version_numbers
from bot.domain.roadmap import Roadmap, Topic, Week
from storage import tables
from storage.bodies import read_item
from storage.connection import Connection
from storage.releases import HELD, SEEN, STAND_INS, CommunityContent, Library, Release, read_release
from storage.repository import Repository

_revision, _release, _cohort = tables.revision.c, tables.release.c, tables.cohort.c
_walked = exists().where(_cohort.community_id == bindparam("community"), _cohort.pack == _release.pack)
_RELEASES = (
    select(_release.pack, _release.version, tables.pack.c.rests, _walked.label("walked"))
    .join(tables.pack)
    .where(SEEN)
    .order_by(_release.published_at, _release.pack)
)
_REVISION = (
    select(tables.revision)
    .join(tables.pack)
    .where(SEEN, _revision.pack == bindparam("pack"))
    .where(_revision.item_id == bindparam("item"), _revision.rev == bindparam("rev"))
)


class SqlContent(Repository):
    """The packs that a community sees: those that ship and those that it owns. Of any other nothing is found."""

    def __init__(self, connection: Connection, community: Community, library: Library) -> None:
        super().__init__(connection, community.id)
        self._whose = community
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
        """The same of the packs that cohorts walk, be they resting, or else of all. Raises LookupError if there is none."""
        return _releases(row for row in await self._newest() if row.walked) or await self.newest()

    async def in_sight(self) -> Sequence[tuple[str, str]]:
        """The same of the packs that do not rest, and of those that cohorts walk. Raises LookupError if there is none."""
        return _releases(row for row in await self._newest() if row.walked or not row.rests)

    async def release_of(self, item: str) -> tuple[str, str]:
        """(pack, version) of the newest release in sight that has the item. Raises LookupError if none has it."""
        for release in await self.in_sight():
            if item in await self.items(*release):
                return release
        raise LookupError(f"no release has {item}")

    async def roadmaps(self, pack: str, release: str) -> Sequence[Roadmap]:
        return [item for item in (await self.items(pack, release)).values() if isinstance(item, Roadmap)]

    async def weeks(self, pack: str, release: str, roadmap: str) -> Sequence[Week]:
        items = await self.items(pack, release)
        found = items.get(roadmap)
        weeks = (items[week] for week in found.weeks) if isinstance(found, Roadmap) else ()
        return [week for week in weeks if isinstance(week, Week)]

    async def topics(self, pack: str, release: str) -> Sequence[Topic]:
        return [item for item in (await self.items(pack, release)).values() if isinstance(item, Topic)]

    async def resources(self, pack: str, release: str, ids: Sequence[str]) -> Mapping[str, Resource]:
        """Those that a release has of some ids; in place of one the community's own, if it has one."""
        items = {**await self.items(pack, release), **await self.stand_ins()}
        found = {wanted: items.get(wanted) for wanted in ids}
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
        """Every item of a release by its id, in the pack's order."""
        return (await self.release(pack, release)).items

    async def revision(self, pack: str, item: str, rev: int) -> ContentItem | None:
        """An item as it was at one revision, which the newest release need not have any more."""
        row = await self._first(_REVISION, pack=pack, item=item, rev=rev)
        return read_item(row.kind, row.body) if row else None

    async def release(self, pack: str, line: str) -> Release:
        """The newest release of a line; read once in the process, and of an own pack anew when it changes."""
        key = (pack, line)
        known = self._library.shipped.get(key) or self.own.releases.get(key)
        if known:
            return known
        rows = await self._rows(HELD, pack=pack, line=line)
        read = read_release(rows)
        if not rows:  # nothing is kept: the community that owns the pack may find something
            return read
        kept = self._library.shipped if rows[0].community_id is None else self.own.releases
        return kept.setdefault(key, read)

    async def _newest(self) -> Sequence[Row[Any]]:
        """The newest release of each pack, the pack that was loaded first in front; asked for once in a unit.

        The one with the highest version, so that who tried an older one comes back by loading the newer one again.
        """
        if self._read is not None:
            return self._read
        rows = await self._rows(_RELEASES)
        if not rows:
            raise LookupError("no content was loaded: run the release step")
        newest: dict[str, Row[Any]] = {}
        for row in rows:
            held = newest.setdefault(row.pack, row)
            newest[row.pack] = max(held, row, key=lambda one: version_numbers(one.version))
        self._read = list(newest.values())
        return self._read


def _releases(rows: Iterable[Row[Any]]) -> Sequence[tuple[str, str]]:
    return [(row.pack, _line(row.version)) for row in rows]


def _line(version: str) -> str:
    """The first two numbers of a version: what cohorts pin."""
    return ".".join(version.split(".")[:2])
