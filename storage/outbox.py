"""Posts that wait: queued in the unit of the change they tell of, claimed under a lease, settled once."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import ColumnElement, Row, case, delete, func, literal, or_, select, tuple_, update

from bot.domain.post import Delivery, Message, Post, PostState
from bot.errors import Reason
from bot.interface.stored import dump, load
from storage import tables
from storage.connection import Connection, insert
from storage.identity import new_id
from storage.post_terms import READY, SPEAKS_IN
from storage.repository import Repository
from storage.tables.columns import Instant

log = structlog.get_logger(__name__)

EDIT_SPACING = timedelta(minutes=1)
"""The time between a message and its edit, if the card changed while the message was on its way."""

_post = tables.post.c
_HELD = (_post.state == "waiting", _post.held_since.is_not(None), _post.attempts == 0)
"""Refused posts that nobody tries at present: `leased_until` says when they are tried again."""


class SqlOutbox(Repository):
    async def put(self, post: Post) -> bool:
        statement = insert(self._connection, tables.post).on_conflict_do_nothing(index_elements=["community_id", "key"])
        inserted = await self._connection.execute(statement.values(self._new(post)))
        return inserted.rowcount > 0

    async def revise(self, post: Post, spacing: timedelta) -> None:
        if await self.put(post):
            return
        keyed = self._keyed(post.key)
        known = (await self._rows(select(tables.post).filter_by(**keyed).with_for_update()))[0]
        if known.state in ("waiting", "sent") and load(known.card) != post.card:
            due_at = known.due_at if known.state == "waiting" else max(post.due_at, known.changed_at + spacing)
            await self._connection.execute(
                update(tables.post)
                .filter_by(**keyed)
                .values(card=dump(post.card), version=_post.version + 1, state="waiting", due_at=due_at)
            )

    async def message(self, key: str) -> Message | None:
        row = await self._first(select(_post.channel, _post.message).filter_by(**self._keyed(key)))
        return Message(row.channel, row.message) if row and row.message else None

    async def knows(self, key: str) -> bool:
        return await self._first(select(_post.id).filter_by(**self._keyed(key))) is not None

    async def wake(self, platform: str, channel: str, now: datetime) -> None:
        held = (*_HELD, _post.leased_until > now, _post.platform == platform, _post.channel == channel)
        await self._connection.execute(
            update(tables.post).where(_post.community_id == self._community, *held).values(leased_until=now)
        )

    async def cancel(self, key: str) -> None:
        await self._connection.execute(
            delete(tables.post).filter_by(**self._keyed(key), state="waiting").where(_post.message.is_(None), _post.attempts == 0)
        )

    def _keyed(self, key: str) -> dict[str, Any]:
        return {"community_id": self._community, "key": key}

    def _new(self, post: Post) -> dict[str, Any]:
        return {
            "community_id": self._community,
            "id": new_id(),
            "key": post.key,
            "kind": post.kind,
            "platform": post.platform,
            "space": post.space,
            "channel": post.channel,
            "card": dump(post.card),
            "cohort_id": post.cohort,
            "home_id": post.home,
            "person_id": post.person,
            "parent": post.parent,
            "state": post.state,
            "due_at": post.due_at,
            "until": post.until,
            "attempts": 0,
            "version": 1,
        }


async def claim(
    connection: Connection, platforms: Sequence[str], now: datetime, lease: timedelta, most: int
) -> Sequence[Delivery]:
    """Lease what is due, and what is held in the same channels, so that it keeps its order once the channel takes posts again.

    Rows another process holds are passed over.
    """
    due = (
        READY,
        _post.due_at <= now,
        _post.platform.in_(platforms),
        or_(_post.leased_until.is_(None), _post.leased_until <= now),
    )
    rows = await _lease(connection, now + lease, most, *due)
    channels = {(row.community_id, row.platform, row.channel) for row in rows}
    if channels:
        here = tuple_(_post.community_id, _post.platform, _post.channel).in_(channels)
        held = (READY, *_HELD, _post.leased_until > now, here)
        rows += await _lease(connection, now + lease, most, *held)
    parents = await _parent_messages(connection, rows)
    deliveries = (_delivery(row, parents.get((row.community_id, row.parent))) for row in rows)
    return sorted(filter(None, deliveries), key=lambda delivery: (delivery.post.due_at, delivery.id))


async def _lease(connection: Connection, until: datetime, most: int, *wanted: ColumnElement[bool]) -> list[Row[Any]]:
    """Lease at most so many of the wanted posts, earliest first; each counts an attempt."""
    ready = (
        select(_post.community_id, _post.id)
        .where(*wanted)
        .order_by(_post.due_at, _post.id)
        .limit(most)
        .with_for_update(skip_locked=True, of=tables.post)
        .cte("ready")
    )
    claimed = await connection.execute(
        update(tables.post)
        .where(tuple_(_post.community_id, _post.id).in_(select(ready)))
        .values(leased_until=until, attempts=_post.attempts + 1, channel=SPEAKS_IN)
        .returning(tables.post)
        .execution_options(across_communities="one worker sends the posts of all")
    )
    return list(claimed.all())


async def _parent_messages(connection: Connection, posts: Sequence[Row[Any]]) -> dict[tuple[int, str], str]:
    """The messages of the parents of these posts, by community and key."""
    hanging = [post for post in posts if post.parent]
    if not hanging:
        return {}
    theirs = (_post.community_id.in_({post.community_id for post in hanging}), _post.key.in_({post.parent for post in hanging}))
    statement = select(_post.community_id, _post.key, _post.message).where(*theirs)
    parents = statement.execution_options(across_communities="the claimed posts are of several")
    return {(row.community_id, row.key): row.message for row in await connection.execute(parents)}


async def settle(connection: Connection, delivery: Delivery, message: str, now: datetime) -> None:
    """The post was sent. If the card changed meanwhile, the post waits for its edit, with its lease given back."""
    current = _post.version == delivery.version
    await connection.execute(
        update(tables.post)
        .where(*_leased(delivery))
        .values(
            state=case((current, "sent"), else_="waiting"),
            due_at=case((current, _post.due_at), else_=literal(now + EDIT_SPACING, Instant())),
            message=message,
            changed_at=now,
            leased_until=None,
            attempts=0,
            held_since=None,
            reason=None,
        )
    )


async def postpone(connection: Connection, delivery: Delivery, until: datetime) -> None:
    postponed = {"due_at": until, "leased_until": None, "attempts": delivery.attempts - 1}
    await connection.execute(update(tables.post).where(*_leased(delivery)).values(postponed))


async def hold(connection: Connection, delivery: Delivery, until: datetime, now: datetime, reason: Reason) -> None:
    """Refused: nobody claims it before `until`, and the next attempt is as this one."""
    held = {"leased_until": until, "attempts": delivery.attempts - 1, "reason": str(reason)}
    since = func.coalesce(_post.held_since, literal(now, Instant()))
    await connection.execute(update(tables.post).where(*_leased(delivery)).values(held_since=since, **held))


async def send_anew(connection: Connection, delivery: Delivery) -> None:
    await connection.execute(update(tables.post).where(*_leased(delivery)).values(message=None, leased_until=None, attempts=0))


async def shelve(connection: Connection, delivery: Delivery, state: PostState, reason: Reason | None) -> None:
    """Never try the post again, nor the posts that wait for its message."""
    shelved = {"state": state, "reason": reason and str(reason), "leased_until": None}
    found = await connection.execute(update(tables.post).where(*_leased(delivery)).values(shelved))
    if found.rowcount:
        under = (_post.community_id == delivery.community, _post.parent == delivery.post.key, _post.state == "waiting")
        await connection.execute(update(tables.post).where(*under).values(shelved))


async def next_post(connection: Connection) -> datetime | None:
    """The earliest instant at which a post can be claimed."""
    at = case((_post.leased_until > _post.due_at, _post.leased_until), else_=_post.due_at)
    earliest = select(func.min(at)).where(READY).execution_options(across_communities="when the next beat is worth while")
    return (await connection.execute(earliest)).scalar_one()


def _leased(delivery: Delivery) -> tuple[Any, ...]:
    """The post while the claim of this delivery is the latest one: whoever lost the lease to another changes nothing."""
    return (
        _post.community_id == delivery.community,
        _post.id == delivery.id,
        _post.attempts == delivery.attempts,
        _post.leased_until.is_not(None),
    )


def _delivery(row: Row[Any], parent_message: str | None) -> Delivery | None:
    """The claimed post; None if this version cannot show it: then it is left for another, and holds up no other post."""
    try:
        card = load(row.card)
    except (KeyError, TypeError, ValueError):
        log.exception("a post cannot be read", post=row.id, key=row.key)
        return None
    return Delivery(
        id=row.id,
        community=row.community_id,
        post=Post(
            key=row.key,
            platform=row.platform,
            space=row.space,
            channel=row.channel,
            card=card,
            due_at=row.due_at,
            until=row.until,
            kind=row.kind,
            cohort=row.cohort_id,
            home=row.home_id,
            person=row.person_id,
            parent=row.parent,
            state=row.state,
        ),
        version=row.version,
        attempts=row.attempts,
        message=row.message,
        parent_message=parent_message,
        held_since=row.held_since,
    )
