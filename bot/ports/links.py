"""What the core asks of whoever asks sites whether they are still there, and of storage for what they said."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.links import Link, LinkAnswer


class LinkProbe(Protocol):
    async def __call__(self, url: str) -> LinkAnswer:
        """What a site says of an address, within seconds. Never raises for what a site does. No machine in a private network is
        asked."""
        ...


class LinkRegister(Protocol):
    """Which link is asked next, across communities. Each call is a short transaction of its own."""

    async def claim(self, now: datetime, *, shipped: bool) -> Link | None:
        """The link that has been due the longest, for this worker alone for some minutes. None of what ships unless `shipped`, of
        a community that does not want it, or of a site that was asked a moment ago."""
        ...

    async def settle(self, link: Link, due_at: datetime, now: datetime, *, news: bool) -> None:
        """Keep what is known of a link that was asked. With `news` look-ups show or hide it from now on; the day on which it was
        seen to work they show by the next day."""
        ...

    async def changed(self) -> Sequence[int]:
        """Communities whose links are asked, and whose content has changed since they were noted."""
        ...


class Links(Protocol):
    """What is known of the links of one community."""

    async def present(self) -> Mapping[str, str]:
        """The addresses of what the community added, by the ids under which members find it."""
        ...

    async def noted(self) -> Mapping[str, str]:
        """The addresses that are asked on account of the community, by id."""
        ...

    async def put(self, links: Sequence[Link], now: datetime) -> None:
        """Ask these from now on, each within a day; nothing is known of them yet."""
        ...

    async def drop(self, items: Sequence[str]) -> None: ...
    async def mark_noted(self) -> None:
        """All links of the content that the unit has read are noted."""
        ...

    async def broken(self) -> Sequence[Link]:
        """What was found to be broken, of what ships too; longest first. The item may have another address by now."""
        ...

    async def keep(self, link: Link, due_at: datetime) -> None:
        """In this community that is known of a link, such as that a moderator saw it work, whatever is known of what ships."""
        ...
