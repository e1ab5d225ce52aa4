"""Presses and choices are calls, answered where they were made."""

from bot.interface.call import Call
from bot.interface.card import Card, Select, Text
from bot.interface.inputs import Choice
from bot.text import t
from tests.slack import payloads
from tests.slack.answers import FORM, PRESSED
from tests.slack.conftest import Send
from tests.slack.fake import SlackFake
from tests.slack.stub import StubDispatcher


async def test_a_press_on_a_private_card_replaces_it(send: Send, slack: SlackFake, dispatcher: StubDispatcher) -> None:
    drawn = await _drawn(send, slack, dispatcher, PRESSED)
    action = payloads.button(drawn["blocks"], "Join")
    assert await send("interactive", payloads.press(action, slack.response_url("pressed"))) == {}
    await slack.until(lambda: slack.followups)
    assert dispatcher.requests[-1].call == Call("cohort join", {"cohort": "12"})
    assert (dispatcher.requests[-1].id, dispatcher.requests[-1].kind) == ("trigger-2", "press")
    ((name, message),) = slack.followups
    assert (name, message["replace_original"]) == ("pressed", True)


async def test_who_was_told_often_enough_to_wait_gets_no_answer_and_a_form_stays_open_with_what_is_typed(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher
) -> None:
    dispatcher.ignored = {("slack", "U1")}
    action = {"type": "button", "action_id": "0", "value": "checkin?cohort=12"}
    assert await send("interactive", payloads.press(action, slack.response_url("pressed"))) == {}
    assert await send("slash_commands", payloads.command("checkin", slack.response_url())) == {}
    unread = {"blocks": [{"block_id": "item", "element": {"action_id": "0"}}], "callback_id": "?", "private_metadata": ""}
    assert await send("interactive", payloads.search(unread, "item", "dat")) == {"options": []}
    assert not dispatcher.requests
    form = {"callback_id": "checkin?cohort=12", "private_metadata": "C1", "blocks": []}
    searched = {"type": "external_select", "selected_option": None}
    state = {"item": {"a": searched}, "did": {"a": {"type": "plain_text_input", "value": "Read"}}}
    submitted = payloads.submit(form, {})
    submitted["view"]["state"]["values"] = state
    refused = {"did": "Too many at once: try again in 7 seconds."}
    assert await send("interactive", submitted) == {"response_action": "errors", "errors": refused}
    assert await send("interactive", payloads.submit(form, {})) == {}
    assert not dispatcher.requests
    assert not slack.followups


async def test_a_press_on_a_public_post_answers_privately_in_its_thread(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher
) -> None:
    drawn = await _drawn(send, slack, dispatcher, PRESSED)
    action = payloads.button(drawn["blocks"], "Join")
    await send("interactive", payloads.press(action, slack.response_url(), is_ephemeral=False, thread_ts="4.4"))
    await slack.until(lambda: slack.followups)
    ((_, message),) = slack.followups
    assert (message["response_type"], message["replace_original"], message["thread_ts"]) == ("ephemeral", False, "4.4")


async def test_a_press_in_direct_messages_replaces_the_card(send: Send, slack: SlackFake, dispatcher: StubDispatcher) -> None:
    drawn = await _drawn(send, slack, dispatcher, PRESSED)
    action = payloads.button(drawn["blocks"], "Join")
    await send("interactive", payloads.press(action, slack.response_url(), is_ephemeral=False, channel_id="D1"))
    await slack.until(lambda: slack.followups)
    assert slack.followups[0][1]["replace_original"] is True


async def test_a_press_inside_a_modal_is_answered_in_the_modal(send: Send, slack: SlackFake, dispatcher: StubDispatcher) -> None:
    dispatcher.answer = FORM
    action = {"type": "button", "action_id": "0", "value": "checkin?cohort=12"}
    await send("interactive", payloads.press_in_view(action, "V9", "C1"))
    await slack.until(lambda: slack.views)
    assert slack.views["V9"]["callback_id"] == "checkin?cohort=12"
    assert (dispatcher.requests[0].place.channel, slack.views["V9"]["private_metadata"]) == ("C1", "C1")


async def test_a_choice_calls_with_what_was_chosen(send: Send, slack: SlackFake, dispatcher: StubDispatcher) -> None:
    select = Select(t("Week"), Call("cohort join", {"a": "1", "b": "2"}), "week", (Choice(t("Three"), "3"),))
    drawn = await _drawn(send, slack, dispatcher, Card(t("Weeks"), (select,)))
    element = drawn["blocks"][-1]["elements"][0]
    # Slack may give ids back with entities in them.
    chosen = {
        "type": "static_select",
        "action_id": element["action_id"].replace("&", "&amp;"),
        "selected_option": element["options"][0],
    }
    await send("interactive", payloads.press(chosen, slack.response_url()))
    await slack.until(lambda: slack.followups)
    assert dispatcher.requests[-1].call == Call("cohort join", {"a": "1", "b": "2", "week": "3"})


async def test_a_button_that_opens_a_page_calls_nothing(send: Send, slack: SlackFake, dispatcher: StubDispatcher) -> None:
    action = {"type": "button", "action_id": "0"}
    assert await send("interactive", payloads.press(action, slack.response_url())) == {}
    assert not dispatcher.requests


async def test_a_press_that_needs_a_form_opens_it(send: Send, slack: SlackFake, dispatcher: StubDispatcher) -> None:
    dispatcher.answer = FORM
    action = {"type": "button", "action_id": "0", "value": "checkin"}
    await send("interactive", payloads.press(action, slack.response_url()))
    await slack.until(lambda: slack.views)
    assert slack.called("views.open")[0]["trigger_id"] == "trigger-2"


async def _drawn(send: Send, slack: SlackFake, dispatcher: StubDispatcher, card: Card) -> payloads.Json:
    """The card as it was shown for a command; later calls are answered shortly."""
    dispatcher.answer = card
    drawn = await send("slash_commands", payloads.command("help", slack.response_url()))
    dispatcher.answer = Card(t("Joined"), (Text(t("Welcome.")),))
    return drawn
