"""Tests that let a wrong function pass: slips of each reference are run in the sandbox, beside the reference itself."""

import asyncio
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import chain
from typing import Any, NamedTuple

from bot.domain.challenge import Case, Challenge, Limits
from bot.ports.sandbox import Sandbox
from content.checks import Entry
from content.faults import Fault
from content.mutants import TURN, Mutant, calls_nearby, mutants

MOST_CODE = 8000
"""The most characters of slips that are run at once; the sandbox takes little more."""
MOST_TURNS = 5000
"""The most turns of its loops that a slip may take to answer; a reference takes far fewer."""
_LIMITS = Limits(seconds=5, mb=128)
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
cairn_turns = [0]
def {turn}():
    cairn_turns[0] += 1
    if cairn_turns[0] > {most}:
        raise RuntimeError
    return True
def cairn_called(function, args):
    cairn_turns[0] = 0
    try:
        return [function(*cairn_copy(args))]
    except Exception:
        return None
def cairn_trial(known, near, tol):
    wanted = [cairn_called({name}, args) for args in known]
    beside = [cairn_called({name}, args) for args in near]
    found = []
    for function in [{slips}]:
        if all(cairn_same(cairn_called(function, args), want, tol) for args, want in zip(known, wanted)):
            differs = [place for place, args in enumerate(near)
                if beside[place] is not None and not cairn_same(cairn_called(function, args), beside[place], tol)]
            found.append(differs[0] if differs else -1)
        else:
            found.append(None)
    return found
"""


_CURE = "Add a test that fails this slip, or list it under `equivalent_mutants` with the reason"


class _Survivor(NamedTuple):
    """A slip that passes all tests, and the first of the nearby calls at which it differs; none if it differs at no one."""

    slip: Mutant
    call: str


async def gaps(entries: Sequence[tuple[Entry, Challenge]], sandbox: Sandbox, turns: asyncio.Semaphore) -> list[Fault]:
    """Faults of functions whose tests a slip passes, unless it is listed as one that no test can tell; and of lists that say so
    of others."""
    python = [pair for pair in entries if pair[1].kind == "python"]
    found = await asyncio.gather(*(_survivors(challenge, sandbox, turns) for _, challenge in python))
    told = (_told(entry, challenge, survivors) for (entry, challenge), survivors in zip(python, found, strict=True))
    return [*chain.from_iterable(told)]


def _told(entry: Entry, challenge: Challenge, survivors: Sequence[_Survivor]) -> Iterator[Fault]:
    """The first call that would catch a slip or, if there is none, each slip that is not listed; what is listed for nothing."""
    alive, listed = {slip.after for slip, _ in survivors}, {mutant.slip for mutant in challenge.equivalent_mutants}
    unlisted = [survivor for survivor in survivors if survivor.slip.after not in listed]
    near = next((survivor for survivor in unlisted if survivor.call), None)
    for slip, call in [near] if near else unlisted:
        cure = f"Test {call}" if call else _CURE
        yield entry.fault(f"{cure}; the tests pass `{slip.after}` in place of `{slip.before}`.", "tests")
    for number, mutant in enumerate(challenge.equivalent_mutants):
        if mutant.slip not in alive:
            message = f"Remove this; no slip that passes all tests makes `{mutant.slip}` of a line of the reference."
            yield entry.fault(message, "equivalent_mutants", number, "slip")


async def _survivors(challenge: Challenge, sandbox: Sandbox, turns: asyncio.Semaphore) -> Sequence[_Survivor]:
    cases = (*challenge.tests, *challenge.hidden)
    known, near = [list(case.args) for case in cases], calls_nearby([list(case.args) for case in cases])
    calls = [*(f"{challenge.function}({', '.join(map(repr, call))})" for call in near), ""]
    tolerance = max((case.tol for case in cases), default=0)
    found: list[_Survivor] = []
    for part in _parts([*mutants(challenge.reference, challenge.function)]):
        async with turns:
            outcomes = await _run(challenge, part, [known, near, tolerance], sandbox)
        found += [_Survivor(slip, calls[place]) for slip, place in zip(part, outcomes, strict=True) if place is not None]
    return found


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


async def _run(challenge: Challenge, part: Sequence[Mutant], args: Sequence[Any], sandbox: Sandbox) -> Sequence[int | None]:
    """For each slip that passes the known calls the place of the first nearby one at which it differs, -1 if there is none; None
    for one that is caught. If one takes too much, each is tried alone, so that the others are not lost with it."""
    names = [slip.code.removeprefix("def ").partition("(")[0] for slip in part]
    said = {"{name}": challenge.function, "{slips}": ", ".join(names), "{turn}": TURN, "{most}": str(MOST_TURNS)}
    driver = reduce(lambda text, pair: text.replace(*pair), said.items(), _DRIVER)
    code = "\n".join((challenge.reference, *(slip.code for slip in part), driver))
    (outcome,) = await sandbox.run(code, "cairn_trial", [Case(args=tuple(args), want=None)], _LIMITS)
    if outcome.kind == "returned":
        return outcome.value
    if len(part) == 1:
        return [None]
    return [found for slip in part for found in await _run(challenge, [slip], args, sandbox)]
