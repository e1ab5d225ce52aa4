"""What a community adds to its look-ups: own items, and what members keep, report, miss and propose."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Row, Table, bindparam, case, delete, exists, func, null, select, true, union_all, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.sql.dml import ReturningUpdate

from bot.domain.content_change import Change
from bot.domain.items import Deed, OwnItem, Revision, kind_of
from bot.domain.lookup import Act, Declined, Gap, Suggestion
from bot.domain.roadmap import Roadmap, Week
from storage import tables
from storage.bodies import as_json, read_item
from storage.identity import new_id
from storage.inserts import insert_or_ignore, upsert
from storage.own_log import COUNT_UP, NEXT_VERSION, own_pack
from storage.repository import Repository
from storage.rows import first, from_row, to_row

MOST_AT_ONCE = 100
"""How many revisions of a batch one statement inserts, so that the event loop has its turn between them."""

_own = tables.own_revision.c
_before = tables.own_revision.alias("before")
_saved, _gap, _suggestion = tables.saved.c, tables.gap.c, tables.suggestion.c
_report, _persons = tables.report.c, func.count().label("persons")
_in_community: dict[str, Any] = {"community_id": bindparam("community")}
_waiting: dict[str, Any] = {**_in_community, "waits": True}
_of_item: dict[str, Any] = {**_in_community, "item_id": bindparam("item")}
_of_person: dict[str, Any] = {**_in_community, "person_id": bindparam("person")}
_of_both: dict[str, Any] = {**_of_item, **_of_person}


def _let_wait(table: Table) -> ReturningUpdate[Any]:
    """What led to an item waits, or waits no more, if that is new; returned as it is then."""
    of_item = update(table).filter_by(**_of_item).where(table.c.waits != bindparam("to_wait"))
    return of_item.values(waits=bindparam("to_wait")).returning(table)


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
_first_of_batch = ~exists().where(
    _earlier.community_id == _own.community_id, _earlier.batch == _own.batch, _earlier.item_id < _own.item_id
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
_SAVE = insert_or_ignore(tables.saved)
_DROP_SAVED = delete(tables.saved).filter_by(**_of_both)
_SAVED = select(_saved.item_id).filter_by(**_of_person).order_by(_saved.at.desc(), _saved.item_id)

_REPORT = insert_or_ignore(tables.report)
_DROP_REPORT = delete(tables.report).filter_by(**_of_both)
_CLEAR_REPORTS = delete(tables.report).filter_by(**_of_item)
_REPORTERS = select(_report.person_id).filter_by(**_of_item).order_by(_report.at, _report.person_id)
_REPORTS = (
    select(_report.item_id, _persons)
    .filter_by(**_in_community)
    .group_by(_report.item_id)
    .order_by(_persons.desc(), _report.item_id)
)

_new_gap = insert(tables.gap)
_NOTE_GAP = _new_gap.on_conflict_do_update(
    index_elements=["community_id", "query"],
    set_={"count": case((_gap.waits, _gap.count + 1), else_=1), "at": _new_gap.excluded.at, "waits": true()},
)
_GAPS = select(tables.gap).filter_by(**_waiting).order_by(_gap.count.desc(), _gap.at.desc(), _gap.query).limit(bindparam("most"))
_named = _gap.id.in_(bindparam("gaps", expanding=True))
_SETTLE_GAPS = update(tables.gap).filter_by(**_waiting).where(_named).values(waits=False)
_LET_GAPS_WAIT = _let_wait(tables.gap)
_DROP_GAPS = delete(tables.gap).filter_by(**_in_community).where(_named)

_SUGGEST = insert(tables.suggestion)
_SUGGESTIONS = select(tables.suggestion).filter_by(**_waiting).order_by(_suggestion.at, _suggestion.id).limit(bindparam("most"))
_COUNT_SUGGESTIONS = select(func.count()).select_from(tables.suggestion).filter_by(**_waiting)
_SUGGESTION = select(tables.suggestion).filter_by(**_waiting, id=bindparam("suggestion"))
_SETTLE_SUGGESTION = update(tables.suggestion).filter_by(**_waiting, id=bindparam("suggestion")).values(waits=False)
_LET_SUGGESTION_WAIT = _let_wait(tables.suggestion)
_DECLINE_SUGGESTION = (
    update(tables.suggestion).filter_by(**_waiting, id=bindparam("suggestion")).values(waits=False, item_id=None)
)
_DECLINED_SUGGESTIONS = (
    select(tables.suggestion)
    .filter_by(**_in_community)
    .where(_suggestion.declined_at.is_not(None))
    .order_by(_suggestion.declined_at.desc(), _suggestion.id)
    .limit(bindparam("most"))
    .offset(bindparam("skipped"))
)


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


class SqlShelf(Repository):
    async def put(self, person: int, item: str, at: datetime) -> None:
        await self._insert(_SAVE, {"person_id": person, "item_id": item, "at": at})

    async def drop(self, person: int, item: str) -> None:
        await self._execute(_DROP_SAVED, person=person, item=item)

    async def of(self, person: int) -> Sequence[str]:
        return [row.item_id for row in await self._rows(_SAVED, person=person)]


class SqlReports(Repository):
    async def put(self, item: str, person: int, at: datetime) -> int:
        await self._insert(_REPORT, {"person_id": person, "item_id": item, "at": at})
        await self._execute(COUNT_UP)
        return (await self.counts()).get(item, 0)

    async def drop(self, item: str, person: int) -> None:
        await self._execute(_DROP_REPORT, item=item, person=person)
        await self._execute(COUNT_UP)

    async def clear(self, item: str) -> None:
        await self._execute(_CLEAR_REPORTS, item=item)
        await self._execute(COUNT_UP)

    async def reporters(self, item: str) -> Sequence[int]:
        return [row.person_id for row in await self._rows(_REPORTERS, item=item)]

    async def counts(self) -> Mapping[str, int]:
        return {row.item_id: row.persons for row in await self._rows(_REPORTS)}


class SqlGaps(Repository):
    async def note(self, query: str, at: datetime) -> None:
        await self._insert(_NOTE_GAP, {"id": new_id(), "query": query, "count": 1, "at": at})

    async def all(self, most: int) -> Sequence[Gap]:
        return [from_row(Gap, row) for row in await self._rows(_GAPS, most=most)]

    async def settle(self, ids: Sequence[int], item: str) -> None:
        await self._execute(_SETTLE_GAPS, gaps=ids, item_id=item)

    async def let_wait(self, item: str, waits: bool) -> Sequence[Gap]:
        return [from_row(Gap, row) for row in await self._rows(_LET_GAPS_WAIT, item=item, to_wait=waits)]

    async def drop(self, ids: Sequence[int]) -> None:
        await self._execute(_DROP_GAPS, gaps=ids)


class SqlSuggestions(Repository):
    async def put(self, suggestion: Suggestion) -> None:
        await self._insert(_SUGGEST, to_row(suggestion))

    async def get(self, id: int) -> Suggestion | None:
        return first(Suggestion, await self._first(_SUGGESTION, suggestion=id))

    async def all(self, most: int) -> Sequence[Suggestion]:
        return [from_row(Suggestion, row) for row in await self._rows(_SUGGESTIONS, most=most)]

    async def count(self) -> int:
        return (await self._execute(_COUNT_SUGGESTIONS)).scalar_one()

    async def settle(self, id: int, item: str) -> None:
        await self._execute(_SETTLE_SUGGESTION, suggestion=id, item_id=item)

    async def let_wait(self, item: str, waits: bool) -> Sequence[Suggestion]:
        return [from_row(Suggestion, row) for row in await self._rows(_LET_SUGGESTION_WAIT, item=item, to_wait=waits)]

    async def decline(self, id: int, by: int, at: datetime, reason: str) -> None:
        await self._execute(_DECLINE_SUGGESTION, suggestion=id, declined_by=by, declined_at=at, reason=reason)

    async def declined(self, most: int, skipped: int) -> Sequence[Declined]:
        return [_declined(row) for row in await self._rows(_DECLINED_SUGGESTIONS, most=most, skipped=skipped)]


def _declined(row: Row[Any]) -> Declined:
    return Declined(suggestion=from_row(Suggestion, row), by=row.declined_by, at=row.declined_at, reason=row.reason)
