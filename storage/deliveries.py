"""Posts on their way: claimed under a lease by the worker that sends them, and settled once."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import ColumnElement, Executable, Row, bindparam, case, func, or_, select, tuple_, update

from bot.domain.post import Delivery, Post, PostState
from bot.errors import Reason
from bot.interface.stored import load
from storage import tables
from storage.connection import Connection
from storage.post_terms import HELD, READY, SPEAKS_IN
from storage.tables.columns import Instant

log = structlog.get_logger(__name__)

EDIT_SPACING = timedelta(minutes=1)
"""The time between a message and its edit, if the card changed while the message was on its way."""

_post = tables.post.c
_in_community = _post.community_id == bindparam("community")
_LEASED = (
    _in_community,
    _post.id == bindparam("post"),
    _post.attempts == bindparam("attempt"),
    _post.leased_until.is_not(None),
)
"""The post while the claim of a delivery is the latest one: whoever lost the lease to another changes nothing."""


def _leasing(*wanted: ColumnElement[bool]) -> Executable:
    """Lease at most so many of the wanted posts, earliest first; each counts an attempt."""
    ready = (
        select(_post.community_id, _post.id)
        .where(*wanted)
        .order_by(_post.due_at, _post.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True, of=tables.post)
        .cte("ready")
    )
    return (
        update(tables.post)
        .where(tuple_(_post.community_id, _post.id).in_(select(ready)))
        .values(attempts=_post.attempts + 1, channel=SPEAKS_IN)
        .returning(tables.post)
        .execution_options(across_communities="one worker sends the posts of all")
    )


_LEASE_DUE = _leasing(
    READY,
    _post.due_at <= bindparam("now"),
    _post.platform.in_(bindparam("platforms", expanding=True)),
    or_(_post.leased_until.is_(None), _post.leased_until <= bindparam("now")),
)
_LEASE_HELD = _leasing(
    READY,
    *HELD,
    _post.leased_until > bindparam("now"),
    tuple_(_post.community_id, _post.platform, _post.channel).in_(bindparam("channels", expanding=True)),
)
_MESSAGES = (
    select(_post.community_id, _post.key, _post.message)
    .where(
        _post.community_id.in_(bindparam("communities", expanding=True)),
        _post.key.in_(bindparam("keys", expanding=True)),
    )
    .execution_options(across_communities="the claimed posts are of several")
)
_is_current = _post.version == bindparam("sent")
_SETTLE = (
    update(tables.post)
    .where(*_LEASED)
    .values(
        state=case((_is_current, "sent"), else_="waiting"),
        due_at=case((_is_current, _post.due_at), else_=bindparam("edit_at", type_=Instant())),
        leased_until=None,
        attempts=0,
        held_since=None,
        reason=None,
    )
)
_CHANGE = update(tables.post).where(*_LEASED)
_HOLD = _CHANGE.values(held_since=func.coalesce(_post.held_since, bindparam("now", type_=Instant())))
_SHELVE_UNDER = update(tables.post).where(_in_community, _post.parent == bindparam("under"), _post.state == "waiting")
_LOSE_ABOVE = update(tables.post).where(_in_community, _post.key == bindparam("above"))
_NEXT = (
    select(func.min(case((_post.leased_until > _post.due_at, _post.leased_until), else_=_post.due_at)))
    .where(READY)
    .execution_options(across_communities="when the next beat is worth while")
)


async def claim(
    connection: Connection, platforms: Sequence[str], now: datetime, lease: timedelta, most: int
) -> Sequence[Delivery]:
    """Lease what is due, and what is held in the same channels, so that it keeps its order once the channel takes posts again.

    Rows another process holds are passed over.
    """
    leasing = {"now": now, "leased_until": now + lease, "most": most}
    rows = list(await connection.execute(_LEASE_DUE, {**leasing, "platforms": list(platforms)}))
    channels = {(row.community_id, row.platform, row.channel) for row in rows}
    if channels:
        rows += await connection.execute(_LEASE_HELD, {**leasing, "channels": list(channels)})
    parents = await _parent_messages(connection, rows)
    deliveries = (_delivery(row, parents.get((row.community_id, row.parent))) for row in rows)
    return sorted(filter(None, deliveries), key=lambda delivery: (delivery.post.due_at, delivery.id))


async def _parent_messages(connection: Connection, posts: Sequence[Row[Any]]) -> dict[tuple[int, str], str]:
    """The messages of the parents of these posts, by community and key."""
    hanging = [post for post in posts if post.parent]
    if not hanging:
        return {}
    theirs = {"communities": [post.community_id for post in hanging], "keys": [post.parent for post in hanging]}
    return {(row.community_id, row.key): row.message for row in await connection.execute(_MESSAGES, theirs)}


async def settle(connection: Connection, delivery: Delivery, message: str, now: datetime) -> None:
    """The post was sent. If the card changed meanwhile, the post waits for its edit, with its lease given back."""
    sent = {"sent": delivery.version, "message": message, "changed_at": now, "edit_at": now + EDIT_SPACING}
    await connection.execute(_SETTLE, {**_claimed(delivery), **sent})


async def postpone(connection: Connection, delivery: Delivery, until: datetime) -> None:
    postponed = {"due_at": until, "until": delivery.post.until, "leased_until": None, "attempts": delivery.attempts - 1}
    await connection.execute(_CHANGE, {**_claimed(delivery), **postponed})


async def hold(connection: Connection, delivery: Delivery, until: datetime, now: datetime, reason: Reason) -> None:
    """Refused: nobody claims it before `until`, and the next attempt is as this one."""
    held = {"leased_until": until, "attempts": delivery.attempts - 1, "reason": str(reason)}
    await connection.execute(_HOLD, {**_claimed(delivery), **held, "now": now})


async def send_anew(connection: Connection, delivery: Delivery) -> None:
    await connection.execute(_CHANGE, {**_claimed(delivery), "message": None, "leased_until": None, "attempts": 0})


async def shelve(connection: Connection, delivery: Delivery, state: PostState, reason: Reason | None) -> None:
    """Never try the post again, nor the posts that wait for its message; what it was to stand under is gone if it is."""
    shelved = {"state": state, "reason": reason and str(reason), "leased_until": None}
    found = await connection.execute(_CHANGE, {**_claimed(delivery), **shelved})
    if found.rowcount:
        community = {"community": delivery.community}
        await connection.execute(_SHELVE_UNDER, {**community, "under": delivery.post.key, **shelved})
        if state == "gone" and delivery.post.parent and not delivery.message:
            await connection.execute(_LOSE_ABOVE, {**community, "above": delivery.post.parent, "state": state})


async def next_post(connection: Connection) -> datetime | None:
    """The earliest instant at which a post can be claimed."""
    return (await connection.execute(_NEXT)).scalar_one()


def _claimed(delivery: Delivery) -> dict[str, int]:
    """What the conditions of `_LEASED` are executed with."""
    return {"community": delivery.community, "post": delivery.id, "attempt": delivery.attempts}


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
