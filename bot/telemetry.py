"""What a process does, told to whoever measures or traces it: each operation when it begins, and when it has ended.

Nothing in it was written by people: names are of our own tables, ids are the platforms'.
"""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from enum import StrEnum
from time import perf_counter
from typing import Self

DONE, FAILED, CANCELLED = "done", "failed", "cancelled"
"""Outcomes of an operation that says nothing else: its block ended, raised an error, or was given up from outside."""


class Kind(StrEnum):
    """What an operation is."""

    COMMAND = "command"
    """A call is answered; its name is the command's path."""
    SUGGESTION = "suggestion"
    """Entries for an option while it is typed; its name is the command's path."""
    LOOKUP = "lookup"
    """Something is looked up in the content."""
    UNIT = "unit"
    """A transaction, with the wait for its turn."""
    CODE = "code"
    """A member's function runs in the sandbox, with the wait for that."""
    BEAT = "beat"
    """A beat of the clock; its name is the beat's."""
    SEND = "send"
    """A post is sent, edited or looked for: that is its name."""
    REQUEST = "request"
    """A request over HTTP to a platform; its name is the method."""


class Operation:
    """Something that takes time: from the beginning of its block to the end, which may set `outcome`."""

    __slots__ = ("_began", "_endings", "id", "kind", "name", "outcome", "platform", "seconds")

    def __init__(self, kind: Kind, name: str, platform: str = "", id: str = "") -> None:
        self.kind = kind
        self.name = name
        self.platform = platform
        self.id = id
        """The id of the request, or of the post, as the log names it."""
        self.outcome = DONE
        self.seconds = 0.0
        """How long it took, known at its end."""

    def __enter__(self) -> Self:
        self._endings = [begin(self) for begin in _observers]
        self._began = perf_counter()
        return self

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        self.seconds = perf_counter() - self._began
        if error is not None and self.outcome == DONE:
            self.outcome = FAILED if isinstance(error, Exception) else CANCELLED
        for end in reversed(self._endings):
            end()


Observer = Callable[[Operation], Callable[[], None]]
"""Hears of an operation that begins; returns what is to be called when it has ended. Neither raises, nor takes long."""

_observers: list[Observer] = []


@contextmanager
def observing(observer: Observer) -> Generator[None]:
    """While the block runs, the observer hears of what this process does."""
    _observers.append(observer)
    try:
        yield
    finally:
        _observers.remove(observer)
