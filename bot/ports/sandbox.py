"""What the core asks of a sandbox for members' code."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.domain.challenge import Case, Limits
from bot.domain.code_grading import Outcome


class SandboxBusy(Exception):
    """The queue of code to be run is full. Nothing was run: the member can try again in a minute."""


@dataclass(frozen=True, slots=True)
class CodeRun:
    """A member's function and the calls to make of it."""

    code: str
    function: str
    cases: tuple[Case, ...]
    limits: Limits


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose code it is; nobody's by default."""

    space: str = ""
    person: str = ""


NOBODYS = Whose()


class Sandbox(Protocol):
    """Runs a member's function, which can reach nothing and stall nobody."""

    async def run(
        self, code: str, function: str, cases: Sequence[Case], limits: Limits, whose: Whose = NOBODYS
    ) -> Sequence[Outcome]:
        """One outcome for each case, in order; each is run afresh. The space that runs least goes first, and there the
        person whose code took least time lately. Raises SandboxBusy if the queue is full."""
        ...
