"""Whether the database can be used: what is wrong is logged once when it begins, and once when it is over."""

import asyncio
from collections.abc import Callable, Coroutine, Generator
from contextlib import contextmanager
from time import monotonic
from typing import Any

import structlog

from bot.logs import Spell
from bot.ports.unit import Unavailable
from bot.telemetry import Kind, Operation
from storage.outage import Outage, outages_told

ANSWERED_WITHIN_SECONDS = 0.9
"""How long whoever asks waits for a look, which goes on: probes have limits of their own, and see nothing if they are passed."""
PATIENCE_SECONDS = 3.0
"""How long the database may take to answer before that is an outage."""
GRACE_SECONDS = 0.5
"""What it waits besides: a process that was frozen, or had no processor, finds the time over though the answer is there."""
LOOK_SECONDS = 10.0
"""How long a look counts while all is well."""

log = structlog.get_logger(__name__)


class Health:
    """Of one database. Every failure tells that an outage begins; a look that succeeds tells that it is over."""

    def __init__(self, patience: float = PATIENCE_SECONDS) -> None:
        self._patience = patience
        self._spell = Spell(log, "the database cannot be used", "the database can be used again")
        self._looking: asyncio.Task[None] | None = None
        self._looked_at = -LOOK_SECONDS

    @property
    def is_well(self) -> bool:
        return not self._spell.lasts

    @contextmanager
    def watching(self) -> Generator[None]:
        """For whatever is done with the database. Raises Unavailable if it cannot be used."""
        with Operation(Kind.UNIT, "transaction") as told:
            try:
                with outages_told():
                    yield
            except Unavailable as outage:
                told.outcome = "unavailable"
                self._spell.begin(str(outage))
                raise
            except Exception:
                told.outcome = "rolled back"
                raise

    async def look(self, mark: Callable[[], Coroutine[Any, Any, None]], *, at_once: bool = False) -> bool:
        """Whether the database can be used, as `mark` finds out soon by writing something; while all is well, once in a while
        unless `at_once`."""
        if self.is_well and not at_once and monotonic() - self._looked_at < LOOK_SECONDS:
            return True
        self._looking = looking = self._looking or asyncio.create_task(self._look(mark))
        await asyncio.wait({looking}, timeout=ANSWERED_WITHIN_SECONDS)
        return looking.done() and self.is_well

    async def answers(self, asked: asyncio.Task[Any]) -> bool:
        """Whether the database answers what it is asked in time; else an outage begins. What is asked goes on."""
        for seconds in (self._patience, GRACE_SECONDS):
            await asyncio.wait({asked}, timeout=seconds)
        if not asked.done():
            self._spell.begin(str(Outage.SLOW))
        return asked.done()

    async def _look(self, mark: Callable[[], Coroutine[Any, Any, None]]) -> None:
        marking = asyncio.create_task(mark())
        try:
            await self.answers(marking)
            await marking
        except Unavailable:
            pass  # told already
        except Exception:  # noqa: BLE001 - logged with what was raised: whatever it is, nothing was written
            self._spell.begin(str(Outage.UNEXPLAINED), exc_info=True)
        else:
            self._looked_at = monotonic()
            self._spell.end()
        finally:
            self._looking = None
