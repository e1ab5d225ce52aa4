"""What the core asks of storage for routines: when each is due for what."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

BEGIN = "begin"
"""The routine of a cohort just launched or changed: it gives every other routine its first instant, anew."""


@dataclass(frozen=True, slots=True)
class Due:
    """A routine to run for a cohort at an instant."""

    routine: str
    cohort: int
    at: datetime


class Dues(Protocol):
    async def set(self, due: Due) -> None:
        """Keep the next instant of a routine, in place of the one before."""
        ...

    async def take(self, due: Due) -> bool:
        """Remove what is about to be done; False where another clock was faster."""
        ...
