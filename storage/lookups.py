"""What members keep of look-ups, report, miss and propose."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Table, bindparam, case, delete, func, or_, select, true, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.sql.dml import ReturningUpdate

from bot.domain.lookup import Declined, Gap, Suggestion
from storage import tables
from storage.identity import new_id
from storage.inserts import insert_or_ignore, upsert
from storage.own_log import COUNT_UP
from storage.repository import Repository
from storage.rows import first, from_row, to_row

_saved, _gap, _suggestion = tables.saved.c, tables.gap.c, tables.suggestion.c
_report, _persons = tables.report.c, func.count().label("persons")
_in_community: dict[str, Any] = {"community_id": bindparam("community")}
_waiting: dict[str, Any] = {**_in_community, "waits": True}
_of_item: dict[str, Any] = {**_in_community, "item_id": bindparam("item")}
_of_person: dict[str, Any] = {**_in_community, "person_id": bindparam("person")}
_of_both: dict[str, Any] = {**_of_item, **_of_person}


def _let_wait(table: Table) -> ReturningUpdate[Any]:
    """What led to items waits, or waits no more, if that is new; returned as it is then."""
    of_items = update(table).filter_by(**_in_community).where(table.c.item_id.in_(bindparam("items", expanding=True)))
    return of_items.where(table.c.waits != bindparam("to_wait")).values(waits=bindparam("to_wait")).returning(table)


_SAVE = insert_or_ignore(tables.saved)
_DROP_SAVED = delete(tables.saved).filter_by(**_of_both)
_SAVED = select(_saved.item_id).filter_by(**_of_person).order_by(_saved.at.desc(), _saved.item_id)

_REPORT = upsert(tables.report)
_DROP_REPORT = delete(tables.report).filter_by(**_of_both)
_SETTLE_REPORTS = update(tables.report).filter_by(**_of_item, settled_by=None)
_RESTORE_REPORTS = (
    update(tables.report).filter_by(**_of_item).where(_report.settled_by.startswith(bindparam("act"))).values(settled_by=None)
)
_REPORTERS = select(_report.person_id).filter_by(**_of_item, settled_by=None).order_by(_report.at, _report.person_id)
_REPORTS = (
    select(_report.item_id, _persons)
    .filter_by(**_in_community, settled_by=None)
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
_TAKE_GAPS_UP = update(tables.gap).filter_by(**_in_community, waits=False, item_id=None).where(_named).values(waits=True)

_SUGGEST = insert(tables.suggestion)
_SUGGESTIONS = select(tables.suggestion).filter_by(**_waiting).order_by(_suggestion.at, _suggestion.id).limit(bindparam("most"))
_UNDECIDED = (
    select(tables.suggestion)
    .filter_by(**_in_community, person_id=bindparam("person"))
    .where(or_(_suggestion.waits, _suggestion.item_id.is_(None)))
)
_COUNT_SUGGESTIONS = select(func.count().label("waiting")).select_from(tables.suggestion).filter_by(**_waiting)
_SUGGESTION = select(tables.suggestion).filter_by(**_waiting, id=bindparam("suggestion"))
_SETTLE_SUGGESTION = update(tables.suggestion).filter_by(**_in_community, id=bindparam("suggestion")).values(waits=False)
_LET_SUGGESTION_WAIT = _let_wait(tables.suggestion)
_DECLINE_SUGGESTION = (
    update(tables.suggestion).filter_by(**_waiting, id=bindparam("suggestion")).values(waits=False, item_id=None)
)
_TAKE_DECLINE_BACK = (
    update(tables.suggestion)
    .filter_by(**_in_community, id=bindparam("suggestion"), waits=False, item_id=None)
    .where(_suggestion.declined_at.is_not(None))
    .values(waits=True, declined_at=None, declined_by=None, reason="")
)
_DECLINED_SUGGESTIONS = (
    select(tables.suggestion)
    .filter_by(**_in_community)
    .where(_suggestion.declined_at.is_not(None))
    .order_by(_suggestion.declined_at.desc(), _suggestion.id)
    .limit(bindparam("most"))
    .offset(bindparam("skipped"))
)


class SqlShelf(Repository):
    async def put(self, person: int, item: str, at: datetime) -> None:
        await self._insert(_SAVE, {"person_id": person, "item_id": item, "at": at})

    async def drop(self, person: int, item: str) -> None:
        await self._execute(_DROP_SAVED, person=person, item=item)

    async def of(self, person: int) -> Sequence[str]:
        return [row.item_id for row in await self._rows(_SAVED, person=person)]


class SqlReports(Repository):
    """Whatever changes a report counts up first: so no two units lock crosswise."""

    async def lock(self) -> None:
        await self._execute(COUNT_UP)

    async def put(self, item: str, person: int, at: datetime) -> int:
        await self._execute(COUNT_UP)
        await self._insert(_REPORT, {"person_id": person, "item_id": item, "at": at, "settled_by": None})
        return (await self.counts()).get(item, 0)

    async def drop(self, item: str, person: int) -> None:
        await self._execute(COUNT_UP)
        await self._execute(_DROP_REPORT, item=item, person=person)

    async def settle(self, item: str, act: str) -> None:
        await self._execute(COUNT_UP)
        await self._execute(_SETTLE_REPORTS, item=item, settled_by=act)

    async def restore(self, item: str, act: str) -> int:
        await self._execute(COUNT_UP)
        return (await self._execute(_RESTORE_REPORTS, item=item, act=act)).rowcount

    async def reporters(self, item: str) -> Sequence[int]:
        return [row.person_id for row in await self._rows(_REPORTERS, item=item)]

    async def counts(self) -> Mapping[str, int]:
        return {row.item_id: row.persons for row in await self._of_community(_REPORTS)}


class SqlGaps(Repository):
    async def note(self, query: str, at: datetime) -> None:
        await self._insert(_NOTE_GAP, {"id": new_id(), "query": query, "count": 1, "at": at})

    async def all(self, most: int) -> Sequence[Gap]:
        return [from_row(Gap, row) for row in await self._of_community(_GAPS, most=most)]

    async def settle(self, ids: Sequence[int], item: str) -> None:
        await self._execute(_SETTLE_GAPS, gaps=ids, item_id=item)

    async def let_wait(self, items: Sequence[str], waits: bool) -> Sequence[Gap]:
        return [from_row(Gap, row) for row in await self._rows(_LET_GAPS_WAIT, items=items, to_wait=waits)]

    async def set_aside(self, ids: Sequence[int]) -> None:
        await self._execute(_SETTLE_GAPS, gaps=ids, item_id=None)

    async def take_up(self, ids: Sequence[int]) -> None:
        await self._execute(_TAKE_GAPS_UP, gaps=ids)


class SqlSuggestions(Repository):
    async def put(self, suggestion: Suggestion) -> None:
        await self._insert(_SUGGEST, to_row(suggestion))

    async def get(self, id: int) -> Suggestion | None:
        return first(Suggestion, await self._first(_SUGGESTION, suggestion=id))

    async def all(self, most: int) -> Sequence[Suggestion]:
        return [from_row(Suggestion, row) for row in await self._rows(_SUGGESTIONS, most=most)]

    async def undecided_of(self, person: int) -> Sequence[Suggestion]:
        return [from_row(Suggestion, row) for row in await self._rows(_UNDECIDED, person=person)]

    async def count(self) -> int:
        return (await self._of_community(_COUNT_SUGGESTIONS))[0].waiting

    async def settle(self, id: int, item: str) -> None:
        await self._execute(_SETTLE_SUGGESTION, suggestion=id, item_id=item)

    async def let_wait(self, items: Sequence[str], waits: bool) -> Sequence[tuple[str, Suggestion]]:
        rows = await self._rows(_LET_SUGGESTION_WAIT, items=items, to_wait=waits)
        return [(row.item_id, from_row(Suggestion, row)) for row in rows]

    async def decline(self, id: int, by: int, at: datetime, reason: str) -> None:
        await self._execute(_DECLINE_SUGGESTION, suggestion=id, declined_by=by, declined_at=at, reason=reason)

    async def take_decline_back(self, id: int) -> bool:
        return (await self._execute(_TAKE_DECLINE_BACK, suggestion=id)).rowcount > 0

    async def declined(self, most: int, skipped: int) -> Sequence[Declined]:
        return [_declined(row) for row in await self._rows(_DECLINED_SUGGESTIONS, most=most, skipped=skipped)]


def _declined(row: Row[Any]) -> Declined:
    return Declined(suggestion=from_row(Suggestion, row), by=row.declined_by, at=row.declined_at, reason=row.reason)
