"""What a process reads before it says that it is ready, so that nobody's first look-up waits for it."""

from bot.domain.member import Community
from storage.content import SqlContent
from storage.engine import Engines
from storage.releases import Library

NOBODY = Community(id=0, name="", zone="UTC", locale="en")
"""Sees the packs that ship, and none that a community owns."""


async def warm(engines: Engines, library: Library) -> None:
    """Read the newest release of each pack that ships, and index it aside from the loop. Raises LookupError if there is none."""
    async with engines.read.begin() as connection:
        content = SqlContent(connection, NOBODY, library)
        releases = [await content.release(*newest) for newest in await content.newest()]
    for release in releases:
        await release.indexed()
