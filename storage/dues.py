"""Dues: the next instant of each routine for each subject, claimed under a lease by the worker that runs them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, delete, func, select, tuple_, update

from bot.ports.dues import Due, Subject
from storage import tables
from storage.connection import Connection, upsert
from storage.repository import Repository

LOOKED_AT = 20
"""How many dues are looked at for each subject to claim: enough that further communities come up while others claim the first."""

_due = tables.due.c
_subject = tuple_(_due.subject_kind, _due.subject_id)
_sibling = tables.due.alias("sibling")


class SqlDues(Repository):
    async def set(self, due: Due) -> None:
        values = {
            "cohort_id": due.subject.id if due.subject.kind == "cohort" else None,
            "wait_until": due.at,
            "leased_until": None,
        }
        await upsert(self._connection, tables.due, {**_key(self._community, due), "at": due.at, **values})

    async def take(self, due: Due) -> bool:
        removed = await self._connection.execute(delete(tables.due).filter_by(**_key(self._community, due), at=due.at))
        return removed.rowcount > 0


async def communities(connection: Connection, now: datetime, most: int) -> Sequence[int]:
    """The communities of the earliest dues that can be claimed, `LOOKED_AT` for each of `most` subjects; nothing is locked."""
    candidates = select(_due.community_id).where(_claimable(now)).order_by(_due.wait_until).limit(LOOKED_AT * most)
    whose = candidates.execution_options(across_communities="whose work comes first")
    return list(dict.fromkeys(await connection.scalars(whose)))


async def claim(connection: Connection, community: int, now: datetime, lease: timedelta, most: int) -> Sequence[Due]:
    """Lease all dues of at most `most` subjects of one community, earliest first.

    A subject that another worker is claiming is passed over, not waited for. What is claimable is asked again once its lock is
    held: only then are the leases seen that were given meanwhile.
    """
    locked = (await connection.execute(_locking(community, now, most))).all()
    if not locked:
        return ()
    free = (
        select(_due.subject_kind, _due.subject_id, _due.routine)
        .where(_due.community_id == community, _subject.in_([tuple(row) for row in locked]), _claimable(now))
        .with_for_update(skip_locked=True, of=tables.due)
        .cte("free")
    )
    claimed = await connection.execute(
        update(tables.due)
        .where(
            _due.community_id == community,
            tuple_(_due.subject_kind, _due.subject_id, _due.routine).in_(select(free)),
        )
        .values(wait_until=now + lease, leased_until=now + lease)
        .returning(tables.due)
    )
    return sorted(map(_from_row, claimed), key=lambda due: (due.at, due.subject.id, due.routine))


async def postpone(connection: Connection, community: int, due: Due, until: datetime) -> None:
    await connection.execute(
        update(tables.due).filter_by(**_key(community, due), at=due.at).values(wait_until=until, leased_until=None)
    )


async def next_due(connection: Connection) -> datetime | None:
    """The earliest instant at which a due can be claimed."""
    earliest = select(func.min(_due.wait_until)).execution_options(across_communities="when the next beat is worth while")
    return (await connection.execute(earliest)).scalar_one()


def _locking(community: int, now: datetime, most: int) -> Select[Any, Any]:
    """Locks one row for each of the earliest subjects that can be claimed: that of its least routine, whichever is due, so that
    workers whose clocks differ lock the same one."""
    ripe = (
        select(_due.subject_kind, _due.subject_id, func.min(_due.wait_until).label("since"))
        .where(_due.community_id == community, _claimable(now))
        .group_by(_due.subject_kind, _due.subject_id)
        .subquery()
    )
    least = select(func.min(_sibling.c.routine)).where(_same_subject()).scalar_subquery()
    return (
        select(_due.subject_kind, _due.subject_id)
        .join(ripe, and_(_due.subject_kind == ripe.c.subject_kind, _due.subject_id == ripe.c.subject_id))
        .where(_due.community_id == community, _due.routine == least)
        .order_by(ripe.c.since)
        .limit(most)
        .with_for_update(skip_locked=True, of=tables.due)
    )


def _claimable(now: datetime) -> ColumnElement[bool]:
    """Dues whose time has come and whose subject no worker has leased: a second worker would only wait for the lock on the same
    cohort."""
    leased = select(_sibling.c.routine).where(_same_subject(), _sibling.c.leased_until > now)
    return and_(_due.wait_until <= now, ~leased.exists())


def _same_subject() -> ColumnElement[bool]:
    return and_(
        _sibling.c.community_id == _due.community_id,
        _sibling.c.subject_kind == _due.subject_kind,
        _sibling.c.subject_id == _due.subject_id,
    )


def _key(community: int, due: Due) -> dict[str, Any]:
    return {
        "community_id": community,
        "subject_kind": due.subject.kind,
        "subject_id": due.subject.id,
        "routine": due.routine,
    }


def _from_row(row: Row[Any]) -> Due:
    return Due(row.routine, Subject(row.subject_kind, row.subject_id), row.at)
