"""Challenges: what a cohort was given, what members answered, what comes back to them, and the days that are credited."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Executable, Row, bindparam, case, exists, func, insert, select, tuple_

from bot.domain.challenge import Attempt, Challenge, DailyChallenge, Repair, ReviewState
from bot.domain.items import ContentItem
from bot.domain.score import Tally
from bot.domain.suspicion import Answered
from storage import tables
from storage.bodies import read_item
from storage.content import SqlContent
from storage.inserts import insert_or_ignore, upsert
from storage.own_log import NEWEST_OWN
from storage.repository import Repository
from storage.rows import first, from_row, to_row
from storage.unit_connection import UnitConnection

_own, _daily = tables.own_revision.c, tables.daily_challenge.c
_attempt, _earlier = tables.attempt.c, tables.attempt.alias("earlier").c
_state, _repair = tables.review_state.c, tables.repair.c
_in_community: dict[str, Any] = {"community_id": bindparam("community")}
_in_cohort: dict[str, Any] = {**_in_community, "cohort_id": bindparam("cohort")}
_of_person: dict[str, Any] = {**_in_community, "person_id": bindparam("person")}

_OWN_CHALLENGES = NEWEST_OWN.where(_own.kind == "challenge")
_OWN_REVISION = select(tables.own_revision).filter_by(**_in_community, item_id=bindparam("item"), rev=bindparam("rev"))
_GIVE = insert_or_ignore(tables.daily_challenge)
_DAILY = select(tables.daily_challenge).filter_by(**_in_cohort, day=bindparam("day"))
_GIVEN = (
    select(tables.daily_challenge)
    .filter_by(**_in_community)
    .where(_daily.cohort_id.in_(bindparam("cohorts", expanding=True)), _daily.day >= bindparam("since"))
    .order_by(_daily.day.desc())
)

_PUT_ATTEMPT = insert(tables.attempt)
_ATTEMPTS = select(tables.attempt).filter_by(**_in_community).order_by(_attempt.at.desc(), _attempt.id)
_ATTEMPTS_OF = _ATTEMPTS.where(_attempt.person_id == bindparam("person"))
_ATTEMPTS_AT = _ATTEMPTS_OF.where(_attempt.item_id == bindparam("item"), _attempt.day >= bindparam("since"))
_SCORED = _ATTEMPTS.filter_by(scored=True)
_ANSWERED = (
    select(_attempt.item_id, _attempt.person_id, _attempt.answer, _attempt.verdict)
    .filter_by(**_in_community, scored=True)
    .where(_attempt.day >= bindparam("since"))
    .order_by(_attempt.at.desc(), _attempt.id)
    .limit(bindparam("most"))
)
_SCORED_AT = _SCORED.filter_by(item_id=bindparam("item"), rev=bindparam("rev"))
_SCORED_AT_IN_COHORT = _SCORED_AT.where(_attempt.cohort_id == bindparam("cohort"))
_SCORED_AT_GIVEN = _SCORED.where(
    _attempt.cohort_id.in_(bindparam("cohorts", expanding=True)),
    tuple_(_attempt.cohort_id, _attempt.item_id).in_(
        select(_daily.cohort_id, _daily.item_id)
        .filter_by(**_in_community)
        .where(
            _daily.cohort_id.in_(bindparam("cohorts", expanding=True)),
            _daily.day.between(bindparam("first"), bindparam("last")),
        )
    ),
)
_LAST_TRIED = select(_attempt.item_id, func.max(_attempt.at).label("last")).filter_by(**_of_person).group_by(_attempt.item_id)
_TALLY = (
    select(
        _attempt.item_id,
        func.count().label("tried"),
        func.sum(case((_attempt.verdict == "right", 1), else_=0)).label("right"),
        func.sum(_attempt.hints).label("hints"),
    )
    .filter_by(**_of_person, scored=True)
    .where(_attempt.verdict != "taken")
    .group_by(_attempt.item_id)
    .order_by(_attempt.item_id)
)
_ANSWERS_BY_DAY = (
    select(_attempt.day, func.count().label("answers"))
    .filter_by(**_of_person, scored=True)
    .where(_attempt.day >= bindparam("since"))
    .group_by(_attempt.day)
)

_PUT_STATE = upsert(tables.review_state)
_STATE = select(tables.review_state).filter_by(**_of_person, item_id=bindparam("item"))
_STATES = select(tables.review_state).filter_by(**_of_person).order_by(_state.due, _state.item_id)
_REVIEWS_ANSWERED = (
    select(func.count(_attempt.item_id.distinct()))
    .filter_by(**_of_person, day=bindparam("day"))
    .where(
        _attempt.item_id.in_(select(_state.item_id).filter_by(**_of_person)),
        exists().where(
            _earlier.community_id == _attempt.community_id,
            _earlier.person_id == _attempt.person_id,
            _earlier.item_id == _attempt.item_id,
            _earlier.day < bindparam("day"),
        ),
    )
)

_PUT_REPAIR = insert_or_ignore(tables.repair)
_REPAIRS = (
    select(tables.repair)
    .filter_by(**_in_community)
    .where(_repair.cohort_id.in_(bindparam("cohorts", expanding=True)))
    .order_by(_repair.day, _repair.cohort_id)
)


class SqlChallenges(Repository):
    def __init__(self, connection: UnitConnection, community: int, content: SqlContent) -> None:
        super().__init__(connection, community)
        self._content = content
        self._own_read: dict[tuple[str, int], ContentItem] = {}

    async def all(self, pack: str, release: str) -> Mapping[str, Challenge]:
        items = (await self._content.items(pack, release)).values()
        shipped = [item for item in items if isinstance(item, Challenge)]
        own = [self._own(row) for row in await self._of_community(_OWN_CHALLENGES)]
        both = (item for item in (*shipped, *own) if isinstance(item, Challenge))
        return {item.id: item for item in both if item.status == "active"}

    async def get(self, pack: str, release: str, item: str, rev: int) -> Challenge | None:
        known = (await self._content.items(pack, release)).get(item)
        if isinstance(known, Challenge) and known.rev == rev:
            return known
        found = self._own_read.get((item, rev)) or await self._content.revision(pack, item, rev) or await self._added(item, rev)
        return found if isinstance(found, Challenge) else None

    async def _added(self, item: str, rev: int) -> ContentItem | None:
        """A revision of what the community added by command."""
        row = await self._first(_OWN_REVISION, item=item, rev=rev)
        return self._own(row) if row else None

    def _own(self, row: Row[Any]) -> ContentItem:
        """What a revision says, which never changes: read once in a unit."""
        key = (row.item_id, row.rev)
        if key not in self._own_read:
            self._own_read[key] = read_item(row.kind, row.body)
        return self._own_read[key]

    async def put_daily(self, daily: DailyChallenge) -> None:
        await self._connection.queue(tables.daily_challenge, self._give, (daily.cohort, daily))

    async def _give(self, dailies: Sequence[DailyChallenge]) -> None:
        await self._insert(_GIVE, *map(to_row, dailies))

    async def daily(self, cohort: int, day: date) -> DailyChallenge | None:
        return first(DailyChallenge, await self._first(_DAILY, cohort=cohort, day=day))

    async def given(self, cohort: int, since: date) -> Sequence[DailyChallenge]:
        return [from_row(DailyChallenge, row) for row in await self._of_cohort(_GIVEN, cohort, since=since)]


class SqlAttempts(Repository):
    async def put(self, attempt: Attempt) -> None:
        await self._insert(_PUT_ATTEMPT, to_row(attempt))

    async def of(self, person: int) -> Sequence[Attempt]:
        return await self._list(_ATTEMPTS_OF, person=person)

    async def at(self, person: int, item: str, since: date) -> Sequence[Attempt]:
        return await self._list(_ATTEMPTS_AT, person=person, item=item, since=since)

    async def answered(self, since: date, most: int) -> Sequence[Answered]:
        return [Answered(*row) for row in await self._rows(_ANSWERED, since=since, most=most)]

    async def scored(self, item: str, rev: int, cohort: int | None = None) -> Sequence[Attempt]:
        if cohort is None:
            return (await self._list(_SCORED_AT, item=item, rev=rev))[::-1]
        return (await self._list(_SCORED_AT_IN_COHORT, item=item, rev=rev, cohort=cohort))[::-1]

    async def between(self, cohort: int, first: date, last: date) -> Sequence[Attempt]:
        rows = await self._of_cohort(_SCORED_AT_GIVEN, cohort, first=first, last=last)
        return [from_row(Attempt, row) for row in rows]

    async def last_tried(self, person: int) -> Mapping[str, datetime]:
        return {row.item_id: row.last for row in await self._rows(_LAST_TRIED, person=person)}

    async def tally(self, person: int) -> Sequence[Tally]:
        return [from_row(Tally, row) for row in await self._rows(_TALLY, person=person)]

    async def counts(self, person: int, since: date) -> Mapping[date, int]:
        return {row.day: row.answers for row in await self._rows(_ANSWERS_BY_DAY, person=person, since=since)}

    async def _list(self, statement: Executable, /, **values: Any) -> list[Attempt]:
        return [from_row(Attempt, row) for row in await self._rows(statement, **values)]


class SqlReviews(Repository):
    async def get(self, person: int, item: str) -> ReviewState | None:
        return first(ReviewState, await self._first(_STATE, person=person, item=item))

    async def put(self, state: ReviewState) -> None:
        await self._insert(_PUT_STATE, to_row(state))

    async def of(self, person: int) -> Sequence[ReviewState]:
        return [from_row(ReviewState, row) for row in await self._rows(_STATES, person=person)]

    async def count_answered(self, person: int, day: date) -> int:
        return (await self._execute(_REVIEWS_ANSWERED, person=person, day=day)).scalar_one()


class SqlRepairs(Repository):
    async def put(self, repair: Repair) -> bool:
        return (await self._insert(_PUT_REPAIR, to_row(repair))).rowcount > 0

    async def of(self, cohorts: Sequence[int]) -> Sequence[Repair]:
        return [from_row(Repair, row) for row in await self._rows(_REPAIRS, cohorts=cohorts)]
