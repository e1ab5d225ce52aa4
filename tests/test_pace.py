"""Requests come as often as a platform allows, and not oftener."""

import asyncio
from collections import deque
from collections.abc import Coroutine
from heapq import heappop, heappush
from itertools import pairwise
from random import Random
from typing import Any, cast

import pytest

from adapters.discord.client import REQUESTS_PER_SECOND
from adapters.pace import MOST_AHEAD, Book, Pace, waited_for
from storage.turns import SharedTurns

ALLOWED = 50
"""Requests that Discord allows a bot in a second."""
BACKLOG = 10_000


class Timers:
    """Time that passes while somebody sleeps; timers ring late, as they do while a process is busy."""

    def __init__(self, mean_lateness: float) -> None:
        self.now = 0.0
        self._mean = mean_lateness
        self._chance = Random(7)  # noqa: S311 - nothing secret hangs on it

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0)  # others ask for their turn meanwhile
        self.now += seconds + (self._chance.expovariate(1 / self._mean) if self._mean else 0)


class TimeLoop:
    """Time that goes on to the next timer once nobody has anything to do."""

    def __init__(self) -> None:
        self.now = 0.0
        self._timers: list[tuple[float, int, asyncio.Future[None]]] = []

    async def sleep(self, seconds: float) -> None:
        rings = asyncio.get_running_loop().create_future()
        heappush(self._timers, (self.now + seconds, len(self._timers), rings))
        await rings

    async def run(self, *work: Coroutine[Any, Any, None]) -> None:
        running = asyncio.gather(*work)
        while not running.done():
            for _ in range(5):
                await asyncio.sleep(0)
            if self._timers:
                self.now, _, rings = heappop(self._timers)
                rings.set_result(None)
        await running


class Booked:
    """As the database books turns, which tests/storage asks."""

    at_once = SharedTurns.at_once

    def __init__(self, loop: TimeLoop) -> None:
        self._loop = loop
        self._next_at = 0.0

    async def __call__(self, turns: int, seconds: float) -> float:
        first = max(self._next_at, self._loop.now)
        self._next_at = first + turns * seconds
        return first - self._loop.now


