"""Charts and tables of Slack's own: shown to who asks, and as texts where the workspace does not take them."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from adapters.slack.data_blocks import with_data
from bot.interface.card import Block, Card, Text
from bot.interface.drawing import Bar, Bars
from bot.interface.picture import Picture
from bot.interface.stored import dump, load
from bot.interface.table import Table
from bot.shared.bars_picture import share_bar
from bot.text import escape, t
from tests.slack import payloads
from tests.slack.conftest import Send
from tests.slack.fake import SlackFake, refuses
from tests.slack.payloads import Json
from tests.slack.stub import StubDispatcher

PLACES = Table(t("**Places**\n**1** · Ann"), "Places", ("Name", "Points"), (("Ann <!channel>", 3), ("Ben", 0)))
TOPICS = ("Overfitting", "Choosing the number of clusters")
SHARES = Bars("Right answers", tuple(share_bar(escape(topic), right, 3) for right, topic in enumerate(TOPICS, 1)), ("", ""))
PICTURE = Picture(SHARES, t("Bars"), t("Overfitting: 1 of 3"))
CARD = Card(t("Numbers"), (PICTURE, PLACES))
PRESS = {"type": "button", "action_id": "0", "value": "cohort list"}


@pytest.fixture
def dispatcher() -> StubDispatcher:
    dispatcher = StubDispatcher()
    dispatcher.answer = CARD
    return dispatcher


def kinds(message: Json) -> list[str]:
    return [block["type"] for block in message["blocks"]]


async def test_who_asks_gets_a_chart_and_a_table_and_every_word_stands_beside_them(send: Send, slack: SlackFake) -> None:
    assert not await send("slash_commands", payloads.command("cohort list", slack.response_url()))
    await slack.until(lambda: slack.followups)
    ((_, answer),) = slack.followups
    assert kinds(answer) == ["header", "data_visualization", "context", "data_table"]
    assert [cell["text"] for cell in answer["blocks"][3]["rows"][1]] == ["Ann <!channel>", "3"]
    points = answer["blocks"][1]["chart"]["series"][0]["data"]
    assert points == [{"label": "Overfitting", "value": 33.3}, {"label": "Choosing the number…", "value": 66.7}]
    assert "1 of 3" in answer["text"]
    assert "Ann" in answer["text"]


@pytest.mark.parametrize("place", ["response_url", "chat.postEphemeral"])
async def test_a_workspace_that_refuses_them_gets_texts_and_is_not_asked_again(send: Send, slack: SlackFake, place: str) -> None:
    pressed = "interactive", payloads.press(PRESS, slack.response_url())
    slack.fail_next(place, refuses("invalid_blocks"))
    await send(*(pressed if place == "response_url" else ("events_api", payloads.mention("cohort list"))))
    await slack.until(lambda: slack.followups or slack.whispers)
    shown = [*(body for _, body in slack.followups), *slack.whispers]
    answer = await send("slash_commands", payloads.command("cohort list", slack.response_url(), trigger="another"))
    assert [kinds(each) for each in (*shown, answer)] == [["header", "context", "rich_text"]] * 2


def drawn(bars: Sequence[Bar]) -> list[type[Block]]:
    return [
        type(block) for block in with_data(Card(t("Pay"), (replace(PICTURE, drawing=replace(SHARES, bars=tuple(bars))),))).blocks
    ]


def test_what_a_chart_would_tell_wrongly_stays_a_picture() -> None:
    long_name, name = "Which of these is a reason to split the data before you scale it?", "Senior"
    assert drawn([(name, "1–2", "", 300, 600, False)]) == [Picture]
    assert drawn([(name, "1+", "", 0, 600, True)]) == [Picture]
    assert drawn([(long_name, "1 of 2", "", 0, 500, False)]) == [Picture]
    assert drawn([(f"{'Same start of it' * 2} {end}", "1 of 2", "", 0, 500, False) for end in "ab"]) == [Picture]


def test_a_table_is_kept_whole_and_is_a_text_elsewhere() -> None:
    assert load(dump(CARD)) == CARD
    assert isinstance(PLACES, Text)
