"""What the core asks of storage for the delivery board of a community."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.delivery_board import BoardPost, Column
from bot.domain.post import Post


class DeliveryBoard(Protocol):
    """Posts in channels; of one cohort, or of all if it is None."""

    async def counts(self, cohort: int | None) -> Mapping[Column, int]:
        """How many posts each column has."""
        ...

    async def page(self, column: Column, cohort: int | None, most: int, skipped: int = 0) -> Sequence[BoardPost]:
        """Posts of a column: waiting and held ones earliest first, the others latest first."""
        ...

    async def count_lost(self, cohort: int, since: datetime, until: datetime) -> int:
        """How many posts of a cohort that were due after one instant and up to another were never sent, though nobody called them
        off."""
        ...

    async def get(self, post: int) -> BoardPost | None: ...
    async def queued(self, post: int) -> Post | None:
        """What a post of the board is to say, and where; None if there is no such post."""
        ...

    async def send_now(self, post: int, now: datetime) -> bool:
        """Let a post that waits or is held be sent at the next beat. False if it is neither, or is being sent."""
        ...

    async def call_off(self, post: int, now: datetime) -> bool:
        """Never send a post that waits or is held, nor open the thread under it. False if it is neither, or is being sent."""
        ...

    async def note_arrived(self, post: int, now: datetime) -> bool:
        """Somebody has found an uncertain post where it belongs. False if it is none. What was to hang under it is called off."""
        ...

    async def send_again(self, post: int, now: datetime) -> bool:
        """Let a post that was never sent be sent at the next beat, however late, and the thread under it be opened. False if it
        was sent or still waits."""
        ...

    async def known(self, keys: Sequence[str]) -> frozenset[str]:
        """Those of these keys under which something was queued or left out, whatever became of it."""
        ...
