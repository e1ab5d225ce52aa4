"""What is wrong with a pack, said so that its author can mend it."""

from dataclasses import dataclass
from typing import TypeAlias

Location: TypeAlias = tuple[str | int, ...]
"""The keys and positions that lead from the top of a file, or of an entry, to one value."""
Flaw: TypeAlias = tuple[str, Location]
"""What to mend, and where inside an entry."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One mistake: where it stands, and the cure in one sentence."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class ContentError(Exception):
    """A pack that cannot be loaded; it carries all faults, so that one run shows everything there is to mend."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults: tuple[Fault, ...] = faults
