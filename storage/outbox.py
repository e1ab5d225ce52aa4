"""Posts that wait: queued in the unit of the change they tell of, claimed under a lease, settled once."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, case, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.interface.card import dump, load
from bot.ports import Delivery, Post, PostState
from storage import tables
from storage.engine import insert
from storage.identity import new_id
from storage.repository import Repository

_post = tables.post.c
_parent = tables.post.alias("parent")


class SqlOutbox(Repository):
    async def put(self, post: Post) -> None:
        await self._connection.execute(self._new(post).on_conflict_do_nothing(index_elements=["community_id", "key"]))

    async def revise(self, post: Post, spacing: timedelta) -> None:
        known = await self._first(select(tables.post).filter_by(**self._keyed(post.key)).with_for_update())
        if known is None:
            await self.put(post)
        elif known.state in ("waiting", "sent"):
            soonest = known.changed_at + spacing if known.changed_at else known.due_at
            waiting = known.due_at if known.state == "waiting" else max(post.due_at, soonest)
            await self._connection.execute(
                update(tables.post)
                .filter_by(**self._keyed(post.key))
                .values(card=dump(post.card), version=_post.version + 1, state="waiting", due_at=waiting)
            )

    async def cancel(self, key: str) -> None:
        await self._connection.execute(
            delete(tables.post).filter_by(**self._keyed(key), state="waiting").where(_post.message.is_(None), _post.attempts == 0)
        )

    def _keyed(self, key: str) -> dict[str, Any]:
        return {"community_id": self._community, "key": key}

    def _new(self, post: Post) -> Any:
        return insert(self._connection, tables.post).values(
            community_id=self._community,
            id=new_id(),
            key=post.key,
            kind=post.kind,
            platform=post.platform,
            space=post.space,
            channel=post.channel,
            card=dump(post.card),
            cohort_id=post.cohort,
            person_id=post.person,
            parent=post.parent,
            state=post.state,
            due_at=post.due_at,
            attempts=0,
            version=1,
        )


async def claim(
    connection: AsyncConnection, platforms: Sequence[str], now: datetime, lease: timedelta, most: int
) -> Sequence[Delivery]:
    """Lease what is due; rows another process holds are passed over, and so is what hangs under a post that was not sent yet."""
    parent_sent = exists().where(
        _parent.c.community_id == _post.community_id, _parent.c.key == _post.parent, _parent.c.message.is_not(None)
    )
    ready = (
        select(_post.id)
        .where(
            _post.state == "waiting",
            _post.due_at <= now,
            _post.platform.in_(platforms),
            or_(_post.leased_until.is_(None), _post.leased_until <= now),
            or_(_post.parent.is_(None), parent_sent),
        )
        .order_by(_post.due_at, _post.id)
        .limit(most)
        .with_for_update(skip_locked=True, of=tables.post)
    )
    claimed = await connection.execute(
        update(tables.post)
        .where(_post.id.in_(ready.scalar_subquery()))
        .values(leased_until=now + lease, attempts=_post.attempts + 1)
        .returning(tables.post)
    )
    rows = claimed.all()
    parents = await _parent_messages(connection, [row.id for row in rows if row.parent])
    deliveries = (_delivery(row, parents.get(row.id)) for row in rows)
    return sorted(deliveries, key=lambda delivery: (delivery.post.due_at, delivery.id))


async def _parent_messages(connection: AsyncConnection, posts: Sequence[int]) -> dict[int, str]:
    """The message that each of these posts hangs under."""
    if not posts:
        return {}
    joined = tables.post.join(_parent, (_parent.c.community_id == _post.community_id) & (_parent.c.key == _post.parent))
    found = await connection.execute(select(_post.id, _parent.c.message).select_from(joined).where(_post.id.in_(posts)))
    return {row.id: row.message for row in found}


async def settle(connection: AsyncConnection, delivery: Delivery, message: str, now: datetime) -> None:
    """Sent. Where the card changed meanwhile the post waits on, with its lease given back."""
    current = _post.version == delivery.version
    await connection.execute(
        update(tables.post)
        .where(*_same(delivery))
        .values(
            state=case((current, "sent"), else_="waiting"),
            message=message,
            changed_at=now,
            leased_until=None,
            attempts=0,
        )
    )


async def postpone(connection: AsyncConnection, delivery: Delivery, until: datetime) -> None:
    await connection.execute(
        update(tables.post).where(*_same(delivery)).values(due_at=until, leased_until=None, attempts=delivery.attempts - 1)
    )


async def shelve(connection: AsyncConnection, delivery: Delivery, state: PostState, reason: str) -> None:
    await connection.execute(update(tables.post).where(*_same(delivery)).values(state=state, reason=reason, leased_until=None))


async def next_post(connection: AsyncConnection) -> datetime | None:
    """The earliest instant a post waits for."""
    found = await connection.execute(select(func.min(_post.due_at)).where(_post.state == "waiting"))
    return found.scalar_one()


def _same(delivery: Delivery) -> tuple[Any, ...]:
    return (_post.community_id == delivery.community, _post.id == delivery.id)


def _delivery(row: Row[Any], parent_message: str | None) -> Delivery:
    return Delivery(
        id=row.id,
        community=row.community_id,
        post=Post(
            key=row.key,
            platform=row.platform,
            space=row.space,
            channel=row.channel,
            card=load(row.card),
            due_at=row.due_at,
            kind=row.kind,
            cohort=row.cohort_id,
            person=row.person_id,
            parent=row.parent,
            state=row.state,
        ),
        version=row.version,
        attempts=row.attempts,
        message=row.message,
        parent_message=parent_message,
    )
