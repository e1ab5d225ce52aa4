"""Posts on their way: what became of those that a worker has claimed."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, case, func, select, update

from bot.domain.post import Delivery, PostState
from bot.errors import Reason
from storage import tables
from storage.connection import Connection
from storage.post_terms import READY
from storage.sweeps import Sweep
from storage.tables.columns import Instant

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
_SHELVE = _CHANGE.returning(_post.key, _post.parent)
_HOLD = _CHANGE.values(held_since=func.coalesce(_post.held_since, bindparam("now", type_=Instant())))
_SHELVE_UNDER = update(tables.post).where(_in_community, _post.parent == bindparam("under"), _post.state == "waiting")
_LOSE_ABOVE = update(tables.post).where(_in_community, _post.key == bindparam("above"))
_doubtful = (_post.state == "waiting", _post.message.is_(None), _post.attempts == 0, _post.due_at <= bindparam("due_by"))
DOUBT = Sweep(
    select(_post.community_id)
    .where(*_doubtful)
    .distinct()
    .execution_options(across_communities="a database is put back as a whole"),
    update(tables.post).where(_in_community, *_doubtful).values(attempts=1),
)
"""Counts what was due by then as tried once; what is due later keeps its place, and can be taken back."""
_NEXT = (
    select(func.min(case((_post.leased_until > _post.due_at, _post.leased_until), else_=_post.due_at)))
    .where(READY)
    .execution_options(across_communities="when the next beat is worth while")
)


async def pass_over(connection: Connection, row: Row[Any], now: datetime) -> None:
    """Hold a post that this version cannot show until its lease ends, for a version that can: what comes after it goes on."""
    leased = {"community": row.community_id, "post": row.id, "attempt": row.attempts}
    await connection.execute(_HOLD, {**leased, "attempts": row.attempts - 1, "now": now})


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
    time has passed keeps the reason for which it was held until then. Under a message that only could not be edited, things are
    said as before."""
    why = {} if state == "expired" else {"reason": reason and str(reason)}
    shelved = {"state": state, "leased_until": None, **why}
    found = (await connection.execute(_SHELVE, {**_claimed(delivery), **shelved})).first()  # its keys may be others by now
    if found and (state == "gone" or not (state == "uncertain" or delivery.message)):
        community = {"community": delivery.community}
        await connection.execute(_SHELVE_UNDER, {**community, "under": found.key, **shelved})
        if state == "gone" and found.parent and not delivery.message:
            await connection.execute(_LOSE_ABOVE, {**community, "above": found.parent, "state": state})


async def next_post(connection: Connection) -> datetime | None:
    """The earliest instant at which a post can be claimed."""
    return (await connection.execute(_NEXT)).scalar_one()


def _claimed(delivery: Delivery) -> dict[str, int]:
    """What the conditions of `_LEASED` are executed with."""
    return {"community": delivery.community, "post": delivery.id, "attempt": delivery.attempts}
