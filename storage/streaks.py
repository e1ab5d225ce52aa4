"""What streaks follow from, for one member or for everybody in a cohort, in three statements."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, literal, select, union

from bot.domain.cohort import Cohort, Enrollment
from bot.domain.membership import Membership
from bot.domain.streak import Credit, Kept, StreakFacts
from storage import tables
from storage.repository import Repository
from storage.rows import from_row

_cohort, _enrollment, _member, _repair = tables.cohort.c, tables.enrollment.c, tables.member.c, tables.repair.c
_days = union(
    *(
        select(columns.person_id, columns.day, columns.zone, columns.rule, columns.day_ends, literal(act).label("act")).where(
            columns.community_id == bindparam("community"), columns.person_id.in_(bindparam("persons", expanding=True))
        )
        for columns, act in ((tables.checkin.c, "check-in"), (tables.attempt.c, "challenge"))
    )
).subquery()

_KEPT = select(_days).order_by(_days.c.act.desc(), _days.c.zone, _days.c.rule, _days.c.day_ends)
_ENROLLED = (
    select(tables.cohort, *[column for column in _enrollment if column.name != "community_id"], _member.leaves)
    .join(tables.enrollment, (_enrollment.community_id == _cohort.community_id) & (_enrollment.cohort_id == _cohort.id))
    .join(
        tables.member,
        (_member.community_id == _enrollment.community_id) & (_member.person_id == _enrollment.person_id),
    )
    .where(_enrollment.community_id == bindparam("community"), _enrollment.person_id.in_(bindparam("persons", expanding=True)))
    .order_by(_enrollment.joined_at, _enrollment.cohort_id)
)
"""Each enrollment with its cohort and the member's leaves."""
_REPAIRED = select(_repair.cohort_id, _repair.day).where(
    _repair.community_id == bindparam("community"), _repair.cohort_id.in_(bindparam("cohorts", expanding=True))
)


class SqlStreaks(Repository):
    async def facts(self, persons: Sequence[int]) -> Mapping[int, StreakFacts]:
        kept = await self._kept(persons)
        enrolled = await self._rows(_ENROLLED, persons=persons)
        leaves = {row.person_id: row.leaves for row in enrolled}
        memberships = _memberships(enrolled)
        repaired = await self._credits({held.cohort.id for person in persons for held in memberships[person]})
        return {
            person: StreakFacts(
                kept=kept[person],
                memberships=memberships[person],
                credits=[credit for held in memberships[person] for credit in repaired[held.cohort.id]],
                leaves=leaves.get(person, ()),
            )
            for person in persons
        }

    async def _kept(self, persons: Sequence[int]) -> Mapping[int, Mapping[date, Kept]]:
        """The days that each person kept. If several acts kept a day, the check-in is named; of equal ones always the same."""
        kept: defaultdict[int, dict[date, Kept]] = defaultdict(dict)
        for row in await self._rows(_KEPT, persons=persons):
            kept[row.person_id].setdefault(row.day, Kept(row.act, row.zone, row.rule, row.day_ends))
        return kept

    async def _credits(self, cohorts: Collection[int]) -> Mapping[int, Sequence[Credit]]:
        """The repaired days of each cohort."""
        repaired: defaultdict[int, list[Credit]] = defaultdict(list)
        if not cohorts:
            return repaired
        for row in await self._rows(_REPAIRED, cohorts=list(cohorts)):
            repaired[row.cohort_id].append(Credit(row.cohort_id, row.day))
        return repaired


def _memberships(enrolled: Sequence[Row[Any]]) -> Mapping[int, Sequence[Membership]]:
    memberships: defaultdict[int, list[Membership]] = defaultdict(list)
    for row in enrolled:
        memberships[row.person_id].append(Membership(from_row(Cohort, row), from_row(Enrollment, row)))
    return memberships
