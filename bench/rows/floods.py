"""What everybody else waits for while one member calls without end, and while ten send code that is made to do harm."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import count
from time import monotonic, perf_counter

from adapters.sandbox.pool import MontySandbox, available
from bench.databases import Kind, Unavailable
from bench.frame import Figure, Row, Sides, Stage, at_most_floor
from bench.timing import P50, P99, percentiles
from bench.worlds import cohorts_with, opened_world
from bot.domain.challenge import Limits
from bot.interface.slowed import Slowed
from bot.ports.sandbox import SandboxBusy
from tests import attacks
from tests.spread_challenge import SPREAD
from tests.world import Caller, World

FLOOD, AT_ONCE, PAUSE = 10_000, 10, 0.01
"""The calls of one member, and how they arrive: so many every so many seconds, as from a socket."""
CALLS_PER_SECOND = 40
COHORTS, MEMBERS = 5, 10
"""Whatever the share: fewer would be slowed down themselves."""
ASKED = ("checkin", "cohort list", "today")

_numbers = count()


@dataclass(frozen=True, slots=True)
class Attacked:
    """Members of several communities, and how long they call."""

    others: Sequence[Caller]
    calls: int

    async def calling(self, attack: Callable[[], Awaitable[object]]) -> Mapping[str, float]:
        """What their calls take from the beginning of an attack on, whether it goes on or not."""
        attacking = asyncio.ensure_future(attack())
        taken: list[float] = []
        waiting = [asyncio.create_task(self._one(number, taken)) for number in range(self.calls)]
        await asyncio.gather(*waiting)
        await attacking
        return percentiles(taken)

    async def _one(self, number: int, taken: list[float]) -> None:
        await asyncio.sleep(number / CALLS_PER_SECOND)
        caller = self.others[number % len(self.others)]
        values = {"did": f"Read chapter {next(_numbers)}"} if number % 3 == 0 else {}
        began = perf_counter()
        answer = await caller.card(ASKED[number % 3], **values)
        taken.append(perf_counter() - began)
        if isinstance(answer, Slowed):
            raise Unavailable("The others are too few for their calls: they are slowed down themselves.")


async def nothing() -> None:
    """No attack."""


async def flood(world: World, eve: Caller, calls: int) -> None:
    """One member's calls, none of which waits for the one before, as the gateways hear them."""
    made: list[asyncio.Task[object]] = []
    for number in range(calls):
        if not world.core.dispatch.ignores(eve.actor.platform, eve.actor.id):
            made.append(asyncio.ensure_future(eve("checkin", did=f"Flood {number}")))
        if number % AT_ONCE == 0:
            await asyncio.sleep(PAUSE)
    await asyncio.gather(*made)


@asynccontextmanager
async def _sides(stage: Stage, kind: Kind) -> AsyncGenerator[Sides]:
    async with opened_world(stage, kind, slows=True) as world:
        eve, *others = await cohorts_with(world, COHORTS, MEMBERS)
        calls, flooding = stage.part(FLOOD), AT_ONCE / PAUSE
        attacked = Attacked(others, max(1, round(calls / flooding * CALLS_PER_SECOND)))
        yield Sides(partial(attacked.calling, partial(flood, world, eve, calls)), partial(attacked.calling, nothing))


BOMBS = [attacks.ENDLESS[name] for name in ("a loop", "a regular expression that backtracks", "calls that branch")] + [
    attacks.LARGE[name] for name in ("a list that grows", "a text that doubles", "a huge power", "a flood of prints")
]
BOMBERS, BOMBED_SECONDS = 10, 10.0


async def bombs(sandbox: MontySandbox, seconds: float) -> None:
    """Ten members send one after the other."""
    until = monotonic() + seconds

    async def send(first: int) -> None:
        for number in count(first):
            if monotonic() > until:
                return
            with suppress(SandboxBusy):
                await sandbox.run(BOMBS[number % len(BOMBS)], SPREAD.function, SPREAD.tests, Limits())
            await asyncio.sleep(PAUSE)

    await asyncio.gather(*(send(first) for first in range(BOMBERS)))


@asynccontextmanager
async def _bombed(stage: Stage, kind: Kind) -> AsyncGenerator[Sides]:
    if not available():
        raise Unavailable("There is no sandbox here: install the extra `sandbox`.")
    async with opened_world(stage, kind) as world:
        others, seconds = await cohorts_with(world, COHORTS, MEMBERS), BOMBED_SECONDS * stage.share
        attacked = Attacked(others, max(1, round(seconds * CALLS_PER_SECOND)))
        sandbox = MontySandbox()
        try:
            yield Sides(partial(attacked.calling, partial(bombs, sandbox, seconds)), partial(attacked.calling, nothing))
        finally:
            sandbox.close()


_FIGURES = (Figure(P50, at_most_floor(2)), Figure(P99, at_most_floor(2)))
ROWS = (
    *(
        Row(
            f"flood-{kind.lower()}",
            f"calls of other members while one makes {FLOOD:,}, {kind}",
            "the same while nobody floods",
            _FIGURES,
            partial(_sides, kind=kind),
            rounds=3,
        )
        for kind in ("SQLite", "PostgreSQL")
    ),
    Row(
        "bombs",
        f"calls of other members while {BOMBERS} send code that takes all that it gets, SQLite",
        "the same while nobody does",
        _FIGURES,
        partial(_bombed, kind="SQLite"),
        rounds=3,
    ),
)
