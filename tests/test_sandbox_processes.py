"""The interpreters in which members' code runs: how many wait, what they see, and what happens when one is killed."""

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

import pytest

from adapters.sandbox.bounded import BOUNDS
from adapters.sandbox.pool import MOST_OF_SPACE, MontySandbox, available
from bot.domain.code_grading import Outcome
from bot.ports.sandbox import SandboxBusy
from tests.attacks import ENDLESS, SOLUTION
from tests.spread_challenge import ROOMY, TIGHT, called, verdict

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[1]
SET_BOUNDS = {"Max cpu time": BOUNDS["t"], "Max address space": BOUNDS["v"] * 1024, "Max file size": 0}
"""By what names the system tells them."""


@pytest.fixture(scope="module")
def sandbox() -> Iterator[MontySandbox]:
    sandbox = MontySandbox()
    yield sandbox
    sandbox.close()


async def test_more_than_may_wait_are_refused_and_room_comes_back(sandbox: MontySandbox) -> None:
    codes = [ENDLESS["a loop"], *[SOLUTION] * (MOST_OF_SPACE - 1)]
    held = [asyncio.create_task(verdict(sandbox, code, TIGHT if number == 0 else ROOMY)) for number, code in enumerate(codes)]
    await asyncio.sleep(0)
    with pytest.raises(SandboxBusy):
        await verdict(sandbox, SOLUTION)
    assert await asyncio.gather(*held) == ["wrong", *["right"] * (MOST_OF_SPACE - 1)]
    assert await verdict(sandbox, SOLUTION) == "right"


async def test_who_stops_waiting_holds_no_place_in_the_queue(sandbox: MontySandbox) -> None:
    held = [asyncio.create_task(verdict(sandbox, ENDLESS["a loop"], TIGHT)) for _ in range(MOST_OF_SPACE)]
    await asyncio.sleep(0)
    for task in held:
        task.cancel()
    await asyncio.gather(*held, return_exceptions=True)
    assert await verdict(sandbox, SOLUTION) == "right"


def interpreters(of: int | None = None) -> list[int]:
    """The processes that this one, or another, has started for the sandbox."""
    found: list[int] = []
    for process in Path("/proc").iterdir():  # a glob looks whether the file is there, and fails for one that has just ended
        try:
            name, _, rest = (process / "stat").read_text().rpartition(")")
        except OSError:
            continue
        if process.name.isdigit() and name.endswith("(monty") and rest.split()[1] == str(of or os.getpid()):
            found.append(int(process.name))
    return found


async def killed(running: "asyncio.Task[Sequence[Outcome]]") -> Sequence[Outcome]:
    """What a run comes to whose process is killed, whenever it starts one."""
    while not running.done():
        for process in interpreters():
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        await asyncio.sleep(0.005)
    return await running


async def test_an_interpreter_that_is_killed_is_an_outcome_and_is_replaced(sandbox: MontySandbox) -> None:
    running = asyncio.create_task(called(sandbox, "def f():\n    while True: pass"))
    assert await killed(running) == [Outcome("broke down")]
    assert await verdict(sandbox, SOLUTION) == "right"


async def test_an_interpreter_sees_nothing_of_our_environment(sandbox: MontySandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "hush-hush")
    running = asyncio.create_task(called(sandbox, "def f():\n    while True: pass", limits=TIGHT))
    environments: list[str] = []
    while not running.done():
        environments += [text for process in interpreters() if (text := environment(process)) is not None]
        await asyncio.sleep(0.005)
    assert environments
    assert "hush-hush" not in "".join(environments)


def environment(process: int) -> str | None:
    try:
        return Path(f"/proc/{process}/environ").read_text()
    except OSError:  # it has just ended
        return None


async def test_closing_does_not_wait_for_what_runs() -> None:
    sandbox = MontySandbox()
    running = asyncio.create_task(called(sandbox, "def f():\n    while True: pass"))
    await asyncio.sleep(0)
    sandbox.close()
    assert not running.done()
    await killed(running)


ALONE = """
import asyncio
from adapters.sandbox.pool import MontySandbox
from bot.domain.challenge import Limits
from tests.attacks import SOLUTION
from tests.spread_challenge import called, verdict

async def go_on():
    sandbox = MontySandbox()
    await verdict(sandbox, SOLUTION)
    print("ready", flush=True)
    input()
    await called(sandbox, "def f():\\n    while True: pass", limits=Limits(seconds=5))

asyncio.run(go_on())
"""


def test_no_interpreter_outlives_a_bot_that_is_killed_and_each_has_bounds_of_the_systems_own() -> None:
    bot = subprocess.Popen([sys.executable, "-c", ALONE], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with bot:
        try:
            assert bot.stdout
            assert bot.stdout.readline() == "ready\n"
            looping = started(bot, set(interpreters(bot.pid)))
        finally:
            bot.kill()
    until = monotonic() + 2  # by itself it would go on for five seconds
    while monotonic() < until and is_running(looping):
        sleep(0.01)
    assert not is_running(looping)


def started(bot: "subprocess.Popen[str]", before: set[int]) -> int:
    """The interpreter that a bot starts next, once it has its bounds: the script that sets them has its name."""
    assert bot.stdin
    bot.stdin.write("\n")
    bot.stdin.flush()
    until, bounds = monotonic() + 4, ""
    while monotonic() < until:
        assert bot.poll() is None
        for process in set(interpreters(bot.pid)) - before:
            bounds = (Path("/proc") / str(process) / "limits").read_text()
            if all(re.search(rf"^{name} +{most} ", bounds, re.MULTILINE) for name, most in SET_BOUNDS.items()):
                return process
        sleep(0.01)
    raise AssertionError(bounds)


def is_running(process: int) -> bool:
    """Not if it is gone, or only waits for somebody to take note of its end."""
    try:
        return (Path("/proc") / str(process) / "stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    except OSError:
        return False


def test_the_extra_is_here_and_without_it_the_module_says_so() -> None:
    assert available()
    code = "import sys; sys.modules['pydantic_monty'] = None; import adapters.sandbox.pool as s; print(s.available())"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
