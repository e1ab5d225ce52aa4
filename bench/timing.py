"""How long work takes, alone or with many calls in flight at once."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter, process_time

PER_SECOND, P50, P95, P99, ALL = "per second", "p50 ms", "p95 ms", "p99 ms", "ms"
PROCESSOR = "processor ms each"
"""What each takes of this process's processor time: what else runs on the machine hardly changes it."""
_SHARES = {P50: 0.5, P95: 0.95, P99: 0.99}


@dataclass(frozen=True, slots=True)
class Lap:
    """The seconds that work took: of the clock, and of this process's processor time."""

    seconds: float
    processor: float

    def figures(self, done: int) -> Mapping[str, float]:
        """Figures of work that did so many things."""
        each = {PER_SECOND: done / self.seconds, PROCESSOR: self.processor / done * 1000}
        return {**each, ALL: self.seconds * 1000}


async def lap(work: Awaitable[object]) -> Lap:
    began, used = perf_counter(), process_time()
    await work
    return Lap(perf_counter() - began, process_time() - used)


async def timed(call: Callable[[int], Awaitable[object]], calls: int, in_flight: int = 1) -> Mapping[str, float]:
    """Make so many calls, each with its number from 0 on; returns figures of all and percentiles of what each took."""
    numbers = iter(range(calls))
    taken: list[float] = []

    async def caller() -> None:
        for number in numbers:
            began = perf_counter()
            await call(number)
            taken.append(perf_counter() - began)

    callers = asyncio.gather(*(caller() for _ in range(min(in_flight, calls))))
    return {**(await lap(callers)).figures(calls), **percentiles(taken)}


def percentiles(seconds: Sequence[float]) -> Mapping[str, float]:
    """Percentiles in milliseconds."""
    ordered = sorted(seconds)
    return {name: ordered[int(len(ordered) * share)] * 1000 for name, share in _SHARES.items()}
