"""Resources that look-ups leave out as broken, where somebody meets them all the same."""

from collections.abc import Sequence

from bot.domain.items import Findable, title_of
from bot.domain.lookup import LeftOut, Resource
from bot.interface.card import Note
from bot.interface.limits import fitted_list
from bot.ports.unit import Unit
from bot.text import Markup, n, t

WIDEST_TITLES = 400


async def left_out_notes(unit: Unit, item: Resource) -> list[Note]:
    """That a resource is broken."""
    left_out = await unit.search.left_out(item)
    return [Note(_told(left_out))] if left_out else []


async def broken_among(unit: Unit, items: Sequence[Findable]) -> Sequence[Findable]:
    """Those of some items that are broken."""
    return [item for item in items if isinstance(item, Resource) and await unit.search.left_out(item)]


def broken_notes(items: Sequence[Findable]) -> list[Note]:
    """That these are broken; none if there are none."""
    titles = [title_of(item) for item in items]
    names = fitted_list(titles, WIDEST_TITLES)
    sentence = n("⚠ The link of {names} is broken.", "⚠ The links of {names} are broken.", len(titles), names=names)
    return [Note(sentence)] if titles else []


def _told(left_out: LeftOut) -> Markup:
    if left_out.since:
        return t("⚠ This link is broken: there is no page since {day}.", day=left_out.since)
    return t("⚠ Several members say that this link is broken.")
