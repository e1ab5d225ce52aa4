"""Long work with files, an import's above all, in threads of its own: nothing else waits for it."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from contextvars import copy_context
from functools import partial
from typing import TypeVar

from bot.app.queues import Queues
from bot.errors import Refusal
from bot.text import Markup, t

MOST_AT_ONCE = 2
"""In this process; of each community one."""
MOST_HELD = 4
"""How many of one community run or wait; one more is refused."""

T = TypeVar("T")


class LongWork:
    """Threads start at the first work."""

    def __init__(self) -> None:
        self._queues = Queues()
        self._threads = ThreadPoolExecutor(MOST_AT_ONCE, thread_name_prefix="long-work")

    @asynccontextmanager
    async def turn(self, community: int, tell: Callable[[Markup], None]) -> AsyncGenerator[None]:
        """While the block runs. Whoever has to wait is told so. Raises Refusal if too many of the community wait already."""
        held = self._queues.held(community)
        if held >= MOST_HELD:
            raise Refusal(t("Too many imports wait here: try again in a few minutes."))
        if held or self._queues.held(None) >= MOST_AT_ONCE:
            tell(t("Waiting for another import …"))
        async with self._queues.turn(community, 1), self._queues.turn(None, MOST_AT_ONCE):
            yield

    async def run(self, work: Callable[..., T], *arguments: object) -> T:
        """What the work returns, in the language of the call."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, partial(copy_context().run, work, *arguments))
