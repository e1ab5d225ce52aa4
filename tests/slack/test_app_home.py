"""The App Home: what it shows, what presses in it open, and that it keeps up with what they change."""

import json

import pytest
from structlog.testing import capture_logs

from adapters.slack.gateway import SlackGateway
from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Form, Select, Text
from bot.interface.inputs import Choice, TextInput
from bot.interface.slowed import Slowed
from bot.text import t
from tests.samples import EVERY_BLOCK
from tests.slack import payloads
from tests.slack.conftest import Send
from tests.slack.fake import SlackFake, refuses
from tests.slack.stub import StubDispatcher
from tests.slack.workspace import TEAM

SELECT = Select(t("Which?"), Call("cohort info"), "cohort", (Choice(t("ML"), "12"),))
HUB = Card(t("Your week"), (Buttons((Button(t("Join"), Call("cohort join", {"cohort": "12"})),)), SELECT))
LATER, LAST = (Card(t("Your week, {told}", told=told), HUB.blocks) for told in ("later", "at last"))
JOINED = Card(t("Joined"), (Text(t("Welcome.")), Buttons((Button(t("Leave"), Call("cohort leave", {"cohort": "12"})),))))
FORM = Form(t("Check in"), Call("checkin", {"cohort": "12"}), (TextInput("did", t("What did you do?")),), t("Send"))
TYPED = {"did": {"type": "plain_text_input", "value": "Read"}}


def words(drawn: object) -> str:
    return json.dumps(drawn, ensure_ascii=False)


async def opened(send: Send, slack: SlackFake, dispatcher: StubDispatcher) -> payloads.Json:
    """The App Home of U1, with the hub in it."""
    dispatcher.answers["today"] = HUB
    await send("events_api", payloads.opened_home())
    await slack.until(lambda: slack.homes)
    return slack.homes["U1"]


async def pressed(send: Send, home: payloads.Json, label: str) -> None:
    assert await send("interactive", payloads.press_in_home(payloads.button(home["blocks"], label), home)) == {}


def published(slack: SlackFake) -> int:
    return len(slack.called("views.publish"))


async def test_opening_it_shows_the_hub_of_who_opened_it(send: Send, slack: SlackFake, dispatcher: StubDispatcher) -> None:
    home = await opened(send, slack, dispatcher)
    (request,) = dispatcher.requests
    assert (request.call, request.actor.id, request.actor.name) == (Call("today"), "U1", "Ann")
    assert (request.place.space, request.place.channel) == (TEAM, None)
    assert "Your week" in words(home["blocks"])


async def test_every_block_can_be_shown_there(send: Send, slack: SlackFake, dispatcher: StubDispatcher) -> None:
    dispatcher.answers["today"] = EVERY_BLOCK
    await send("events_api", payloads.opened_home())
    await slack.until(lambda: slack.homes)
    assert "ensembles" in words(slack.homes["U1"])


async def test_opening_it_again_draws_it_anew_unless_that_is_done_too_often(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher
) -> None:
    home = await opened(send, slack, dispatcher)
    dispatcher.answers["today"] = Slowed(t("Wait"))
    await send("events_api", payloads.opened_home())
    await slack.until(lambda: len(dispatcher.requests) == 2)
    assert (published(slack), slack.homes["U1"]) == (1, home)
    dispatcher.answers["today"] = JOINED
    await send("events_api", payloads.opened_home())
    await slack.until(lambda: "Welcome." in words(slack.homes["U1"]))
    assert published(slack) == 2


async def test_opening_the_messages_tab_is_no_call(send: Send, gateway: SlackGateway, dispatcher: StubDispatcher) -> None:
    assert await send("events_api", payloads.opened_home(tab="messages")) == {}
    await gateway.close()
    assert not dispatcher.requests


async def test_what_slack_does_not_show_is_logged_and_no_error(send: Send, slack: SlackFake, dispatcher: StubDispatcher) -> None:
    dispatcher.answers["today"] = HUB
    slack.fail_next("views.publish", refuses("not_enabled"))
    with capture_logs() as logs:
        await send("events_api", payloads.opened_home())
        await slack.until(lambda: published(slack) == 1)
        await send("events_api", payloads.opened_home())
        await slack.until(lambda: slack.homes)
    assert [(entry["log_level"], entry["error"]) for entry in logs] == [("warning", "not_enabled")]


async def test_a_press_opens_a_modal_and_then_the_home_shows_what_changed(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher
) -> None:
    home = await opened(send, slack, dispatcher)
    dispatcher.answer, dispatcher.answers["today"] = JOINED, LATER
    await pressed(send, home, "Join")
    await slack.until(lambda: published(slack) == 2)
    join, again = dispatcher.requests[1:]
    assert (join.call, join.kind, join.place.channel) == (Call("cohort join", {"cohort": "12"}), "press", None)
    assert (again.call, again.id != join.id) == (Call("today"), True)
    ((_, modal),) = slack.views.items()
    assert "Welcome." in words(modal)
    assert slack.called("views.open")[0]["trigger_id"] == "trigger-3"
    assert not slack.called("views.update")


