"""What the core asks of storage for routines: when each is due for what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

BEGIN = "begin"
"""The routine of a cohort just launched or changed: it gives every other routine its first instant, anew."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a routine runs for."""

    kind: Literal["cohort", "community"]
    id: int


@dataclass(frozen=True, slots=True)
class Due:
    """A routine to run for a subject at an instant."""

    routine: str
    subject: Subject
    at: datetime


def cohort_due(routine: str, cohort: int, at: datetime) -> Due:
    return Due(routine, Subject("cohort", cohort), at)


class Dues(Protocol):
    async def set(self, *dues: Due) -> None:
        """Keep the next instants of routines for their subjects, each in place of the one before, if there was one."""
        ...

    async def take(self, *dues: Due) -> Sequence[Due]:
        """Remove what is about to be done; returns those of it, in the same order, for which no other worker was faster."""
        ...
