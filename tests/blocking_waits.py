"""No call and no beat may wait in place: whoever needs the same thread, the event loop's or a database's, waits along.

Told are `time.sleep`, sockets that wait for their peer and names that are looked up. What a thread of asyncio's pool does is its
own affair. A module that took `sleep` out of `time` by its name is not seen, and files are not: modules and zones are read when
they are first needed, whoever needs them.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from threading import current_thread
from traceback import walk_stack
from typing import Any

ROOT = Path(__file__).parents[1]
under_watch = ContextVar("under_watch", default=False)
"""Whether what runs belongs to something watched: a task has the context of what began it, and so has a unit in its thread."""
_listening: list[list[str]] = []
"""What was told to each of those who listen, the innermost last."""


@contextmanager
def waits_heard() -> Iterator[list[str]]:
    """What waits in place meanwhile, each as a line that says where."""
    told: list[str] = []
    sleep = time.sleep
    _listening.append(told)
    time.sleep = _told_sleep(sleep)
    try:
        yield told
    finally:
        time.sleep = sleep
        _listening.remove(told)


def _told_sleep(sleep: Callable[[float], None]) -> Callable[[float], None]:
    def told_sleep(seconds: float) -> None:
        _tell("time.sleep")
        sleep(seconds)

    return told_sleep


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook, which stays as long as its process."""
    if event in _WAITS and _listening and _WAITS[event](*arguments):
        _tell(event)


_WAITS: dict[str, Callable[..., bool]] = {
    "socket.connect": lambda socket, _address: socket.gettimeout() != 0,
    "socket.getaddrinfo": lambda *_: True,
}
"""Whether an event of Python's own audit is of something that waits."""
sys.addaudithook(_hear)


def _tell(what: str) -> None:
    if _listening and under_watch.get() and not current_thread().name.startswith("asyncio_"):
        _listening[-1].append(f"{what} in {_place()}")


def _place() -> str:
    """The innermost line of this project that is running, this file's aside."""
    for frame, number in walk_stack(sys._getframe()):
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(ROOT) and ".venv" not in path.parts and path != Path(__file__):
            return f"{path.relative_to(ROOT)}:{number}"
    return "somewhere"
