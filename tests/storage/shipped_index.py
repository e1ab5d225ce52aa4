"""What ships, indexed, and what is found in it."""

from collections.abc import Sequence
from pathlib import Path

from bot.domain.items import ContentItem
from content.loader import load_pack
from search.index import Hit, find, index_of
from storage.bodies import read_item

ROOT = Path(__file__).parent.parent.parent
ITEMS: Sequence[ContentItem] = [read_item(item.kind, item.body) for item in load_pack(ROOT / "content" / "mle").items]
PACK = index_of(ITEMS)


def ids(hits: Sequence[Hit]) -> list[str]:
    return [hit.entry.id for hit in hits]


def sure(query: str, kinds: set[str] | None = None) -> list[str]:
    return ids([hit for hit in find([PACK], query, kinds, 5) if hit.sure])
