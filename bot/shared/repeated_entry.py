"""Which entries a new one repeats, or nearly repeats, among those that a community finds."""

from collections.abc import Sequence
from typing import TypeVar

from bot.domain.items import Findable, kind_of, title_of
from bot.domain.lookup import Question, Resource
from bot.domain.sameness import alike, same_entry
from bot.feature import Context

MOST_SIMILAR = 5


OwnEntry = TypeVar("OwnEntry", bound=Resource | Question)


async def repeated_entry(context: Context, item: OwnEntry) -> OwnEntry | None:
    """The entry that is there already; None if there is none."""
    there = await context.unit.search.all(kind_of(item))
    return next((other for other in there if isinstance(other, type(item)) and same_entry(item, other)), None)


async def similar_entries(context: Context, item: Resource | Question) -> Sequence[Findable]:
    """Entries that are not the same, but whose title is nearly the same."""
    title = title_of(item)
    found = await context.unit.search.find(title, {kind_of(item)}, MOST_SIMILAR)
    return [hit.item for hit in found if alike(title, title_of(hit.item)) and not same_entry(item, hit.item)]
