"""The numbers of a process as text, with what is asked of the database and of the process when somebody reads them."""

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic

import structlog
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from adapters.telemetry.metrics import Metrics
from bot.ports.outbox import Clock, System
from bot.ports.unit import Unavailable

AT_MOST_EVERY_SECONDS = 10.0
"""How often the database is asked what waits, however often the numbers are read."""
PATIENCE_SECONDS = 3.0
"""How long it may take; after that the numbers of before stand, with the instant at which they were read."""

log = structlog.get_logger(__name__)


class Exposed:
    """`hindrance` says why the process is not ready, or nothing."""

    def __init__(self, metrics: Metrics, system: System, clock: Clock, hindrance: Callable[[], Awaitable[str]]) -> None:
        self._metrics = metrics
        self._system = system
        self._clock = clock
        self._hindrance = hindrance
        self._asked_at = -AT_MOST_EVERY_SECONDS

    async def text(self) -> tuple[bytes, str]:
        """The numbers as Prometheus reads them, and the type of that text. Raises nothing."""
        if monotonic() - self._asked_at >= AT_MOST_EVERY_SECONDS:
            self._asked_at = monotonic()
            try:
                await self._ask()
            except (Unavailable, TimeoutError):
                pass  # whoever watches over the database tells of it
            except Exception:
                log.exception("what waits could not be counted")
        return await asyncio.to_thread(generate_latest, self._metrics.registry), CONTENT_TYPE_LATEST

    async def _ask(self) -> None:
        self._metrics.is_ready(not await self._hindrance())
        now = self._clock()
        async with asyncio.timeout(PATIENCE_SECONDS):
            self._metrics.waits(await self._system.backlog(now), now)
