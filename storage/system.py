"""Work across communities: what is due, and posts to deliver. Each call is a short transaction of its own."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update

from bot.domain.post import Delivery, PostState
from bot.errors import Reason
from bot.ports.dues import Due
from storage import outbox, tables
from storage.engine import Engines

SEEN_FOR = timedelta(days=7)
"""How long request ids are kept; platforms deliver again within the hour."""


class SqlSystem:
    def __init__(self, engines: Engines) -> None:
        self._engines = engines

    async def due(self, now: datetime, most: int) -> Sequence[tuple[int, Due]]:
        due = tables.due.c
        statement = select(tables.due).where(due.wait_until <= now).order_by(due.wait_until).limit(most)
        async with self._engines.read.begin() as connection:
            rows = await connection.execute(statement)
            return [(row.community_id, Due(row.routine, row.cohort_id, row.at)) for row in rows]

    async def retry_due(self, community: int, due: Due, at: datetime) -> None:
        async with self._engines.write.begin() as connection:
            await connection.execute(
                update(tables.due)
                .filter_by(community_id=community, cohort_id=due.cohort, routine=due.routine, at=due.at)
                .values(wait_until=at)
            )

    async def next_instant(self) -> datetime | None:
        async with self._engines.read.begin() as connection:
            earliest = await connection.execute(select(func.min(tables.due.c.wait_until)))
            candidates = (earliest.scalar_one(), await outbox.next_post(connection))
        return min(filter(None, candidates), default=None)

    async def claim(self, platforms: Sequence[str], now: datetime, lease: timedelta, most: int) -> Sequence[Delivery]:
        async with self._engines.write.begin() as connection:
            return await outbox.claim(connection, platforms, now, lease, most)

    async def settle(self, delivery: Delivery, message: str, now: datetime) -> None:
        async with self._engines.write.begin() as connection:
            await outbox.settle(connection, delivery, message, now)

    async def postpone(self, delivery: Delivery, until: datetime) -> None:
        async with self._engines.write.begin() as connection:
            await outbox.postpone(connection, delivery, until)

    async def shelve(self, delivery: Delivery, state: PostState, reason: Reason | None = None) -> None:
        async with self._engines.write.begin() as connection:
            await outbox.shelve(connection, delivery, state, reason)

    async def prune(self, now: datetime) -> None:
        async with self._engines.write.begin() as connection:
            await connection.execute(delete(tables.draft).where(tables.draft.c.expires_at <= now))
            await connection.execute(delete(tables.seen).where(tables.seen.c.at <= now - SEEN_FOR))
