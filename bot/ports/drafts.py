"""What the core asks of storage for work that is not finished yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class KeptDraft:
    id: int
    values: Mapping[str, str]
    expires: datetime


class Drafts(Protocol):
    async def put(self, person: int, kind: str, values: Mapping[str, str], expires: datetime) -> int: ...
    async def keep(self, id: int, person: int, kind: str, values: Mapping[str, str], expires: datetime) -> None:
        """Keep values under an id that follows from what they are about, in place of what was kept under it."""
        ...

    async def of(self, person: int, kind: str, now: datetime) -> Sequence[KeptDraft]:
        """A person's drafts of a kind that have not expired, those that expire last first."""
        ...

    async def of_everybody(self, kind: str, now: datetime) -> Sequence[KeptDraft]:
        """The same, whoever they are of."""
        ...

    async def values(self, person: int, kind: str, name: str, now: datetime) -> Sequence[KeptDraft]:
        """The same drafts, each with one of its values: the rest may be large, and is not read. Those without it are left out."""
        ...

    async def get(self, id: int, person: int, kind: str, now: datetime) -> Mapping[str, str] | None:
        """What was kept, if it is the person's own, of this kind, and has not expired."""
        ...

    async def holding(self, name: str) -> Sequence[KeptDraft]:
        """Everybody's drafts that have a value of this name, each with that value alone."""
        ...

    async def anybodys(self, id: int, kind: str, now: datetime) -> KeptDraft | None:
        """The draft with an id that follows from what it is about, whosever it is."""
        ...

    async def keep_newest(self, person: int, kind: str, most: int) -> None:
        """Of a person's drafts of a kind drop all but so many, those that expire last."""
        ...

    async def drop(self, id: int) -> None: ...
