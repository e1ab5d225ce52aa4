"""What streaks follow from, for one member or for everybody in a cohort, in two statements."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
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
    select(
        tables.cohort,
        *[column for column in _enrollment if column.name != "community_id"],
        _member.leaves,
        _repair.day.label("credited"),
    )
    .join(tables.enrollment, (_enrollment.community_id == _cohort.community_id) & (_enrollment.cohort_id == _cohort.id))
    .join(
        tables.member,
        (_member.community_id == _enrollment.community_id) & (_member.person_id == _enrollment.person_id),
    )
    .outerjoin(tables.repair, (_repair.community_id == _enrollment.community_id) & (_repair.cohort_id == _enrollment.cohort_id))
    .where(_enrollment.community_id == bindparam("community"), _enrollment.person_id.in_(bindparam("persons", expanding=True)))
    .order_by(_enrollment.joined_at, _enrollment.cohort_id, _repair.day)
)
"""Each enrollment with its cohort and the member's leaves, once for each repaired day of the cohort and at least once."""


class SqlStreaks(Repository):
    async def facts(self, persons: Sequence[int]) -> Mapping[int, StreakFacts]:
        kept = await self._kept(persons)
        enrolled: defaultdict[int, list[Row[Any]]] = defaultdict(list)
        for row in await self._rows(_ENROLLED, persons=persons):
            enrolled[row.person_id].append(row)
        return {person: _facts(kept[person], enrolled[person]) for person in persons}

    async def _kept(self, persons: Sequence[int]) -> Mapping[int, Mapping[date, Kept]]:
        """The days that each person kept. If several acts kept a day, the check-in is named; of equal ones always the same."""
        kept: defaultdict[int, dict[date, Kept]] = defaultdict(dict)
        for row in await self._rows(_KEPT, persons=persons):
            kept[row.person_id].setdefault(row.day, Kept(row.act, row.zone, row.rule, row.day_ends))
        return kept


def _facts(kept: Mapping[date, Kept], enrolled: Sequence[Row[Any]]) -> StreakFacts:
    each = {row.cohort_id: row for row in enrolled}.values()
    return StreakFacts(
        kept=kept,
        memberships=[Membership(from_row(Cohort, row), from_row(Enrollment, row)) for row in each],
        credits=[Credit(row.cohort_id, row.credited) for row in enrolled if row.credited],
        leaves=enrolled[0].leaves if enrolled else (),
    )
