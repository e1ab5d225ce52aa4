"""Cards and forms as the page gets them: structured text, and nothing lost."""

import json
from collections.abc import Iterator
from typing import Any

from adapters.playground.render import card_json, form_json
from bot.interface.card import Card, Text
from bot.text import Markup, t
from tests.samples import EVERY_BLOCK, EVERY_INPUT, EVERY_PICKER, EVERY_VALUE, HOSTILE, HOSTILE_CARD, NAMED


def texts(value: Any) -> Iterator[str]:
    """Every piece of text in it."""
    match value:
        case {"text": str(text)}:
            yield text
        case dict():
            for each in value.values():  # pyright: ignore[reportUnknownVariableType]
                yield from texts(each)
        case list():
            for each in value:  # pyright: ignore[reportUnknownVariableType]
                yield from texts(each)
        case _:
            return


def lines_of(markup: Markup) -> Any:
    return card_json(Card(t("Title"), (Text(markup),)))["blocks"][0]["lines"]


def test_every_block_is_drawn():
    drawn = card_json(EVERY_BLOCK)["blocks"]
    assert [block["block"] for block in drawn] == [
        "text",
        "code",
        "text",
        "text",
        "fields",
        "divider",
        "note",
        "picture",
        "buttons",
        "select",
    ]
    assert drawn[8]["buttons"][0] == {
        "label": "Done",
        "style": "primary",
        "chosen": None,
        "call": "milestone done?cohort=12&week=week.trees",
    }
    assert drawn[8]["buttons"][3] == {"label": "Open", "style": "plain", "url": "https://example.org/page"}
    assert drawn[9]["choices"][1] == {"label": "Week 2: a_b <c> & d", "value": "2"}


def test_every_input_is_drawn():
    form = form_json(EVERY_INPUT)
    assert [item["input"] for item in form["inputs"]] == ["text", "text", "choice", "choice", "channel"]
    assert [item["suggests"] for item in form["inputs"] if "suggests" in item] == ["", "find", "", "cohort info"]
    assert form["inputs"][1]["example"] == "Such as a & b"
    assert (form["call"], form["submit"]) == ("checkin?cohort=12", "Check in")


def test_a_day_and_an_hour_hold_nothing_that_the_browsers_picker_cannot():
    drawn = [(item["input"], item["value"]) for item in form_json(EVERY_VALUE)["inputs"]]
    assert drawn[:3] == [("date", "2026-01-31"), ("date", ""), ("time", "18:00")]


def test_several_are_chosen_from_all_there_are_else_typed_with_suggestions():
    drawn = [(item["input"], item["value"], item["suggests"]) for item in form_json(EVERY_VALUE)["inputs"][3:]]
    assert drawn == [("several", "Tue", ""), ("several", "graphs, trees", "cohort info")]


def test_a_moment_and_a_channel_stay_what_they_are():
    pieces = card_json(EVERY_BLOCK)["blocks"][3]["lines"][0]["pieces"]
    assert pieces[1] == {"at": "2026-01-05T17:00:00+00:00", "style": "both"}
    assert pieces[3] == {"at": "2026-01-05T17:00:00+00:00", "style": "relative"}
    assert pieces[5] == {"channel": "123"}


def test_what_people_wrote_comes_as_plain_text_and_whole():
    drawn = card_json(HOSTILE_CARD)["blocks"]
    for block, said in zip(drawn, HOSTILE, strict=True):
        assert block["lines"] == [{"bullet": False, "pieces": [{"text": f"Said: {said}", "style": "plain"}]}]


def test_lines_and_bullets_are_told_apart():
    assert lines_of(Markup("Goals\n- **first** one\n\nend")) == [
        {"bullet": False, "pieces": [{"text": "Goals", "style": "plain"}]},
        {
            "bullet": True,
            "pieces": [
                {"text": "", "style": "plain"},
                {"text": "first", "style": "bold"},
                {"text": " one", "style": "plain"},
            ],
        },
        {"bullet": False, "pieces": []},
        {"bullet": False, "pieces": [{"text": "end", "style": "plain"}]},
    ]


def test_bold_text_may_run_over_the_end_of_a_line():
    assert list(texts(lines_of(t("**{name}**", name="two\nlines")))) == ["two", "lines"]


def test_a_card_can_be_sent_as_json():
    assert json.loads(json.dumps(card_json(EVERY_BLOCK))) == card_json(EVERY_BLOCK)


def test_somebody_is_told_by_their_account_which_the_page_names() -> None:
    assert [item["input"] for item in form_json(EVERY_PICKER)["inputs"]] == ["channel", "choice", "account"]
    pieces = card_json(NAMED)["blocks"][0]["lines"][0]["pieces"]
    assert [piece.get("account") or piece["text"] for piece in pieces] == ["<@U1>", " named ", "U7", "."]
