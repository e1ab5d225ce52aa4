"""The beats: APScheduler calls the core every few seconds. What is due lives in the database, never here."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

Beat = Callable[[], Awaitable[None]]


def present() -> datetime:
    """The clock of everything but tests and the playground."""
    return datetime.now(UTC)


def start_beats(beats: Mapping[str, tuple[float, Beat]]) -> AsyncIOScheduler:
    """Call each beat now and then every so many seconds; one that is late or slow is run once, not made up for."""
    scheduler = AsyncIOScheduler(timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1})
    for name, (seconds, beat) in beats.items():
        scheduler.add_job(beat, "interval", seconds=seconds, id=name, next_run_time=present())
    scheduler.start()
    return scheduler
