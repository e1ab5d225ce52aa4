"""Long lists in pages that a phone shows at once."""

from collections.abc import Sequence

from bot.interface.card import Card, Note, Text
from bot.interface.phone import TALLEST, height_of
from bot.shared.pages import PAGE, pages_on_a_phone
from bot.text import escape, join

TITLE = escape("A list")
ROW_OF_BUTTONS = 54


def blocks(lines: Sequence[str]) -> tuple[Text, Note]:
    return Text(join([*map(escape, lines)])), Note(escape("What is said below. " * 10))


def test_a_page_has_as_many_entries_as_a_phone_shows_and_each_entry_is_on_one_page() -> None:
    lines = [f"{number} {'word ' * (number % 50)}" for number in range(100)]
    pages = pages_on_a_phone(TITLE, lines, blocks)
    assert [line for page in pages for line in page] == lines
    for page, after in zip(pages, (*pages[1:], None), strict=True):
        tall = height_of(Card(TITLE, blocks(page))) + ROW_OF_BUTTONS
        assert tall <= TALLEST
        if after and len(page) < PAGE:
            assert height_of(Card(TITLE, blocks((*page, after[0])))) + ROW_OF_BUTTONS > TALLEST


def test_a_list_of_nothing_has_a_page_of_nothing() -> None:
    assert [*map(list, pages_on_a_phone(TITLE, [], blocks))] == [[]]
