"""Packs in the database: revisions that never change, and the releases that gather them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Executable, Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.items import KINDS, ContentItem, Json
from bot.domain.lookup import Resource
from bot.domain.roadmap import Roadmap, Topic, Week
from storage import tables
from storage.bodies import read_item
from storage.engine import insert
from storage.repository import Repository

MOST_NAMED = 10
"""So many ids a message names; who copied a pack and gave it another name has them all twice."""


class Item(Protocol):
    """One revision of one entry of a pack."""

    @property
    def id(self) -> str: ...
    @property
    def rev(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def body(self) -> Mapping[str, Json]: ...


class Pack(Protocol):
    """A checked pack, as the loader hands it over."""

    @property
    def name(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def items(self) -> Sequence[Item]: ...


class TakenId(Exception):
    """Two packs of one bot have an item of the same id; what members did and saved is known by the id alone."""


class ChangedRevision(Exception):
    """A pack says something new under a revision, or a version, that was released before: count it up."""


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


async def is_published(connection: AsyncConnection, pack: Pack) -> bool:
    """Whether the pack's very version was released."""
    return bool(await _release(connection, pack))


async def publish(connection: AsyncConnection, pack: Pack, now: datetime) -> bool:
    """Keep a pack's release; False where it is there already.

    Raises ChangedRevision where released text was changed, and TakenId where another pack has an item of the same id.
    """
    known = await _revisions(connection, pack.name)
    released = await _release(connection, pack)
    changed = [item.id for item in pack.items if known.get((item.id, item.rev), item.body) != item.body]
    if changed:
        raise ChangedRevision(f"{', '.join(changed)}: changed, but `rev` was not counted up")
    contents = {item.id: item.rev for item in pack.items}
    if released:
        if released != contents:
            raise ChangedRevision(f"pack {pack.name}: changed, but its version {pack.version} was not counted up")
        return False
    await _check_ids(connection, pack)
    await _write(connection, tables.pack, [{"name": pack.name, "title": pack.title}])
    new = [item for item in pack.items if (item.id, item.rev) not in known]
    await _write(connection, tables.revision, (_revision_row(pack, item) for item in new))
    await _write(connection, tables.release, [{"pack": pack.name, "version": pack.version, "published_at": now}])
    await _write(
        connection,
        tables.release_item,
        (
            {"pack": pack.name, "version": pack.version, "item_id": item.id, "rev": item.rev, "position": position}
            for position, item in enumerate(pack.items)
        ),
    )
    return True


async def _check_ids(connection: AsyncConnection, pack: Pack) -> None:
    revision = tables.revision.c
    others = await connection.execute(select(revision.item_id, revision.pack).where(revision.pack != pack.name))
    taken = {row.item_id: row.pack for row in others}
    same = [f"{item.id} (pack {taken[item.id]})" for item in pack.items if item.id in taken]
    if same:
        more = f" and {len(same) - MOST_NAMED} more" if len(same) > MOST_NAMED else ""
        raise TakenId(f"pack {pack.name}: choose other ids, for another pack has these: {', '.join(same[:MOST_NAMED])}{more}")


def _revision_row(pack: Pack, item: Item) -> dict[str, Any]:
    return {"pack": pack.name, "item_id": item.id, "rev": item.rev, "kind": item.kind, "body": item.body}


async def _revisions(connection: AsyncConnection, pack: str) -> dict[tuple[str, int], Mapping[str, Json]]:
    revision = tables.revision.c
    rows = await connection.execute(select(revision.item_id, revision.rev, revision.body).where(revision.pack == pack))
    return {(row.item_id, row.rev): row.body for row in rows}


async def _release(connection: AsyncConnection, pack: Pack) -> dict[str, int]:
    item = tables.release_item.c
    rows = await connection.execute(select(item.item_id, item.rev).where(item.pack == pack.name, item.version == pack.version))
    return {row.item_id: row.rev for row in rows}


async def _write(connection: AsyncConnection, table: Any, rows: Iterable[dict[str, Any]]) -> None:
    values = list(rows)
    if values:
        await connection.execute(insert(connection, table).on_conflict_do_nothing(), values)
