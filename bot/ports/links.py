"""What the core asks of whoever asks sites whether they are still there."""

from typing import Protocol

from bot.domain.links import LinkAnswer


class LinkProbe(Protocol):
    async def __call__(self, url: str) -> LinkAnswer:
        """What a site says of an address, within seconds. Never raises for what a site does. No machine in a private network is
        asked."""
        ...
