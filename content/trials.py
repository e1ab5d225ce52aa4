"""Trying out what a pack computes: solutions pass or fail as they should, options are as right as their `verify` says, and
starters run.

All are tried by whoever calls: solutions in the sandbox that runs members' functions, `verify` and starters as plain Python.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.domain.challenge import Challenge, ChallengeOption
from bot.domain.code_failure import CodeFailure, ShownTestFailed
from bot.domain.code_grading import grade_python
from bot.ports.sandbox import Sandbox
from content.challenge_checks import flaws_of
from content.checks import Entry
from content.faults import Fault, Location
from content.gaps import gaps
from content.starters import pieces, told

AT_ONCE = 4
"""The number of solutions handed to the sandbox at once; it refuses more than it holds."""

Verify = Callable[[Sequence[str]], Awaitable[Sequence[bool | str]]]
"""Runs pieces of Python and says for each whether its `ok` was true, or else what went wrong."""


class Solution(NamedTuple):
    """A piece of code, its place in the pack, and whether it has to pass."""

    entry: Entry
    challenge: Challenge
    code: str
    location: Location
    passes: bool


async def try_out(entries: Sequence[Entry], sandbox: Sandbox | None, verify: Verify) -> list[Fault]:
    """Every fault that shows when a pack's code is run. Without a sandbox no solution is tried."""
    flawless = [(entry, value) for entry in entries if isinstance(value := entry.value, Challenge) and not [*flaws_of(value)]]
    faults = [*await _verified(flawless, verify), *await _begun(entries, verify)]
    if sandbox is not None:
        turns = asyncio.Semaphore(AT_ONCE)
        solutions = [solution for entry, challenge in flawless for solution in _solutions(entry, challenge)]
        tried = await asyncio.gather(*(_tried(solution, sandbox, turns) for solution in solutions))
        faults += [fault for fault in tried if fault is not None]
        faults += await gaps(flawless, sandbox, turns)
    return faults


async def _begun(entries: Sequence[Entry], verify: Verify) -> list[Fault]:
    """A fault for each starter that fails."""
    starters = pieces(entries)
    results = await verify([piece for _, piece in starters]) if starters else ()
    faults = (told(file, result) for (file, _), result in zip(starters, results, strict=True))
    return [fault for fault in faults if fault is not None]


def _solutions(entry: Entry, challenge: Challenge) -> Iterator[Solution]:
    if challenge.kind == "python":
        yield Solution(entry, challenge, challenge.reference, ("reference",), True)
        yield Solution(entry, challenge, challenge.starter, ("starter",), False)
        yield from (Solution(entry, challenge, code, ("wrong", number), False) for number, code in enumerate(challenge.wrong))


async def _tried(solution: Solution, sandbox: Sandbox, turns: asyncio.Semaphore) -> Fault | None:
    async with turns:
        failure = await _failure(solution, sandbox)
    if solution.passes and isinstance(failure, ShownTestFailed):
        return solution.entry.fault(f"Mend the reference or the tests; {_where(failure)}.", *solution.location)
    if not solution.passes and not failure:
        return solution.entry.fault("Mend this or add a test; it passes every test, and it should not.", *solution.location)
    return None


async def _failure(solution: Solution, sandbox: Sandbox) -> CodeFailure | None:
    """What keeps a solution from passing, or None. One that should fail is tried case by case, up to the first that it fails; all
    together come last, since they share a limit of time."""
    challenge = _all_shown(solution.challenge)
    one_by_one = [] if solution.passes else [(case,) for case in challenge.tests]
    for cases in (*one_by_one, challenge.tests):
        outcomes = await sandbox.run(solution.code, challenge.function, cases, challenge.limits)
        if failure := grade_python(replace(challenge, tests=cases), outcomes).failure:
            return failure
    return None


def _all_shown(challenge: Challenge) -> Challenge:
    """The same for its author, from whom no test is hidden."""
    return replace(challenge, tests=(*challenge.tests, *challenge.hidden), hidden=())


def _where(failure: ShownTestFailed) -> str:
    return f"{failure.call} {failure.kind} {failure.came_to}".rstrip() + f", wanted {failure.wanted}"


async def _verified(flawless: Sequence[tuple[Entry, Challenge]], verify: Verify) -> list[Fault]:
    options = [
        (entry, option, number)
        for entry, challenge in flawless
        for number, option in enumerate(challenge.options)
        if option.verify
    ]
    results = await verify([option.verify for _, option, _ in options])
    told = ((*one, _disagreement(one[1], result)) for one, result in zip(options, results, strict=True))
    return [entry.fault(message, "options", number, "verify") for entry, _, number, message in told if message]


def _disagreement(option: ChallengeOption, result: bool | str) -> str:
    if isinstance(result, str):
        return f"Mend `verify`; {result}."
    if result is not option.ok:
        return f"Mend this option; it is marked as {_word(option.ok)}, and `verify` says that it is {_word(result)}."
    return ""


def _word(right: bool) -> str:
    return "right" if right else "wrong"
