"""The pack that ships with most communities, read once in a process: that takes as long as thirty tests."""

from collections.abc import Sequence
from pathlib import Path

from bot import content_commands
from bot.domain.items import ContentItem
from bot.wiring import core, operator, packs
from bot.wiring.core import PACK
from content.loader import Pack, load_pack
from storage import migrate
from storage.bodies import read_item
from storage.engine import open_engines
from storage.publishing import publish
from tests.world import MONDAY

SHIPPED: Pack = load_pack(PACK)
ITEMS: Sequence[ContentItem] = [read_item(item.kind, item.body) for item in SHIPPED.items]


def read_shipped_once() -> None:
    """Have commands and the demo take it from here too."""
    for module in (content_commands, core, operator, packs):
        module.load_pack = _read


def _read(folder: Path) -> Pack:
    return SHIPPED if folder == PACK else load_pack(folder)


async def publish_shipped(database: str) -> None:
    """As `prepare_database` does, without reading the pack once more."""
    engines = open_engines(database)
    await migrate.upgrade(engines)
    await engines.write.run(publish, SHIPPED, MONDAY)
    await engines.dispose()
