"""Shortcuts: the global ones, and those in the menu of a message, which carry what the message says."""

import json

import pytest

from bot.interface.call import Call
from bot.interface.card import Card, Form, Text
from bot.interface.command import MESSAGE
from bot.interface.inputs import TextInput
from bot.text import t
from tests.slack import payloads
from tests.slack.conftest import Send
from tests.slack.fake import SlackFake, refuses
from tests.slack.stub import StubDispatcher
from tests.slack.workspace import TEAM

FORM = Form(t("Check in"), Call("checkin", {"cohort": "12"}), (TextInput("did", t("What did you do?")),), t("Send"))
CARD = Card(t("Which cohort do you mean?"), (Text(t("You are in two.")),))


async def test_a_global_shortcut_opens_a_modal_and_knows_no_channel(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher
) -> None:
    dispatcher.answer = FORM
    assert await send("interactive", payloads.shortcut("checkin")) == {}
    await slack.until(lambda: slack.views)
    (request,) = dispatcher.requests
    assert (request.call, request.kind, request.id) == (Call("checkin"), "press", "trigger-5")
    assert (request.place.space, request.place.channel) == (TEAM, None)
    assert slack.called("views.open")[0]["trigger_id"] == "trigger-5"


@pytest.mark.parametrize("fault", ["expired_trigger_id", "exchanged_trigger"])
async def test_a_global_shortcut_answered_too_late_says_so_in_direct_messages(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher, fault: str
) -> None:
    dispatcher.answer = FORM
    slack.fail_next("views.open", refuses(fault))
    await send("interactive", payloads.shortcut("checkin"))
    await slack.until(lambda: slack.messages)
    (message,) = slack.messages
    assert message.channel == "DU1"
    action = payloads.button(message.content["blocks"], "Try again")
    again = payloads.press(action, slack.response_url(), is_ephemeral=False, channel_id="DU1")
    await send("interactive", {**again, "message": {"blocks": message.content["blocks"]}})
    await slack.until(lambda: slack.views)
    assert dispatcher.requests[-1].call == FORM.call


async def test_a_card_that_comes_too_late_for_its_modal_is_still_said(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher
) -> None:
    dispatcher.answer = CARD
    slack.expired_triggers.add("trigger-5")
    await send("interactive", payloads.shortcut("checkin"))
    await slack.until(lambda: slack.messages)
    assert "You are in two." in json.dumps(slack.messages[0].content)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (
            {"text": "Read <https://example.org/a?x=1&amp;y=2|this> &amp; that"},
            "Read [this](https://example.org/a?x=1&y=2) & that",
        ),
        ({"text": "Two\nlines"}, "Two\nlines"),
        ({"text": "See this", "attachments": [{"title_link": "https://example.org/a"}]}, "See this\nhttps://example.org/a"),
        ({"text": "", "attachments": [{"text": "x"}, {"from_url": "https://example.org/b"}]}, "https://example.org/b"),
        ({"text": "Slides", "files": [{"id": "F1", "title_link": "https://example.org/c"}]}, "Slides\nhttps://example.org/c"),
        (
            {"text": "<https://example.org/a>", "attachments": [{"from_url": "https://example.org/b"}]},
            "https://example.org/a",
        ),
        ({"text": "A picture", "files": [{"id": "F1"}]}, "A picture"),
        ({}, ""),
    ],
)
async def test_a_shortcut_of_a_message_carries_its_text_with_its_link(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher, message: payloads.Json, expected: str
) -> None:
    dispatcher.answer = FORM
    await send("interactive", payloads.message_shortcut("content keep", message, slack.response_url()))
    await slack.until(lambda: slack.views)
    (request,) = dispatcher.requests
    assert request.call == Call("content keep", {MESSAGE: expected})
    assert (request.kind, request.place.channel) == ("press", "C1")
    (view,) = slack.views.values()
    assert view["private_metadata"] == "C1"


async def test_a_shortcut_of_a_message_answered_too_late_says_so_beside_the_message(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher
) -> None:
    dispatcher.answer = FORM
    slack.expired_triggers.add("trigger-5")
    message = {"text": "A secret plan", "thread_ts": "4.4"}
    await send("interactive", payloads.message_shortcut("content keep", message, slack.response_url("late")))
    await slack.until(lambda: slack.followups)
    ((name, answer),) = slack.followups
    assert (name, answer["response_type"], answer["replace_original"], answer["thread_ts"]) == ("late", "ephemeral", False, "4.4")
    assert payloads.button(answer["blocks"], "Try again")["value"] == FORM.call.dump()
    assert not slack.messages
