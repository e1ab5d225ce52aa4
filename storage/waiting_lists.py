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
_DROP = delete(tables.waiting).where(*_of_cohort, _waiting.person_id.in_(bindparam("persons", expanding=True)))
_CLEAR = delete(tables.waiting).where(*_of_cohort)


class SqlWaitingLists(Repository):
    async def line(self, cohort: int) -> Sequence[int]:
        return (await self._execute(_LINE, cohort=cohort)).scalars().all()

    async def places(self, person: int) -> Mapping[int, int]:
        return {row.cohort_id: row.place for row in await self._rows(_PLACES, person=person)}

    async def add(self, cohort: int, person: int) -> None:
        last = (await self._execute(_LAST, cohort=cohort)).scalar_one()
        await self._insert(_ADD, {"cohort_id": cohort, "person_id": person, "number": last + 1})

    async def drop(self, cohort: int, *persons: int) -> None:
        await self._execute(_DROP, cohort=cohort, persons=list(persons))

    async def clear(self, cohort: int) -> None:
        await self._execute(_CLEAR, cohort=cohort)
