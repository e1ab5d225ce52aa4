"""Cohorts, where they speak, and how far each member has come."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Executable, and_, bindparam, insert, select, update

from bot.domain.cohort import Checkin, Cohort, Home, Progress
from bot.naming import named
from storage import tables
from storage.drafts import THEIR_DRAFTS
from storage.inserts import upsert, upsert_given
from storage.members import NAME
from storage.post_terms import MOVES_ALONG
from storage.repository import Repository
from storage.rows import first, from_row, to_row
from storage.unit_connection import UnitConnection

_cohort, _home, _member = tables.cohort.c, tables.home.c, tables.member.c
_enrollment, _progress, _checkin = tables.enrollment.c, tables.progress.c, tables.checkin.c
_in_community: dict[str, Any] = {"community_id": bindparam("community")}
_in_cohort: dict[str, Any] = {**_in_community, "cohort_id": bindparam("cohort")}
_of_member: dict[str, Any] = {**_in_cohort, "person_id": bindparam("person")}

_COHORTS = select(tables.cohort).filter_by(**_in_community).order_by(_cohort.start.desc(), _cohort.slug)
_COHORTS_AT = _COHORTS.where(
    _cohort.id.in_(
        select(_home.cohort_id).filter_by(**_in_community, platform=bindparam("platform"), channel=bindparam("channel"))
    )
)
_COHORTS_OF = _COHORTS.where(
    _cohort.id.in_(select(_enrollment.cohort_id).filter_by(**_in_community, person_id=bindparam("person"), left_at=None))
)
_COHORT = select(tables.cohort).filter_by(**_in_community, id=bindparam("cohort"))
_LOCK = (
    select(tables.cohort)
    .filter_by(**_in_community)
    .where(_cohort.id.in_(bindparam("cohorts", expanding=True)))
    .order_by(_cohort.id)
    .with_for_update(key_share=True)  # rows that refer to them can be added meanwhile
)
_LOCK_ALL_WITH_DRAFTS = (
    select(tables.cohort, tables.draft.c.content.label("drafted"))
    .outerjoin(tables.draft, and_(*THEIR_DRAFTS))
    .where(_cohort.community_id == bindparam("community"))
    .order_by(_cohort.id, tables.draft.c.expires_at.desc(), tables.draft.c.id)
    .with_for_update(key_share=True, of=tables.cohort)
)
_LOCK_WITH_DRAFTS = _LOCK_ALL_WITH_DRAFTS.where(_cohort.id == bindparam("cohort"))
_ADD = insert(tables.cohort)
_SAVE = update(tables.cohort).filter_by(**_in_community, id=bindparam("cohort"))

_HOMES = (
    select(tables.home)
    .filter_by(**_in_community)
    .where(_home.cohort_id.in_(bindparam("cohorts", expanding=True)))
    .order_by(_home.platform, _home.channel)
)
_ADD_HOMES = insert(tables.home)
_MOVE_HOME = update(tables.home).filter_by(**_in_community, id=bindparam("home"))
_MOVE_POSTS = update(tables.post).filter_by(**_in_community, home_id=bindparam("home")).where(*MOVES_ALONG)

_PUT_PROGRESS = upsert(tables.progress)
_PROGRESS = select(tables.progress).filter_by(**_of_member)
_PROGRESS_OF_ALL = (
    select(tables.progress).filter_by(**_in_community).where(_progress.cohort_id.in_(bindparam("cohorts", expanding=True)))
)
_of_enrollment = and_(*(_enrollment[key] == _progress[key] for key in ("community_id", "cohort_id", "person_id")))
_SHARED_PROGRESS = (
    select(tables.progress, NAME)
    .filter_by(**_in_cohort, week_id=bindparam("week"), mark="done", shared=True)
    .join(tables.enrollment, _of_enrollment)
    .join(tables.member, (_member.community_id == _progress.community_id) & (_member.person_id == _progress.person_id))
    .where(_enrollment.left_at.is_(None))
    .order_by(_progress.at.desc(), _progress.person_id)
)
_DONE = (
    select(_progress.cohort_id, _progress.week_id, _progress.person_id)
    .filter_by(**_in_community, mark="done")
    .join(tables.enrollment, _of_enrollment)
    .where(_progress.cohort_id.in_(bindparam("cohorts", expanding=True)), _enrollment.left_at.is_(None))
)

_PUT_CHECKIN = upsert_given(tables.checkin, keep={"hidden"})
_CHECKIN = select(tables.checkin).filter_by(**_of_member, day=bindparam("day"))
_LATEST_CHECKINS = (
    select(tables.checkin)
    .filter_by(**_of_member)
    .where(_checkin.day < bindparam("before"))
    .order_by(_checkin.day.desc())
    .limit(bindparam("most"))
)
_CHECKINS_BETWEEN = (
    select(tables.checkin)
    .filter_by(**_in_community)
    .where(
        _checkin.cohort_id.in_(bindparam("cohorts", expanding=True)), _checkin.day.between(bindparam("first"), bindparam("last"))
    )
    .order_by(_checkin.at.desc(), _checkin.person_id)
)
_HIDE_CHECKIN = update(tables.checkin).filter_by(**_of_member, day=bindparam("written_on"))


class SqlCohorts(Repository):
    """What was read of homes stands until the unit moves one; those of all cohorts that it holds locked are read together."""

    def __init__(self, connection: UnitConnection, community: int) -> None:
        super().__init__(connection, community)
        self._homes: dict[int, list[Home]] = {}

    async def get(self, id: int) -> Cohort | None:
        return first(Cohort, await self._first(_COHORT, cohort=id))

    async def all(self) -> Sequence[Cohort]:
        return [from_row(Cohort, row) for row in await self._of_community(_COHORTS)]

    async def at(self, platform: str, channel: str) -> Sequence[Cohort]:
        return await self._list(_COHORTS_AT, platform=platform, channel=channel)

    async def of(self, person: int) -> Sequence[Cohort]:
        return await self._list(_COHORTS_OF, person=person)

    async def add(self, cohort: Cohort, homes: Sequence[Home]) -> None:
        await self._insert(_ADD, to_row(cohort))
        if homes:
            await self._insert(_ADD_HOMES, *map(to_row, homes))

    async def save(self, cohort: Cohort) -> None:
        await self._execute(_SAVE, cohort=cohort.id, **to_row(replace(cohort, changes=cohort.changes + 1)))

    async def homes(self, cohort: int) -> Sequence[Home]:
        if cohort not in self._homes:
            together = self._connection.held | {cohort}
            self._homes |= {each: [] for each in together}
            for row in await self._rows(_HOMES, cohorts=list(together)):
                self._homes[row.cohort_id].append(from_row(Home, row))
        return self._homes[cohort]

    async def move(self, home: Home) -> None:
        for moved in (_MOVE_HOME, _MOVE_POSTS):
            await self._execute(moved, home=home.id, channel=home.channel)
        self._homes.clear()

    async def lock(self, cohort: int) -> Cohort | None:
        return (await self.lock_all([cohort])).get(cohort)

    async def lock_all(self, cohorts: Collection[int]) -> Mapping[int, Cohort]:
        self._connection.held |= frozenset(cohorts)
        return {row.id: from_row(Cohort, row) for row in await self._rows(_LOCK, cohorts=list(cohorts))} if cohorts else {}

    async def lock_with_drafts(
        self, cohort: int | None, person: int, kind: str, now: datetime
    ) -> tuple[Sequence[Cohort], Sequence[Mapping[str, str]]]:
        statement = _LOCK_ALL_WITH_DRAFTS if cohort is None else _LOCK_WITH_DRAFTS
        rows = await self._rows(statement, cohort=cohort, person=person, kind=kind, now=now)
        found = {row.id: from_row(Cohort, row) for row in rows}.values()
        drafts = [row.drafted for row in rows if row.id == rows[0].id and row.drafted is not None]
        return sorted(found, key=lambda each: (-each.start.toordinal(), each.slug)), drafts

    async def _list(self, statement: Executable, /, **values: Any) -> list[Cohort]:
        return [from_row(Cohort, row) for row in await self._rows(statement, **values)]


class SqlProgress(Repository):
    async def of(self, cohort: int, person: int) -> Mapping[str, Progress]:
        rows = await self._rows(_PROGRESS, cohort=cohort, person=person)
        return {row.week_id: from_row(Progress, row) for row in rows}

    async def put(self, progress: Progress) -> None:
        await self._insert(_PUT_PROGRESS, to_row(progress))

    async def shared(self, cohort: int, week: str) -> Sequence[tuple[str, Progress]]:
        rows = await self._rows(_SHARED_PROGRESS, cohort=cohort, week=week)
        return [(named(row.name, row.person_id), from_row(Progress, row)) for row in rows]

    async def of_all(self, cohort: int) -> Mapping[int, Mapping[str, Progress]]:
        found: defaultdict[int, dict[str, Progress]] = defaultdict(dict)
        for row in await self._of_cohort(_PROGRESS_OF_ALL, cohort):
            found[row.person_id][row.week_id] = from_row(Progress, row)
        return found

    async def done(self, cohort: int) -> Mapping[str, frozenset[int]]:
        done: defaultdict[str, set[int]] = defaultdict(set)
        for row in await self._of_cohort(_DONE, cohort):
            done[row.week_id].add(row.person_id)
        return {week: frozenset(persons) for week, persons in done.items()}


class SqlCheckins(Repository):
    async def get(self, cohort: int, person: int, day: date) -> Checkin | None:
        return first(Checkin, await self._first(_CHECKIN, cohort=cohort, person=person, day=day))

    async def put(self, checkin: Checkin, given: Collection[str]) -> Checkin:
        row = to_row(checkin)
        return from_row(Checkin, (await self._insert(_PUT_CHECKIN, row | {f"gives_{name}": name in given for name in row})).one())

    async def hide(self, checkin: Checkin, hidden: bool) -> None:
        await self._execute(_HIDE_CHECKIN, cohort=checkin.cohort, person=checkin.person, written_on=checkin.day, hidden=hidden)

    async def latest(self, cohort: int, person: int, most: int, before: date = date.max) -> Sequence[Checkin]:
        rows = await self._rows(_LATEST_CHECKINS, cohort=cohort, person=person, most=most, before=before)
        return [from_row(Checkin, row) for row in rows]

    async def between(self, cohort: int, first: date, last: date) -> Sequence[Checkin]:
        rows = await self._of_cohort(_CHECKINS_BETWEEN, cohort, first=first, last=last)
        return [from_row(Checkin, row) for row in rows]
