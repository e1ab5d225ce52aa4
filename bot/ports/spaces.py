"""What the core asks of storage for the servers and workspaces that the bot comes to, speaks in and is taken out of."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.interface.call import Place


class Spaces(Protocol):
    async def leave(self, place: Place, at: datetime) -> None:
        """The bot was taken out: what is to be sent there waits until it is back, however long that is."""
        ...

    async def come_back(self, place: Place) -> datetime | None:
        """The bot is there, again or still. A call from a space says the same. Since when it was out; None if it was not."""
        ...

    async def is_new(self, place: Place, id: str, at: datetime) -> bool:
        """Whether an event of a space is heard for the first time, by whichever process; from now on it is remembered."""
        ...

    async def known(self, platform: str) -> Sequence[str]:
        """The external ids of the spaces of a platform in which the bot is, as far as it was told."""
        ...

    async def spoken_in(self, place: Place) -> Sequence[tuple[int, str]]:
        """(community, channel) of the channels in which a cohort speaks or a log is kept: that of the place, or without a channel
        all of its space."""
        ...
