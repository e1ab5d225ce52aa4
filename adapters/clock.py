"""The beats: APScheduler calls the core every few seconds. What is due lives in the database, never here."""

import asyncio
import re
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import Any, cast

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.logs import Spell
from bot.ports.unit import Unavailable
from bot.telemetry import Kind, Operation

Beat = Callable[[], Awaitable[None]]
Clock = Callable[[], datetime]

FAREWELL_SECONDS = 10.0
"""The seconds that beats under way are given to finish when the process stops."""

MOST_SECONDS = 300
"""How far the time at which a request was signed may be from the present."""
_TIMESTAMP = re.compile("[0-9]{1,12}")

log = structlog.get_logger(__name__)


def present() -> datetime:
    """The clock of everything but tests and the playground."""
    return datetime.now(UTC)


def is_lately(stamp: str, now: float) -> bool:
    """Whether a request was signed at about `now`, both in seconds since 1970; a stamp may be anything."""
    return _TIMESTAMP.fullmatch(stamp) is not None and abs(now - int(stamp)) <= MOST_SECONDS


@asynccontextmanager
async def beating(beats: Mapping[str, tuple[float, Beat]], clock: Clock = present) -> AsyncGenerator[None]:
    """While the block runs, call each beat at once and then every so many seconds, however the clock is set meanwhile.

    A beat that is late or slow runs once; missed ones are not made up for. At the end those under way may finish.
    """
    defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    scheduler: Any = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)  # the library has no types
    under_way: set[asyncio.Task[None]] = set()
    for name, (seconds, beat) in beats.items():
        scheduler.add_job(_held(name, beat, under_way), "interval", seconds=seconds, id=name, next_run_time=clock())
    scheduler.start()
    often = min(seconds for seconds, _ in beats.values())
    guard = asyncio.create_task(_guard(scheduler, often, clock))
    try:
        yield
    finally:
        guard.cancel()
        scheduler.remove_all_jobs()
        if under_way:
            await asyncio.wait(under_way, timeout=FAREWELL_SECONDS)
        scheduler.shutdown(wait=False)


async def passed(event: asyncio.Event, seconds: float) -> None:
    """Wait for so many seconds, or until the event."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()


async def _guard(scheduler: Any, often: float, clock: Clock) -> None:
    """Plan anew what APScheduler, which keeps to the clock on the wall, planned by one that was ahead and was put right."""
    while True:
        await asyncio.sleep(often)
        for job in scheduler.get_jobs():
            if job.next_run_time > clock() + job.trigger.interval:
                job.modify(next_run_time=clock())


def _held(name: str, beat: Beat, under_way: set[asyncio.Task[None]]) -> Beat:
    """The beat, in a task that is known while it runs. A failure is logged once, until the beat works again."""
    failing = Spell(log.bind(beat=name), "a beat fails", "a beat works again")

    async def run() -> None:
        task = cast("asyncio.Task[None]", asyncio.current_task())
        under_way.add(task)
        try:
            with Operation(Kind.BEAT, name) as told:
                try:
                    await beat()
                except* Unavailable:
                    told.outcome = "unavailable"  # whoever watches over the database tells of it
                else:
                    failing.end()
        except Exception as error:  # noqa: BLE001 - logged, once for as long as it lasts
            failing.begin(", ".join(sorted(_kinds(error))), exc_info=True)
        finally:
            under_way.discard(task)

    return run


def _kinds(error: Exception) -> set[str]:
    """The names of what went wrong, also inside of a group."""
    if not isinstance(error, ExceptionGroup):
        return {type(error).__name__}
    inside = cast("ExceptionGroup[Exception]", error).exceptions
    return {name for each in inside for name in _kinds(each)}
