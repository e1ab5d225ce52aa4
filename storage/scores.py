"""What the members of a cohort did in a stretch of days, added up by the database."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, exists, func, select

from bot.domain.next_step import DoneSoFar
from bot.domain.score import Activity, WeekScore
from storage import tables
from storage.members import select_members
from storage.repository import Repository
from storage.rows import from_row


class SqlScores(Repository):
    async def of(self, cohort: int, week: str, first: date, last: date) -> Sequence[WeekScore]:
        member, enrollment, progress = tables.member.c, tables.enrollment.c, tables.progress.c
        checkins, answers = self._checkins(cohort, first, last), self._answers(cohort, first, last)
        statement = (
            select_members(self._community)
            .add_columns(
                func.coalesce(checkins.c.checkins, 0).label("checkins"),
                func.coalesce(answers.c.answers, 0).label("answers"),
                func.coalesce(answers.c.right, 0).label("right"),
                progress.week_id.label("milestone"),
            )
            .join(tables.enrollment, _same_member(enrollment))
            .outerjoin(checkins, checkins.c.person_id == member.person_id)
            .outerjoin(answers, answers.c.person_id == member.person_id)
            .outerjoin(
                tables.progress,
                and_(_same_member(progress), progress.cohort_id == cohort, progress.week_id == week, progress.mark == "done"),
            )
            .where(enrollment.cohort_id == cohort, enrollment.left_at.is_(None))
            .order_by(enrollment.joined_at, enrollment.person_id)
        )
        return [_score(row) for row in await self._rows(statement)]

    async def done_so_far(self, cohort: int, person: int, week: str, day: date) -> DoneSoFar:
        in_cohort = {"community_id": self._community, "cohort_id": cohort}
        newest = select(tables.daily_challenge.c.day, tables.daily_challenge.c.item_id).filter_by(**in_cohort)
        challenge = newest.order_by(tables.daily_challenge.c.day.desc()).limit(1).subquery("newest")
        checkins = select(tables.checkin.c.person_id).filter_by(**in_cohort, day=day).subquery("checkins")
        milestones = select(tables.progress.c.person_id).filter_by(**in_cohort, week_id=week, mark="done").subquery("milestones")
        item = select(challenge.c.item_id).scalar_subquery()
        answers = select(tables.attempt.c.person_id).filter_by(**in_cohort, scored=True).where(tables.attempt.c.item_id == item)
        mark = select(tables.progress.c.mark).filter_by(**in_cohort, person_id=person, week_id=week)
        answers, present = answers.distinct().subquery("answers"), self._present(cohort)
        statement = select(
            select(func.count()).select_from(present.subquery("present")).scalar_subquery().label("members"),
            *(_count_of(persons, present) for persons in (checkins, answers, milestones)),
            exists().where(checkins.c.person_id == person).label("has_checked_in"),
            exists().where(answers.c.person_id == person).label("has_answered"),
            mark.scalar_subquery().label("mark"),
            select(challenge.c.day).scalar_subquery().label("challenge"),
        )
        return from_row(DoneSoFar, (await self._connection.execute(statement)).one())

    async def together(self, cohort: int, first: date, last: date) -> Activity:
        present = self._present(cohort)
        checkins, answers = self._checkins(cohort, first, last), self._answers(cohort, first, last)
        sums = [
            select(func.coalesce(func.sum(column), 0)).where(person.in_(present)).scalar_subquery().label(column.name)
            for person, column in (
                (checkins.c.person_id, checkins.c.checkins),
                (answers.c.person_id, answers.c.answers),
            )
        ]
        row = (await self._connection.execute(select(*sums))).one()
        return Activity(checkins=int(row.checkins), answers=int(row.answers))

    def _present(self, cohort: int) -> Select[Any]:
        enrollment = tables.enrollment.c
        return select(enrollment.person_id).where(
            enrollment.community_id == self._community, enrollment.cohort_id == cohort, enrollment.left_at.is_(None)
        )

    def _checkins(self, cohort: int, first: date, last: date) -> Subquery:
        """How many days each person checked in on."""
        checkin = tables.checkin.c
        return (
            select(checkin.person_id, func.count().label("checkins"))
            .filter_by(community_id=self._community, cohort_id=cohort)
            .where(checkin.day.between(first, last))
            .group_by(checkin.person_id)
            .subquery("checkins")
        )

    def _answers(self, cohort: int, first: date, last: date) -> Subquery:
        """How many of the challenges given in these days each person answered, whenever, and how many of them right."""
        attempt, daily = tables.attempt.c, tables.daily_challenge.c
        right = case((attempt.verdict == "right", daily.day))
        return (
            select(
                attempt.person_id,
                func.count(daily.day.distinct()).label("answers"),
                func.count(right.distinct()).label("right"),
            )
            .join(
                tables.daily_challenge,
                (daily.community_id == attempt.community_id)
                & (daily.cohort_id == attempt.cohort_id)
                & (daily.item_id == attempt.item_id),
            )
            .where(
                attempt.community_id == self._community,
                attempt.cohort_id == cohort,
                attempt.scored.is_(True),
                daily.day.between(first, last),
            )
            .group_by(attempt.person_id)
            .subquery("answers")
        )


def _count_of(persons: Subquery, present: Select[Any]) -> ColumnElement[int]:
    """How many of these persons are members at present, under the name of the subquery."""
    return select(func.count()).where(persons.c.person_id.in_(present)).scalar_subquery().label(persons.name)


def _same_member(columns: Any) -> ColumnElement[bool]:
    member = tables.member.c
    return (columns.community_id == member.community_id) & (columns.person_id == member.person_id)


def _score(row: Any) -> WeekScore:
    return WeekScore(
        person=row.person_id,
        name=row.name,
        shown=row.visibility == "cohort",
        checkins=row.checkins,
        answers=row.answers,
        right=row.right,
        milestone=row.milestone is not None,
    )
