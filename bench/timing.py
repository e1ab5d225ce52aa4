"""How long calls take, of which so many are in flight at once."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from time import perf_counter

PER_SECOND, P50, P95, P99 = "per second", "p50 ms", "p95 ms", "p99 ms"
_SHARES = {P50: 0.5, P95: 0.95, P99: 0.99}


async def timed(call: Callable[[int], Awaitable[object]], calls: int, in_flight: int = 1) -> Mapping[str, float]:
    """Make so many calls, each with its number from 0 on; returns calls per second and percentiles in milliseconds."""
    numbers = iter(range(calls))
    taken: list[float] = []

    async def caller() -> None:
        for number in numbers:
            began = perf_counter()
            await call(number)
            taken.append(perf_counter() - began)

    began = perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(min(in_flight, calls)):
            group.create_task(caller())
    return {PER_SECOND: calls / (perf_counter() - began), **percentiles(taken)}


def percentiles(seconds: Sequence[float]) -> Mapping[str, float]:
    """Percentiles in milliseconds."""
    ordered = sorted(seconds)
    return {name: ordered[int(len(ordered) * share)] * 1000 for name, share in _SHARES.items()}
