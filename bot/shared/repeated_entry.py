"""Which entries a new one repeats, or nearly repeats, among those that a community finds."""

from collections.abc import Sequence
from typing import TypeVar

from bot.domain.items import Findable, OwnItem, kind_of, title_of
from bot.domain.lookup import Figure, Question, Resource
from bot.domain.roadmap import Roadmap
from bot.domain.sameness import alike, folded, same_entry, subject_of
from bot.errors import Refusal
from bot.feature import Context
from bot.text import t

MOST_SIMILAR = 5


OwnEntry = TypeVar("OwnEntry", bound=Resource | Question | Figure)


async def repeated_entry(context: Context, item: OwnEntry) -> OwnEntry | None:
    """The other entry that is there already; None if there is none."""
    there, shown = await context.unit.search.all(kind_of(item)), await context.unit.search.shown_id(item.id)
    others = (other for other in there if isinstance(other, type(item)) and other.id != shown)
    return next((other for other in others if same_entry(item, other)), None)


async def similar_entries(context: Context, item: Findable) -> Sequence[Findable]:
    """Entries that are not the same, but whose title is nearly the same."""
    title, shown = title_of(item), await context.unit.search.shown_id(item.id)
    found = await context.unit.search.find(title, {kind_of(item)}, MOST_SIMILAR)
    near = [hit.item for hit in found if alike(title, title_of(hit.item)) and hit.item.id != shown]
    return [other for other in near if subject_of(item) != subject_of(other)]


async def refuse_repeated(context: Context, item: OwnItem) -> None:
    """Raises Refusal if the very same entry was added meanwhile, or for a new roadmap one of its title. Challenges and weeks
    repeat none."""
    there: OwnItem | None = None
    if isinstance(item, Resource | Question | Figure):
        there = await repeated_entry(context, item)
    elif isinstance(item, Roadmap) and item.rev == 1:
        own = (await context.unit.search.own()).values()
        roadmaps = (other for other in own if isinstance(other, Roadmap) and other.status == "active")
        there = next((other for other in roadmaps if folded(other.title) == folded(item.title)), None)
    if there:
        raise Refusal(t("“{title}” is there already; nothing was published.", title=title_of(there)[:100]))
