"""What the core asks of storage for work that is not finished yet."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol


class Drafts(Protocol):
    async def put(self, person: int, kind: str, values: Mapping[str, str], expires: datetime) -> int: ...
    async def keep(self, id: int, person: int, kind: str, values: Mapping[str, str], expires: datetime) -> None:
        """Keep values under an id that follows from what they are about, in place of what was kept under it."""
        ...

    async def of(self, person: int, kind: str, now: datetime) -> Sequence[tuple[int, Mapping[str, str]]]:
        """The ids and values of a person's drafts of a kind that have not expired, those that expire last first."""
        ...

    async def values(self, person: int, kind: str, name: str, now: datetime) -> Sequence[tuple[int, str]]:
        """The ids of the same drafts, each with one of its values: the rest may be large, and is not read. Those that do not have
        it are left out."""
        ...

    async def get(self, id: int, person: int, kind: str, now: datetime) -> Mapping[str, str] | None:
        """What was kept, if it is the person's own, of this kind, and has not expired."""
        ...

    async def drop(self, id: int) -> None: ...
