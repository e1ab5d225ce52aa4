"""Dues: the next instant of each routine for each subject, claimed under a lease by the worker that runs them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, func, select, tuple_, update

from bot.ports.dues import Due, Subject
from storage import tables
from storage.connection import Connection
from storage.inserts import upsert
from storage.repository import Repository

LOOKED_AT = 20
"""How many dues are looked at for each subject to claim: enough that further communities come up while others claim the first."""

_due = tables.due.c
_sibling = tables.due.alias("sibling")
_subject = tuple_(_due.subject_kind, _due.subject_id)
_work = tuple_(_due.subject_kind, _due.subject_id, _due.routine)
_in_community = _due.community_id == bindparam("community")
_same_subject = and_(
    _sibling.c.community_id == _due.community_id,
    _sibling.c.subject_kind == _due.subject_kind,
    _sibling.c.subject_id == _due.subject_id,
)
_leased = select(_sibling.c.routine).where(_same_subject, _sibling.c.leased_until > bindparam("now")).exists()
_claimable = and_(_due.wait_until <= bindparam("now"), ~_leased)
"""Dues whose time has come and whose subject no worker has leased: a second worker would only wait for the lock on the same
cohort."""
_same_due = and_(
    _in_community,
    _due.subject_kind == bindparam("kind"),
    _due.subject_id == bindparam("subject"),
    _due.routine == bindparam("work"),
    _due.at == bindparam("since"),
)

_SET = upsert(tables.due)
_TAKE = (
    delete(tables.due)
    .where(_in_community, tuple_(*_work.clauses, _due.at).in_(bindparam("meant", expanding=True)))
    .returning(tables.due)
)
_POSTPONE = update(tables.due).where(_same_due)
_COMMUNITIES = (
    select(_due.community_id)
    .where(_claimable)
    .order_by(_due.wait_until)
    .limit(bindparam("most"))
    .execution_options(across_communities="whose work comes first")
)
_NEXT = select(func.min(_due.wait_until)).execution_options(across_communities="when the next beat is worth while")
_ripe = (
    select(_due.subject_kind, _due.subject_id, func.min(_due.wait_until).label("since"))
    .where(_in_community, _claimable)
    .group_by(_due.subject_kind, _due.subject_id)
    .subquery()
)
_LOCK = (
    select(_due.subject_kind, _due.subject_id)
    .join(_ripe, and_(_due.subject_kind == _ripe.c.subject_kind, _due.subject_id == _ripe.c.subject_id))
    .where(_in_community, _due.routine == select(func.min(_sibling.c.routine)).where(_same_subject).scalar_subquery())
    .order_by(_ripe.c.since)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=tables.due)
)
"""Locks one row for each of the earliest subjects that can be claimed: that of its least routine, whichever is due, so that
workers whose clocks differ lock the same one."""
_free = (
    select(_due.subject_kind, _due.subject_id, _due.routine)
    .where(_in_community, _subject.in_(bindparam("locked", expanding=True)), _claimable)
    .with_for_update(skip_locked=True, of=tables.due)
    .cte("free")
)
_LEASE = update(tables.due).where(_in_community, _work.in_(select(_free))).returning(tables.due)


class SqlDues(Repository):
    async def set(self, *dues: Due) -> None:
        if dues:
            await self._insert(_SET, *map(_row, dues))

    async def take(self, *dues: Due) -> Sequence[Due]:
        keys = [(due.subject.kind, due.subject.id, due.routine, due.at) for due in dues]
        taken = set(map(_from_row, await self._rows(_TAKE, meant=keys)))
        return [due for due in dues if due in taken]


async def communities(connection: Connection, now: datetime, most: int) -> Sequence[int]:
    """The communities of the earliest dues that can be claimed, `LOOKED_AT` for each of `most` subjects; nothing is locked."""
    found = await connection.execute(_COMMUNITIES, {"now": now, "most": LOOKED_AT * most})
    return list(dict.fromkeys(found.scalars()))


async def claim(connection: Connection, community: int, now: datetime, lease: timedelta, most: int) -> Sequence[Due]:
    """Lease all dues of at most `most` subjects of one community, earliest first.

    A subject that another worker is claiming is passed over, not waited for. What is claimable is asked again once its lock is
    held: only then are the leases seen that were given meanwhile.
    """
    here = {"community": community, "now": now}
    locked = [tuple(row) for row in await connection.execute(_LOCK, {**here, "most": most})]
    if not locked:
        return ()
    leased = {"wait_until": now + lease, "leased_until": now + lease}
    claimed = await connection.execute(_LEASE, {**here, "locked": locked, **leased})
    return sorted(map(_from_row, claimed), key=lambda due: (due.at, due.subject.id, due.routine))


async def postpone(connection: Connection, community: int, due: Due, until: datetime) -> None:
    await connection.execute(_POSTPONE, {"community": community, **_key(due), "wait_until": until, "leased_until": None})


async def next_due(connection: Connection) -> datetime | None:
    """The earliest instant at which a due can be claimed."""
    return (await connection.execute(_NEXT)).scalar_one()


def _row(due: Due) -> dict[str, Any]:
    return {
        "subject_kind": due.subject.kind,
        "subject_id": due.subject.id,
        "routine": due.routine,
        "cohort_id": due.subject.id if due.subject.kind == "cohort" else None,
        "at": due.at,
        "wait_until": due.at,
        "leased_until": None,
    }


def _key(due: Due) -> dict[str, Any]:
    return {"kind": due.subject.kind, "subject": due.subject.id, "work": due.routine, "since": due.at}


def _from_row(row: Row[Any]) -> Due:
    return Due(row.routine, Subject(row.subject_kind, row.subject_id), row.at)
