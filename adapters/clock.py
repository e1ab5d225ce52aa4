"""The beats: the core is called every few seconds. What is due lives in the database, never here."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from datetime import UTC, datetime

import structlog

from bot.logs import Spell
from bot.ports.unit import Unavailable

Beat = Callable[[], Awaitable[None]]

FAREWELL_SECONDS = 10.0
"""The seconds that beats under way are given to finish when the process stops."""

log = structlog.get_logger(__name__)


def present() -> datetime:
    """The clock of everything but tests and the playground."""
    return datetime.now(UTC)


@contextlib.asynccontextmanager
async def beating(beats: Mapping[str, tuple[float, Beat]]) -> AsyncGenerator[None]:
    """While the block runs, call each beat at once and then every so many seconds, however the clock is set meanwhile.

    A beat that is late or slow runs once; missed ones are not made up for. At the end those under way may finish.
    """
    stopped = asyncio.Event()
    tasks = [asyncio.create_task(_beat_on(name, seconds, beat, stopped)) for name, (seconds, beat) in beats.items()]
    try:
        yield
    finally:
        stopped.set()
        _, late = await asyncio.wait(tasks, timeout=FAREWELL_SECONDS)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)


async def passed(event: asyncio.Event, seconds: float) -> None:
    """Wait for so many seconds, or until the event."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()


async def _beat_on(name: str, seconds: float, beat: Beat, stopped: asyncio.Event) -> None:
    """Beat until told to stop. A failure is logged once, until the beat works again."""
    loop, failing = asyncio.get_running_loop(), Spell(log, f"a beat fails: {name}", f"a beat works again: {name}")
    while not stopped.is_set():
        due = loop.time() + seconds
        try:
            try:
                await beat()
            except* Unavailable:
                pass  # whoever watches over the database tells of it
            else:
                failing.end()
        except Exception as error:  # noqa: BLE001 - logged, once for as long as it lasts
            failing.begin(type(error).__name__, exc_info=True)
        await passed(stopped, max(0, due - loop.time()))
