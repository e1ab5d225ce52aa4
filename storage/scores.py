"""What the members of a cohort did in a stretch of days, added up by the database."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Subquery, Table, and_, bindparam, case, exists, func, or_, select, true

from bot.domain.cohort import Progress
from bot.domain.next_step import DoneSoFar
from bot.domain.post import PostInHome
from bot.domain.score import Activity, WeekScore
from bot.naming import named
from storage import tables
from storage.members import MEMBERS, WAS_FORGOTTEN
from storage.post_terms import IN_HOMES, post_in_home
from storage.repository import Repository
from storage.rows import from_row

_member, _enrollment, _progress = tables.member.c, tables.enrollment.c, tables.progress.c
_checkin, _attempt, _daily = tables.checkin.c, tables.attempt.c, tables.daily_challenge.c
_in_cohort: dict[str, Any] = {"community_id": bindparam("community"), "cohort_id": bindparam("cohort")}

_PRESENT = select(_enrollment.person_id).filter_by(**_in_cohort, left_at=None)
_COUNTED = select(_enrollment.person_id).filter_by(**_in_cohort).where(or_(_enrollment.left_at.is_(None), WAS_FORGOTTEN))


def _same_member(columns: Any) -> ColumnElement[bool]:
    return (columns.community_id == _member.community_id) & (columns.person_id == _member.person_id)


def _sum(column: ColumnElement[int], persons: Subquery) -> ColumnElement[int]:
    """What these persons have together, as far as they are members at present or forgotten, under the name of the column."""
    return (
        select(func.coalesce(func.sum(column), 0)).where(persons.c.person_id.in_(_COUNTED)).scalar_subquery().label(column.name)
    )


def _count_of(persons: Subquery) -> ColumnElement[int]:
    """How many of these persons are members at present, under the name of the subquery."""
    return select(func.count()).where(persons.c.person_id.in_(_PRESENT)).scalar_subquery().label(persons.name)


_checkins = (
    select(_checkin.person_id, func.count().label("checkins"))
    .filter_by(**_in_cohort)
    .where(_checkin.day.between(bindparam("first"), bindparam("last")))
    .group_by(_checkin.person_id)
    .subquery("checkins")
)
"""How many days each person checked in on."""
_answers = (
    select(
        _attempt.person_id,
        func.count(_daily.day.distinct()).label("answers"),
        func.count(case((_attempt.verdict == "right", _daily.day)).distinct()).label("right"),
    )
    .join(
        tables.daily_challenge,
        (_daily.community_id == _attempt.community_id)
        & (_daily.cohort_id == _attempt.cohort_id)
        & (_daily.item_id == _attempt.item_id),
    )
    .where(
        _attempt.community_id == bindparam("community"),
        _attempt.cohort_id == bindparam("cohort"),
        _attempt.scored.is_(True),
        _daily.day.between(bindparam("first"), bindparam("last")),
    )
    .group_by(_attempt.person_id)
    .subquery("answers")
)
"""How many of the challenges given in these days each person answered, whenever, and how many of them right."""
_SCORES = (
    MEMBERS.add_columns(
        func.coalesce(_checkins.c.checkins, 0).label("checkins"),
        func.coalesce(_answers.c.answers, 0).label("answers"),
        func.coalesce(_answers.c.right, 0).label("right"),
        _progress.week_id.label("milestone"),
    )
    .join(tables.enrollment, _same_member(_enrollment))
    .outerjoin(_checkins, _checkins.c.person_id == _member.person_id)
    .outerjoin(_answers, _answers.c.person_id == _member.person_id)
    .outerjoin(
        tables.progress,
        _same_member(_progress)
        & (_progress.cohort_id == bindparam("cohort"))
        & (_progress.week_id == bindparam("week"))
        & (_progress.mark == "done"),
    )
    .where(_enrollment.cohort_id == bindparam("cohort"), _enrollment.left_at.is_(None))
    .order_by(_enrollment.joined_at, _enrollment.person_id)
)
_TOGETHER = select(_sum(_checkins.c.checkins, _checkins), _sum(_answers.c.answers, _answers))


def _last_day(table: Table) -> ColumnElement[date]:
    """The last day on which the member of an enrollment did something in their cohort, under the name of the table."""
    same = and_(*(table.c[name] == _enrollment[name] for name in ("community_id", "cohort_id", "person_id")))
    return select(table.c.day).where(same).order_by(table.c.day.desc()).limit(1).scalar_subquery().label(table.name)


_LAST_DAYS = select(_enrollment.cohort_id, _enrollment.person_id, _last_day(tables.checkin), _last_day(tables.attempt)).where(
    _enrollment.community_id == bindparam("community"),
    _enrollment.cohort_id.in_(bindparam("cohorts", expanding=True)),
    _enrollment.left_at.is_(None),
)
"""Found for each member by the end of an index, so that a long cohort costs no more than a short one."""

_newest = select(_daily.day, _daily.item_id).filter_by(**_in_cohort).order_by(_daily.day.desc()).limit(1).subquery("newest")
_checked_in = select(_checkin.person_id).filter_by(**_in_cohort, day=bindparam("day")).subquery("checkins")
_answered = (
    select(_attempt.person_id)
    .filter_by(**_in_cohort, scored=True)
    .where(_attempt.item_id == select(_newest.c.item_id).scalar_subquery())
    .distinct()
    .subquery("answers")
)
_done = select(_progress.person_id).filter_by(**_in_cohort, week_id=bindparam("week"), mark="done").subquery("milestones")
_mark = select(_progress.mark).filter_by(**_in_cohort, person_id=bindparam("person"), week_id=bindparam("week"))
_DONE_SO_FAR = select(
    select(func.count()).select_from(_PRESENT.subquery("present")).scalar_subquery().label("members"),
    *map(_count_of, (_checked_in, _answered, _done)),
    exists().where(_checked_in.c.person_id == bindparam("person")).label("has_checked_in"),
    exists().where(_answered.c.person_id == bindparam("person")).label("has_answered"),
    _mark.scalar_subquery().label("mark"),
    select(_newest.c.day).scalar_subquery().label("challenge"),
)
"""What the members of a cohort, and one of them, did for a week, on a day, and for the newest challenge."""
_so_far, _homes = (
    _DONE_SO_FAR.subquery("so_far"),
    IN_HOMES.where(tables.home.c.cohort_id == bindparam("cohort")).subquery("homes"),
)
_DONE_AND_SHOWN = select(_so_far, _homes).select_from(_so_far.outerjoin(_homes, true())).order_by(_homes.c.id)
"""The same beside each home of the cohort, in at least one row."""
_MARKS = "progress_"
_DONE_AND_MARKS = select(_so_far, *(column.label(f"{_MARKS}{column.name}") for column in _progress)).select_from(
    _so_far.outerjoin(
        tables.progress,
        (_progress.community_id == bindparam("community"))
        & (_progress.cohort_id == bindparam("cohort"))
        & (_progress.person_id == bindparam("person")),
    )
)
"""The same beside each week that the member said something of, in at least one row."""


class SqlScores(Repository):
    async def of(self, cohort: int, week: str, first: date, last: date) -> Sequence[WeekScore]:
        return [_score(row) for row in await self._rows(_SCORES, cohort=cohort, week=week, first=first, last=last)]

    async def done_so_far(self, cohort: int, person: int, week: str, day: date) -> DoneSoFar:
        row = (await self._execute(_DONE_SO_FAR, cohort=cohort, person=person, week=week, day=day)).one()
        return from_row(DoneSoFar, row)

    async def done_and_shown(
        self, cohort: int, person: int, week: str, day: date, name: str
    ) -> tuple[DoneSoFar, Sequence[PostInHome]]:
        rows = await self._rows(_DONE_AND_SHOWN, cohort=cohort, person=person, week=week, day=day, named=name)
        return from_row(DoneSoFar, rows[0]), [post_in_home(row) for row in rows if row.id is not None]

    async def done_and_marks(self, cohort: int, person: int, week: str, day: date) -> tuple[DoneSoFar, Mapping[str, Progress]]:
        rows = await self._rows(_DONE_AND_MARKS, cohort=cohort, person=person, week=week, day=day)
        marks = {row.progress_week_id: from_row(Progress, row, _MARKS) for row in rows if row.progress_week_id is not None}
        return from_row(DoneSoFar, rows[0]), marks

    async def last_days(self, cohort: int) -> Mapping[int, date]:
        rows = await self._of_cohort(_LAST_DAYS, cohort)
        days = {row.person_id: [day for day in (row.checkin, row.attempt) if day] for row in rows}
        return {person: max(found) for person, found in days.items() if found}

    async def together(self, cohort: int, first: date, last: date) -> Activity:
        row = (await self._execute(_TOGETHER, cohort=cohort, first=first, last=last)).one()
        return Activity(checkins=int(row.checkins), answers=int(row.answers))


def _score(row: Any) -> WeekScore:
    return WeekScore(
        person=row.person_id,
        name=named(row.name or "", row.person_id),
        shown=row.visibility == "cohort",
        checkins=row.checkins,
        answers=row.answers,
        right=row.right,
        milestone=row.milestone is not None,
    )
