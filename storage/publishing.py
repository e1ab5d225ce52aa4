"""Keeping packs: revisions that never change, and the releases that gather them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.items import Json
from storage import tables
from storage.engine import insert

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
