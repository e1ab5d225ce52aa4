"""What is being answered, which a gateway waits for when it closes."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, cast

FAREWELL = 3.0
"""The seconds that answers under way may take when a gateway closes."""


class UnderWay:
    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    @contextmanager
    def waited_for(self) -> Generator[None]:
        """While the block runs, `finish` waits for the current task."""
        task = cast("asyncio.Task[Any]", asyncio.current_task())
        self._tasks.add(task)
        try:
            yield
        finally:
            self._tasks.discard(task)

    async def finish(self) -> None:
        """Let what is under way come to its end, within a bound."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=FAREWELL)
