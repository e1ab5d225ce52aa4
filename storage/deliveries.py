"""Posts on their way: claimed under a lease by the worker that sends them, and settled once."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import ColumnElement, Row, and_, bindparam, case, exists, func, or_, select, tuple_, update

from bot.domain.post import ENDED, Delivery, PostState
from bot.errors import Reason
from storage import tables
from storage.connection import Connection
from storage.post_terms import HELD, READY, SPEAKS_IN, post_from
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


_waits = (_post.state == "waiting", _post.platform == bindparam("on"))
_can_be_leased = or_(_post.leased_until.is_(None), _post.leased_until <= bindparam("now"))
_first_lane = select(func.min(_post.channel).label("channel")).where(*_waits, _post.channel > bindparam("after"))
_lane = _first_lane.cte("lane", recursive=True)
_next_lane = select(func.min(_post.channel)).where(*_waits, _post.channel > _lane.c.channel).correlate(_lane)
_LANES = _lane.union_all(select(_next_lane.scalar_subquery()).where(_lane.c.channel.is_not(None)))
"""The channels in which posts wait, found by one step in an index each, however many posts wait there."""
_in_lane = (*_waits, _post.channel == _LANES.c.channel)
_arrives = (_post.message.is_(None), ~and_(*HELD))
_IS_FREE = ~exists().where(*_in_lane, _post.leased_until > bindparam("now"), *_arrives).correlate(_LANES)
"""Whether no post of a lane is under way, or waits for an instant that the platform named: what comes after it waits too. An edit
holds up nothing."""


def _first(column: ColumnElement[int]) -> ColumnElement[int]:
    """A column of the first post in a lane that can be sent now."""
    ready = select(column).where(*_in_lane, _post.due_at <= bindparam("now"), READY, _can_be_leased)
    return ready.order_by(_post.due_at, _post.number, _post.id).limit(1).correlate(_LANES).scalar_subquery()


_first_of_each = select(_first(_post.community_id).label("community_id"), _first(_post.id).label("id"))
_firsts = _first_of_each.select_from(_LANES).where(_IS_FREE).subquery("firsts")
_FIRSTS = (
    select(_firsts)
    .where(_firsts.c.id.is_not(None))
    .limit(bindparam("most"))
    .execution_options(across_communities="one worker sends the posts of all")
)
_TURN = select(func.pg_advisory_xact_lock(func.hashtext("claim " + bindparam("on", type_=_post.platform.type))))
"""Claims of a platform follow each other, so that no two take different posts of a lane; SQLite's transactions do so anyway."""
_due = tables.post.alias("due_post")
_HELD_BEFORE = (
    select(_post.community_id, _post.id)
    .join(_due, and_(_due.c.platform == _post.platform, _due.c.channel == _post.channel))
    .where(
        *_waits,
        *HELD,
        _post.leased_until > bindparam("now"),
        READY,
        _due.c.community_id.in_(bindparam("communities", expanding=True)),
        _due.c.id.in_(bindparam("posts", expanding=True)),
        tuple_(_post.due_at, _post.number, _post.id) < tuple_(_due.c.due_at, _due.c.number, _due.c.id),
    )
    .execution_options(across_communities="one worker sends the posts of all")
)
_LEASE = (
    update(tables.post)
    .where(
        _post.community_id.in_(bindparam("communities", expanding=True)),
        _post.id.in_(bindparam("posts", expanding=True)),
        _post.state.not_in(ENDED),  # not what is found by an index, of which the keys would then make no use
        or_(_can_be_leased, and_(*HELD)),  # another process may have claimed it meanwhile
    )
    .values(attempts=_post.attempts + 1, channel=SPEAKS_IN)
    .returning(tables.post)
    .execution_options(across_communities="one worker sends the posts of all")
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
        sent_at=func.coalesce(_post.sent_at, bindparam("now", type_=Instant())),
    )
)
_CHANGE = update(tables.post).where(*_LEASED)
_HOLD = _CHANGE.values(held_since=func.coalesce(_post.held_since, bindparam("now", type_=Instant())))
_SHELVE_UNDER = update(tables.post).where(_in_community, _post.parent == bindparam("under"), _post.state == "waiting")
_LOSE_ABOVE = update(tables.post).where(_in_community, _post.key == bindparam("above"))
_DOUBT = (
    update(tables.post)
    .where(_post.state == "waiting", _post.message.is_(None), _post.attempts == 0, _post.due_at <= bindparam("due_by"))
    .values(attempts=1)
    .execution_options(across_communities="a database is put back as a whole")
)
_NEXT = (
    select(func.min(case((_post.leased_until > _post.due_at, _post.leased_until), else_=_post.due_at)))
    .where(READY)
    .execution_options(across_communities="when the next beat is worth while")
)


async def claim(
    connection: Connection, platform: str, now: datetime, lease: timedelta, most: int, after: str
) -> Sequence[Delivery]:
    """Lease the first post of each lane, and what is held there, so that it keeps its order once the channel takes posts again.

    A lane of which another process has a post is passed over.
    """
    asked = {"on": platform, "now": now}
    firsts = await _find_firsts(connection, {**asked, "most": most, "after": after})
    if not firsts:
        return []
    held = await connection.execute(_HELD_BEFORE, {**asked, **_among(firsts)})
    leasing = {**_among([*firsts, *held]), "now": now, "leased_until": now + lease}
    rows = list(await connection.execute(_LEASE, leasing))
    rows.sort(key=lambda row: (row.due_at, row.number, row.id))
    parents = await _parent_messages(connection, rows)
    found = [_delivery(row, parents.get((row.community_id, row.parent))) for row in rows]
    for row in (row for row, delivery in zip(rows, found, strict=True) if delivery is None):
        await _pass_over(connection, row, now)
    return [delivery for delivery in found if delivery]


