"""Every block and input is drawn, nothing of it is lost, and Discord's limits hold."""

from collections.abc import Callable, Iterator
from typing import Any, get_args

from hypothesis import given
from hypothesis import strategies as st

from adapters.discord import render
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Fields, Note, Select, Text, Tone
from bot.interface.inputs import Choice
from bot.interface.limits import MOST_COMPONENTS, TooBig
from bot.text import Markup, escape, plain, t
from tests.discord.test_markdown import BITS, seen
from tests.samples import CHOSEN_OF_SEVERAL, EVERY_BLOCK, EVERY_INPUT, EVERY_PICKER, EVERY_VALUE, HOSTILE, HOSTILE_CARD, NAMED

TEXT_DISPLAY, SEPARATOR, BUTTON, SELECT = 10, 14, 2, 3
MOST_TEXT, MOST_PARTS = 4000, 40


def parts(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """All components, nested ones too."""
    for component in components:
        yield component
        yield from parts(component.get("components", []))


def drawn(card: Card) -> list[dict[str, Any]]:
    return list(parts(render.layout(card).to_components()))


def texts(card: Card) -> list[str]:
    return [part["content"] for part in drawn(card) if part["type"] == TEXT_DISPLAY]


async def test_every_text_of_a_card_is_drawn() -> None:
    assert texts(EVERY_BLOCK) == [
        r"## Week 3: Trees & \*ensembles\*",
        r"**Bold o\_O**, *italic*, `code` and [a \[page]](<https://example.org/a_b?x=1&y=2>).",
        '```\ndef double(x):\n    """A `\u200b`\u200b`fence`\u200b`\u200b` & *stars*."""\n\n    return 2 * x\n```',
        "Goals\n- first\n- second",
        "Starts <t:1767632400:F>, <t:1767632400:R>, in <#123>.",
        "**Streak:** 4 days\n**Weeks:** 2 of 26",
        r"-# Small print by \<Ann> & co",
        "-# Picture: 2 days *kept*",
    ]
    assert sum(part["type"] == SEPARATOR for part in drawn(EVERY_BLOCK)) == 1


async def test_every_button_carries_its_call_or_its_page() -> None:
    buttons = [part for part in drawn(EVERY_BLOCK) if part["type"] == BUTTON]
    assert [(button["label"], button.get("custom_id") or button.get("url")) for button in buttons] == [
        ("Done", "milestone done?cohort=12&week=week.trees"),
        ("Leave", "cohort leave?cohort=12"),
        ("Skip", "milestone skip?cohort=12&week=week.trees"),
        ("Open", "https://example.org/page"),
    ]
    assert len({button["style"] for button in buttons}) == 4


async def test_a_button_that_is_chosen_says_so() -> None:
    assert [part["label"] for part in drawn(CHOSEN_OF_SEVERAL) if part["type"] == BUTTON] == ["☐ One", "☑ Two"]


async def test_a_select_carries_its_choices() -> None:
    [select] = [part for part in drawn(EVERY_BLOCK) if part["type"] == SELECT]
    assert select["placeholder"] == "Another week"
    assert [(option["label"], option["value"]) for option in select["options"]] == [("Week 1", "1"), ("Week 2: a_b <c> & d", "2")]


async def test_hostile_text_is_drawn_as_typed() -> None:
    assert [seen(text) for text in texts(HOSTILE_CARD)[1:]] == [f"Said: {text}" for text in HOSTILE]


async def test_small_print_of_several_lines_stays_small() -> None:
    assert texts(Card(t("Title"), (Note(t("{text}", text="one\n# two")),)))[1] == "-# one\n-# \\# two"


async def test_a_select_that_fills_an_option_it_already_has_fills_it_anew() -> None:
    select = Select(t("Week"), Call("show", {"week": "1", "roadmap": "mle"}), "week", (Choice(t("Two"), "2"),))
    [part] = [part for part in drawn(Card(t("Weeks"), (select,))) if part["type"] == SELECT]
    assert part["custom_id"] == "show?roadmap=mle&week="


async def test_every_input_of_a_form_is_drawn() -> None:
    modal = render.modal(EVERY_INPUT).to_dict()
    assert (modal["title"], modal["custom_id"]) == ("Every input", "checkin?cohort=12")
    labels = modal["components"]
    assert [label["label"] for label in labels] == [plain(item.label) for item in EVERY_INPUT.inputs]
    assert labels[0]["description"] == "A line is enough"
    did, link, share, cohort, channel = (label["component"] for label in labels)
    assert (did["value"], did["style"], did["max_length"], did["required"]) == ("Read <chapter> 3 & 4", 2, 500, True)
    assert (link["style"], link["required"], link["placeholder"]) == (1, False, "Such as a & b")
    assert [(option["value"], option["default"]) for option in share["options"]] == [("yes", False), ("no", True)]
    assert (cohort["type"], cohort["custom_id"], cohort["placeholder"]) == (4, "cohort_name", "Such as ML <January>")
    assert (channel["type"], channel["min_values"], channel["channel_types"]) == (8, 0, [0, 5, 15, 10, 11, 12])


async def test_channels_roles_and_people_are_chosen_with_discords_own_pickers() -> None:
    channel, role, person = (label["component"] for label in render.modal(EVERY_PICKER).to_dict()["components"])
    assert [(picker["type"], picker["custom_id"]) for picker in (channel, role, person)] == [
        (8, "channel"), (6, "role"), (5, "person"),
    ]  # fmt: skip
    assert (channel["min_values"], role["min_values"], person["min_values"]) == (1, 0, 0)
    assert role["default_values"] == [{"id": 42, "type": "role"}]
    assert person["default_values"] == [{"id": 7, "type": "user"}]


async def test_days_and_hours_are_typed_with_what_was_typed_before_and_how_they_are_written() -> None:
    labels = render.modal(EVERY_VALUE).to_dict()["components"][:3]
    assert [label["component"]["type"] for label in labels] == [4, 4, 4]
    assert [label["component"]["value"] for label in labels] == ["2026-01-31", "soon", "18:00"]
    assert [label.get("description") for label in labels] == ["Such as 2026-01-31", "Such as 2026-01-31", "When it begins"]


async def test_several_are_chosen_from_all_there_are_else_typed() -> None:
    days, topics = render.modal(EVERY_VALUE).to_dict()["components"][3:]
    select = days["component"]
    assert (select["type"], select["min_values"], select["max_values"]) == (3, 1, 3)
    assert [(option["label"], option["default"]) for option in select["options"]] == [
        ("Monday", False), ("Tuesday", True), ("None", False),
    ]  # fmt: skip
    assert (topics["component"]["type"], topics["component"]["value"]) == (4, "graphs, trees")
    assert topics["description"] == "Such as Trees, Graphs"


async def test_an_account_is_drawn_as_discord_names_it_and_a_name_that_looks_like_one_as_typed() -> None:
    assert texts(NAMED) == ["## Named <@U7>", r"**\<@U1>** named <@U7>."]


async def test_layouts_and_modals_listen_to_nothing() -> None:
    assert render.layout(EVERY_BLOCK).is_finished()
    assert render.modal(EVERY_INPUT).is_finished()


DRAWN: list[Callable[[Markup], Block]] = [Text, Note, lambda text: Fields(((text, text),))]


@given(st.lists(st.sampled_from(BITS), min_size=1, max_size=4).map("".join).filter(str.strip), st.sampled_from(DRAWN))
async def test_what_the_core_lets_pass_fits_into_a_message(bit: str, block: Callable[[Markup], Block]) -> None:
    card = Card(escape("#" * 10))
    for size in (1500, 1000, 700, 400, 200, 100, 50, 20, 10, 5):
        card = grown(card, block, escape(bit * (size // len(bit) or 1)))
    assert sum(map(len, texts(card))) <= MOST_TEXT


async def test_the_card_with_the_most_parts_fits_into_a_message() -> None:
    rows = (Buttons(tuple(Button(t("x"), Call(f"row{row}", {"n": str(n)})) for n in range(5))) for row in range(6))
    assert len(drawn(Card(t("Many"), tuple(rows)))) == MOST_COMPONENTS <= MOST_PARTS


def grown(card: Card, block: Callable[[Markup], Block], text: Markup) -> Card:
    """The card with the block added as often as the core lets it."""
    try:
        return grown(Card(card.title, (*card.blocks, block(text))), block, text)
    except TooBig:
        return card


def test_a_cards_tone_is_the_colour_of_its_edge_and_a_plain_card_has_none() -> None:
    colours = {tone: drawn(Card(t("A card"), tone=tone))[0].get("accent_color") for tone in get_args(Tone)}
    assert colours.pop("plain") is None
    assert None not in colours.values()
    assert len(set(colours.values())) == len(colours)
