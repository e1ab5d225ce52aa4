"""What the core asks of storage for the servers and workspaces that the bot comes to and is taken out of."""

from datetime import datetime
from typing import Protocol

from bot.interface.call import Place


class Spaces(Protocol):
    async def leave(self, place: Place, at: datetime) -> None:
        """The bot was taken out: what is to be sent there waits until it is back, however long that is."""
        ...

    async def come_back(self, place: Place) -> None:
        """The bot is there, again or still. A call from a space says the same."""
        ...
