"""Answers as plain text, for the command line."""

from collections.abc import Sequence
from io import StringIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from bot.interface.card import Answer, Block, Buttons, Card, Code, Divider, Fields, Form, Note, Select, Text
from bot.interface.picture import Picture
from bot.text import Markup, Span, pieces, plain, words_of

WIDTH = 110
"""The width of tables, in characters."""


def shown(answer: Answer) -> str:
    """The whole answer, a blank line between its parts."""
    return _form(answer) if isinstance(answer, Form) else _card(answer)


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str | int]]) -> str:
    """A table with numbers to the right, at most `WIDTH` characters wide."""
    drawn = Table(title=title, title_justify="left", box=SIMPLE_HEAD)
    for number, column in enumerate(columns):
        drawn.add_column(column, justify="right" if number else "left", no_wrap=not number)
    for row in rows:
        drawn.add_row(*map(str, row))
    to = StringIO()
    Console(file=to, width=WIDTH).print(drawn)
    return "".join(f"{line.rstrip()}\n" for line in to.getvalue().splitlines())


def _card(card: Card) -> str:
    title = plain(card.title)
    return "\n\n".join([f"{title}\n{'=' * len(title)}", *(_block(block) for block in card.blocks)])


def _block(block: Block) -> str:
    match block:
        case Text(text) | Note(text) | Picture(text=text):
            return _text(text)
        case Code(text):
            return text
        case Fields(pairs):
            return "\n".join(f"{plain(label)}: {_text(value)}" for label, value in pairs)
        case Divider():
            return "-" * 20
        case Buttons(buttons):
            return "  ".join(f"[{button.shown}]" if button.call else f"[{button.shown}: {button.url}]" for button in buttons)
        case Select(placeholder, _, _, choices):
            return "\n".join([f"{plain(placeholder)}:", *(f"  {plain(choice.label)}" for choice in choices)])


def _text(text: Markup) -> str:
    """The words, each link with its address."""
    return "".join(
        f"{piece.text} ({piece.url})" if isinstance(piece, Span) and piece.url and piece.url != piece.text else words_of(piece)
        for piece in pieces(text)
    )


def _form(form: Form) -> str:
    inputs = [f"  {item.name}: {plain(item.label)}" for item in form.inputs]
    return "\n".join([plain(form.title), *inputs])
