"""What ships, indexed, and what is found in it."""

from collections.abc import Sequence

from search.index import Hit, find, index_of
from tests.shipped import ITEMS

PACK = index_of(ITEMS)


def ids(hits: Sequence[Hit]) -> list[str]:
    return [hit.entry.id for hit in hits]


def sure(query: str, kinds: set[str] | None = None, most: int = 5) -> list[str]:
    return ids([hit for hit in find([PACK], query, kinds, most) if hit.sure])
