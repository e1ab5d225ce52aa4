"""Who is in a cohort, and who was."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, func, or_, select

from bot.domain.cohort import Enrollment
from bot.domain.member import Member
from bot.naming import named
from storage import tables
from storage.inserts import insert_or_ignore, upsert
from storage.members import MEMBERS, NAME, WAS_FORGOTTEN, member_from
from storage.repository import Repository
from storage.rows import first, from_row, to_row

_enrollment, _member = tables.enrollment.c, tables.member.c
_in_community: dict[str, Any] = {"community_id": bindparam("community")}
_in_cohort: dict[str, Any] = {**_in_community, "cohort_id": bindparam("cohort")}

_ADD_ENROLLMENT = insert_or_ignore(tables.enrollment)
_PUT_ENROLLMENT = upsert(tables.enrollment)
_ENROLLMENT = select(tables.enrollment).filter_by(**_in_cohort, person_id=bindparam("person"))
_SOME_ENROLLMENTS = (
    select(tables.enrollment).filter_by(**_in_cohort).where(_enrollment.person_id.in_(bindparam("persons", expanding=True)))
)
_ENROLLMENTS = (
    select(tables.enrollment)
    .filter_by(**_in_community)
    .where(_enrollment.cohort_id.in_(bindparam("cohorts", expanding=True)))
    .order_by(_enrollment.joined_at, _enrollment.person_id)
)
_FORGOTTEN = (
    select(tables.enrollment)
    .filter_by(**_in_community)
    .where(WAS_FORGOTTEN, _enrollment.cohort_id.in_(bindparam("cohorts", expanding=True)))
)
_OF_PERSON = select(tables.enrollment).filter_by(**_in_community, person_id=bindparam("person"))
_COUNTS = (
    select(_enrollment.cohort_id, func.count().label("members"))
    .filter_by(**_in_community, left_at=None)
    .where(_enrollment.cohort_id.in_(bindparam("cohorts", expanding=True)))
    .group_by(_enrollment.cohort_id)
)
_MEMBERS_EVER = (
    MEMBERS.add_columns(_enrollment.cohort_id)
    .join(
        tables.enrollment,
        (_enrollment.community_id == _member.community_id) & (_enrollment.person_id == _member.person_id),
    )
    .where(_enrollment.cohort_id.in_(bindparam("cohorts", expanding=True)))
    .order_by(_enrollment.joined_at, _enrollment.person_id)
)
_PRESENT_MEMBERS = _MEMBERS_EVER.where(_enrollment.left_at.is_(None))
_COUNTED_MEMBERS = _MEMBERS_EVER.where(or_(_enrollment.left_at.is_(None), WAS_FORGOTTEN))
_NAMES = (
    select(_enrollment.cohort_id, _enrollment.person_id, NAME)
    .filter_by(**_in_community)
    .join(tables.member, (_member.community_id == _enrollment.community_id) & (_member.person_id == _enrollment.person_id))
    .where(_enrollment.cohort_id.in_(bindparam("cohorts", expanding=True)))
    .order_by(_enrollment.left_at.is_not(None), _enrollment.joined_at, _enrollment.person_id)
)


class SqlEnrollments(Repository):
    async def get(self, cohort: int, person: int) -> Enrollment | None:
        return first(Enrollment, await self._first(_ENROLLMENT, cohort=cohort, person=person))

    async def some(self, cohort: int, persons: Sequence[int]) -> Mapping[int, Enrollment]:
        rows = await self._rows(_SOME_ENROLLMENTS, cohort=cohort, persons=list(persons))
        return {row.person_id: from_row(Enrollment, row) for row in rows}

    async def of(self, person: int) -> Sequence[Enrollment]:
        return [from_row(Enrollment, row) for row in await self._rows(_OF_PERSON, person=person)]

    async def add(self, enrollment: Enrollment) -> bool:
        return (await self._insert(_ADD_ENROLLMENT, to_row(enrollment))).rowcount > 0

    async def put(self, *enrollments: Enrollment) -> None:
        await self._insert(_PUT_ENROLLMENT, *map(to_row, enrollments))

    async def count(self, cohort: int) -> int:
        return (await self.counts([cohort]))[cohort]

    async def counts(self, cohorts: Collection[int]) -> Mapping[int, int]:
        rows = await self._rows(_COUNTS, cohorts=list(cohorts)) if cohorts else ()
        return dict.fromkeys(cohorts, 0) | {row.cohort_id: row.members for row in rows}

    async def members(self, cohort: int) -> Sequence[Member]:
        return [member_from(row) for row in await self._of_cohort(_PRESENT_MEMBERS, cohort)]

    async def counted(self, cohort: int) -> Sequence[Member]:
        return [member_from(row) for row in await self._of_cohort(_COUNTED_MEMBERS, cohort)]

    async def ever(self, cohort: int) -> Sequence[Enrollment]:
        return [from_row(Enrollment, row) for row in await self._of_cohort(_ENROLLMENTS, cohort)]

    async def forgotten(self, cohort: int) -> Sequence[Enrollment]:
        return [from_row(Enrollment, row) for row in await self._of_cohort(_FORGOTTEN, cohort)]

    async def names(self, cohorts: Collection[int]) -> Mapping[int, Mapping[int, str]]:
        found = {cohort: dict[int, str]() for cohort in cohorts}
        for row in await self._rows(_NAMES, cohorts=list(cohorts)):
            found[row.cohort_id] |= {} if row.name is None else {row.person_id: named(row.name, row.person_id)}
        return found
