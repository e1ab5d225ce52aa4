"""No call and no beat may hold the event loop for long: each step of one, from one wait to the next, is timed."""

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

MOST_SECONDS = 0.05
"""Of the processor, not of the clock: what else runs on the machine does not count. Neither does the garbage collector:
it looks through all that a worker's earlier tests have left, in whichever step its turn comes."""
_WATCHED = (
    (Dispatcher, "__call__"),
    (Dispatcher, "suggest"),
    (Dispatcher, "refuse"),
    (Core, "queue"),
    (Core, "arrive"),
    (Core, "look_again"),
    (Core, "person_left"),
    (Core, "person_changed"),
    (Deliverer, "deliver_due"),
    (Deliverer, "_deliver"),
)


@contextmanager
def loop_kept_free() -> Iterator[None]:
    """Raises AssertionError if a call or a beat held the loop for longer meanwhile."""
    slow: list[str] = []

    def hear(name: str, seconds: float) -> None:
        if seconds > MOST_SECONDS:
            slow.append(f"{name}: {seconds * 1000:.0f} ms")

    with each_timed(hear):
        yield
    assert not slow, f"held the event loop: {', '.join(slow)}"


@contextmanager
def each_timed(tell: Callable[[str, float], None]) -> Iterator[None]:
    """`tell` hears of each step of what is watched."""
    originals = [(owner, name, getattr(owner, name)) for owner, name in _WATCHED]
    for owner, name, original in originals:
        setattr(owner, name, _timed(original, tell))
    gc.callbacks.append(_collection)
    try:
        yield
    finally:
        gc.callbacks.remove(_collection)
        for owner, name, original in originals:
            setattr(owner, name, original)


def _timed(method: Callable[..., Coroutine[Any, Any, Any]], tell: Callable[[str, float], None]) -> Callable[..., Any]:
    @wraps(method)
    async def timed(*arguments: Any, **named: Any) -> Any:
        return await _Steps(method(*arguments, **named), lambda seconds: tell(method.__qualname__, seconds))

    return timed


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


class _Steps:
    """Awaits a coroutine and tells how long each of its steps took."""

    def __init__(self, coroutine: Coroutine[Any, Any, Any], tell: Callable[[float], None]) -> None:
        self._coroutine = coroutine
        self._tell = tell

    def __await__(self) -> "_Steps":
        return self

    def __iter__(self) -> "_Steps":
        return self

    def __next__(self) -> Any:
        return self._step(self._coroutine.send, None)

    def throw(self, *raised: Any) -> Any:
        return self._step(self._coroutine.throw, *raised)

    def close(self) -> None:
        self._coroutine.close()

    def _step(self, go_on: Callable[..., Any], *arguments: Any) -> Any:
        started = thread_time() - _collection.seconds
        try:
            return go_on(*arguments)
        finally:
            self._tell(thread_time() - _collection.seconds - started)
