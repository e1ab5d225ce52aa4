"""Whose code runs next: that of the space which runs least, of those the one whose turn is longest ago, and there of the person
whose turn is. No space runs in all places at once, so that one which sends code without end keeps no other waiting."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Lock

from bot.domain.code_grading import Outcome
from bot.ports.sandbox import SandboxBusy, Whose

MOST_KNOWN = 1000
"""Of how many spaces and persons it is known when they had their last turn."""


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A run that waits for its turn, or has it."""

    whose: Whose
    work: Callable[[], Sequence[Outcome]]
    outcomes: Future[Sequence[Outcome]] = field(default_factory=Future[Sequence[Outcome]])


class FairQueue:
    """Used from any thread."""

    def __init__(self, most: int, most_of_one: int, places_of_one: int) -> None:
        """How many may wait or run, in all and of one space, and how many of one space may run."""
        self._most, self._most_of_one, self._places_of_one = most, most_of_one, places_of_one
        self._lock = Lock()
        self._waiting: list[Asked] = []
        self._running = Counter[str]()
        self._turns: dict[str | Whose, None] = {}

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
            try:
                outcomes = asked.work()
            except BaseException as fault:  # noqa: BLE001 - whoever waits is told, also of a panic of the interpreter's library
                self._end(asked)
                asked.outcomes.set_exception(fault)
            else:
                self._end(asked)  # there is room again when whoever asked goes on
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

            def place(asked: Asked) -> tuple[int, int, int]:
                space = asked.whose.space
                return self._running[space], served.get(space, -1), served.get(asked.whose, -1)

            may_run = [asked for asked in self._waiting if self._running[asked.whose.space] < self._places_of_one]
            for asked in sorted(may_run, key=place):
                self._waiting.remove(asked)
                if asked.outcomes.set_running_or_notify_cancel():
                    self._begin(asked.whose)
                    return asked
            return None

    def _begin(self, whose: Whose) -> None:
        self._running[whose.space] += 1
        for served in (whose.space, whose):
            self._turns.pop(served, None)
            self._turns[served] = None
        while len(self._turns) > MOST_KNOWN:
            del self._turns[next(iter(self._turns))]

    def _end(self, asked: Asked) -> None:
        with self._lock:
            self._running[asked.whose.space] -= 1
            if not self._running[asked.whose.space]:
                del self._running[asked.whose.space]

    def _forget_given_up(self) -> None:
        self._waiting = [asked for asked in self._waiting if not asked.outcomes.cancelled()]
