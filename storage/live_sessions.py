"""Live sessions of cohorts."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select

from bot.domain.live_session import LiveSession
from storage import tables
from storage.inserts import upsert
from storage.repository import Repository
from storage.rows import first, from_row, to_row

A_DAY = timedelta(days=1)
"""No session lasts longer."""

_session = tables.live_session.c
_SESSIONS = select(tables.live_session).where(_session.community_id == bindparam("community"))
_GET = _SESSIONS.where(_session.id == bindparam("session"))
_OF = _SESSIONS.where(_session.cohort_id == bindparam("cohort")).order_by(_session.starts_at, _session.id)
_COMING = _SESSIONS.where(_session.starts_at > bindparam("since")).order_by(_session.starts_at, _session.id)
_PUT = upsert(tables.live_session)


class SqlLiveSessions(Repository):
    async def get(self, id: int) -> LiveSession | None:
        return first(LiveSession, await self._first(_GET, session=id))

    async def put(self, session: LiveSession) -> None:
        await self._insert(_PUT, to_row(session))

    async def of(self, cohort: int) -> Sequence[LiveSession]:
        return [from_row(LiveSession, row) for row in await self._rows(_OF, cohort=cohort)]

    async def coming(self, now: datetime) -> Sequence[LiveSession]:
        return [from_row(LiveSession, row) for row in await self._rows(_COMING, since=now - A_DAY)]
