"""Keeping packs: revisions that never change, and the releases that gather them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Executable, bindparam, select, update

from bot.domain.items import Json
from bot.domain.pack_copy import original_of
from bot.domain.pack_version import Bodies, understated, version_numbers
from storage import tables
from storage.bodies import read_item
from storage.connection import Connection
from storage.inserts import insert_or_ignore
from storage.own_log import COUNT_UP
from storage.releases import SEEN

MOST_NAMED = 10
"""The most ids or changes that a message names."""

_pack, _revision, _release, _item = tables.pack.c, tables.revision.c, tables.release.c, tables.release_item.c
_of_pack = (SEEN, _pack.name == bindparam("pack"))

_REVISIONS = select(_revision.item_id, _revision.rev, _revision.body).join(tables.pack).where(*_of_pack)
_VERSIONS = select(_release.version).join(tables.pack).where(*_of_pack)
_ITEMS = (
    select(_item.item_id, _item.rev)
    .join(tables.pack, _pack.name == _item.pack)
    .where(*_of_pack, _item.version == bindparam("version"))
)
_IDS_OF_OTHERS = select(_revision.item_id, _revision.pack).join(tables.pack).where(_pack.name != bindparam("pack"))
_IDS_SEEN = _IDS_OF_OTHERS.where(SEEN)
_IDS_ANYWHERE = _IDS_OF_OTHERS.execution_options(across_communities="ids of a pack that ships have to be free in every community")
_REST = (
    update(tables.pack).where(_pack.community_id.is_(None)).values(rests=_pack.name.not_in(bindparam("named", expanding=True)))
)
_ADD_PACK = insert_or_ignore(tables.pack)
_ADD_REVISIONS = insert_or_ignore(tables.revision)
_ADD_RELEASE = insert_or_ignore(tables.release)
_ADD_ITEMS = insert_or_ignore(tables.release_item)


class PackItem(Protocol):
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
    def items(self) -> Sequence[PackItem]: ...


class TakenId(Exception):
    """Two packs that one community sees have an item of the same id; what members did and saved is known by the id alone."""


class ChangedRevision(Exception):
    """A pack says something new under a revision, or a version, that was released before: count it up."""


class UnderstatedVersion(Exception):
    """A version says less than what changed since the one before it; the text names the version that it needs."""


async def is_published(connection: Connection, pack: Pack) -> bool:
    """Whether the very version of a pack that ships was released."""
    return bool(await _released(connection, pack.name, pack.version, None))


async def publish(connection: Connection, pack: Pack, now: datetime, owner: int | None = None) -> bool:
    """Keep a pack's release, for everybody or for the community that owns it alone; False if it is there already.

    Raises ChangedRevision if released text was changed, UnderstatedVersion if running cohorts would lose something, and TakenId
    if an id is that of another pack's item that the same community sees: of a pack that ships or, for a pack that ships, of any.
    """
    name = pack.name if owner is None else f"{owner}:{pack.name}"  # two communities may call their packs the same
    known = await _revisions(connection, name, owner)
    released = await _released(connection, name, pack.version, owner)
    _check_unchanged(pack, known, released)
    if released:
        return False
    await _check_version(connection, pack, name, owner)
    await _check_ids(connection, pack, name, owner)
    new = [item for item in pack.items if (item.id, item.rev) not in known]
    await _write(connection, _ADD_PACK, [{"name": name, "community_id": owner, "title": pack.title}])
    added = await connection.execute(_ADD_RELEASE, {"pack": name, "version": pack.version, "published_at": now})
    if not added.rowcount:  # another process keeps it at the same time: once that is done, it is there already
        return await publish(connection, pack, now, owner)
    await _write(connection, _ADD_REVISIONS, (_revision_row(name, item) for item in new))
    await _write(connection, _ADD_ITEMS, _item_rows(name, pack))
    if owner is not None:
        await connection.execute(COUNT_UP, {"community": owner})
    return True


async def let_others_rest(connection: Connection, named: Collection[str]) -> None:
    """Let each pack that ships rest, unless it is named: no new cohort is offered it and nobody finds it, while cohorts that walk
    it go on. One that is named again wakes."""
    await connection.execute(_REST, {"named": named})


def _check_unchanged(pack: Pack, known: Mapping[tuple[str, int], Mapping[str, Json]], released: Mapping[str, int]) -> None:
    """Raises ChangedRevision if a known revision has another body, or this version other items."""
    changed = [item.id for item in pack.items if not _says(item, known.get((item.id, item.rev), item.body))]
    if changed:
        raise ChangedRevision(f"{', '.join(changed)}: changed, but `rev` was not counted up")
    if released and released != {item.id: item.rev for item in pack.items}:
        raise ChangedRevision(f"pack {pack.name}: changed, but its version {pack.version} was not counted up")


def _says(item: PackItem, body: Mapping[str, Json]) -> bool:
    """Whether an item is what a body holds, which may have been kept before its kind got another key."""
    return body == item.body or (body.keys() < item.body.keys() and read_item(item.kind, body) == read_item(item.kind, item.body))


async def _check_version(connection: Connection, pack: Pack, name: str, owner: int | None) -> None:
    """Raises UnderstatedVersion if this version, compared with the highest one below it, says too little."""
    number = version_numbers(pack.version)
    earlier = [version for version in await _versions(connection, name, owner) if version_numbers(version) < number]
    if not earlier:
        return
    last = max(earlier, key=version_numbers)
    after = {item.id: item.body for item in pack.items}
    fault = understated(pack.version, after, last, await _bodies(connection, name, last, owner))
    if fault:
        wanted, found = fault
        told = ", ".join(change.sentence for change in found[:MOST_NAMED]) + _more(found)
        raise UnderstatedVersion(
            f"pack {pack.name}: version {pack.version} says less than what changed since {last}; set it to {wanted}: {told}"
        )


def _more(named: Sequence[object]) -> str:
    return f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""


async def _check_ids(connection: Connection, pack: Pack, name: str, owner: int | None) -> None:
    others = await connection.execute(_IDS_ANYWHERE if owner is None else _IDS_SEEN, {"pack": name, "community": owner})
    taken = {row.item_id: row.pack for row in others}
    original = original_of([item.id for item in pack.items], taken)
    if original:
        raise TakenId(
            f"pack {pack.name}: a copy of {original}, and one bot cannot load both; to change it, call this one {original} too "
            "and count up its version; to have both, give each item another id"
        )
    same = [f"{item.id} (pack {taken[item.id]})" for item in pack.items if item.id in taken]
    if same:
        told = ", ".join(same[:MOST_NAMED]) + _more(same)
        raise TakenId(f"pack {pack.name}: choose other ids, for another pack has these: {told}")


def _revision_row(pack: str, item: PackItem) -> dict[str, Any]:
    return {"pack": pack, "item_id": item.id, "rev": item.rev, "kind": item.kind, "body": item.body}


def _item_rows(name: str, pack: Pack) -> Iterable[dict[str, Any]]:
    for position, item in enumerate(pack.items):
        yield {"pack": name, "version": pack.version, "item_id": item.id, "rev": item.rev, "position": position}


async def _revisions(connection: Connection, pack: str, owner: int | None) -> dict[tuple[str, int], Mapping[str, Json]]:
    rows = await connection.execute(_REVISIONS, {"pack": pack, "community": owner})
    return {(row.item_id, row.rev): row.body for row in rows}


async def _versions(connection: Connection, pack: str, owner: int | None) -> Sequence[str]:
    return (await connection.execute(_VERSIONS, {"pack": pack, "community": owner})).scalars().all()


async def _bodies(connection: Connection, pack: str, version: str, owner: int | None) -> Bodies:
    known = await _revisions(connection, pack, owner)
    released = await _released(connection, pack, version, owner)
    return {item_id: known[item_id, rev] for item_id, rev in released.items()}


async def _released(connection: Connection, pack: str, version: str, owner: int | None) -> dict[str, int]:
    rows = await connection.execute(_ITEMS, {"pack": pack, "version": version, "community": owner})
    return {row.item_id: row.rev for row in rows}


async def _write(connection: Connection, statement: Executable, rows: Iterable[dict[str, Any]]) -> None:
    values = list(rows)
    if values:
        await connection.execute(statement, values)
