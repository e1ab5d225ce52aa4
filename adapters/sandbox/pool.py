"""The sandbox: members' functions, run by pydantic-monty in processes of its own while threads wait for them.

The package is an extra; without it this module can be imported all the same. It is used through its blocking interface, since its
asynchronous one can abort the interpreter when the process ends.
"""

import asyncio
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from importlib.util import find_spec
from threading import Lock
from typing import TYPE_CHECKING

from bot.domain.challenge import Case, Limits
from bot.domain.code_grading import Outcome
from bot.ports.sandbox import SandboxBusy

if TYPE_CHECKING:
    from adapters.sandbox.monty import Interpreters

WORKERS = 2
MOST_HELD = 8
"""The most submissions that run or wait; one more is refused."""
PATIENCE_SECONDS = 150.0
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
        self._held: set[Future[Sequence[Outcome]]] = set()
        self._opening = Lock()
        self._interpreters: Interpreters | None = None

    async def run(self, code: str, function: str, cases: Sequence[Case], limits: Limits) -> Sequence[Outcome]:
        """One outcome for each case. Raises SandboxBusy if `MOST_HELD` submissions run or wait already."""
        if len(self._held) >= MOST_HELD:
            raise SandboxBusy
        work = self._threads.submit(self._outcomes, code, function, cases, limits)
        self._held.add(work)
        work.add_done_callback(self._held.discard)
        try:
            return await asyncio.wait_for(asyncio.wrap_future(work), PATIENCE_SECONDS)
        except TimeoutError:
            raise SandboxBusy from None

    def close(self) -> None:
        """End the interpreters; what waits is dropped, what runs ends within its limits."""
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
