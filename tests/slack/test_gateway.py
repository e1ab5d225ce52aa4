"""Every kind of payload, over Socket Mode and over signed HTTP."""

import json

import pytest

from adapters.slack.gateway import SlackGateway
from bot.interface.call import Call
from bot.interface.card import Card
from bot.interface.inputs import Choice
from bot.text import escape, t
from tests.slack import payloads
from tests.slack.answers import FORM, PRESSED
from tests.slack.conftest import Send
from tests.slack.fake import SlackFake, refuses
from tests.slack.stub import StubDispatcher
from tests.slack.workspace import TEAM

TYPED = {
    "did": {"type": "plain_text_input", "value": "chapter <3> & 4"},
    "cohort_name": {"type": "external_select", "selected_option": {"value": "ml-jan"}},
    "channel": {"type": "conversations_select", "selected_conversation": None},
}


def words(message: object) -> str:
    return json.dumps(message, ensure_ascii=False)


async def test_a_command_is_read_from_its_text_and_answered_privately_in_the_acknowledgement(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher
) -> None:
    answer = await send("slash_commands", payloads.command("cohort join ml-jan", slack.response_url()))
    (request,) = dispatcher.requests
    assert request.call == Call("cohort join", {"cohort": "ml-jan"})
    assert (request.id, request.kind, request.opens_forms) == ("trigger-1", "command", True)
    assert (request.place.space, request.place.channel, request.place.space_name) == (TEAM, "C1", "learners")
    assert answer["response_type"] == "ephemeral"
    assert "Done" in words(answer["blocks"])
    assert not slack.followups


async def test_the_caller_comes_with_name_zone_language_and_no_rights(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher
) -> None:
    await send("slash_commands", payloads.command("help", slack.response_url()))
    actor = dispatcher.requests[0].actor
    assert (actor.platform, actor.id, actor.name) == ("slack", "U1", "Ann")
    assert (actor.zone, actor.locale, actor.administrator) == ("Europe/Berlin", "en-US", False)


@pytest.mark.parametrize("right", ["is_admin", "is_owner", "is_primary_owner"])
async def test_who_administrates_the_workspace_is_an_administrator_and_asked_for_once(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher, right: str
) -> None:
    slack.users["U1"] = {**slack.users["U1"], right: True}
    for _ in range(2):
        await send("slash_commands", payloads.command("help", slack.response_url()))
    assert [request.actor.administrator for request in dispatcher.requests] == [True, True]
    assert len(slack.called("users.info")) == 1


async def test_if_slack_does_not_say_who_calls_nothing_is_told_of_them_and_the_next_call_asks_again(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher
) -> None:
    slack.users["U1"] = {**slack.users["U1"], "is_admin": True}
    slack.fail_next("users.info", refuses("missing_scope"))
    for _ in range(2):
        answer = await send("slash_commands", payloads.command("help", slack.response_url()))
        assert answer["blocks"]
    told = [(request.actor.told, request.actor.administrator) for request in dispatcher.requests]
    assert told == [(False, False), (True, True)]


async def test_a_bare_command_shows_the_help(send: Send, slack: SlackFake, dispatcher: StubDispatcher) -> None:
    await send("slash_commands", payloads.command("", slack.response_url()))
    assert dispatcher.requests[0].call == Call("help")


async def test_a_line_that_cannot_be_read_is_refused_privately(send: Send, slack: SlackFake, dispatcher: StubDispatcher) -> None:
    answer = await send("slash_commands", payloads.command("checkin didd=reading", slack.response_url()))
    assert answer["response_type"] == "ephemeral"
    assert "There is no option" in words(answer["blocks"])
    assert not dispatcher.requests


async def test_an_unknown_command_is_looked_for_in_the_help(send: Send, slack: SlackFake, dispatcher: StubDispatcher) -> None:
    await send("slash_commands", payloads.command("cohort jion ml-jan", slack.response_url()))
    assert dispatcher.requests[0].call == Call("help", {"command": "cohort jion"})


async def test_what_slack_wraps_and_escapes_in_a_command_arrives_as_typed(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher
) -> None:
    wrapped = "a &lt;b&gt; &amp; <https://example.org/x?a=1|example.org> <mailto:a@example.org|a@example.org> <#C1|general>"
    await send("slash_commands", payloads.command(f'checkin did="{wrapped}"', slack.response_url()))
    assert dispatcher.requests[0].call.values["did"] == "a <b> & https://example.org/x?a=1 a@example.org <#C1|general>"


async def test_a_form_is_opened_and_its_submit_calls_with_what_was_typed(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher
) -> None:
    dispatcher.answer = FORM
    assert await send("slash_commands", payloads.command("checkin", slack.response_url())) == {}
    await slack.until(lambda: slack.views)
    (view,) = slack.views.values()
    assert slack.called("views.open")[0]["trigger_id"] == "trigger-1"

    dispatcher.answer = Card(t("Kept"), PRESSED.blocks)
    answer = await send("interactive", payloads.submit(view, TYPED))
    request = dispatcher.requests[-1]
    assert request.call.path == "checkin"
    assert request.call.values == {"cohort": "12", "did": "chapter <3> & 4", "cohort_name": "ml-jan", "channel": ""}
    assert (request.id, request.kind, request.place.channel) == ("V1:h1", "submit", "C1")
    assert answer["response_action"] == "update"
    assert "Kept" in words(answer["view"])


