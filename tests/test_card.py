"""A card that one platform could not show cannot be built, and what is built comes back from JSON as it was."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.discord.markdown import markdown
from adapters.discord.render import layout
from adapters.slack.markup import as_mrkdwn, plain_text, rich_text
from adapters.slack.render import blocks as slack_blocks
from bot.interface.call import LONGEST_CALL, Call
from bot.interface.card import Ask, Block, Button, Buttons, Card, Code, Divider, Fields, Form, Note, Select, Text, fits, texts_of
from bot.interface.inputs import ChannelInput, Choice, ChoiceInput, TextInput
from bot.interface.limits import TooBig, width
from bot.interface.stored import dump, load
from bot.text import Markup, escape, join, link, pieces, plain, t
from tests.samples import EVERY_BLOCK, HOSTILE_CARD
from tests.strategies import CALLS, CARDS, MARKUP, TYPED

OK = Call("help")
CHOICE = Choice(Markup("a"), "a")
INPUT = TextInput("a", Markup("a"))


def long(count: int) -> Markup:
    return Markup("x" * count)


def form(title: Markup = Markup("t"), call: Call = OK, inputs: int = 1, submit: Markup = Markup("s")) -> Form:
    return Form(title, call, (INPUT,) * inputs, submit)


# Limits


@example([46] * 40)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=300))
def test_lines_that_are_put_together_are_never_wider_than_a_text_may_be(widths: list[int]) -> None:
    lines = [long(each) for each in widths]
    assert [line for text in texts_of(lines) for line in text.text.split("\n")] == lines


URL = "https://example.org"

LIMITS: list[tuple[str, int, Callable[[int], Any]]] = [
    ("a title", 150, lambda size: Card(long(size))),
    ("a text", 2000, lambda size: Text(long(size))),
    ("a note", 2000, lambda size: Note(long(size))),
    ("the pairs of fields", 10, lambda size: Fields(((Markup("a"), Markup("b")),) * size)),
    ("a field", 2000, lambda size: Fields(((long(size - 108), long(100)),))),
    ("a card", 3800, lambda size: Card(Markup(), (Text(long(1900)), Text(long(size - 1900))))),
    ("a card of fields", 3800, lambda size: Card(Markup(), (Text(long(1900)), Fields(((Markup(), long(size - 1908)),))))),
    ("the parts of a card", 38, lambda size: Card(Markup(), (Divider(),) * (size - 2))),
    (
        "the parts of a card, buttons too",
        38,
        lambda size: Card(Markup(), (Buttons((Button(Markup("a"), url=URL),) * 5),) * 5 + (Divider(),) * (size - 32)),
    ),
    ("a row of buttons", 5, lambda size: Buttons((Button(Markup("a"), OK),) * size)),
    ("the label of a button", 75, lambda size: Button(long(size), OK)),
    ("the address of a button", 500, lambda size: Button(Markup("a"), url="x" * size)),
    ("the call of a button", LONGEST_CALL, lambda size: Button(Markup("a"), Call("x" * (size - 4), {"a": "b"}))),
    (
        "the call of a select",
        LONGEST_CALL,
        lambda size: Select(Markup("a"), Call("x" * (size - 10), {"a": "b"}), "page", (CHOICE,)),
    ),
    ("the placeholder of a select", 75, lambda size: Select(long(size), OK, "page", (CHOICE,))),
    ("the choices of a select", 25, lambda size: Select(Markup("a"), OK, "page", (CHOICE,) * size)),
    ("the label of a choice", 75, lambda size: Choice(long(size), "a")),
    ("the value of a choice", 75, lambda size: Choice(Markup("a"), "x" * size)),
    ("the title of a form", 24, lambda size: form(title=long(size))),
    ("the submit button of a form", 24, lambda size: form(submit=long(size))),
    ("the inputs of a form", 5, lambda size: form(inputs=size)),
    ("the call of a form", LONGEST_CALL, lambda size: form(call=Call("x" * size))),
    ("the label of a text input", 45, lambda size: TextInput("a", long(size))),
    ("the label of a choice input", 45, lambda size: ChoiceInput("a", long(size), ())),
    ("the label of a channel input", 45, lambda size: ChannelInput("a", long(size))),
    ("the hint of a text input", 100, lambda size: TextInput("a", Markup("a"), hint=long(size))),
    ("the hint of a choice input", 100, lambda size: ChoiceInput("a", Markup("a"), (), hint=long(size))),
    ("the hint of a channel input", 100, lambda size: ChannelInput("a", Markup("a"), hint=long(size))),
    ("the choices of an input", 25, lambda size: ChoiceInput("a", Markup("a"), (CHOICE,) * size)),
    ("the text of an input", 3000, lambda size: TextInput("a", Markup("a"), most=size)),
]


@pytest.mark.parametrize(("most", "build"), [limit[1:] for limit in LIMITS], ids=[limit[0] for limit in LIMITS])
def test_it_may_be_as_large_as_its_limit_and_no_larger(most: int, build: Callable[[int], Any]) -> None:
    build(most)
    with pytest.raises(TooBig, match=f"to {most}$"):
        build(most + 1)


@pytest.mark.parametrize(("call", "url"), [(None, None), (OK, "https://example.org")])
def test_a_button_makes_a_call_or_opens_a_page(call: Call | None, url: str | None) -> None:
    with pytest.raises(TooBig):
        Button(Markup("a"), call, url=url)


@pytest.mark.parametrize(
    "build",
    [
        lambda: Text(Markup()),
        lambda: Note(Markup()),
        lambda: Code("\n"),
        lambda: Fields(()),
        lambda: Buttons(()),
        lambda: Button(Markup(), OK),
        lambda: Choice(Markup(), "a"),
        lambda: Choice(Markup("a"), ""),
        lambda: Select(Markup("a"), OK, "page", ()),
    ],
)
def test_what_shows_nothing_cannot_be_built(build: Callable[[], Any]) -> None:
    with pytest.raises(TooBig):
        build()


def test_labels_are_measured_without_their_markup() -> None:
    assert plain(Button(escape("*" * 75), OK).label) == "*" * 75


@given(st.lists(st.builds(Text, st.integers(1, 2000).map(long)) | st.just(Divider()), max_size=40).map(tuple))
def test_what_fits_can_be_built_under_any_title(blocks: tuple[Block, ...]) -> None:
    if fits(blocks):
        Card(long(150), blocks)
    else:
        with pytest.raises(TooBig):
            Card(long(150), blocks)


# Calls


@given(CALLS)
def test_a_call_comes_back_from_the_id_it_is_carried_by(call: Call) -> None:
    assert Call.load(call.dump()) == call
    assert len(call.before(call.dump()).dump()) <= LONGEST_CALL


@given(st.text())
def test_any_id_reads_as_some_call(id: str) -> None:
    Call.load(id)


def test_a_call_with_other_values_leaves_the_first_alone() -> None:
    call = Call("roadmap show", {"roadmap": "ml"})
    assert call.with_values(week="2") == Call("roadmap show", {"roadmap": "ml", "week": "2"})
    assert call.values == {"roadmap": "ml"}


# JSON


@given(CARDS)
def test_a_card_comes_back_from_json_as_it_was(card: Card) -> None:
    assert load(json.loads(json.dumps(dump(card)))) == card


@pytest.mark.parametrize("card", [EVERY_BLOCK, HOSTILE_CARD, replace(EVERY_BLOCK, tone="good")])
def test_every_block_comes_back_from_json(card: Card) -> None:
    assert load(json.loads(json.dumps(dump(card)))) == card


def test_what_comes_back_is_still_markup() -> None:
    [text] = load(dump(Card(t("a"), (Text(t("{x}", x="*")),)))).blocks
    assert isinstance(text, Text)
    assert isinstance(text.text, Markup)


def test_a_found_entry_is_kept_and_no_entries_are_left_out() -> None:
    assert dump(Card(Markup("a"), entries=({"id": "week.trees"},)))["entries"] == [{"id": "week.trees"}]
    assert "entries" not in dump(Card(Markup("a")))


def test_a_block_of_a_newer_version_is_named() -> None:
    with pytest.raises(ValueError, match="carousel"):
        load({"title": "a", "blocks": [{"block": "carousel"}]})


def test_a_question_reads_as_its_card_in_a_log() -> None:
    assert str(Ask(Card(t("Which {x}?", x="*")))) == "Which *?"


# What platforms draw


def drawn_texts(drawn: Any) -> int:
    """Characters of the strings that Slack or Discord show, anywhere in what a renderer made."""
    if isinstance(drawn, dict):
        return sum(
            len(value) if key in ("text", "content") and isinstance(value, str) else drawn_texts(value)
            for key, value in drawn.items()
        )
    return sum(map(drawn_texts, drawn)) if isinstance(drawn, list) else 0


@given(MARKUP | TYPED.map(escape))
@example(link("a", "https://example.org/" + "|" * 50))
@example(join([link("a", "https://example.org")] * 50, " "))
@example(Markup(":smile:" * 50))
@example(Markup("1.\n" * 50))
def test_no_platform_draws_a_text_wider_than_its_width(text: Markup) -> None:
    # The first character of a piece may be escaped as at the start of a line: a card's limit leaves Discord room for that.
    assert len(markdown(text)) <= width(text) + len(list(pieces(text)))
    assert len(as_mrkdwn(text)) <= width(text)
    assert drawn_texts(rich_text(text)) <= width(text)
    assert len(plain_text(text)["text"]) <= width(text)


@pytest.mark.parametrize("characters", [*"ax&<>|~:@#*_`[]\\.-+\n1", "://", "1.", "- ", "-# ", "# ", ":a:", "@here ", "`#"])
@pytest.mark.parametrize(
    "block", [Text, Note, Code, lambda text: Fields(((Markup("a"), text),)), lambda text: Fields(((text, Markup("a")),))]
)
def test_the_widest_card_that_can_be_built_can_be_drawn(characters: str, block: Callable[[Markup], Block]) -> None:
    card = widest(characters, block)
    assert drawn_texts(layout(card).to_components()) <= 4000
    assert all(drawn_texts(field) <= 2000 for part in slack_blocks(card) for field in part.get("fields", ()))
    assert all(
        drawn_texts(element) <= 3000
        for part in slack_blocks(card)
        for element in part.get("elements", ())
        if part["type"] == "context"
    )


def widest(characters: str, block: Callable[[Markup], Block]) -> Card:
    """As many blocks as a card takes, each as full of one character as it may be."""
    title = escape(characters)
    blocks: list[Block] = []
    for size in (2000, 1000, 400, 100, 30, 10, 1):
        while True:
            try:
                more = [*blocks, block(escape((characters * size)[:size]))]
                Card(title, tuple(more))
            except TooBig:
                break
            blocks = more
    return Card(title, tuple(blocks))


def test_two_controls_that_make_the_same_call_are_refused() -> None:
    button = Button(Markup("Done"), OK)
    with pytest.raises(TooBig, match="controls that make one call"):
        Card(Markup("Twice"), (Buttons((button,)), Buttons((button,))))
