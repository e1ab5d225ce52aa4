"""The frame of the bench: a row's two sides take turns, round by round, and the medians of what they measured are compared."""

import gc
from collections.abc import Awaitable, Callable, Generator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, contextmanager
from dataclasses import dataclass
from statistics import median

from bench.databases import Databases

Round = Callable[[], Awaitable[Mapping[str, float]]]
"""Does the work of one round; returns what was measured, by the names of the row's figures."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a figure is to reach: a number, or a multiple of what the floor reaches."""

    limit: float
    of_floor: bool
    at_least: bool

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.limit:,g}{' ×' if self.of_floor else ''}"

    def is_reached(self, figure: float) -> bool:
        return figure >= self.limit if self.at_least else figure <= self.limit


def at_least(limit: float) -> Target:
    return Target(limit, of_floor=False, at_least=True)


def at_most(limit: float) -> Target:
    return Target(limit, of_floor=False, at_least=False)


def at_least_floor(times: float) -> Target:
    return Target(times, of_floor=True, at_least=True)


def at_most_floor(times: float) -> Target:
    return Target(times, of_floor=True, at_least=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """Something that a round measures; its name says the unit."""

    name: str
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """What rows are given. `share` is the part of its usual amount that a row does, for a quick look."""

    databases: Databases
    share: float = 1.0

    def part(self, usual: int, least: int = 1) -> int:
        return max(least, round(usual * self.share))


@dataclass(frozen=True, slots=True)
class Sides:
    """What takes turns: Cairn, and what it is compared with if there is anything."""

    cairn: Round
    floor: Round | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison. `sides` prepares both; `floor` says in words what the second one is."""

    name: str
    title: str
    floor: str
    figures: tuple[Figure, ...]
    sides: Callable[[Stage], AbstractAsyncContextManager[Sides]]
    rounds: int = 5
    large: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """The medians of one figure of a row."""

    row: Row
    figure: Figure
    cairn: float
    floor: float | None

    @property
    def ratio(self) -> float | None:
        """How many times the floor's figure Cairn's is."""
        return self.cairn / self.floor if self.floor else None

    @property
    def is_reached(self) -> bool | None:
        """None if nothing is to be reached, or the floor was not measured."""
        target = self.figure.target
        measured = self.ratio if target and target.of_floor else self.cairn
        return None if target is None or measured is None else target.is_reached(measured)


async def measure(row: Row, stage: Stage) -> Sequence[Result]:
    """Raises Unavailable if this machine lacks what the row needs."""
    cairn: list[Mapping[str, float]] = []
    floor: list[Mapping[str, float]] = []
    async with row.sides(stage) as sides:
        with _settled():
            for _ in range(stage.part(row.rounds)):
                cairn.append(await _one(sides.cairn))
                if sides.floor:
                    floor.append(await _one(sides.floor))
    return [Result(row, figure, _median(cairn, figure.name) or 0.0, _median(floor, figure.name)) for figure in row.figures]


@contextmanager
def _settled() -> Generator[None]:
    """What is there at first is not looked through for garbage any more, as in a process of Cairn that is ready."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


async def _one(turn: Round) -> Mapping[str, float]:
    """A round that does not pay for what the other side left to the garbage collector."""
    gc.collect()
    return await turn()


def _median(rounds: Sequence[Mapping[str, float]], name: str) -> float | None:
    found = [measured[name] for measured in rounds if name in measured]
    return median(found) if found else None
