"""What a community adds to its look-ups: own items, in revisions that never change."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Row, bindparam, func, null, select, union_all

from bot.domain.content_change import Change
from bot.domain.items import Deed, OwnItem, Revision, kind_of
from bot.domain.lookup import Act
from bot.domain.roadmap import Roadmap, Week
from storage import tables
from storage.bodies import as_json, read_item
from storage.inserts import insert_or_ignore, upsert
from storage.own_log import COUNT_UP, NEXT_VERSION, own_pack
from storage.repository import Repository

MOST_AT_ONCE = 100
"""How many revisions of a batch one statement inserts, so that the event loop has its turn between them."""

_own, _suggestion = tables.own_revision.c, tables.suggestion.c
_before = tables.own_revision.alias("before")

_ADD_PACK = insert_or_ignore(tables.pack)
_PUT_REVISION = insert_or_ignore(tables.own_revision)
_CHANGES = (
    select(tables.own_revision, _before.c.body.label("body_before"))
    .outerjoin(
        _before,
        (_before.c.community_id == _own.community_id) & (_before.c.item_id == _own.item_id) & (_before.c.rev == _own.rev - 1),
    )
    .where(_own.community_id == bindparam("community"))
)
_earlier = tables.own_revision.alias("earlier").c
_first_of_batch = (
    func.coalesce(
        select(func.min(_earlier.item_id))
        .where(_earlier.community_id == _own.community_id, _earlier.batch == _own.batch)
        .scalar_subquery(),
        _own.item_id,
    )
    == _own.item_id
)
"""Whether a revision stands for all of its batch, if it is of one."""
_LATEST_CHANGES = (
    _CHANGES.where(_first_of_batch)
    .order_by(_own.at.desc(), _own.item_id, _own.rev.desc())
    .limit(bindparam("most"))
    .offset(bindparam("skipped"))
)
_CHANGES_OF = _CHANGES.where(_own.item_id == bindparam("item")).order_by(_own.rev.desc())
_acts = union_all(
    select(_own.at, _own.rev).where(_own.community_id == bindparam("community"), _first_of_batch),
    select(_suggestion.declined_at, null()).where(
        _suggestion.community_id == bindparam("community"), _suggestion.declined_at.is_not(None)
    ),
).subquery()
_ACTS = select(_acts.c.rev).order_by(_acts.c.at.desc(), _acts.c.rev.is_(None))
"""Newest first; a decline has no revision."""
_CHANGES_IN = (
    _CHANGES.where(_own.batch == bindparam("batch")).order_by(_own.item_id).limit(bindparam("most")).offset(bindparam("skipped"))
)
_DEEDS_IN = (
    select(_own.batch, _own.deed, func.count().label("times"))
    .where(_own.community_id == bindparam("community"), _own.batch.in_(bindparam("batches", expanding=True)))
    .group_by(_own.batch, _own.deed)
)
_STAND_IN = upsert(tables.stand_in)
_STOOD_FOR = select(tables.stand_in.c.own_id, tables.stand_in.c.item_id).filter_by(community_id=bindparam("community"))


class SqlOwnContent(Repository):
    async def put(self, revision: Revision) -> bool:
        version = await self._count_up(revision)
        return (await self._insert(_PUT_REVISION, _row(revision, version))).rowcount > 0

    async def put_batch(self, batch: int, revisions: Sequence[Revision]) -> bool:
        version = await self._count_up(*revisions)
        for start in range(0, len(revisions), MOST_AT_ONCE):
            await self._insert(_PUT_REVISION, *(_row(each, version) for each in revisions[start : start + MOST_AT_ONCE]))
        return sum((await self.deeds([batch]))[batch].values()) == len(revisions)

    async def stand_in(self, own: str, item: str) -> None:
        await self._insert(_STAND_IN, {"item_id": item, "own_id": own})
        await self._execute(COUNT_UP)

    async def stood_for(self) -> Mapping[str, str]:
        return {row.own_id: row.item_id for row in await self._rows(_STOOD_FOR)}

    async def batch(self, batch: int, most: int, skipped: int = 0) -> Sequence[Change]:
        return [*map(_change, await self._rows(_CHANGES_IN, batch=batch, most=most, skipped=skipped))]

    async def deeds(self, batches: Sequence[int]) -> Mapping[int, Mapping[Deed, int]]:
        counted: defaultdict[int, dict[Deed, int]] = defaultdict(dict)
        for row in await self._rows(_DEEDS_IN, batches=batches):
            counted[row.batch][row.deed] = row.times
        return counted

    async def history(self, item: str) -> Sequence[Change]:
        return [*map(_change, await self._rows(_CHANGES_OF, item=item))]

    async def latest(self, most: int, skipped: int = 0) -> Sequence[Change]:
        return [*map(_change, await self._rows(_LATEST_CHANGES, most=most, skipped=skipped))]

    async def acts(self) -> Sequence[Act]:
        return ["decline" if row.rev is None else "change" for row in await self._rows(_ACTS)]

    async def _count_up(self, *revisions: Revision) -> int:
        """The version of the community's content with these revisions. Once there are weeks or roadmaps, cohorts find them as a
        pack."""
        if any(isinstance(revision.item, Week | Roadmap) for revision in revisions):
            await self._insert(_ADD_PACK, {"name": own_pack(self._community), "title": ""})
        return (await self._execute(NEXT_VERSION)).scalar_one()


def _row(revision: Revision, version: int) -> dict[str, Any]:
    item = revision.item
    return {
        "item_id": item.id,
        "rev": item.rev,
        "kind": kind_of(item),
        "body": as_json(item),
        "author": revision.author,
        "at": revision.at,
        "deed": revision.deed,
        "reason": revision.reason,
        "batch": revision.batch,
        "version": version,
    }


def _change(row: Row[Any]) -> Change:
    revision = Revision(
        item=_own_item(row.kind, row.body), author=row.author, at=row.at, deed=row.deed, reason=row.reason, batch=row.batch
    )
    return Change(revision, None if row.body_before is None else _own_item(row.kind, row.body_before))


def _own_item(kind: str, body: Mapping[str, Any]) -> OwnItem:
    return cast(OwnItem, read_item(kind, body))
