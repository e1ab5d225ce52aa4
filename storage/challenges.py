"""Challenges: what a cohort was given, what members answered, what comes back to them, and the days that are credited."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, case, exists, func, select

from bot.domain.challenge import Attempt, Challenge, DailyChallenge, Repair, ReviewState
from bot.domain.items import ContentItem
from bot.domain.score import Tally
from storage import tables
from storage.bodies import read_item
from storage.connection import Connection, insert, upsert
from storage.content import SqlContent
from storage.lookups import newest_own
from storage.repository import Repository
from storage.rows import first, from_row, to_row


class SqlChallenges(Repository):
    def __init__(self, connection: Connection, community: int, content: SqlContent) -> None:
        super().__init__(connection, community)
        self._content = content

    async def all(self, pack: str, release: str) -> Mapping[str, Challenge]:
        items = (await self._content.items(pack, release)).values()
        shipped = [item for item in items if isinstance(item, Challenge)]
        rows = await self._rows(newest_own(self._community).where(tables.own_revision.c.kind == "challenge"))
        own = [read_item(row.kind, row.body) for row in rows]
        both = (item for item in (*shipped, *own) if isinstance(item, Challenge))
        return {item.id: item for item in both if item.status == "active"}

    async def get(self, pack: str, release: str, item: str, rev: int) -> Challenge | None:
        known = (await self._content.items(pack, release)).get(item)
        if isinstance(known, Challenge) and known.rev == rev:
            return known
        found = await self._content.revision(pack, item, rev) or await self._added(item, rev)
        return found if isinstance(found, Challenge) else None

    async def _added(self, item: str, rev: int) -> ContentItem | None:
        """A revision of what the community added by command."""
        added = select(tables.own_revision).filter_by(community_id=self._community, item_id=item, rev=rev)
        row = await self._first(added)
        return read_item(row.kind, row.body) if row else None

    async def put_daily(self, daily: DailyChallenge) -> bool:
        values = {"community_id": self._community, **to_row(daily)}
        kept = await self._connection.execute(
            insert(self._connection, tables.daily_challenge).values(values).on_conflict_do_nothing()
        )
        return kept.rowcount > 0

    async def daily(self, cohort: int, day: date) -> DailyChallenge | None:
        statement = select(tables.daily_challenge).filter_by(community_id=self._community, cohort_id=cohort, day=day)
        return first(DailyChallenge, await self._first(statement))

    async def given(self, cohort: int, since: date) -> Sequence[DailyChallenge]:
        daily = tables.daily_challenge.c
        statement = (
            select(tables.daily_challenge)
            .filter_by(community_id=self._community, cohort_id=cohort)
            .where(daily.day >= since)
            .order_by(daily.day.desc())
        )
        return [from_row(DailyChallenge, row) for row in await self._rows(statement)]


class SqlAttempts(Repository):
    async def put(self, attempt: Attempt) -> None:
        values = {"community_id": self._community, **to_row(attempt)}
        await self._connection.execute(insert(self._connection, tables.attempt).values(values))

    async def of(self, person: int) -> Sequence[Attempt]:
        return await self._list(self._all().filter_by(person_id=person))

    async def at(self, person: int, item: str, since: date) -> Sequence[Attempt]:
        return await self._list(self._all().filter_by(person_id=person, item_id=item).where(tables.attempt.c.day >= since))

    async def everybodys(self, since: date) -> Sequence[Attempt]:
        return await self._list(self._all().filter_by(scored=True).where(tables.attempt.c.day >= since))

    async def scored(self, item: str, rev: int, cohort: int | None = None) -> Sequence[Attempt]:
        found = self._all().filter_by(item_id=item, rev=rev, scored=True)
        return (await self._list(found if cohort is None else found.filter_by(cohort_id=cohort)))[::-1]

    async def between(self, cohort: int, first: date, last: date) -> Sequence[Attempt]:
        attempt, daily = tables.attempt.c, tables.daily_challenge.c
        given = select(daily.item_id).where(
            daily.community_id == self._community, daily.cohort_id == cohort, daily.day.between(first, last)
        )
        return await self._list(self._all().filter_by(cohort_id=cohort, scored=True).where(attempt.item_id.in_(given)))

    async def last_tried(self, person: int) -> Mapping[str, datetime]:
        attempt, last = tables.attempt.c, func.max(tables.attempt.c.at).label("last")
        tried = select(attempt.item_id, last).filter_by(community_id=self._community, person_id=person).group_by(attempt.item_id)
        return {row.item_id: row.last for row in await self._rows(tried)}

    async def tally(self, person: int) -> Sequence[Tally]:
        attempt = tables.attempt.c
        right = func.sum(case((attempt.verdict == "right", 1), else_=0)).label("right")
        statement = (
            select(attempt.item_id, func.count().label("tried"), right, func.sum(attempt.hints).label("hints"))
            .filter_by(community_id=self._community, person_id=person, scored=True)
            .where(attempt.verdict != "taken")
            .group_by(attempt.item_id)
            .order_by(attempt.item_id)
        )
        return [from_row(Tally, row) for row in await self._rows(statement)]

    async def counts(self, person: int, since: date) -> Mapping[date, int]:
        attempt, answers = tables.attempt.c, func.count().label("answers")
        statement = (
            select(attempt.day, answers)
            .filter_by(community_id=self._community, person_id=person, scored=True)
            .where(attempt.day >= since)
            .group_by(attempt.day)
        )
        return {row.day: row.answers for row in await self._rows(statement)}

    def _all(self) -> Select[Any]:
        attempt = tables.attempt.c
        return select(tables.attempt).where(attempt.community_id == self._community).order_by(attempt.at.desc(), attempt.id)

    async def _list(self, statement: Select[Any]) -> list[Attempt]:
        return [from_row(Attempt, row) for row in await self._rows(statement)]


class SqlReviews(Repository):
    async def get(self, person: int, item: str) -> ReviewState | None:
        return first(ReviewState, await self._first(self._all(person).filter_by(item_id=item)))

    async def put(self, state: ReviewState) -> None:
        await upsert(self._connection, tables.review_state, {"community_id": self._community, **to_row(state)})

    async def of(self, person: int) -> Sequence[ReviewState]:
        statement = self._all(person).order_by(tables.review_state.c.due, tables.review_state.c.item_id)
        return [from_row(ReviewState, row) for row in await self._rows(statement)]

    async def count_answered(self, person: int, day: date) -> int:
        attempt, state, before = tables.attempt.c, tables.review_state.c, tables.attempt.alias("before").c
        theirs = {"community_id": self._community, "person_id": person}
        in_review = select(state.item_id).filter_by(**theirs)
        known = exists().where(
            before.community_id == attempt.community_id,
            before.person_id == attempt.person_id,
            before.item_id == attempt.item_id,
            before.day < day,
        )
        statement = (
            select(func.count(attempt.item_id.distinct()))
            .filter_by(**theirs, day=day)
            .where(attempt.item_id.in_(in_review), known)
        )
        return (await self._connection.execute(statement)).scalar_one()

    def _all(self, person: int) -> Select[Any]:
        return select(tables.review_state).filter_by(community_id=self._community, person_id=person)


class SqlRepairs(Repository):
    async def put(self, repair: Repair) -> bool:
        values = {"community_id": self._community, **to_row(repair)}
        kept = await self._connection.execute(insert(self._connection, tables.repair).values(values).on_conflict_do_nothing())
        return kept.rowcount > 0

    async def of(self, cohorts: Sequence[int]) -> Sequence[Repair]:
        repair = tables.repair.c
        statement = (
            select(tables.repair)
            .where(repair.community_id == self._community, repair.cohort_id.in_(cohorts))
            .order_by(repair.day, repair.cohort_id)
        )
        return [from_row(Repair, row) for row in await self._rows(statement)]
