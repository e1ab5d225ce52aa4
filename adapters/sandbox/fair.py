"""Whose code runs next: that of the space which runs least, of those the one whose turn is longest ago, and there of the person
whose code took least time lately. No space runs in all places at once, so that one which sends code without end keeps no other
waiting."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import TypeVar

from bot.domain.code_grading import Outcome
from bot.ports.sandbox import SandboxBusy, Whose

MOST_KNOWN = 1000
"""Of how many spaces it is known when they had their last turn, and of how many persons how long that took."""
HALVED_AFTER = 60.0
"""Seconds after which half of the time is forgotten that somebody's code took."""

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A run that waits for its turn, or has it."""

    whose: Whose
    work: Callable[[], Sequence[Outcome]]
    outcomes: Future[Sequence[Outcome]] = field(default_factory=Future[Sequence[Outcome]])


class FairQueue:
    """Used from any thread."""

    def __init__(self, most: int, most_of_one: int, places_of_one: int, clock: Callable[[], float] = monotonic) -> None:
        """How many may wait or run, in all and of one space, and how many of one space may run."""
        self._most, self._most_of_one, self._places_of_one = most, most_of_one, places_of_one
        self._lock = Lock()
        self._waiting: list[Asked] = []
        self._running = Counter[str]()
        self._turns: dict[str, None] = {}
        self._took: dict[Whose, tuple[float, float]] = {}
        """How many seconds somebody's code took, and when that was."""
        self._clock = clock

    def ask(self, asked: Asked) -> None:
        """Raises SandboxBusy if as many wait or run as may, in all or of this space."""
        with self._lock:
            self._forget_given_up()
            space = asked.whose.space
            of_one = self._running[space] + sum(other.whose.space == space for other in self._waiting)
            if len(self._waiting) + self._running.total() >= self._most or of_one >= self._most_of_one:
                raise SandboxBusy
            self._waiting.append(asked)

    def run(self) -> None:
        """Run the code whose turn it is, until none waits that may run."""
        while asked := self._next():
            began = self._clock()
            try:
                outcomes = asked.work()
            except BaseException as fault:  # noqa: BLE001 - whoever waits is told, also of a panic of the interpreter's library
                self._end(asked.whose, began)
                asked.outcomes.set_exception(fault)
            else:
                self._end(asked.whose, began)  # there is room again when whoever asked goes on
                asked.outcomes.set_result(outcomes)

    def drop(self) -> None:
        """Nothing that waits is run any more."""
        with self._lock:
            for asked in self._waiting:
                asked.outcomes.cancel()
            self._waiting.clear()

    def _next(self) -> Asked | None:
        with self._lock:
            self._forget_given_up()
            served = {whose: place for place, whose in enumerate(self._turns)}

            def place(asked: Asked) -> tuple[int, int, float]:
                space = asked.whose.space
                return self._running[space], served.get(space, -1), self._taken_lately(asked.whose)

            may_run = [asked for asked in self._waiting if self._running[asked.whose.space] < self._places_of_one]
            for asked in sorted(may_run, key=place):
                self._waiting.remove(asked)
                if asked.outcomes.set_running_or_notify_cancel():
                    self._begin(asked.whose)
                    return asked
            return None

    def _begin(self, whose: Whose) -> None:
        self._running[whose.space] += 1
        _put_last(self._turns, whose.space, None)

    def _end(self, whose: Whose, began: float) -> None:
        with self._lock:
            self._running[whose.space] -= 1
            if not self._running[whose.space]:
                del self._running[whose.space]
            now = self._clock()
            _put_last(self._took, whose, (self._taken_lately(whose) + now - began, now))

    def _taken_lately(self, whose: Whose) -> float:
        seconds, at = self._took.get(whose, (0.0, 0.0))
        return seconds * 0.5 ** ((self._clock() - at) / HALVED_AFTER)

    def _forget_given_up(self) -> None:
        self._waiting = [asked for asked in self._waiting if not asked.outcomes.cancelled()]


def _put_last(known: dict[Key, Value], key: Key, value: Value) -> None:
    """As the latest of those that are known, of which the oldest is forgotten."""
    known.pop(key, None)
    known[key] = value
    if len(known) > MOST_KNOWN:
        del known[next(iter(known))]
