"""The sandbox: members' functions, run by pydantic-monty in processes of its own while threads wait for them.

The package is an extra; without it this module can be imported all the same. It is used through its blocking interface, since its
asynchronous one can abort the interpreter when the process ends.
"""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from importlib.util import find_spec
from threading import Lock
from typing import TYPE_CHECKING

from adapters.sandbox.fair import Asked, FairQueue
from bot.domain.challenge import Case, Limits
from bot.domain.code_grading import Outcome
from bot.ports.sandbox import NOBODYS, SandboxBusy, Whose
from bot.telemetry import Kind, Operation

if TYPE_CHECKING:
    from adapters.sandbox.monty import Interpreters

WORKERS = 2
MOST_HELD = 32
"""The most submissions that run or wait; one more is refused."""
MOST_OF_SPACE = MOST_HELD // 2
PATIENCE_SECONDS = 300.0
"""The seconds after which a run is given up that neither the interpreter nor its guard ended; longer than everything that may be
held can take."""


@cache
def available() -> bool:
    """Whether the extra `sandbox` is installed."""
    return find_spec("pydantic_monty") is not None


class MontySandbox:
    """Implements `bot.ports.sandbox.Sandbox`. Interpreters start at the first run."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(WORKERS, thread_name_prefix="sandbox")
        self._queue = FairQueue(MOST_HELD, MOST_OF_SPACE, WORKERS - 1)
        self._opening = Lock()
        self._interpreters: Interpreters | None = None

    async def run(
        self, code: str, function: str, cases: Sequence[Case], limits: Limits, whose: Whose = NOBODYS
    ) -> Sequence[Outcome]:
        """One outcome for each case. Raises SandboxBusy if as many submissions run or wait already as may, in all or of one
        space."""
        asked = Asked(whose, partial(self._outcomes, code, function, cases, limits))
        with Operation(Kind.CODE, "run") as told:
            try:
                self._queue.ask(asked)
                self._threads.submit(self._queue.run)
                return await asyncio.wait_for(asyncio.wrap_future(asked.outcomes), PATIENCE_SECONDS)
            except SandboxBusy:
                told.outcome = "busy"
                raise
            except TimeoutError:
                told.outcome = "timeout"
                raise SandboxBusy from None

    def close(self) -> None:
        """End the interpreters; what waits is dropped, what runs ends within its limits."""
        self._queue.drop()
        self._threads.shutdown(wait=False, cancel_futures=True)
        with self._opening:
            if self._interpreters is not None:
                self._interpreters.close()

    def _outcomes(self, code: str, function: str, cases: Sequence[Case], limits: Limits) -> Sequence[Outcome]:
        """Called in a thread of its own, which waits while the interpreter works."""
        return self._opened().outcomes(code, function, cases, limits)

    def _opened(self) -> "Interpreters":
        with self._opening:
            if self._interpreters is None:
                from adapters.sandbox.monty import Interpreters  # noqa: PLC0415 - it needs the extra

                self._interpreters = Interpreters(WORKERS)
            return self._interpreters
