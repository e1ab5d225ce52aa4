"""What is held about somebody in a community, and its end."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

Held = Mapping[str, Sequence[Mapping[str, Any]]]
"""Rows by what they are called; the names of their values are the product's words. A cohort stands with its id."""


class PersonalData(Protocol):
    async def of(self, person: int) -> Held:
        """Everything that is held about somebody: in this community, and of their accounts."""
        ...

    async def erase(self, person: int, instead: str, now: datetime) -> int:
        """Forget somebody in this community. What totals count stays in rows that are nobody's; the accounts go with the last
        membership. Posts say `instead` where they named them: those that were sent are edited. Whose the rows are now."""
        ...
