"""Lines typed to the bot where slash commands do not work: by a mention in a channel or a thread, and in direct messages."""

import json

import pytest

from adapters.slack.gateway import SlackGateway
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Form
from bot.interface.inputs import TextInput
from bot.text import t
from tests.slack import payloads
from tests.slack.conftest import Send
from tests.slack.fake import SlackFake
from tests.slack.stub import StubDispatcher

FORM = Form(t("Check in"), Call("checkin"), (TextInput("did", t("What did you do?")),), t("Send"))
OPEN = Card(t("A little more"), (Buttons((Button(t("Open form"), Call("checkin")),)),))


def words(drawn: object) -> str:
    return json.dumps(drawn, ensure_ascii=False)


@pytest.mark.parametrize("where", [{}, {"thread_ts": "4.4"}])
async def test_a_mention_that_begins_a_message_is_a_command_answered_where_it_was_typed(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher, where: dict[str, str]
) -> None:
    await send("events_api", payloads.mention("checkin did=“chapter 3 &amp; 4”", **where))
    await slack.until(lambda: slack.whispers)
    assert dispatcher.requests[0].call == Call("checkin", {"did": "chapter 3 & 4"})
    (whisper,) = slack.whispers
    assert (whisper["channel"], whisper["user"]) == ("C1", "U1")
    assert {name: whisper[name] for name in ("thread_ts",) if name in whisper} == where


@pytest.mark.parametrize("typed", ["/study cohort list", "/Study  cohort list", "/cohort list"])
async def test_a_line_can_be_typed_after_the_name_as_cards_print_it(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher, typed: str
) -> None:
    await send("events_api", payloads.mention(typed))
    await slack.until(lambda: slack.whispers)
    assert dispatcher.requests[0].call == Call("cohort list")


@pytest.mark.parametrize("nothing", ["", "  ", "!", "?", ": ", "/study"])
async def test_a_mention_with_nothing_else_asks_for_help(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher, nothing: str
) -> None:
    await send("events_api", payloads.mention(nothing))
    await slack.until(lambda: slack.whispers)
    assert dispatcher.requests[0].call == Call("help")


@pytest.mark.parametrize(
    "text",
    ["thanks <@UBOT>!", "I asked <@UBOT> for help", "<@U2> ask <@UBOT> checkin", "help <@UBOT|cairn>"],
)
async def test_a_mention_in_passing_is_no_command_and_is_answered_privately_with_the_way(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher, text: str
) -> None:
    await send("events_api", payloads.event(type="app_mention", text=text, thread_ts="4.4"))
    await slack.until(lambda: slack.whispers)
    assert not dispatcher.requests
    (whisper,) = slack.whispers
    assert (whisper["user"], whisper["thread_ts"]) == ("U1", "4.4")
    assert "begin with my name" in words(whisper["blocks"])
    assert payloads.button(whisper["blocks"], "What I can do")["value"] == "help"


async def test_a_mention_is_for_the_bot_where_slack_does_not_say_who_that_is(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher
) -> None:
    untold = {name: value for name, value in payloads.mention("cohort list").items() if name != "authorizations"}
    await send("events_api", untold)
    await slack.until(lambda: slack.whispers)
    assert dispatcher.requests[0].call == Call("cohort list")


async def test_a_mention_that_is_no_command_is_told_what_there_is(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher
) -> None:
    await send("events_api", payloads.mention("you are <!channel> great"))
    await slack.until(lambda: slack.whispers)
    assert dispatcher.requests[0].call == Call("help", {"command": "you are"})


async def test_a_form_asked_for_by_a_mention_opens_with_a_press_and_stays_in_its_thread(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher
) -> None:
    dispatcher.answer = OPEN
    await send("events_api", payloads.mention("checkin", thread_ts="4.4"))
    await slack.until(lambda: slack.whispers)
    assert dispatcher.requests[0].opens_forms is False
    action = payloads.button(slack.whispers[0]["blocks"], "Open form")

    dispatcher.answer = FORM
    await send("interactive", payloads.press(action, slack.response_url(), thread_ts="4.4"))
    await slack.until(lambda: slack.views)
    assert slack.called("views.open")[0]["trigger_id"] == "trigger-2"

    dispatcher.answer = Card(t("Done"))
    await send("interactive", payloads.press(action, slack.response_url(), thread_ts="4.4"))
    await slack.until(lambda: slack.followups)
    ((_, message),) = slack.followups
    assert (message["replace_original"], message["thread_ts"]) == (True, "4.4")


@pytest.mark.parametrize("text", ["cohort list", "<@UBOT> cohort list", "/cohort list"])
async def test_in_direct_messages_a_line_needs_no_mention(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher, text: str
) -> None:
    await send("events_api", payloads.direct(text))
    await slack.until(lambda: slack.messages)
    assert (dispatcher.requests[0].call, dispatcher.requests[0].opens_forms) == (Call("cohort list"), False)
    assert slack.messages[0].channel == "DU1"
    assert not slack.whispers


async def test_what_is_no_command_in_direct_messages_is_told_what_there_is(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher
) -> None:
    await send("events_api", payloads.direct("hello there"))
    await slack.until(lambda: slack.messages)
    assert dispatcher.requests[0].call == Call("help", {"command": "hello there"})


async def test_a_press_in_direct_messages_edits_the_card_or_opens_the_form(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher
) -> None:
    dispatcher.answer = OPEN
    await send("events_api", payloads.direct("checkin"))
    await slack.until(lambda: slack.messages)
    told = slack.messages[0].content["blocks"]
    pressed = payloads.press(payloads.button(told, "Open form"), slack.response_url(), is_ephemeral=False, channel_id="DU1")
    pressed = {**pressed, "message": {"blocks": told}}

    dispatcher.answer = FORM
    await send("interactive", pressed)
    await slack.until(lambda: slack.views)
    assert not slack.followups

    dispatcher.answer = Card(t("Done"))
    await send("interactive", pressed)
    await slack.until(lambda: slack.followups)
    assert slack.followups[0][1]["replace_original"] is True


@pytest.mark.parametrize(
    "unsaid",
    [
        {"subtype": "bot_message", "bot_id": "BBOT"},
        {"bot_id": "BBOT", "user": "UBOT"},
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"subtype": "channel_join"},
        {"subtype": "channel_topic"},
    ],
)
@pytest.mark.parametrize("kind", [{"type": "message", "channel_type": "im"}, {"type": "app_mention"}])
async def test_what_bots_say_and_what_tells_of_edits_and_joins_is_never_answered(
    send: Send,
    slack: SlackFake,
    gateway: SlackGateway,
    dispatcher: StubDispatcher,
    unsaid: dict[str, str],
    kind: dict[str, str],
) -> None:
    assert await send("events_api", payloads.event(text="<@UBOT> help", **kind, **unsaid)) == {}
    await gateway.close()
    assert not dispatcher.requests
    assert slack.messages == slack.whispers == []