async def test_a_form_that_slack_opens_no_longer_leaves_a_button_that_asks_again(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher
) -> None:
    dispatcher.answer = FORM
    slack.expired_triggers.add("trigger-1")
    await send("slash_commands", payloads.command("checkin", slack.response_url()))
    await slack.until(lambda: slack.followups)
    ((_, message),) = slack.followups
    assert message["response_type"] == "ephemeral"
    assert payloads.button(message["blocks"], "Try again")["value"] == FORM.call.dump()


async def test_a_command_is_acknowledged_before_its_form_is_open(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher
) -> None:
    dispatcher.answer = FORM
    opening = slack.hold("views.open")
    assert await send("slash_commands", payloads.command("checkin", slack.response_url())) == {}
    opening.set()
    await slack.until(lambda: slack.views)


async def test_an_answer_that_fails_leaves_no_acknowledgement_hanging(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher
) -> None:
    dispatcher.fault = RuntimeError("the dispatcher never raises, but if it did")
    assert await send("slash_commands", payloads.command("help", slack.response_url())) == {}


async def test_a_select_that_searches_is_answered_with_what_the_core_suggests(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher
) -> None:
    dispatcher.answer = FORM
    await send("slash_commands", payloads.command("checkin", slack.response_url()))
    await slack.until(lambda: slack.views)
    (view,) = slack.views.values()
    dispatcher.choices = [Choice(escape(f"Cohort <{number}>"), f"c{number}") for number in range(120)]
    answer = await send("interactive", payloads.search(view, "cohort_name", "coh"))
    ((request, option, typed),) = dispatcher.asked
    assert (request.call.path, request.call.values["cohort"], option, typed) == ("cohort join", "12", "cohort_name", "coh")
    assert len(answer["options"]) == 100
    assert answer["options"][7] == {"text": {"type": "plain_text", "text": "Cohort <7>", "emoji": False}, "value": "c7"}


async def test_a_shortcut_is_answered_in_a_modal(send: Send, slack: SlackFake, dispatcher: StubDispatcher) -> None:
    dispatcher.answer = FORM
    await send("interactive", payloads.shortcut("checkin"))
    await slack.until(lambda: slack.views)
    assert dispatcher.requests[0].call == Call("checkin")
    assert dispatcher.requests[0].place.channel is None


async def test_a_mention_is_a_typed_line_answered_to_its_author_in_the_thread(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher
) -> None:
    await send("events_api", payloads.mention("cohort join ml-jan", thread_ts="4.4"))
    await slack.until(lambda: slack.whispers)
    (request,) = dispatcher.requests
    assert request.call == Call("cohort join", {"cohort": "ml-jan"})
    assert (request.id, request.opens_forms) == ("Ev1", False)
    (whisper,) = slack.whispers
    assert (whisper["channel"], whisper["user"], whisper["thread_ts"]) == ("C1", "U1", "4.4")


async def test_a_direct_message_is_a_typed_line_answered_there(send: Send, slack: SlackFake, dispatcher: StubDispatcher) -> None:
    await send("events_api", payloads.direct("cohort list"))
    await slack.until(lambda: slack.messages)
    assert dispatcher.requests[0].call == Call("cohort list")
    assert (slack.messages[0].channel, "Done" in words(slack.messages[0].content)) == ("DU1", True)


@pytest.mark.parametrize(
    "unsaid",
    [
        payloads.direct("help", bot_id="BOTHER"),
        payloads.direct("help", bot_id="BBOT", user="UBOT"),
        payloads.direct("help", subtype="message_changed"),
        payloads.event(type="message", channel_type="channel", text="help"),
        payloads.event(type="team_join"),
    ],
)
async def test_what_nobody_said_to_the_bot_is_left_alone(
    send: Send, gateway: SlackGateway, dispatcher: StubDispatcher, unsaid: payloads.Json
) -> None:
    assert await send("events_api", unsaid) == {}
    await gateway.close()
    assert not dispatcher.requests


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("slash_commands", {"command": "/study", "text": "help"}),
        ("interactive", {"type": "block_actions", "actions": [{"type": "button", "action_id": "0"}], "user": {"id": "U1"}}),
        ("interactive", {"type": "view_submission", "view": {"type": "modal", "callback_id": "x"}, "user": {"id": "U1"}}),
        ("interactive", {"type": "block_suggestion", "action_id": "x", "user": {"id": "U1"}}),
        ("events_api", {"type": "event_callback", "event": {"type": "app_mention"}}),
    ],
)
async def test_a_payload_that_cannot_be_read_is_acknowledged_all_the_same(
    send: Send, dispatcher: StubDispatcher, kind: str, payload: payloads.Json
) -> None:
    assert await send(kind, payload) == {}
    assert not dispatcher.requests