@pytest.mark.parametrize("lateness", [0.0, 0.002])
async def test_a_backlog_takes_little_longer_than_the_platform_allows_and_is_never_refused(lateness: float) -> None:
    timers = Timers(lateness)
    pace = Pace(1 / REQUESTS_PER_SECOND, timers, timers.sleep)
    second: deque[float] = deque()
    refused = 0

    async def lane() -> None:
        nonlocal refused
        for _ in range(BACKLOG // 100):
            await pace.turn()
            while second and second[0] <= timers.now - 1:
                second.popleft()
            refused += len(second) >= ALLOWED
            second.append(timers.now)

    await asyncio.gather(*(lane() for _ in range(100)))
    assert BACKLOG / timers.now >= 0.98 * ALLOWED
    assert refused == 0


@pytest.mark.parametrize("processes", [2, 4])
async def test_several_processes_with_one_token_share_its_pace(processes: int) -> None:
    """Each process has timers that ring late."""
    turn, sent = 1 / REQUESTS_PER_SECOND, list[float]()
    dice = Random(7)  # noqa: S311 - nothing secret hangs on it
    loop = TimeLoop()
    book = Booked(loop)

    async def sleep(seconds: float) -> None:
        await loop.sleep(seconds + dice.expovariate(1 / 0.002))

    async def lane(pace: Pace) -> None:
        for _ in range(20):
            await pace.turn()
            sent.append(loop.now)

    paces = [Pace(turn, lambda: loop.now, sleep, book) for _ in range(processes)]
    await loop.run(*(lane(pace) for pace in paces for _ in range(10)))
    assert all(later - earlier > 1 for earlier, later in zip(sent, sent[ALLOWED:], strict=False))
    assert len(sent) / loop.now >= 0.9 * ALLOWED


async def test_processes_that_stand_still_now_and_then_let_turns_lapse_rather_than_come_all_at_once() -> None:
    dice, loop = Random(7), TimeLoop()  # noqa: S311 - nothing secret hangs on it
    book = Booked(loop)
    second, taken, refused = deque[float](), 0, 0

    async def sleep(seconds: float) -> None:
        await loop.sleep(seconds + (0.3 if dice.random() < 0.02 else dice.expovariate(1 / 0.002)))

    async def lane(pace: Pace) -> None:
        nonlocal taken, refused
        for _ in range(BACKLOG // 80):
            await pace.turn()
            while second and second[0] <= loop.now - 1:
                second.popleft()
            taken += 1
            refused += len(second) >= ALLOWED
            second.append(loop.now)

    paces = [Pace(1 / REQUESTS_PER_SECOND, lambda: loop.now, sleep, book) for _ in range(4)]
    await loop.run(*(lane(pace) for pace in paces for _ in range(20)))
    assert taken == BACKLOG
    assert refused <= BACKLOG / 1000
    assert taken / loop.now >= 0.7 * ALLOWED


async def test_who_is_always_late_has_a_turn_now_and_then() -> None:
    timers = Timers(0)

    async def late(turns: int, seconds: float) -> float:
        timers.now += 10
        return -10

    book = late
    setattr(book, "at_once", 4)  # noqa: B010 - functions have no such attribute
    pace = Pace(1, timers, timers.sleep, cast(Book, book))
    await asyncio.gather(*(pace.turn() for _ in range(8)))


async def test_turns_that_nobody_took_are_not_made_up_for() -> None:
    timers = Timers(0)
    pace = Pace(1, timers, timers.sleep)
    await pace.turn()
    timers.now += 60
    taken: list[float] = []
    for _ in range(4):
        await pace.turn()
        taken.append(timers.now)
    assert [later - earlier for earlier, later in pairwise(taken)] == [1, 1, 1]


async def test_a_process_that_stood_still_sends_no_burst_afterwards() -> None:
    timers = Timers(0)
    pace = Pace(1, timers, timers.sleep)
    await pace.turn()
    waiting = [asyncio.create_task(pace.turn()) for _ in range(3)]
    await asyncio.sleep(0)
    timers.now += 60
    began = timers.now
    await asyncio.gather(*waiting)
    assert timers.now - began >= 1.5


async def test_what_somebody_waits_for_goes_before_the_posts_that_wait_and_at_the_same_pace() -> None:
    timers = Timers(0)
    pace = Pace(1, timers, timers.sleep)
    taken: list[tuple[str, float]] = []

    async def take(what: str) -> None:
        await pace.turn()
        taken.append((what, timers.now))

    @waited_for()
    async def command() -> None:
        for _ in range(MOST_AHEAD):
            await take("command")

    await asyncio.gather(*(take("post") for _ in range(200)), command())
    assert [what for what, _ in taken] == ["command"] * MOST_AHEAD + ["post"] * 200
    assert [at for _, at in taken] == [*range(200 + MOST_AHEAD)]


async def test_posts_have_their_turns_however_many_commands_there_are() -> None:
    timers = Timers(0)
    pace = Pace(1, timers, timers.sleep)
    taken: list[float] = []

    async def post() -> None:
        await pace.turn()
        taken.append(timers.now)

    command = waited_for()(pace.turn)
    await asyncio.gather(*(command() for _ in range(100)), *(post() for _ in range(3)))
    assert taken == [MOST_AHEAD, 2 * MOST_AHEAD + 1, 3 * MOST_AHEAD + 2]


async def test_who_waits_no_more_takes_no_turn() -> None:
    timers = Timers(0)
    pace = Pace(1, timers, timers.sleep)
    await pace.turn()
    waiting = [asyncio.create_task(pace.turn()) for _ in range(3)]
    await asyncio.sleep(0)
    for gone in waiting[:2]:
        gone.cancel()
    await waiting[2]
    assert timers.now == 1
