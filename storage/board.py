"""The delivery board of a community: its posts in channels, by what became of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, case, func, or_, select, update

from bot.domain.delivery_board import DROPPED, LOST, NEVER_SENT, BoardPost, Column
from bot.domain.post import Post
from bot.interface.stored import load
from storage import tables
from storage.post_terms import SPEAKS_IN, post_from, reason_from
from storage.repository import Repository

_post = tables.post.c
_COLUMN = case(
    (or_(_post.message.is_not(None), _post.state == "arrived"), "sent"),
    (_post.state == "uncertain", "uncertain"),
    (_post.state.in_(LOST), "failed"),
    (_post.state.in_(DROPPED), "dropped"),
    (_post.held_since.is_not(None), "held"),
    else_="waiting",
)
_on_board = (
    _post.community_id == bindparam("community"),
    _post.kind != "dm",
    _post.state.in_(("waiting", "sent", "uncertain", "arrived", *LOST, *DROPPED)),
    or_(_post.state != "left out", _post.kind != "thread"),  # it is left out with what is above it
)
_of_cohort = or_(bindparam("of", type_=_post.cohort_id.type).is_(None), _post.cohort_id == bindparam("of"))
_this = (*_on_board, _post.id == bindparam("post"))
_not_under_way = or_(_post.leased_until.is_(None), _post.leased_until <= bindparam("now"), _post.attempts == 0)
_still_waits = (*_this, _post.state == "waiting", _post.message.is_(None), _not_under_way)

_COUNTS = select(_COLUMN.label("column"), func.count().label("posts")).where(*_on_board).group_by(_COLUMN)
_COUNTS_OF = (
    _COUNTS.add_columns(_post.cohort_id)
    .where(_post.cohort_id.in_(bindparam("cohorts", expanding=True)))
    .group_by(_post.cohort_id)
)
_SHOWN = select(tables.post, _COLUMN.label("column"), SPEAKS_IN.label("speaks_in"))
_PAGE = _SHOWN.where(*_on_board, _of_cohort, bindparam("column") == _COLUMN).limit(bindparam("most")).offset(bindparam("skipped"))
_EARLIEST = _PAGE.order_by(_post.due_at, _post.id)
_LATEST = _PAGE.order_by(func.coalesce(_post.sent_at, _post.due_at).desc(), _post.number.desc(), _post.id)
_COUNT_LOST = (
    select(_post.cohort_id, func.count().label("lost"))
    .where(
        *_on_board,
        _post.cohort_id.in_(bindparam("cohorts", expanding=True)),
        _post.state.in_(LOST),
        _post.message.is_(None),
        _post.due_at > bindparam("since"),
        _post.due_at <= bindparam("until"),
    )
    .group_by(_post.cohort_id)
)
_at_once = case((_post.due_at > bindparam("now"), bindparam("now", type_=_post.due_at.type)), else_=_post.due_at)
"""What was due keeps its time and its place among others."""
_GET = _SHOWN.where(*_this)
_SEND_NOW = update(tables.post).where(*_still_waits).values(due_at=_at_once, leased_until=None)
_CALL_OFF = update(tables.post).where(*_still_waits).values(state="unwanted", leased_until=None, held_since=None, reason=None)
_WAITS_ANEW = {"state": "waiting", "due_at": _at_once, "until": None, "attempts": 0, "leased_until": None}
_SEND_AGAIN = (
    update(tables.post)
    .where(*_this, _post.state.in_(NEVER_SENT), _post.message.is_(None))
    .values(**_WAITS_ANEW, held_since=None, reason=None)
)
_ARRIVED = (
    update(tables.post)
    .where(*_this, _post.state == "uncertain")
    .values(state="arrived", reason=None, sent_at=func.coalesce(_post.tried_at, bindparam("now", type_=_post.sent_at.type)))
)
_above = tables.post.alias("above")
_KEY = select(_above.c.key).where(_above.c.community_id == bindparam("community"), _above.c.id == bindparam("post"))
_threads = (
    _post.community_id == bindparam("community"),
    _post.kind == "thread",
    _post.message.is_(None),
    _post.parent == _KEY.scalar_subquery(),
)
_CALL_THREAD_OFF = update(tables.post).where(*_threads, _post.state == "waiting").values(state="unwanted")
_CALL_ALL_OFF = (
    update(tables.post)
    .where(
        _post.community_id == bindparam("community"),
        _post.parent == _KEY.scalar_subquery(),
        _post.message.is_(None),
        _post.state == "waiting",
    )
    .values(state="unwanted")
)
_OPEN_THREAD = update(tables.post).where(*_threads, _post.state == "unwanted").values(**_WAITS_ANEW)
_KNOWN = select(_post.key).where(_post.community_id == bindparam("community"), _post.key.in_(bindparam("keys", expanding=True)))


class SqlDeliveryBoard(Repository):
    """Implements `bot.ports.delivery_board.DeliveryBoard`."""

    async def counts(self, cohort: int | None) -> Mapping[Column, int]:
        rows = await (self._of_community(_COUNTS) if cohort is None else self._of_cohort(_COUNTS_OF, cohort))
        return {row.column: row.posts for row in rows}

    async def page(self, column: Column, cohort: int | None, most: int, skipped: int = 0) -> Sequence[BoardPost]:
        statement = _EARLIEST if column in ("waiting", "held") else _LATEST
        rows = await self._rows(statement, column=column, of=cohort, most=most, skipped=skipped)
        return [_board_post(row) for row in rows]

    async def count_lost(self, cohort: int, since: datetime, until: datetime) -> int:
        return sum([row.lost for row in await self._of_cohort(_COUNT_LOST, cohort, since=since, until=until)])

    async def get(self, post: int) -> BoardPost | None:
        row = await self._first(_GET, post=post)
        return _board_post(row) if row else None

    async def queued(self, post: int) -> Post | None:
        row = await self._first(_GET, post=post)
        return post_from(row) if row else None

    async def send_now(self, post: int, now: datetime) -> bool:
        return (await self._execute(_SEND_NOW, post=post, now=now)).rowcount > 0

    async def call_off(self, post: int, now: datetime) -> bool:
        if not (await self._execute(_CALL_OFF, post=post, now=now)).rowcount:
            return False
        await self._execute(_CALL_THREAD_OFF, post=post)
        return True

    async def note_arrived(self, post: int, now: datetime) -> bool:
        if not (await self._execute(_ARRIVED, post=post, now=now)).rowcount:
            return False
        await self._execute(_CALL_ALL_OFF, post=post)
        return True

    async def send_again(self, post: int, now: datetime) -> bool:
        if not (await self._execute(_SEND_AGAIN, post=post, now=now)).rowcount:
            return False
        await self._execute(_OPEN_THREAD, post=post, now=now)
        return True

    async def known(self, keys: Sequence[str]) -> frozenset[str]:
        return frozenset((await self._execute(_KNOWN, keys=list(keys))).scalars())


def _board_post(row: Row[Any]) -> BoardPost:
    return BoardPost(
        id=row.id,
        key=row.key,
        kind=row.kind,
        title=load(row.card).title,
        cohort=row.cohort_id,
        platform=row.platform,
        space=row.space,
        channel=row.speaks_in or row.channel,
        column=row.column,
        state=row.state,
        due_at=row.due_at,
        at=row.sent_at,
        message=row.message,
        reason=reason_from(row.reason),
        again_at=row.leased_until if row.column == "held" else None,
    )
