"""Long lists, page by page; pages count from 1."""

from collections.abc import Sequence
from typing import TypeVar

from bot.errors import Refusal
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, fits
from bot.interface.phone import FRAME, GAP, PRESS, TALLEST, TITLE_LINE, height
from bot.text import Markup, n, t

PAGE = 10
"""How many lines a page has if nothing else is said."""
HIGHEST_PAGE = TALLEST - (FRAME + 2 * TITLE_LINE + GAP + PRESS)
"""In pixels, between a title of two lines and a row of buttons."""

Line = TypeVar("Line")


def on_page(lines: Sequence[Line], page: int, size: int = PAGE) -> Sequence[Line]:
    """What a page of `size` lines holds; the first one may be empty. Raises Refusal for a page that does not exist."""
    pages = page_count(lines, size)
    if page > pages:
        raise Refusal(n("There is only {count} page.", "There are only {count} pages.", pages), "page")
    return lines[(page - 1) * size : page * size]


def pages_of(entries: Sequence[Sequence[Block]], most: int = PAGE) -> list[list[Block]]:
    """The entries on as few pages as they need: each holds what a phone shows at once, and `most` of them."""
    pages: list[list[Block]] = []
    left = 0
    for entry in entries:
        if pages and left and fits_on_page((*pages[-1], *entry)):
            pages[-1].extend(entry)
            left -= 1
        else:
            pages.append([*entry])
            left = most - 1
    return pages


def fits_on_page(blocks: Sequence[Block]) -> bool:
    """Whether a page can hold these between its title and its buttons."""
    return fits(blocks) and sum(GAP + height(block) for block in blocks) <= HIGHEST_PAGE


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
