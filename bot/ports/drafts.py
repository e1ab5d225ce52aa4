"""What the core asks of storage for work that is not finished yet."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol


class Drafts(Protocol):
    async def put(self, person: int, kind: str, values: Mapping[str, str], expires: datetime) -> int: ...
    async def get(self, id: int, person: int, kind: str, now: datetime) -> Mapping[str, str] | None:
        """What was kept, if it is the person's own, of this kind, and has not expired."""
        ...

    async def drop(self, id: int) -> None: ...
