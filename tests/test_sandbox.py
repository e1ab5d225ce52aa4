"""Members' code in the real interpreter: what solves passes, and nothing else does, stalls or breaks anything."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic, perf_counter, process_time

import pytest

from adapters.sandbox.pool import MontySandbox
from bot.domain.challenge import Case, Limits
from bot.domain.code_grading import Outcome
from tests.attacks import ATTACKS, SOLUTION
from tests.spread_challenge import SPREAD, TIGHT, called, verdict

pytestmark = pytest.mark.slow
BOUND_SECONDS = 15
"""Many times what a run takes on a machine that is busy with other things; without limits most attacks would take for ever."""
STALL_SECONDS = 0.05


@pytest.mark.parametrize("name", ATTACKS)
async def test_an_attack_does_not_pass_ends_in_time_and_leaves_the_next_solution_alone(sandbox: MontySandbox, name: str) -> None:
    before = monotonic()
    assert await verdict(sandbox, ATTACKS[name], TIGHT) in ("wrong", "not code", "no function", "stopped early")
    assert monotonic() - before < BOUND_SECONDS
    assert await verdict(sandbox, SOLUTION) == "right"


@asynccontextmanager
async def heartbeat() -> AsyncIterator[list[float]]:
    """How long a task that wants to go on all the time was kept from it while our process was at work.

    The clock alone would count what the machine does besides, the processor's time alone what a thread does beside us.
    """
    late: list[float] = []

    async def beat() -> None:
        while True:
            before, used = perf_counter(), process_time()
            await asyncio.sleep(0.002)
            late.append(min(perf_counter() - before, process_time() - used))

    task = asyncio.create_task(beat())
    await asyncio.sleep(0)
    yield late
    task.cancel()


HEAVY = (
    "a loop", "a flood of prints", "one huge print", "a list that grows", "a list that unfolds", "a long list", "a long text",
    "a huge number", "a huge error", "a huge error outside the function", "100 kB of source",
)  # fmt: skip


@pytest.mark.parametrize("name", HEAVY)
async def test_an_attack_stalls_nobody(sandbox: MontySandbox, name: str) -> None:
    """The best of three tries counts: a stall of our making comes every time."""
    await verdict(sandbox, SOLUTION)
    large = Limits(seconds=0.5, mb=128)
    worst: list[float] = []
    for _ in range(3):
        async with heartbeat() as late:
            await sandbox.run(ATTACKS[name].replace("5000000", "50000000"), "spread", SPREAD.tests, large)
        worst.append(max(late, default=0.0))
    assert min(worst) < STALL_SECONDS


async def test_solutions_as_people_write_them_pass(sandbox: MontySandbox) -> None:
    for code in (
        SOLUTION,
        "spread = lambda numbers: max(numbers) - min(numbers)",
        "from __future__ import annotations\nimport math\n\ndef spread(numbers: list[int]) -> int:\n"
        '    """Largest less smallest."""\n    low, high = math.inf, -math.inf\n    for one in numbers:\n'
        "        low, high = min(low, one), max(high, one)\n    print('low', low)\n    return int(high - low)\n",
        "BEST = None\ndef largest(n):\n    global BEST\n    BEST = n[0]\n    for one in n:\n        if one > BEST: BEST = one\n"
        "    return BEST\ndef spread(n):\n    return largest(n) - sorted(n)[0]\n",
        "def spread(n):\r\n\ttry:\r\n\t\treturn max(n) - min(n)\r\n\texcept ValueError:\r\n\t\treturn 0\r\n",
    ):
        assert await verdict(sandbox, code) == "right", code


async def test_what_code_prints_is_dropped_and_costs_nothing(sandbox: MontySandbox, capfd: pytest.CaptureFixture[str]) -> None:
    code = "import sys\ndef f():\n    for n in range(1000): print('x' * 1000, file=sys.stderr)\n    return list(map(print, [1]))"
    assert await called(sandbox, code) == [Outcome("returned", [None])]
    assert "".join(capfd.readouterr()) == ""


async def test_plain_data_comes_back_as_it_is(sandbox: MontySandbox) -> None:
    value = [1, -2.5, "ü", True, None, {"a": [1, {"b": "c"}]}, [], {}, 2**4000]
    [outcome] = await called(sandbox, "def f(x): return x, (x,)", Case(args=(value,), want=None))
    assert outcome == Outcome("returned", (value, (value,)))


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        ("def f(): return 1 / 0", Outcome("raised", message="ZeroDivisionError('division by zero')")),
        ("def f(): return g()", Outcome("raised", message="NameError(\"name 'g' is not defined\")")),
        ("def f(): return 'x' * 10 ** 10", Outcome("too much memory")),
        ("def f(): return {1, 2}", Outcome("not plain data")),
        ("def f(): return {1: 2}", Outcome("not plain data")),
        ("def f(): return b'x'", Outcome("not plain data")),
        ("def f(): return 2 ** 5000", Outcome("not plain data")),
        ("def f(): return f", Outcome("not plain data")),
        ("def isinstance(*_): return True\ndef f(): return f", Outcome("not plain data")),
    ],
)
async def test_what_goes_wrong_is_told_apart(sandbox: MontySandbox, code: str, outcome: Outcome) -> None:
    assert await called(sandbox, code) == [outcome]


async def test_a_call_that_does_not_end_takes_too_long(sandbox: MontySandbox) -> None:
    assert await called(sandbox, "def f():\n    while True: pass", limits=TIGHT) == [Outcome("too long")]


async def test_an_errors_message_is_clipped(sandbox: MontySandbox) -> None:
    [outcome] = await called(sandbox, "def f(): raise ValueError('x' * 1000)")
    assert len(outcome.message) == 300


async def test_a_call_leaves_nothing_for_the_next(sandbox: MontySandbox) -> None:
    code = "seen = []\ndef f(x):\n    seen.append(x)\n    return len(seen)"
    outcomes = await called(sandbox, code, *(Case(args=(number,), want=1) for number in range(5)))
    assert [outcome.value for outcome in outcomes] == [1] * 5


async def test_time_and_luck_are_the_same_at_every_run(sandbox: MontySandbox) -> None:
    code = "import random, time, datetime\ndef f(): return [random.random(), time.time(), str(datetime.datetime.now())]"
    assert await called(sandbox, code) == await called(sandbox, code)


async def test_after_one_call_that_takes_too_long_the_rest_are_not_tried(sandbox: MontySandbox) -> None:
    code = "def f(x):\n    while x: pass\n    return x"
    outcomes = await called(
        sandbox, code, *(Case(args=(number,), want=0) for number in (0, 1, 0, 0)), limits=Limits(seconds=1, mb=16)
    )
    assert [outcome.kind for outcome in outcomes] == ["returned", "too long", "too long", "too long"]


async def test_many_quick_calls_may_not_take_long_together(sandbox: MontySandbox) -> None:
    """Starting a process takes over a millisecond, so that so many cannot be done in 0.3 s on any machine."""
    cases = [Case(args=(), want=1)] * 600
    outcomes = await called(sandbox, "def f(): return 1", *cases, limits=Limits(seconds=0.1, mb=16))
    assert outcomes[-1] == Outcome("too long")
