"""Resources that are said to be broken, as moderators meet them, and what they do with each."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.items import title_of
from bot.domain.lookup import Resource
from bot.interface.call import Call
from bot.interface.card import Select
from bot.interface.limits import fitted
from bot.ports.unit import Unit
from bot.shared.item_card import choices_of
from bot.text import Markup, n, t

WIDEST_TITLE = 150


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """An active resource that members reported."""

    resource: Resource
    reports: int
    """How many members did."""


async def broken_links(unit: Unit) -> Sequence[BrokenLink]:
    """The most reported first."""
    counts = await unit.reports.counts()
    found = [(await unit.search.get(key), count) for key, count in counts.items()]
    return [BrokenLink(item, count) for item, count in found if isinstance(item, Resource) and item.status == "active"]


def broken_line(broken: BrokenLink) -> Markup:
    """What is broken, and who says so."""
    reports = n("{count} report", "{count} reports", broken.reports)
    return t("- {title} ({reports})", title=fitted(title_of(broken.resource), WIDEST_TITLE), reports=reports)


def broken_acts(shown: Sequence[BrokenLink]) -> tuple[Select, ...]:
    """What can be done with each of them."""
    choices = choices_of(broken.resource for broken in shown)
    return (
        Select(t("Look at one"), Call("item show"), "item", choices),
        Select(t("It works again"), Call("content works"), "item", choices),
    )