async def test_a_choice_opens_a_modal(send: Send, slack: SlackFake, dispatcher: StubDispatcher) -> None:
    home = await opened(send, slack, dispatcher)
    element = home["blocks"][-1]["elements"][0]
    action = {**element, "selected_option": element["options"][0]}
    await send("interactive", payloads.press_in_home(action, home))
    await slack.until(lambda: slack.views)
    assert dispatcher.requests[1].call == Call("cohort info", {"cohort": "12"})


async def test_a_form_changes_nothing_before_it_is_submitted(
    send: Send, slack: SlackFake, gateway: SlackGateway, dispatcher: StubDispatcher
) -> None:
    home = await opened(send, slack, dispatcher)
    dispatcher.answer = FORM
    await pressed(send, home, "Join")
    await slack.until(lambda: slack.views)
    ((view, form),) = slack.views.items()
    assert published(slack) == 1

    dispatcher.answer, dispatcher.answers["today"] = JOINED, LATER
    answer = await send("interactive", payloads.submit(form, TYPED, view))
    assert answer["response_action"] == "update"
    await slack.until(lambda: published(slack) == 2)
    assert (dispatcher.requests[2].kind, dispatcher.requests[2].place.channel) == ("submit", None)
    await gateway.close()


async def test_a_press_in_a_modal_that_was_opened_there_stays_in_the_modal(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher
) -> None:
    home = await opened(send, slack, dispatcher)
    dispatcher.answer, dispatcher.answers["today"] = JOINED, LATER
    await pressed(send, home, "Join")
    await slack.until(lambda: published(slack) == 2)
    dispatcher.answers["today"] = LAST
    ((view, modal),) = slack.views.items()
    action = payloads.button(modal["blocks"], "Leave")
    await send("interactive", payloads.press_in_view(action, view, modal["private_metadata"]))
    await slack.until(lambda: published(slack) == 3)
    assert len(slack.called("views.open")) == len(slack.called("views.update")) == 1


async def test_the_home_keeps_up_even_when_the_modal_is_gone(send: Send, slack: SlackFake, dispatcher: StubDispatcher) -> None:
    home = await opened(send, slack, dispatcher)
    slack.fail_next("views.update", refuses("not_found"))
    dispatcher.answers["today"] = LATER
    action = {"type": "button", "action_id": "0", "value": "cohort leave?cohort=12"}
    await send("interactive", payloads.press_in_view(action, "V9", home["private_metadata"]))
    await slack.until(lambda: published(slack) == 2)


@pytest.mark.parametrize("where", ["a command", "a mention", "a direct message", "a press", "a modal of a channel"])
async def test_what_is_done_elsewhere_is_shown_in_the_home_too(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher, where: str
) -> None:
    await opened(send, slack, dispatcher)
    dispatcher.answers["today"] = LATER
    await done(send, slack, where)
    await slack.until(lambda: published(slack) == 2)
    assert dispatcher.requests[-1].place.channel is None
    assert "later" in words(slack.homes["U1"])


async def test_the_home_of_who_never_looked_is_not_drawn(
    send: Send, slack: SlackFake, gateway: SlackGateway, dispatcher: StubDispatcher
) -> None:
    await done(send, slack, "a command")
    await done(send, slack, "a modal of a channel")
    await send("interactive", payloads.shortcut("checkin?did=Read"))
    await gateway.close()
    assert {request.call.path for request in dispatcher.requests} == {"cohort join", "checkin"}
    assert not published(slack)


@pytest.mark.parametrize("why", ["it looks something up", "it is refused", "it changed nothing there"])
async def test_the_home_is_not_drawn_again_without_need(
    send: Send, slack: SlackFake, gateway: SlackGateway, dispatcher: StubDispatcher, why: str
) -> None:
    await opened(send, slack, dispatcher)
    dispatcher.answer = Card(t("No"), refused="") if why == "it is refused" else JOINED
    line = "help" if why == "it looks something up" else "cohort join ml"
    await send("slash_commands", payloads.command(line, slack.response_url()))
    await gateway.close()
    assert published(slack) == 1
    asked = [request.call.path for request in dispatcher.requests]
    assert asked.count("today") == (2 if why == "it changed nothing there" else 1)


async def done(send: Send, slack: SlackFake, where: str) -> None:
    """Somebody joins a cohort."""
    action = {"type": "button", "action_id": "0", "value": "cohort join?cohort=12"}
    match where:
        case "a command":
            await send("slash_commands", payloads.command("cohort join ml", slack.response_url()))
        case "a mention":
            await send("events_api", payloads.mention("cohort join ml"))
        case "a direct message":
            await send("events_api", payloads.direct("cohort join ml"))
        case "a press":
            await send("interactive", payloads.press(action, slack.response_url()))
        case _:
            await send("interactive", payloads.press_in_view(action, "V9", "C1"))


@pytest.mark.parametrize(("answer", "button"), [(JOINED, "Leave"), (FORM, "Try again")])
async def test_what_slack_opens_no_longer_is_said_in_direct_messages(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher, answer: Card | Form, button: str
) -> None:
    home = await opened(send, slack, dispatcher)
    slack.expired_triggers.add("trigger-3")
    dispatcher.answer = answer
    await pressed(send, home, "Join")
    await slack.until(lambda: slack.messages)
    (message,) = slack.messages
    assert message.channel == "DU1"
    assert payloads.button(message.content["blocks"], button)
    assert message.content["unfurl_links"] is False
