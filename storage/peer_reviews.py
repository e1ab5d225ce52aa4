"""Who asks for reviews of a milestone, who was asked for one, and what they said."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, bindparam, delete, func, select, update

from bot.domain.peer_review import ANSWERED_WITHIN, PeerReview, ReviewRequest
from storage import tables
from storage.inserts import insert_or_ignore, upsert
from storage.repository import Repository
from storage.rows import from_row, to_row

_request, _review = tables.review_request.c, tables.peer_review.c
_REQUESTS = (
    select(tables.review_request)
    .where(_request.community_id == bindparam("community"), _request.cohort_id.in_(bindparam("cohorts", expanding=True)))
    .order_by(_request.asked_at, _request.person_id)
)
_ONE_REQUEST = select(tables.review_request).where(
    _request.community_id == bindparam("community"),
    _request.cohort_id == bindparam("cohort"),
    _request.person_id == bindparam("person"),
    _request.week_id == bindparam("week"),
)
_OF_COHORT = (
    select(tables.peer_review)
    .where(_review.community_id == bindparam("community"), _review.cohort_id.in_(bindparam("cohorts", expanding=True)))
    .order_by(_review.asked_at, _review.reviewer)
)
_OF_WORK = (
    select(tables.peer_review)
    .where(
        _review.community_id == bindparam("community"),
        _review.cohort_id == bindparam("cohort"),
        _review.person_id == bindparam("person"),
        _review.week_id == bindparam("week"),
    )
    .order_by(_review.answered_at, _review.reviewer)
)
_GIVEN_BY = select(func.count()).where(
    _review.community_id == bindparam("community"), _review.reviewer == bindparam("person"), _review.answer == "given"
)
_ASK = insert_or_ignore(tables.review_request)
_PUT = upsert(tables.peer_review)
_DROP = delete(tables.review_request).where(
    _request.community_id == bindparam("community"),
    _request.cohort_id == bindparam("cohort"),
    _request.person_id == bindparam("person"),
    _request.week_id == bindparam("week"),
)
_of_work = and_(
    _review.community_id == bindparam("community"),
    _review.cohort_id == bindparam("cohort"),
    _review.person_id == bindparam("person"),
    _review.week_id == bindparam("week"),
)
_DROP_TO_COME = delete(tables.peer_review).where(_of_work, _review.answer == "waiting", _review.asked_at > bindparam("now"))
_WITHDRAW = update(tables.peer_review).where(_of_work, _review.answer == "waiting").values(answer="withdrawn")
_WAIT_AGAIN = (
    update(tables.peer_review)
    .where(_of_work, _review.answer == "withdrawn", _review.asked_at > bindparam("since"))
    .values(answer="waiting")
)


class SqlPeerReviews(Repository):
    async def requests(self, cohort: int) -> Sequence[ReviewRequest]:
        return [from_row(ReviewRequest, row) for row in await self._of_cohort(_REQUESTS, cohort)]

    async def request(self, cohort: int, person: int, week: str) -> ReviewRequest | None:
        row = await self._first(_ONE_REQUEST, cohort=cohort, person=person, week=week)
        return from_row(ReviewRequest, row) if row else None

    async def of_cohort(self, cohort: int) -> Sequence[PeerReview]:
        return [from_row(PeerReview, row) for row in await self._of_cohort(_OF_COHORT, cohort)]

    async def of_work(self, cohort: int, person: int, week: str) -> Sequence[PeerReview]:
        return [from_row(PeerReview, row) for row in await self._rows(_OF_WORK, cohort=cohort, person=person, week=week)]

    async def given_by(self, person: int) -> int:
        return (await self._execute(_GIVEN_BY, person=person)).scalar_one()

    async def ask(self, request: ReviewRequest) -> None:
        await self._insert(_ASK, to_row(request))
        work = {"cohort": request.cohort, "person": request.person, "week": request.week}
        await self._execute(_WAIT_AGAIN, **work, since=request.asked_at - ANSWERED_WITHIN)

    async def put(self, review: PeerReview) -> None:
        await self._insert(_PUT, to_row(review))

    async def withdraw(self, cohort: int, person: int, week: str, now: datetime) -> None:
        work = {"cohort": cohort, "person": person, "week": week}
        await self._execute(_DROP, **work)
        await self._execute(_DROP_TO_COME, **work, now=now)
        await self._execute(_WITHDRAW, **work)
