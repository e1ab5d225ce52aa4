"""What streaks follow from, for one member or for everybody in a cohort, in three statements."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, Table, literal, select, union

from bot.domain.cohort import Cohort, Enrollment
from bot.domain.membership import Membership
from bot.domain.streak import Act, Credit, Kept, StreakFacts
from storage import tables
from storage.repository import Repository
from storage.rows import from_row


class SqlStreaks(Repository):
    async def facts(self, persons: Sequence[int]) -> Mapping[int, StreakFacts]:
        kept = await self._kept(persons)
        enrolled = await self._enrolled(persons)
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
        both = union(self._days(tables.checkin, "check-in", persons), self._days(tables.attempt, "challenge", persons)).subquery()
        kept: defaultdict[int, dict[date, Kept]] = defaultdict(dict)
        for row in await self._rows(select(both).order_by(both.c.act.desc(), both.c.zone, both.c.rule, both.c.day_ends)):
            kept[row.person_id].setdefault(row.day, Kept(row.act, row.zone, row.rule, row.day_ends))
        return kept

    def _days(self, table: Table, act: Act, persons: Sequence[int]) -> Select[Any, Any, Any, Any, Any, str]:
        columns = table.c
        return select(
            columns.person_id, columns.day, columns.zone, columns.rule, columns.day_ends, literal(act).label("act")
        ).where(columns.community_id == self._community, columns.person_id.in_(persons))

    async def _enrolled(self, persons: Sequence[int]) -> Sequence[Row[Any]]:
        """Each enrollment with its cohort and the member's leaves."""
        cohort, enrollment, member = tables.cohort.c, tables.enrollment.c, tables.member.c
        statement = (
            select(tables.cohort, *[column for column in enrollment if column.name != "community_id"], member.leaves)
            .join(tables.enrollment, (enrollment.community_id == cohort.community_id) & (enrollment.cohort_id == cohort.id))
            .join(
                tables.member,
                (member.community_id == enrollment.community_id) & (member.person_id == enrollment.person_id),
            )
            .where(enrollment.community_id == self._community, enrollment.person_id.in_(persons))
            .order_by(enrollment.joined_at, enrollment.cohort_id)
        )
        return await self._rows(statement)

    async def _credits(self, cohorts: Collection[int]) -> Mapping[int, Sequence[Credit]]:
        """The repaired days of each cohort."""
        repaired: defaultdict[int, list[Credit]] = defaultdict(list)
        if not cohorts:
            return repaired
        repair = tables.repair.c
        statement = select(repair.cohort_id, repair.day).where(
            repair.community_id == self._community, repair.cohort_id.in_(cohorts)
        )
        for row in await self._rows(statement):
            repaired[row.cohort_id].append(Credit(row.cohort_id, row.day))
        return repaired


def _memberships(enrolled: Sequence[Row[Any]]) -> Mapping[int, Sequence[Membership]]:
    memberships: defaultdict[int, list[Membership]] = defaultdict(list)
    for row in enrolled:
        memberships[row.person_id].append(Membership(from_row(Cohort, row), from_row(Enrollment, row)))
    return memberships
