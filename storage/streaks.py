"""What streaks follow from, for one member or for everybody in a cohort, in two statements; in one for a member whose
memberships are known."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import Row, Time, bindparam, literal, select, true, union

from bot.domain.leave import Leave
from bot.domain.member import Member
from bot.domain.membership import Membership
from bot.domain.own_days import MIDNIGHT
from bot.domain.streak import Credit, Kept, StreakFacts
from storage import memberships, tables
from storage.repository import Repository

Days: TypeAlias = defaultdict[tuple[bool, int], list[Row[Any]]]

_enrollment, _member, _repair = tables.enrollment.c, tables.member.c, tables.repair.c
_kept = (
    select(
        columns.person_id.label("whose"), columns.day, columns.zone, columns.rule, columns.day_ends, literal(act).label("act")
    ).where(counts, columns.community_id == bindparam("community"), columns.person_id.in_(bindparam("persons", expanding=True)))
    for columns, act, counts in (
        (tables.checkin.c, "check-in", true()),
        (tables.attempt.c, "challenge", tables.attempt.c.scored.is_(True)),
    )
)
_repaired = select(
    _repair.cohort_id, _repair.day, literal(""), literal(""), literal(MIDNIGHT, Time()), literal("repaired")
).where(_repair.community_id == bindparam("community"), _repair.cohort_id.in_(bindparam("cohorts", expanding=True)))
_days = union(*_kept, _repaired).subquery()

_DAYS = select(_days).order_by(_days.c.act.desc(), _days.c.zone, _days.c.rule, _days.c.day_ends)
"""The days that persons kept and those that are repaired in cohorts; `whose` is the person, or the cohort of a repaired day."""
_ENROLLED = (
    select(*memberships.COLUMNS, _member.leaves)
    .select_from(tables.enrollment)
    .join(tables.cohort, memberships.COHORT_OF_ENROLLMENT)
    .join(
        tables.member,
        (_member.community_id == _enrollment.community_id) & (_member.person_id == _enrollment.person_id),
    )
    .where(_enrollment.community_id == bindparam("community"), _enrollment.person_id.in_(bindparam("persons", expanding=True)))
    .order_by(_enrollment.joined_at, _enrollment.cohort_id)
)
"""Each enrollment with its cohort and the member's leaves."""


class SqlStreaks(Repository):
    async def facts(self, persons: Sequence[int]) -> Mapping[int, StreakFacts]:
        held: defaultdict[int, list[Membership]] = defaultdict(list)
        leaves: dict[int, Sequence[Leave]] = {}
        for row in await self._rows(_ENROLLED, persons=persons):
            held[row.enrollment_person_id].append(memberships.membership_from(row))
            leaves[row.enrollment_person_id] = row.leaves
        days = await self._days(persons, {each.cohort.id for own in held.values() for each in own})
        return {person: _facts(days, person, held[person], leaves.get(person, ())) for person in persons}

    async def facts_of(self, member: Member, held: Sequence[Membership]) -> StreakFacts:
        days = await self._days([member.person], {each.cohort.id for each in held})
        return _facts(days, member.person, held, member.leaves)

    async def _days(self, persons: Sequence[int], cohorts: Collection[int]) -> Days:
        """Those of `_DAYS`, by whether they are repaired and whose they are."""
        days: Days = defaultdict(list)
        for row in await self._rows(_DAYS, persons=persons, cohorts=list(cohorts)):
            days[row.act == "repaired", row.whose].append(row)
        return days


def _facts(days: Days, person: int, held: Sequence[Membership], leaves: Sequence[Leave]) -> StreakFacts:
    credited = [Credit(each.cohort.id, row.day) for each in held for row in days[True, each.cohort.id]]
    return StreakFacts(_by_day(days[False, person]), held, credited, leaves)


def _by_day(rows: Sequence[Row[Any]]) -> Mapping[date, Kept]:
    """The days that somebody kept. If several acts kept a day, the check-in is named; of equal ones always the same."""
    kept: dict[date, Kept] = {}
    for row in rows:
        kept.setdefault(row.day, Kept(row.act, row.zone, row.rule, row.day_ends))
    return kept
