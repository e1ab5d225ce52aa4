"""Answers as the command line shows them."""

from adapters.console import shown
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Text
from bot.text import Markup, t


def test_a_link_is_shown_with_its_address() -> None:
    buttons = Buttons((Button(t("Save"), Call("resource save")), Button(t("Open"), url="https://example.org/page")))
    text = Text(Markup("Read [Trees](https://example.org/trees) or https://example.org."))
    assert shown(Card(t("Found"), (text, buttons))) == "\n".join(
        (
            "Found",
            "=====",
            "",
            "Read Trees (https://example.org/trees) or https://example.org.",
            "",
            "[Save]  [Open: https://example.org/page]",
        )
    )
