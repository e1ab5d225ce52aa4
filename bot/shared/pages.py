"""Long lists, page by page; pages count from 1."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from bot.errors import Refusal
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, fits
from bot.interface.limits import as_many_as_fit, fitted
from bot.interface.phone import GAP, PRESS, TALLEST, height_of
from bot.text import Listed, Markup, escape, n, t

PAGE = 10
"""How many lines a page has at most if nothing else is said."""

Line = TypeVar("Line")


def on_page(lines: Sequence[Line], page: int, size: int = PAGE) -> Sequence[Line]:
    """What a page of `size` lines holds; the first one may be empty. Raises Refusal for a page that does not exist."""
    pages = page_count(lines, size)
    if page > pages:
        raise Refusal(n("There is only {count} page.", "There are only {count} pages.", pages), "page")
    return lines[(page - 1) * size : page * size]


def pages_on_a_phone(
    title: Markup, entries: Sequence[Line], shown: Callable[[Sequence[Line]], Iterable[Block]], most: int = PAGE
) -> list[Sequence[Line]]:
    """The entries on as few pages as they need, at least one: each holds what a phone shows at once, and `most` of them. `shown`
    gives the blocks of a page of some of them, without the row of buttons below."""
    pages: list[Sequence[Line]] = [entries[:1]]
    for entry in entries[1:]:
        longer = (*pages[-1], entry)
        if len(longer) <= most and fits_on_page(title, (*shown(longer),)):
            pages[-1] = longer
        else:
            pages.append((entry,))
    return pages


def pages_of(title: Markup, entries: Sequence[Sequence[Block]], most: int = PAGE) -> list[Sequence[Block]]:
    """Entries that are blocks, page by page, as `pages_on_a_phone` has them."""
    return [_all_blocks(page) for page in pages_on_a_phone(title, entries, _all_blocks, most)]


def _all_blocks(entries: Sequence[Sequence[Block]]) -> Sequence[Block]:
    return [block for entry in entries for block in entry]


def fits_on_page(title: Markup, blocks: tuple[Block, ...]) -> bool:
    """Whether a page can hold these between its title and its row of buttons."""
    return fits(blocks) and height_of(Card(title, blocks)) + GAP + PRESS <= TALLEST


def more_lines(count: int) -> list[Markup]:
    """The last line of a list that leaves so many out; none if that is nothing."""
    return [n("- and {count} more", "- and {count} more", count)] if count > 0 else []


def page_turns(pages: int, page: int, call: Call, name: str = "page", beside: tuple[Button, ...] = ()) -> tuple[Buttons, ...]:
    """The row of buttons that leads from a page of so many to those beside it, whose number `call` takes under a name, and the
    buttons `beside` them; none if there is only one page and no other button."""
    turns = [(t("Back"), page - 1), (t("Next"), page + 1)]
    buttons = [Button(label, call.with_values(**{name: str(to)})) for label, to in turns if 1 <= to <= pages]
    return (Buttons((*buttons, *beside)),) if buttons or beside else ()


def page_count(lines: Sequence[Line], size: int = PAGE) -> int:
    return max(1, -(-len(lines) // size))


def some_names(names: Sequence[str], most: int) -> Listed:
    """The first of some names, at most so wide together, and how many others there are."""
    shown = as_many_as_fit([*map(escape, names)], most) or [fitted(name, most) for name in names[:1]]
    more = len(names) - len(shown)
    return Listed((*shown, *([n("{count} more", "{count} more", more)] if more else [])))
