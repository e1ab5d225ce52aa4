"""What a process reads before it says that it is ready, so that nobody's first look-up waits for it."""

from bot.domain.member import Community
from storage.connection import Connection
from storage.content import SqlContent
from storage.engine import Engines
from storage.releases import Library
from storage.unit_connection import UnitConnection

NOBODY = Community(id=0, name="", zone="UTC", locale="en")
"""Sees the packs that ship, and none that a community owns."""


async def warm(engines: Engines, library: Library) -> None:
    """Read the newest release of each pack that ships, and index it. Raises LookupError if there is none."""
    await engines.read.run(_warm, library)


async def _warm(connection: Connection, library: Library) -> None:
    content = SqlContent(UnitConnection(connection), NOBODY, library)
    for newest in await content.newest():
        await (await content.release(*newest)).indexed()
