"""Tests that let a wrong function pass: slips of each reference are run in the sandbox, beside the reference itself."""

import asyncio
from collections.abc import Iterator, Sequence
from typing import Any

from bot.domain.challenge import Case, Challenge, Limits
from bot.ports.sandbox import Sandbox
from content.checks import Entry
from content.faults import Fault
from content.mutants import Mutant, calls_nearby, mutants

MOST_CODE = 8000
"""The most characters of slips that are run at once; the sandbox takes little more."""
_LIMITS = Limits(seconds=1, mb=128)
_DRIVER = """
def cairn_copy(value):
    if isinstance(value, (list, tuple)):
        return [cairn_copy(part) for part in value]
    if isinstance(value, dict):
        return {key: cairn_copy(part) for key, part in value.items()}
    return value
def cairn_same(one, other, tol):
    if isinstance(other, float) and isinstance(one, (int, float)) and not isinstance(one, bool):
        return one == other or abs(one - other) <= max(tol, 1e-9 * abs(other))
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(cairn_same(a, b, tol) for a, b in zip(one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return len(one) == len(other) and all(key in one and cairn_same(one[key], other[key], tol) for key in other)
    return type(one) == type(other) and one == other
def cairn_called(function, args):
    try:
        return [function(*cairn_copy(args))]
    except Exception:
        return None
def cairn_trial(known, near, tol):
    wanted = [cairn_called({name}, args) for args in known]
    beside = [cairn_called({name}, args) for args in near]
    found = []
    for function in [{slips}]:
        passes = all(cairn_same(cairn_called(function, args), want, tol) for args, want in zip(known, wanted))
        differs = [place for place, args in enumerate(near)
            if beside[place] is not None and not cairn_same(cairn_called(function, args), beside[place], tol)] if passes else []
        found.append(differs[0] if differs else -1)
    return found
"""


async def gaps(entries: Sequence[tuple[Entry, Challenge]], sandbox: Sandbox, turns: asyncio.Semaphore) -> list[Fault]:
    """A fault for each function whose tests a slip passes, though it differs at a call much like those of the tests."""
    python = [pair for pair in entries if pair[1].kind == "python"]
    found = await asyncio.gather(*(_gap(entry, challenge, sandbox, turns) for entry, challenge in python))
    return [fault for fault in found if fault]


async def _gap(entry: Entry, challenge: Challenge, sandbox: Sandbox, turns: asyncio.Semaphore) -> Fault | None:
    cases = (*challenge.tests, *challenge.hidden)
    known, near = [list(case.args) for case in cases], calls_nearby([list(case.args) for case in cases])
    tolerance = max((case.tol for case in cases), default=0)
    for part in _parts([*mutants(challenge.reference, challenge.function)]):
        async with turns:
            outcomes = await _run(challenge, part, [known, near, tolerance], sandbox)
        for slip, place in zip(part, outcomes, strict=False):
            if place >= 0:
                call = f"{challenge.function}({', '.join(map(repr, near[place]))})"
                return entry.fault(f"Test {call}; the tests pass `{slip.after}` in place of `{slip.before}`.", "tests")
    return None


def _parts(slips: Sequence[Mutant]) -> Iterator[Sequence[Mutant]]:
    """As many at once as the sandbox takes."""
    part: list[Mutant] = []
    for slip in slips:
        if part and sum(len(each.code) for each in (*part, slip)) > MOST_CODE:
            yield part
            part = []
        part.append(slip)
    if part:
        yield part


async def _run(challenge: Challenge, part: Sequence[Mutant], args: Sequence[Any], sandbox: Sandbox) -> Sequence[int]:
    """For each slip the first of the nearby calls at which it differs, -1 if there is none. If one does not end, each is tried
    alone, so that the others are not lost with it."""
    names = [slip.code.removeprefix("def ").partition("(")[0] for slip in part]
    driver = _DRIVER.replace("{name}", challenge.function).replace("{slips}", ", ".join(names))
    code = "\n".join((challenge.reference, *(slip.code for slip in part), driver))
    (outcome,) = await sandbox.run(code, "cairn_trial", [Case(args=tuple(args), want=None)], _LIMITS)
    if outcome.kind == "returned":
        return outcome.value
    if len(part) == 1:
        return [-1]
    return [found for slip in part for found in await _run(challenge, [slip], args, sandbox)]
