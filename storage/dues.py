"""Dues: the next instant of each routine for each subject, claimed under a lease by the worker that runs them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, func, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports.dues import Due, Subject
from storage import tables
from storage.engine import upsert
from storage.repository import Repository

_due = tables.due.c
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


async def communities(connection: AsyncConnection, now: datetime, most: int) -> Sequence[int]:
    """The communities of the `most` earliest dues that can be claimed; nothing is locked."""
    candidates = select(_due.community_id).where(_claimable(now)).order_by(_due.wait_until).limit(most)
    return list(dict.fromkeys(await connection.scalars(candidates)))


async def claim(connection: AsyncConnection, community: int, now: datetime, lease: timedelta, most: int) -> Sequence[Due]:
    """Lease dues of one community, earliest first; what another worker is claiming is passed over, not waited for."""
    free = (
        select(_due.subject_kind, _due.subject_id, _due.routine)
        .where(_due.community_id == community, _claimable(now))
        .order_by(_due.wait_until)
        .limit(most)
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


async def postpone(connection: AsyncConnection, community: int, due: Due, until: datetime) -> None:
    await connection.execute(
        update(tables.due).filter_by(**_key(community, due), at=due.at).values(wait_until=until, leased_until=None)
    )


async def next_due(connection: AsyncConnection) -> datetime | None:
    """The earliest instant at which a due can be claimed."""
    return (await connection.execute(select(func.min(_due.wait_until)))).scalar_one()


def _claimable(now: datetime) -> ColumnElement[bool]:
    """Dues whose time has come and whose subject no worker has leased: a second worker would only wait for the lock on the same
    cohort."""
    leased = select(_sibling.c.routine).where(
        _sibling.c.community_id == _due.community_id,
        _sibling.c.subject_kind == _due.subject_kind,
        _sibling.c.subject_id == _due.subject_id,
        _sibling.c.leased_until > now,
    )
    return and_(_due.wait_until <= now, ~leased.exists())


def _key(community: int, due: Due) -> dict[str, Any]:
    return {
        "community_id": community,
        "subject_kind": due.subject.kind,
        "subject_id": due.subject.id,
        "routine": due.routine,
    }


def _from_row(row: Row[Any]) -> Due:
    return Due(row.routine, Subject(row.subject_kind, row.subject_id), row.at)
