"""Every block and every input is drawn within Slack's rules, and all of its content is found again."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from adapters.slack.render import blocks, fallback, home, message, view
from bot.interface.call import Call
from bot.interface.card import Card, Fields, Form, Note, Text
from bot.interface.inputs import AccountInput, ChannelInput, ChoiceInput, DateInput, TextInput, TimeInput
from bot.text import Account, Markup, Moment, escape, link, plain, t
from tests.samples import CHOSEN_OF_SEVERAL, EVERY_BLOCK, EVERY_INPUT, EVERY_VALUE, HOSTILE, HOSTILE_CARD, MOMENT, NAMED, PROGRAM
from tests.slack.block_kit import check_home, check_message, check_view

Json = Mapping[str, Any]


def elements(drawn: Any, kind: str) -> Iterator[Json]:
    """Every part of that type, however deep."""
    if isinstance(drawn, list):
        for part in drawn:
            yield from elements(part, kind)
    elif isinstance(drawn, dict):
        if drawn.get("type") == kind:
            yield drawn
        yield from elements(list(drawn.values()), kind)


def said(drawn: Any) -> str:
    """The words that rich and plain text show."""
    texts = [*elements(drawn, "text"), *elements(drawn, "plain_text"), *elements(drawn, "link")]
    return "\n".join(text["text"] for text in texts)


def formatted(drawn: Any) -> str:
    return "\n".join(text["text"] for text in elements(drawn, "mrkdwn"))


@pytest.mark.parametrize("card", [EVERY_BLOCK, HOSTILE_CARD, Card(t("Only a title")), Card(t("Empty"), (Text(Markup("- \n")),))])
def test_a_card_keeps_to_slacks_rules_as_a_message_in_a_modal_and_in_the_app_home(card: Card) -> None:
    check_message(message(card))
    check_view(view(card, "C1"))
    check_home(home(card, "home"))


def test_every_block_is_drawn_and_nothing_is_lost() -> None:
    drawn = blocks(EVERY_BLOCK)
    for words in (
        "Week 3: Trees & *ensembles*",
        "Bold o_O",
        "italic",
        "code",
        "Goals",
        "first",
        "second",
        "Done",
        "Another week",
    ):
        assert words in said(drawn)
    assert [element["style"] for element in elements(drawn, "text") if "style" in element] == [
        {"bold": True},
        {"italic": True},
        {"code": True},
    ]
    assert [(found["url"], found["text"]) for found in elements(drawn, "link")] == [
        ("https://example.org/a_b?x=1&y=2", "a [page]")
    ]
    assert [found["timestamp"] for found in elements(drawn, "date")] == [int(MOMENT.timestamp())] * 2
    assert [found["channel_id"] for found in elements(drawn, "channel")] == ["123"]
    assert formatted(drawn) == "*Streak*\n4 days\n*Weeks*\n2 of 26\nSmall print by &lt;Ann&gt; &amp; co\nPicture: 2 days _kept_"
    assert [found.get("value", found.get("url")) for found in elements(drawn, "button")] == [
        "milestone done?cohort=12&week=week.trees",
        "cohort leave?cohort=12",
        "milestone skip?cohort=12&week=week.trees",
        "https://example.org/page",
    ]
    assert [found["value"] for select in elements(drawn, "static_select") for found in select["options"]] == ["1", "2"]


def test_code_is_one_block_with_its_empty_lines_and_backticks() -> None:
    (code,) = elements(blocks(EVERY_BLOCK), "rich_text_preformatted")
    assert code["elements"] == [{"type": "text", "text": PROGRAM}]
    assert "fence``` &amp; *stars*" in message(EVERY_BLOCK)["text"]


def test_a_button_that_is_chosen_says_so() -> None:
    assert [each["text"]["text"] for each in elements(blocks(CHOSEN_OF_SEVERAL), "button")] == ["☐ One", "☑ Two"]


def test_the_words_for_notifications_are_all_there() -> None:
    text = message(EVERY_BLOCK)["text"]
    for words in (
        "Week 3",
        "Bold o_O",
        "- first",
        "Streak: 4 days",
        "Small print by &lt;Ann&gt; &amp; co",
        "2026-01-05 17:00 UTC",
    ):
        assert words in text


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("within", ["title", "text", "note", "field", "label"])
def test_text_from_people_is_seen_as_typed_and_pings_nobody(text: str, within: str) -> None:
    safe = escape(text)
    cards = {
        "title": Card(safe),
        "text": Card(t("T"), (Text(safe),)),
        "note": Card(t("T"), (Note(safe),)),
        "field": Card(t("T"), (Fields(((t("Name"), safe),)),)),
        "label": Card(t("T"), (Fields(((safe, t("value")),)),)),
    }
    drawn = message(cards[within])
    check_message(drawn)
    shown = said(drawn["blocks"]) + "\n" + unescaped(formatted(drawn["blocks"]))
    assert plain(safe) in shown
    assert not list(elements(drawn["blocks"], "link")) + list(elements(drawn["blocks"], "channel"))
    for sequence in ("<!", "<@", "<#"):
        assert sequence not in drawn["text"] + formatted(drawn["blocks"])
    typed = formatted(drawn["blocks"]).replace("*Name*\n", "").replace("\nvalue", "").strip("*" if within == "label" else "")
    assert not re.search(r"[*_~`]|:\w+:|^&gt;", typed, re.MULTILINE), "mrkdwn would read these"


def test_small_print_keeps_its_markup() -> None:
    note = Note(t("**Bold** _it_ `code` {page} {at}", page=link("a | b", "https://example.org/a|b?x=1&y=2"), at=Moment(MOMENT)))
    text = formatted(blocks(Card(t("T"), (note,))))
    assert text == (
        "*Bold* _it_ `code` <https://example.org/a%7Cb?x=1&amp;y=2|a | b> "
        f"<!date^{int(MOMENT.timestamp())}^{{date_short_pretty}}, {{time}}|2026-01-05 17:00 UTC>"
    )


@pytest.mark.parametrize("block", [Text, Note])
def test_a_command_is_shown_as_it_is_typed_on_slack(block: type[Text | Note]) -> None:
    card = Card(t("Help"), (block(t("Type </{line}>.", line="cohort join cohort=spring")),))
    assert "/study cohort join cohort=spring" in str(blocks(card))
    assert "/study cohort join cohort=spring" in fallback(card)


def test_words_around_a_list_stay_around_it() -> None:
    (drawn,) = blocks(Card(Markup(), (Text(Markup("Before\n- **one**\n- two\nAfter\nall")),)))
    assert [part["type"] for part in drawn["elements"]] == ["rich_text_section", "rich_text_list", "rich_text_section"]
    assert said(drawn) == "Before\none\ntwo\nAfter\nall"


def test_every_input_is_drawn_with_its_value() -> None:
    drawn = view(EVERY_INPUT, "C1")
    check_view(drawn)
    assert (drawn["callback_id"], drawn["private_metadata"]) == ("checkin?cohort=12", "C1")
    named = {block["block_id"]: block for block in drawn["blocks"]}
    assert list(named) == ["did", "link", "share", "cohort_name", "channel"]
    assert named["did"]["element"]["initial_value"] == "Read <chapter> 3 & 4"
    assert named["did"]["element"]["multiline"] is True
    assert named["did"]["hint"]["text"] == "A line is enough"
    assert (named["did"]["optional"], named["link"]["optional"]) == (False, True)
    assert named["link"]["element"]["max_length"] == 200
    assert named["link"]["element"]["placeholder"]["text"] == "Such as a & b"
    assert named["share"]["element"]["initial_option"]["value"] == "no"
    assert (named["cohort_name"]["element"]["type"], named["cohort_name"]["element"]["action_id"]) == (
        "external_select",
        "cohort info",
    )
    assert named["channel"]["element"]["default_to_current_conversation"] is (not named["channel"]["optional"])


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (ChannelInput("x", t("X"), "C7"), {"type": "conversations_select", "initial_conversation": "C7"}),
        (AccountInput("x", t("X"), "U7"), {"type": "users_select", "initial_user": "U7"}),
        (AccountInput("x", t("X")), {"type": "users_select", "action_id": "typed"}),
        (ChoiceInput("x", t("X"), (), "typed", more=True), {"type": "plain_text_input", "initial_value": "typed"}),
        (
            ChoiceInput("x", t("X"), (), "unlisted", suggests="cohort info"),
            {
                "type": "external_select",
                "initial_option": {"text": {"type": "plain_text", "text": "unlisted", "emoji": False}, "value": "unlisted"},
            },
        ),
        (ChoiceInput("x", t("X"), (), "y" * 200, suggests="cohort info"), {"type": "external_select"}),
        (DateInput("x", t("X"), "2026-01-31"), {"type": "datepicker", "initial_date": "2026-01-31"}),
        (DateInput("x", t("X"), unread="soon"), {"type": "datepicker", "action_id": "typed"}),
        (TimeInput("x", t("X"), "18:00"), {"type": "timepicker", "initial_time": "18:00"}),
        (TextInput("x", t("X")), {"type": "plain_text_input", "max_length": 3000}),
    ],
)
def test_an_input_is_prefilled_where_slack_can(item: Any, expected: Json) -> None:
    drawn = view(Form(t("F"), Call("x"), (item,), t("Send")), "")
    check_view(drawn)
    element = drawn["blocks"][0]["element"]
    assert element | expected == element
    assert ("initial_option" in element) == ("initial_option" in expected)


def test_several_are_chosen_in_the_order_in_which_they_were_and_searched_if_there_are_more() -> None:
    drawn = view(EVERY_VALUE, "")
    check_view(drawn)
    days, topics = (block["element"] for block in drawn["blocks"][3:])
    assert (days["type"], [each["value"] for each in days["options"]]) == ("multi_static_select", ["Mon", "Tue", "none"])
    assert [each["value"] for each in days["initial_options"]] == ["Tue"]
    assert (topics["type"], topics["action_id"]) == ("multi_external_select", "cohort info")
    assert [each["text"]["text"] for each in topics["initial_options"]] == ["Graphs", "Trees"]


def test_an_account_is_named_by_slack_in_blocks_fields_and_notifications_and_a_name_that_looks_like_one_is_not() -> None:
    check_message(message(NAMED))
    assert [user["user_id"] for user in elements(blocks(NAMED), "user")] == ["U7"]
    assert fallback(NAMED) == "Named <@U7>\n&lt;@U1&gt; named <@U7>."
    fields = Card(t("x"), (Fields(((t("Who"), t("{who}", who=Account("U7"))),)),))
    assert "<@U7>" in formatted(blocks(fields))


def test_a_card_and_a_form_are_json() -> None:
    assert json.loads(json.dumps([message(EVERY_BLOCK), view(EVERY_INPUT, "")]))


def unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
