"""How a submitted function failed its tests: data, which `bot/shared/verdict.py` says in words."""

from dataclasses import dataclass
from typing import Literal

OutcomeKind = Literal["returned", "raised", "too long", "too much memory", "not plain data", "too much code", "broke down"]
"""How a call ended; `broke down` is the interpreter's own failure."""
UnreadKind = Literal["not code", "no function", "stopped early"]
"""Why there was nothing to call: it is no Python, defines no function of the name that was asked for, or raised an error
before it did."""


@dataclass(frozen=True, slots=True)
class ShownTestFailed:
    """The first of the shown tests that failed. Code and values are as Python writes them, clipped."""

    kind: OutcomeKind
    call: str
    came_to: str
    """The value that was returned, or the error that was raised; empty for other kinds."""
    wanted: str


@dataclass(frozen=True, slots=True)
class HiddenTestsFailed:
    """All shown tests pass; of the hidden ones no more than their number is told."""

    failed: int
    hidden: int


CodeFailure = ShownTestFailed | HiddenTestsFailed
