"""Posts claimed: the first of each lane, leased to the worker that sends it."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import Row, and_, bindparam, case, exists, func, or_, select, tuple_, update

from bot.domain.post import ENDED, Delivery
from storage import tables
from storage.connection import Connection
from storage.deliveries import pass_over
from storage.post_terms import HELD, READY, SPEAKS_IN, post_from
from storage.tables.columns import Instant

log = structlog.get_logger(__name__)

_post = tables.post.c
_in_community = _post.community_id == bindparam("community")
_on_platform = (_post.state == "waiting", _post.platform == bindparam("on"))
_waits = (_in_community, *_on_platform)
_can_be_leased = or_(_post.leased_until.is_(None), _post.leased_until <= bindparam("now"))
_is_ready = (_post.due_at <= bindparam("now"), READY, _can_be_leased)
_COMMUNITIES = (
    select(_post.community_id)
    .where(*_on_platform, *_is_ready)
    .group_by(_post.community_id)
    .order_by(func.random())  # so that several workers begin with different ones
    .execution_options(across_communities="in which of them a worker looks for posts")
)
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
_ready = select(_post.id).where(*_in_lane, *_is_ready)
_first = _ready.order_by(_post.due_at, _post.number, _post.id).limit(1).correlate(_LANES).scalar_subquery()
"""The first post in a lane that can be sent now."""
_firsts = select(_first.label("id")).select_from(_LANES).where(_IS_FREE).subquery("firsts")
_FIRSTS = select(_firsts).where(_firsts.c.id.is_not(None)).limit(bindparam("most"))
_claim_of = "claim " + bindparam("on", type_=_post.platform.type) + " " + bindparam("of", type_=_post.platform.type)
_TURN = select(func.pg_advisory_xact_lock(func.hashtextextended(_claim_of, 0)))
"""Claims of a platform in one community follow each other, so that no two take different posts of a lane; SQLite's transactions
do so anyway."""
_due = tables.post.alias("due_post")
_HELD_BEFORE = (
    select(_post.id)
    .join(
        _due,
        and_(_due.c.community_id == _post.community_id, _due.c.platform == _post.platform, _due.c.channel == _post.channel),
    )
    .where(
        *_waits,
        *HELD,
        _post.leased_until > bindparam("now"),
        READY,
        _due.c.id.in_(bindparam("posts", expanding=True)),
        tuple_(_post.due_at, _post.number, _post.id) < tuple_(_due.c.due_at, _due.c.number, _due.c.id),
    )
)
_LEASE = (
    update(tables.post)
    .where(
        _in_community,
        _post.id.in_(bindparam("posts", expanding=True)),
        _post.state.not_in(ENDED),  # not what is found by an index, of which the keys would then make no use
        or_(_can_be_leased, and_(*HELD)),  # another process may have claimed it meanwhile
    )
    .values(
        attempts=_post.attempts + 1,
        channel=SPEAKS_IN,
        tried_at=case((_post.attempts == 0, bindparam("now", type_=Instant())), else_=_post.tried_at),
    )
    .returning(tables.post)
)
_MESSAGES = select(_post.key, _post.message).where(_in_community, _post.key.in_(bindparam("keys", expanding=True)))


async def communities(connection: Connection, platform: str, now: datetime) -> Sequence[int]:
    """The communities with posts that are due on a platform and leased to nobody; nothing is locked."""
    return (await connection.execute(_COMMUNITIES, {"on": platform, "now": now})).scalars().all()


async def claim(
    connection: Connection, platform: str, community: int, now: datetime, lease: timedelta, most: int, after: str
) -> Sequence[Delivery]:
    """Lease the first post of each lane, and what is held there, so that it keeps its order once the channel takes posts again.

    A lane of which another process has a post is passed over.
    """
    asked = {"on": platform, "community": community, "now": now}
    firsts = await _find_firsts(connection, {**asked, "most": most, "after": after})
    if not firsts:
        return []
    held = (await connection.execute(_HELD_BEFORE, {**asked, "posts": firsts})).scalars()
    leasing = {"community": community, "posts": [*firsts, *held], "now": now, "leased_until": now + lease}
    rows = list(await connection.execute(_LEASE, leasing))
    rows.sort(key=lambda row: (row.due_at, row.number, row.id))
    parents = await _parent_messages(connection, community, rows)
    found = [_delivery(row, parents.get(row.parent)) for row in rows]
    for row in (row for row, delivery in zip(rows, found, strict=True) if delivery is None):
        await pass_over(connection, row, now)
    return [delivery for delivery in found if delivery]


async def _find_firsts(connection: Connection, asked: Mapping[str, Any]) -> Sequence[int]:
    found = (await connection.execute(_FIRSTS, asked)).scalars().all()
    if found and connection.dialect.name == "postgresql":
        await connection.execute(_TURN, {"on": asked["on"], "of": str(asked["community"])})
        found = (await connection.execute(_FIRSTS, asked)).scalars().all()  # without what others claimed meanwhile
    return found


async def _parent_messages(connection: Connection, community: int, posts: Sequence[Row[Any]]) -> Mapping[str, str]:
    """The messages of the parents of these posts, by their keys."""
    keys = [post.parent for post in posts if post.parent]
    if not keys:
        return {}
    return {row.key: row.message for row in await connection.execute(_MESSAGES, {"community": community, "keys": keys})}


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
        known_as=row.known_as,
        message=row.message,
        parent_message=parent_message,
        held_since=row.held_since,
        tried_at=row.tried_at,
    )
