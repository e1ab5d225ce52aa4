"""Cohorts, where they speak, who is in them, and how far each has come."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, insert, select, update

from bot.domain.cohort import Checkin, Cohort, Enrollment, Home, Progress
from bot.domain.member import Member
from storage import tables
from storage.connection import upsert
from storage.members import member_from, select_members
from storage.repository import Repository
from storage.rows import first, from_row, to_row


class SqlCohorts(Repository):
    async def get(self, id: int) -> Cohort | None:
        return first(Cohort, await self._first(self._all().where(tables.cohort.c.id == id)))

    async def named(self, slug: str) -> Cohort | None:
        return first(Cohort, await self._first(self._all().where(tables.cohort.c.slug == slug)))

    async def all(self) -> Sequence[Cohort]:
        return await self._list(self._all())

    async def at(self, platform: str, channel: str) -> Sequence[Cohort]:
        home, cohort = tables.home.c, tables.cohort.c
        here = select(home.cohort_id).where(
            home.community_id == self._community, home.platform == platform, home.channel == channel
        )
        return await self._list(self._all().where(cohort.id.in_(here)))

    async def of(self, person: int) -> Sequence[Cohort]:
        enrollment = tables.enrollment.c
        theirs = select(enrollment.cohort_id).where(
            enrollment.community_id == self._community, enrollment.person_id == person, enrollment.left_at.is_(None)
        )
        return await self._list(self._all().where(tables.cohort.c.id.in_(theirs)))

    async def add(self, cohort: Cohort, homes: Sequence[Home]) -> None:
        await self._connection.execute(insert(tables.cohort).values(community_id=self._community, **to_row(cohort)))
        for home in homes:
            await self._connection.execute(insert(tables.home).values(community_id=self._community, **to_row(home)))

    async def save(self, cohort: Cohort) -> None:
        here = {"community_id": self._community, "id": cohort.id}
        await self._connection.execute(update(tables.cohort).filter_by(**here).values(to_row(cohort)))

    async def homes(self, cohort: int) -> Sequence[Home]:
        statement = (
            select(tables.home)
            .filter_by(community_id=self._community, cohort_id=cohort)
            .order_by(tables.home.c.platform, tables.home.c.channel)
        )
        return [from_row(Home, row) for row in await self._rows(statement)]

    async def move(self, home: Home) -> None:
        here = {"community_id": self._community, "id": home.id}
        await self._connection.execute(update(tables.home).filter_by(**here).values(channel=home.channel))

    async def lock(self, cohort: int) -> Cohort | None:
        here = select(tables.cohort).filter_by(community_id=self._community, id=cohort)
        locked = await self._first(here.with_for_update(key_share=True))  # rows that refer to it can be added meanwhile
        return first(Cohort, locked)

    def _all(self) -> Select[Any]:
        return (
            select(tables.cohort)
            .where(tables.cohort.c.community_id == self._community)
            .order_by(tables.cohort.c.start.desc(), tables.cohort.c.slug)
        )

    async def _list(self, statement: Select[Any]) -> list[Cohort]:
        return [from_row(Cohort, row) for row in await self._rows(statement)]


class SqlEnrollments(Repository):
    async def get(self, cohort: int, person: int) -> Enrollment | None:
        return first(
            Enrollment,
            await self._first(
                select(tables.enrollment).filter_by(community_id=self._community, cohort_id=cohort, person_id=person)
            ),
        )

    async def put(self, enrollment: Enrollment) -> None:
        await upsert(self._connection, tables.enrollment, {"community_id": self._community, **to_row(enrollment)})

    async def count(self, cohort: int) -> int:
        statement = select(func.count()).select_from(tables.enrollment).where(*self._present(cohort))
        return (await self._connection.execute(statement)).scalar_one()

    async def members(self, cohort: int) -> Sequence[Member]:
        return await self._members(*self._present(cohort))

    async def ever(self, cohort: int) -> Sequence[Enrollment]:
        enrollment = tables.enrollment.c
        statement = (
            select(tables.enrollment)
            .filter_by(community_id=self._community, cohort_id=cohort)
            .order_by(enrollment.joined_at, enrollment.person_id)
        )
        return [from_row(Enrollment, row) for row in await self._rows(statement)]

    async def removed(self, cohort: int) -> Sequence[Member]:
        enrollment = tables.enrollment.c
        return await self._members(
            enrollment.community_id == self._community, enrollment.cohort_id == cohort, enrollment.removed.is_(True)
        )

    async def _members(self, *where: ColumnElement[bool]) -> list[Member]:
        enrollment, member = tables.enrollment.c, tables.member.c
        statement = (
            select_members(self._community)
            .join(
                tables.enrollment,
                (enrollment.community_id == member.community_id) & (enrollment.person_id == member.person_id),
            )
            .where(*where)
            .order_by(enrollment.joined_at, enrollment.person_id)
        )
        return [member_from(row) for row in await self._rows(statement)]

    def _present(self, cohort: int) -> tuple[Any, ...]:
        enrollment = tables.enrollment.c
        return (
            enrollment.community_id == self._community,
            enrollment.cohort_id == cohort,
            enrollment.left_at.is_(None),
        )


class SqlProgress(Repository):
    async def of(self, cohort: int, person: int) -> Mapping[str, Progress]:
        rows = await self._rows(
            select(tables.progress).filter_by(community_id=self._community, cohort_id=cohort, person_id=person)
        )
        return {row.week_id: from_row(Progress, row) for row in rows}

    async def put(self, progress: Progress) -> None:
        await upsert(self._connection, tables.progress, {"community_id": self._community, **to_row(progress)})

    async def shared(self, cohort: int, week: str) -> Sequence[Progress]:
        statement = (
            select(tables.progress)
            .filter_by(community_id=self._community, cohort_id=cohort, week_id=week, mark="done", shared=True)
            .order_by(tables.progress.c.at.desc(), tables.progress.c.person_id)
        )
        return [from_row(Progress, row) for row in await self._rows(statement)]

    async def done(self, cohort: int) -> Mapping[str, frozenset[int]]:
        progress, enrollment = tables.progress.c, tables.enrollment.c
        statement = (
            select(progress.week_id, progress.person_id)
            .join(
                tables.enrollment,
                (enrollment.community_id == progress.community_id)
                & (enrollment.cohort_id == progress.cohort_id)
                & (enrollment.person_id == progress.person_id),
            )
            .where(
                progress.community_id == self._community,
                progress.cohort_id == cohort,
                progress.mark == "done",
                enrollment.left_at.is_(None),
            )
        )
        done: defaultdict[str, set[int]] = defaultdict(set)
        for row in await self._rows(statement):
            done[row.week_id].add(row.person_id)
        return {week: frozenset(persons) for week, persons in done.items()}


class SqlCheckins(Repository):
    async def get(self, cohort: int, person: int, day: date) -> Checkin | None:
        return first(
            Checkin,
            await self._first(
                select(tables.checkin).filter_by(community_id=self._community, cohort_id=cohort, person_id=person, day=day)
            ),
        )

    async def put(self, checkin: Checkin) -> None:
        values = {name: value for name, value in to_row(checkin).items() if name != "hidden"}
        await upsert(self._connection, tables.checkin, {"community_id": self._community, **values})

    async def hide(self, checkin: Checkin, hidden: bool) -> None:
        keys = {"cohort_id": checkin.cohort, "person_id": checkin.person, "day": checkin.day}
        await self._connection.execute(
            update(tables.checkin).filter_by(community_id=self._community, **keys).values(hidden=hidden)
        )

    async def latest(self, cohort: int, person: int, most: int) -> Sequence[Checkin]:
        statement = (
            select(tables.checkin)
            .filter_by(community_id=self._community, cohort_id=cohort, person_id=person)
            .order_by(tables.checkin.c.day.desc())
            .limit(most)
        )
        return [from_row(Checkin, row) for row in await self._rows(statement)]

    async def between(self, cohort: int, first: date, last: date) -> Sequence[Checkin]:
        checkin = tables.checkin.c
        statement = (
            select(tables.checkin)
            .filter_by(community_id=self._community, cohort_id=cohort)
            .where(checkin.day.between(first, last))
            .order_by(checkin.at.desc(), checkin.person_id)
        )
        return [from_row(Checkin, row) for row in await self._rows(statement)]
