"""What the database tells of a run."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text

from storage.connection import Connection

_DONE = text(
    """SELECT (SELECT count(*) FROM due WHERE at <= :begins) AS due, count(*) AS queued, count(sent_at) AS sent
       FROM post WHERE due_at >= :begins"""
)
_LAGS = text(
    """SELECT platform, count(*) AS sent, max(extract(epoch FROM sent_at - CAST(:begins AS timestamptz))) AS last,
              percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM sent_at - due_at)) AS p50,
              percentile_cont(0.99) WITHIN GROUP (ORDER BY extract(epoch FROM sent_at - due_at)) AS p99
       FROM post WHERE due_at >= :begins AND sent_at IS NOT NULL GROUP BY platform ORDER BY platform"""
)
_SIZES = text(
    """SELECT relname, pg_total_relation_size(oid) AS bytes FROM pg_class
       WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"""
)
_TRANSACTIONS = text("SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = current_database()")
_BACKEND = text("SELECT pg_backend_pid()")
_ANALYZE = text("ANALYZE")


@dataclass(frozen=True, slots=True)
class Done:
    """How many routines are due still, and how many posts were queued and sent."""

    due: int
    queued: int
    sent: int


@dataclass(frozen=True, slots=True)
class Sent:
    """The posts that a platform was sent: how many, when the last was, and how long after its hour, in seconds."""

    sent: int
    last: float
    p50: float
    p99: float


async def done(connection: Connection, begins: datetime) -> Done:
    row = (await connection.execute(_DONE, {"begins": begins})).one()
    return Done(row.due, row.queued, row.sent)


async def sent(connection: Connection, begins: datetime) -> Mapping[str, Sent]:
    """By platform."""
    found: Any = await connection.execute(_LAGS, {"begins": begins})
    return {row.platform: Sent(row.sent, float(row.last), float(row.p50), float(row.p99)) for row in found}


async def sizes(connection: Connection) -> Mapping[str, int]:
    """The bytes of each table, with its indices."""
    return {row.relname: row.bytes for row in await connection.execute(_SIZES)}


async def transactions(connection: Connection) -> int:
    return (await connection.execute(_TRANSACTIONS)).scalar_one()


async def backend(connection: Connection) -> int:
    """The process of the server that answers."""
    return (await connection.execute(_BACKEND)).scalar_one()


async def analyze(connection: Connection) -> None:
    """As the server would by itself some time after so many rows came."""
    await connection.execute(_ANALYZE)