async def _find_firsts(connection: Connection, asked: Mapping[str, Any]) -> Sequence[Row[Any]]:
    found = (await connection.execute(_FIRSTS, asked)).all()
    if found and connection.dialect.name == "postgresql":
        await connection.execute(_TURN, {"on": asked["on"]})
        found = (await connection.execute(_FIRSTS, asked)).all()  # without what others claimed meanwhile
    return found


def _among(posts: Sequence[Row[Any]]) -> dict[str, list[int]]:
    """What statements about these posts are executed with. An id of one community is never that of a post of another."""
    return {"communities": list({post.community_id for post in posts}), "posts": [post.id for post in posts]}


async def _pass_over(connection: Connection, row: Row[Any], now: datetime) -> None:
    """Hold a post that this version cannot show until its lease ends, for a version that can: what comes after it goes on."""
    leased = {"community": row.community_id, "post": row.id, "attempt": row.attempts}
    await connection.execute(_HOLD, {**leased, "attempts": row.attempts - 1, "now": now})


async def _parent_messages(connection: Connection, posts: Sequence[Row[Any]]) -> dict[tuple[int, str], str]:
    """The messages of the parents of these posts, by community and key."""
    hanging = [post for post in posts if post.parent]
    if not hanging:
        return {}
    theirs = {"communities": [post.community_id for post in hanging], "keys": [post.parent for post in hanging]}
    return {(row.community_id, row.key): row.message for row in await connection.execute(_MESSAGES, theirs)}


async def settle(connection: Connection, delivery: Delivery, message: str, now: datetime) -> None:
    """The post was sent. If the card changed meanwhile, the post waits for its edit, with its lease given back."""
    sent = {"sent": delivery.version, "message": message, "changed_at": now, "now": now, "edit_at": now + EDIT_SPACING}
    await connection.execute(_SETTLE, {**_claimed(delivery), **sent})


async def wait(connection: Connection, delivery: Delivery, until: datetime) -> None:
    """Nothing was sent: the next attempt is as this one, and what comes after it in its lane waits with it."""
    waiting = {"leased_until": until, "attempts": delivery.attempts - 1}
    await connection.execute(_CHANGE, {**_claimed(delivery), **waiting})


async def look_later(connection: Connection, delivery: Delivery, until: datetime) -> None:
    """Whether anything was sent is unknown: the next attempt looks for it, and what comes after it in its lane waits."""
    await connection.execute(_CHANGE, {**_claimed(delivery), "leased_until": until})


async def postpone(connection: Connection, delivery: Delivery, until: datetime) -> None:
    postponed = {"due_at": until, "until": delivery.post.until, "leased_until": None, "attempts": delivery.attempts - 1}
    await connection.execute(_CHANGE, {**_claimed(delivery), **postponed})


async def hold(connection: Connection, delivery: Delivery, until: datetime, now: datetime, reason: Reason) -> None:
    """Refused: nobody claims it before `until`, and the next attempt is as this one."""
    held = {"leased_until": until, "attempts": delivery.attempts - 1, "reason": str(reason)}
    await connection.execute(_HOLD, {**_claimed(delivery), **held, "now": now})


async def send_anew(connection: Connection, delivery: Delivery) -> None:
    unsent = {"message": None, "sent_at": None, "leased_until": None, "attempts": 0}
    await connection.execute(_CHANGE, {**_claimed(delivery), **unsent})


async def shelve(connection: Connection, delivery: Delivery, state: PostState, reason: Reason | None) -> None:
    """Never try the post again, nor the posts that wait for its message; what it was to stand under is gone if it is. One whose
    time has passed keeps the reason for which it was held until then."""
    why = {} if state == "expired" else {"reason": reason and str(reason)}
    shelved = {"state": state, "leased_until": None, **why}
    found = await connection.execute(_CHANGE, {**_claimed(delivery), **shelved})
    if found.rowcount:
        community = {"community": delivery.community}
        await connection.execute(_SHELVE_UNDER, {**community, "under": delivery.post.key, **shelved})
        if state == "gone" and delivery.post.parent and not delivery.message:
            await connection.execute(_LOSE_ABOVE, {**community, "above": delivery.post.parent, "state": state})


async def doubt(connection: Connection, due_by: datetime) -> None:
    """Count what was due by then as tried once; what is due later keeps its place, and can be taken back."""
    await connection.execute(_DOUBT, {"due_by": due_by})


async def next_post(connection: Connection) -> datetime | None:
    """The earliest instant at which a post can be claimed."""
    return (await connection.execute(_NEXT)).scalar_one()


def _claimed(delivery: Delivery) -> dict[str, int]:
    """What the conditions of `_LEASED` are executed with."""
    return {"community": delivery.community, "post": delivery.id, "attempt": delivery.attempts}


def _delivery(row: Row[Any], parent_message: str | None) -> Delivery | None:
    """The claimed post; None if this version cannot show it."""
    try:
        post = post_from(row)
    except (KeyError, TypeError, ValueError):
        log.exception("a post cannot be read", post=row.id, key=row.key)
        return None
    return Delivery(
        id=row.id,
        community=row.community_id,
        post=post,
        version=row.version,
        attempts=row.attempts,
        message=row.message,
        parent_message=parent_message,
        held_since=row.held_since,
    )
