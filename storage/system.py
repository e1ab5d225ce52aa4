"""Work across communities: what is due, and posts to deliver. Each call is a short transaction of its own."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Delete, Update, bindparam, delete, select, tuple_, update

from bot.domain.post import LONGEST_LEASE, Delivery, PostState
from bot.errors import Reason
from bot.ports.dues import Due
from storage import claims, deliveries, dues, tables
from storage.connection import Connection
from storage.engine import Engines
from storage.removed import forget_removed

SEEN_FOR = timedelta(days=7)
"""How long request ids are kept; platforms deliver again within the hour."""

_PRUNE: tuple[Delete, ...] = tuple(
    old.execution_options(across_communities="what nobody can use any more")
    for old in (
        delete(tables.draft).where(tables.draft.c.expires_at <= bindparam("now")),
        delete(tables.web_pass).where(tables.web_pass.c.expires_at <= bindparam("now")),
        delete(tables.seen).where(tables.seen.c.at <= bindparam("forgotten")),
    )
)


_calls_to_come = select(tables.seen.c.community_id, tables.seen.c.at).where(tables.seen.c.at > bindparam("now"))
"""When calls came, by a clock that was ahead: what they queued to be posted at once is due at that very instant, and what is
meant for later at another."""

_FREE: tuple[Update, ...] = (
    update(tables.post)
    .where(tables.post.c.state == "waiting", tables.post.c.leased_until > bindparam("far"))
    .values(leased_until=bindparam("now"))
    .execution_options(across_communities="what a clock that was wrong holds back"),
    update(tables.post)
    .where(tables.post.c.state == "waiting", tuple_(tables.post.c.community_id, tables.post.c.due_at).in_(_calls_to_come))
    .values(due_at=bindparam("now"))  # all the same, so that they go out as they were queued
    .execution_options(across_communities="what a clock that was wrong holds back"),
    update(tables.due)
    .where(tables.due.c.wait_until > bindparam("far"), tables.due.c.wait_until > tables.due.c.at)
    .values(wait_until=tables.due.c.at, leased_until=None)
    .execution_options(across_communities="what a clock that was wrong holds back"),
)


class SqlSystem:
    def __init__(self, engines: Engines) -> None:
        self._engines = engines

    @property
    def side_by_side(self) -> int:
        return self._engines.own.side_by_side

    async def claim_dues(self, now: datetime, lease: timedelta, most: int) -> Sequence[tuple[int, Due]]:
        communities = await self._engines.own.run(dues.communities, now, most)
        claimed: list[tuple[int, Due]] = []
        subjects = 0
        for community in communities:  # in a transaction of its own each, so that no lock crosses tenants
            if subjects < most:
                theirs = await self._engines.own.run(dues.claim, community, now, lease, most - subjects)
                claimed += [(community, due) for due in theirs]
                subjects += len({due.subject for due in theirs})
        return claimed

    async def retry_due(self, community: int, due: Due, at: datetime) -> None:
        await self._engines.own.run(dues.postpone, community, due, at)

    async def next_instant(self) -> datetime | None:
        return await self._engines.own.run(_next_instant)

    async def claim(self, platform: str, now: datetime, lease: timedelta, most: int, after: str = "") -> Sequence[Delivery]:
        return await self._engines.own.run(claims.claim, platform, now, lease, most, after)

    async def settle(self, delivery: Delivery, message: str, now: datetime) -> None:
        await self._engines.own.run(deliveries.settle, delivery, message, now)

    async def wait(self, delivery: Delivery, until: datetime) -> None:
        await self._engines.own.run(deliveries.wait, delivery, until)

    async def look_later(self, delivery: Delivery, until: datetime) -> None:
        await self._engines.own.run(deliveries.look_later, delivery, until)

    async def postpone(self, delivery: Delivery, until: datetime) -> None:
        await self._engines.own.run(deliveries.postpone, delivery, until)

    async def hold(self, delivery: Delivery, until: datetime, now: datetime, reason: Reason) -> None:
        await self._engines.own.run(deliveries.hold, delivery, until, now, reason)

    async def send_anew(self, delivery: Delivery) -> None:
        await self._engines.own.run(deliveries.send_anew, delivery)

    async def shelve(self, delivery: Delivery, state: PostState, reason: Reason | None = None) -> None:
        await self._engines.own.run(deliveries.shelve, delivery, state, reason)

    async def doubt(self, due_by: datetime) -> None:
        await self._engines.own.run(deliveries.doubt, due_by)

    async def free(self, now: datetime) -> None:
        await self._engines.own.run(_free, now)

    async def prune(self, now: datetime) -> None:
        await self._engines.own.run(_prune, now)

    async def forget_removed(self, before: datetime) -> bool:
        return await forget_removed(self._engines, before)


async def _next_instant(connection: Connection) -> datetime | None:
    candidates = (await dues.next_due(connection), await deliveries.next_post(connection))
    return min(filter(None, candidates), default=None)


async def _free(connection: Connection, now: datetime) -> None:
    for held in _FREE:
        await connection.execute(held, {"now": now, "far": now + LONGEST_LEASE})


async def _prune(connection: Connection, now: datetime) -> None:
    for old in _PRUNE:
        await connection.execute(old, {"now": now, "forgotten": now - SEEN_FOR})
