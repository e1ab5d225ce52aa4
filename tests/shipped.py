"""The pack that ships with most communities, read once in a process: that takes as long as thirty tests."""

from collections.abc import Sequence

from bot.domain.items import ContentItem
from bot.wiring.core import PACK
from content.loader import Pack, load_pack
from storage.bodies import read_item

SHIPPED: Pack = load_pack(PACK)
ITEMS: Sequence[ContentItem] = [read_item(item.kind, item.body) for item in SHIPPED.items]
