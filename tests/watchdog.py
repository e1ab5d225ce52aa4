"""No call and no beat may hold the event loop for long: each step of one and of the tasks it begins, from one wait to the next,
is timed, and what waits in place is told however short it is."""

import asyncio
import gc
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from functools import wraps
from threading import local
from time import thread_time
from typing import Any

from bot.app.delivery import Deliverer
from bot.app.dispatch import Dispatcher
from bot.wiring.core import Core
from tests.blocking_waits import under_watch, waits_heard

MOST_SECONDS = 0.05
"""Of the processor, not of the clock: what else runs on the machine does not count. The garbage collector does not count either:
it looks through all that a worker's earlier tests have left, in whichever step its turn comes."""
_WATCHED = (
    (Dispatcher, "__call__"),
    (Dispatcher, "suggest"),
    (Dispatcher, "refuse"),
    (Deliverer, "deliver_due"),
    (Core, "queue"),
    (Core, "ask_next_link"),
    (Core, "note_links"),
    (Core, "notice_departures"),
    (Core, "prune"),
    (Core, "warm"),
    (Core, "arrive"),
    (Core, "come_back"),
    (Core, "depart"),
    (Core, "is_new"),
    (Core, "look_again"),
    (Core, "thread_deleted"),
    (Core, "person_left"),
    (Core, "person_changed"),
)


@contextmanager
def loop_kept_free() -> Iterator[None]:
    """Raises AssertionError if a call or a beat held the loop for longer meanwhile."""
    slow: list[str] = []

    def hear(name: str, seconds: float) -> None:
        if seconds > MOST_SECONDS:
            slow.append(f"{name}: {seconds * 1000:.0f} ms")

    with each_timed(hear), waits_heard() as waits:
        yield
    assert not slow, f"held the event loop: {', '.join(slow)}"
    assert not waits, f"waited in place: {', '.join(waits)}"


def hold_the_loop() -> None:
    """Work for longer than is allowed."""
    end = thread_time() + MOST_SECONDS
    while thread_time() < end:
        pass


@contextmanager
def each_timed(tell: Callable[[str, float], None]) -> Iterator[None]:
    """`tell` hears of each step of what is watched, and of its tasks in the running event loop."""
    loop = asyncio.get_running_loop()
    factory = loop.get_task_factory()
    originals = [(owner, name, getattr(owner, name)) for owner, name in _WATCHED]
    for owner, name, original in originals:
        setattr(owner, name, _timed(original, tell))
    loop.set_task_factory(_timed_tasks(tell))
    gc.callbacks.append(_collection)
    try:
        yield
    finally:
        loop.set_task_factory(factory)
        gc.callbacks.remove(_collection)
        for owner, name, original in originals:
            setattr(owner, name, original)


def _timed(method: Callable[..., Coroutine[Any, Any, Any]], tell: Callable[[str, float], None]) -> Callable[..., Any]:
    @wraps(method)
    async def timed(*arguments: Any, **named: Any) -> Any:
        token = under_watch.set(True)
        try:
            return await _Steps(method(*arguments, **named), tell)
        finally:
            under_watch.reset(token)

    return timed


def _timed_tasks(tell: Callable[[str, float], None]) -> Callable[..., asyncio.Task[Any]]:
    """A task factory: tasks of what is watched are watched as well."""

    def task(loop: asyncio.AbstractEventLoop, coroutine: Coroutine[Any, Any, Any], **named: Any) -> asyncio.Task[Any]:
        return asyncio.Task(_Steps(coroutine, tell) if under_watch.get() else coroutine, loop=loop, **named)

    return task


class _Collection(local):
    """The processor's seconds that the garbage collector has taken, in the thread that asks."""

    seconds = 0.0
    _started = 0.0

    def __call__(self, phase: str, _: dict[str, int]) -> None:
        if phase == "start":
            self._started = thread_time()
        else:
            self.seconds += thread_time() - self._started


_collection = _Collection()


class _Steps(Coroutine[Any, Any, Any]):
    """A coroutine that tells how long each of its steps took."""

    def __init__(self, coroutine: Coroutine[Any, Any, Any], tell: Callable[[str, float], None]) -> None:
        self._coroutine = coroutine
        self._tell = tell

    def __await__(self) -> "_Steps":
        return self

    def __iter__(self) -> "_Steps":
        return self

    def __next__(self) -> Any:
        return self.send(None)

    def send(self, value: Any) -> Any:
        return self._step(self._coroutine.send, value)

    def throw(self, *raised: Any) -> Any:
        return self._step(self._coroutine.throw, *raised)

    def close(self) -> None:
        self._coroutine.close()

    def _step(self, go_on: Callable[..., Any], *arguments: Any) -> Any:
        started = thread_time() - _collection.seconds
        try:
            return go_on(*arguments)
        finally:
            self._tell(self._coroutine.__qualname__, thread_time() - _collection.seconds - started)
