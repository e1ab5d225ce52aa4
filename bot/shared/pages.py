"""Long lists, page by page; pages count from 1."""

from collections.abc import Sequence
from typing import TypeVar

from bot.errors import Refusal
from bot.interface.call import Call
from bot.interface.card import Button, Buttons
from bot.text import n, t

PAGE = 10
"""The lines of a page."""

Line = TypeVar("Line")


def on_page(lines: Sequence[Line], page: int) -> Sequence[Line]:
    """What a page holds; the first one may be empty. Raises Refusal for a page that does not exist."""
    pages = _count(lines)
    if page > pages:
        raise Refusal(n("There is only {count} page.", "There are only {count} pages.", pages))
    return lines[(page - 1) * PAGE : page * PAGE]


def page_turns(lines: Sequence[Line], page: int, call: Call) -> tuple[Buttons, ...]:
    """The row of buttons that leads to the pages beside this one; none if there is only one page."""
    turns = [(t("Back"), page - 1), (t("Next"), page + 1)]
    buttons = [Button(label, call.with_values(page=str(to))) for label, to in turns if 1 <= to <= _count(lines)]
    return (Buttons(tuple(buttons)),) if buttons else ()


def _count(lines: Sequence[Line]) -> int:
    return max(1, -(-len(lines) // PAGE))
