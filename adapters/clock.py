"""The beats: APScheduler calls the core every few seconds. What is due lives in the database, never here."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, cast

from apscheduler.schedulers.asyncio import AsyncIOScheduler

Beat = Callable[[], Awaitable[None]]

FAREWELL_SECONDS = 10.0
"""The seconds that beats under way are given to finish when the process stops."""


def present() -> datetime:
    """The clock of everything but tests and the playground."""
    return datetime.now(UTC)


@asynccontextmanager
async def beating(beats: Mapping[str, tuple[float, Beat]]) -> AsyncGenerator[None]:
    """While the block runs, call each beat at once and then every so many seconds.

    A beat that is late or slow runs once; missed ones are not made up for. At the end those under way may finish.
    """
    defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    scheduler: Any = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)  # the library has no types
    under_way: set[asyncio.Task[None]] = set()
    for name, (seconds, beat) in beats.items():
        scheduler.add_job(_held(beat, under_way), "interval", seconds=seconds, id=name, next_run_time=present())
    scheduler.start()
    try:
        yield
    finally:
        scheduler.remove_all_jobs()
        if under_way:
            await asyncio.wait(under_way, timeout=FAREWELL_SECONDS)
        scheduler.shutdown(wait=False)


def _held(beat: Beat, under_way: set[asyncio.Task[None]]) -> Beat:
    """The beat, in a task that is known while it runs."""

    async def run() -> None:
        task = cast("asyncio.Task[None]", asyncio.current_task())
        under_way.add(task)
        try:
            await beat()
        finally:
            under_way.discard(task)

    return run
