"""Packs as a community reads them: the newest releases, those that its cohorts pin, and what is in each."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Executable, Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.items import KINDS, ContentItem
from bot.domain.lookup import Resource
from bot.domain.roadmap import Roadmap, Topic, Week
from storage import tables
from storage.bodies import read_item
from storage.repository import Repository

Releases = dict[tuple[str, str], Mapping[str, ContentItem]]
"""Items by id, in the pack's order, of each release that was read, by pack and first two numbers of the version.

A release never changes. A third number mends wording: a process reads it when it starts.
"""


class SqlContent(Repository):
    def __init__(self, connection: AsyncConnection, community: int, releases: Releases) -> None:
        super().__init__(connection, community)
        self._releases = releases
        self._read: Sequence[Row[Any]] | None = None

    async def newest(self) -> Sequence[tuple[str, str]]:
        return [(row.pack, _line(row.version)) for row in await self._newest()]

    async def in_use(self) -> Sequence[tuple[str, str]]:
        rows = await self._newest()
        walked = [row for row in rows if row.walked]
        return [(row.pack, _line(row.version)) for row in walked or rows]

    async def release_of(self, item: str) -> tuple[str, str]:
        """(pack, version) of the newest release that has the item. Raises LookupError if none has it."""
        for release in await self.newest():
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
        items = await self.items(pack, release)
        found = {wanted: items.get(wanted) for wanted in ids}
        return {wanted: item for wanted, item in found.items() if isinstance(item, Resource)}

    async def items(self, pack: str, release: str) -> Mapping[str, ContentItem]:
        """Every item of a release by its id, in the pack's order; read once in the process."""
        if (pack, release) not in self._releases:
            rows = await self._rows(_released(pack, release))
            # During a roll-out a newer process may have stored kinds that this one does not know.
            known = {row.item_id: read_item(row.kind, row.body) for row in rows if row.kind in KINDS}
            self._releases[pack, release] = known
        return self._releases[pack, release]

    async def _newest(self) -> Sequence[Row[Any]]:
        """The newest release of each pack, the pack that was loaded first in front; asked for once in a unit.

        The one with the highest version, so that who tried an older one comes back by loading the newer one again.
        """
        if self._read is not None:
            return self._read
        release, cohort = tables.release.c, tables.cohort.c
        walked = select(cohort.id).where(cohort.community_id == self._community, cohort.pack == release.pack).exists()
        rows = await self._rows(
            select(release.pack, release.version, walked.label("walked")).order_by(release.published_at, release.pack)
        )
        if not rows:
            raise LookupError("no content was loaded: run the release step")
        newest: dict[str, Row[Any]] = {}
        for row in rows:
            held = newest.setdefault(row.pack, row)
            newest[row.pack] = max(held, row, key=lambda one: _numbers(one.version))
        self._read = list(newest.values())
        return self._read


def _line(version: str) -> str:
    """The first two numbers of a version: what cohorts pin."""
    return ".".join(version.split(".")[:2])


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _released(pack: str, line: str) -> Executable:
    """What the newest release of a line holds."""
    revision, item, release = tables.revision.c, tables.release_item.c, tables.release.c
    newest = (
        select(release.version)
        .where(release.pack == pack, release.version.startswith(f"{line}.", autoescape=True))
        .order_by(release.published_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(revision.item_id, revision.kind, revision.body)
        .join(
            tables.release_item,
            (item.pack == revision.pack) & (item.item_id == revision.item_id) & (item.rev == revision.rev),
        )
        .where(item.pack == pack, item.version == newest)
        .order_by(item.position)
    )
