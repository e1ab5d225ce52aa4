"""Who waits for a place in a full cohort."""

from collections.abc import Mapping, Sequence

from sqlalchemy import bindparam, delete, func, insert, select

from storage import tables
from storage.repository import Repository

_waiting = tables.waiting.c
_ahead = tables.waiting.alias("ahead")
_of_cohort = (_waiting.community_id == bindparam("community"), _waiting.cohort_id == bindparam("cohort"))

_LINE = select(_waiting.person_id).where(*_of_cohort).order_by(_waiting.number)
_LAST = select(func.coalesce(func.max(_waiting.number), 0)).where(*_of_cohort)
_PLACES = (
    select(_waiting.cohort_id, func.count().label("place"))
    .join(
        _ahead,
        (_ahead.c.community_id == _waiting.community_id)
        & (_ahead.c.cohort_id == _waiting.cohort_id)
        & (_ahead.c.number <= _waiting.number),
    )
    .where(_waiting.community_id == bindparam("community"), _waiting.person_id == bindparam("person"))
    .group_by(_waiting.cohort_id)
)
_ADD = insert(tables.waiting)
_DROP = delete(tables.waiting).where(*_of_cohort, _waiting.person_id == bindparam("person"))
_CLEAR = delete(tables.waiting).where(*_of_cohort)


class SqlWaitingLists(Repository):
    async def line(self, cohort: int) -> Sequence[int]:
        here = {"community": self._community, "cohort": cohort}
        return (await self._connection.execute(_LINE, here)).scalars().all()

    async def places(self, person: int) -> Mapping[int, int]:
        rows = await self._connection.execute(_PLACES, {"community": self._community, "person": person})
        return {row.cohort_id: row.place for row in rows}

    async def add(self, cohort: int, person: int) -> None:
        last = (await self._connection.execute(_LAST, {"community": self._community, "cohort": cohort})).scalar_one()
        row = {"community_id": self._community, "cohort_id": cohort, "person_id": person, "number": last + 1}
        await self._connection.execute(_ADD, row)

    async def drop(self, cohort: int, person: int) -> None:
        await self._connection.execute(_DROP, {"community": self._community, "cohort": cohort, "person": person})

    async def clear(self, cohort: int) -> None:
        await self._connection.execute(_CLEAR, {"community": self._community, "cohort": cohort})
