"""What the core asks of storage for live sessions of cohorts; a unit hands it out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.live_session import LiveSession


class LiveSessions(Protocol):
    async def get(self, id: int) -> LiveSession | None: ...
    async def put(self, session: LiveSession) -> None:
        """Keep a session, new or changed."""
        ...

    async def of(self, cohort: int) -> Sequence[LiveSession]:
        """Every session of a cohort, also those that are over or cancelled, earliest first."""
        ...

    async def coming(self, now: datetime) -> Sequence[LiveSession]:
        """The sessions of all cohorts that begin later or began in the last day, earliest first."""
        ...
