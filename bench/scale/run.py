"""One run: a filled database, the platforms, so many workers, and the hour at which everything is due."""

import asyncio
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from bench.databases import Databases
from bench.processes import Child, child, counted
from bench.scale import asked
from bench.scale.communities import Size, fill, set_hour
from bench.scale.spent import family_processor, memory, parent, processor
from storage.engine import Engines, open_engines
from tests.started import environment

READY = "running"
"""What a worker logs when it has begun."""
SOON = timedelta(seconds=5)
"""How far ahead the hour is set once all workers are ready."""
LOOKS_EVERY = 0.25
"""The seconds between two looks at how far the workers are, which is how exactly a time is told."""


@dataclass(frozen=True, slots=True)
class Run:
    """What was seen. Times are seconds after the hour; None for what was not over when the time was."""

    workers: int
    size: Size
    filled: float
    bytes_per_cohort: Mapping[str, float]
    bytes_per_post: float
    queued: int
    queued_after: float | None
    sent: Mapping[str, asked.Sent]
    all_sent_after: float | None
    told: Mapping[str, Any]
    processors: Sequence[float]
    memories: Sequence[float]
    database_processor: float
    platforms_processor: float
    transactions: int


async def run(databases: Databases, workers: int, size: Size, per_second: int, seconds: float) -> Run:
    """See what so many workers do within so many seconds. Raises Unavailable without PostgreSQL, and RuntimeError if a worker
    does not begin."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        url = await stack.enter_async_context(databases.copy("PostgreSQL"))
        engines = open_engines(url)
        stack.push_async_callback(engines.dispose)
        empty = await engines.read.run(asked.sizes)
        began = perf_counter()
        await fill(url, size, datetime.now(UTC))
        await engines.write.run(asked.analyze)
        filled = perf_counter() - began
        full = await engines.read.run(asked.sizes)
        platforms = await stack.enter_async_context(child(folder, "bench.scale.platforms", str(per_second)))
        base = (await counted(platforms))["base"]
        begun = [await stack.enter_async_context(_worker(folder, number, url, base)) for number in range(workers)]
        return await _watch(
            _Seen(engines, platforms, begun, seconds), size, filled, {name: full[name] - empty.get(name, 0) for name in full}
        )


@dataclass(frozen=True, slots=True)
class _Seen:
    engines: Engines
    platforms: Child
    workers: Sequence[Process]
    seconds: float

    async def processors(self) -> tuple[list[float], float, float]:
        """Of the workers, of the database and of the platforms."""
        server = parent(await self.engines.read.run(asked.backend))
        return [processor(each.pid) for each in self.workers], family_processor(server), processor(self.platforms.pid)


async def _watch(seen: _Seen, size: Size, filled: float, grown: Mapping[str, int]) -> Run:
    before, at_first = await seen.processors(), await seen.engines.read.run(asked.transactions)
    begins = datetime.now(UTC).replace(microsecond=0) + SOON
    await seen.engines.write.run(set_hour, begins)
    queued_after = sent_after = None
    looked = 0
    while (after := (datetime.now(UTC) - begins).total_seconds()) < seen.seconds and sent_after is None:
        await asyncio.sleep(LOOKS_EVERY)
        looked += 1
        if after < 0:
            continue
        done = await seen.engines.read.run(asked.done, begins)
        if queued_after is None and done.queued and not done.due:
            queued_after = after
        if queued_after is not None and done.sent == done.queued:
            sent_after = after
    done = await seen.engines.read.run(asked.done, begins)
    processors = await seen.processors()
    posts = (await seen.engines.read.run(asked.sizes))["post"]
    return Run(
        workers=len(seen.workers),
        size=size,
        filled=filled,
        bytes_per_cohort={name: more / size.all_cohorts for name, more in grown.items() if more > 0},
        bytes_per_post=posts / max(1, done.queued),
        queued=done.queued,
        queued_after=queued_after,
        sent=await seen.engines.read.run(asked.sent, begins),
        all_sent_after=sent_after,
        told=await counted(seen.platforms),
        processors=[after - then for after, then in zip(processors[0], before[0], strict=True)],
        memories=[memory(each.pid) for each in seen.workers],
        database_processor=processors[1] - before[1],
        platforms_processor=processors[2] - before[2],
        transactions=await seen.engines.read.run(asked.transactions) - at_first - looked,
    )


@asynccontextmanager
async def _worker(folder: Path, number: int, url: str, base: str) -> AsyncGenerator[Process]:
    """The part `worker` of the bot as it ships, once it runs. Raises RuntimeError with what it logged if it ends before."""
    settings = {
        "DATABASE_URL": url,
        "DISCORD_TOKEN": "token",
        "DISCORD_API_URL": base,
        "SLACK_BOT_TOKEN": "xoxb-token",
        "SLACK_API_URL": f"{base}/",
        "CHECK_SHIPPED_LINKS": "no",
    }
    log = folder / f"worker-{number}.log"
    with log.open("w") as written:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bench.scale.worker", base, cwd=folder, env=environment(folder, **settings), stderr=written
        )
    try:
        while READY not in log.read_text(encoding="utf-8"):
            if process.returncode is not None:
                raise RuntimeError(log.read_text(encoding="utf-8"))
            await asyncio.sleep(0.1)
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
