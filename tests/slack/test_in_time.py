"""An acknowledgement waits for the answer as long as patience lasts, and no longer."""

import asyncio
import json

import pytest
from babel.messages.catalog import Catalog

from adapters.slack.gateway import SlackGateway
from bot.interface.call import Call
from bot.interface.card import Form
from bot.interface.inputs import Choice, TextInput
from bot.text import t
from tests.catalogues import use
from tests.slack import payloads
from tests.slack.conftest import Send
from tests.slack.fake import SlackFake, refuses
from tests.slack.stub import StubDispatcher

FORM = Form(t("Check in"), Call("checkin"), (TextInput("did", t("Did")),), t("Send"))
SHOWN = {"callback_id": "checkin", "private_metadata": "C1", "blocks": []}


@pytest.fixture
def patience() -> float:
    return 0.01


@pytest.fixture
def dispatcher() -> StubDispatcher:
    slow = StubDispatcher()
    slow.ready.clear()
    return slow


async def test_a_slow_command_is_acknowledged_and_answered_afterwards(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher
) -> None:
    assert await send("slash_commands", payloads.command("help", slack.response_url())) == {}
    dispatcher.ready.set()
    await slack.until(lambda: slack.followups)
    ((_, message),) = slack.followups
    assert message["response_type"] == "ephemeral"
    assert "Done" in json.dumps(message["blocks"])


async def test_a_slow_form_is_still_opened(send: Send, slack: SlackFake, dispatcher: StubDispatcher) -> None:
    dispatcher.answer = FORM
    await send("slash_commands", payloads.command("checkin", slack.response_url()))
    dispatcher.ready.set()
    await slack.until(lambda: slack.views)
    assert not slack.followups


async def test_a_slow_submit_shows_that_it_is_under_way_and_then_its_answer(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher
) -> None:
    answer = await send("interactive", payloads.submit(SHOWN, {}))
    assert answer["response_action"] == "update"
    assert "Done" not in json.dumps(answer)
    dispatcher.ready.set()
    await slack.until(lambda: slack.views)
    assert "Done" in json.dumps(slack.views["V1"])


async def test_a_slow_submit_waits_in_the_language_that_is_known_of_its_reader(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher, german: Catalog
) -> None:
    german.add("One moment …", "Einen Augenblick …")
    german.add("Close", "Schließen")
    use(german)
    slack.users["U1"] = {**slack.users["U1"], "locale": "de-DE"}
    dispatcher.ready.set()
    await send("interactive", payloads.press({"type": "button", "action_id": "0", "value": "help"}, slack.response_url()))
    await slack.until(lambda: slack.followups)
    dispatcher.ready.clear()
    view = (await send("interactive", payloads.submit(SHOWN, {})))["view"]
    assert view["close"]["text"] == "Schließen"
    assert "Einen Augenblick …" in json.dumps(view["blocks"], ensure_ascii=False)
    dispatcher.ready.set()  # the gateway waits for what is under way when it closes


async def test_a_slow_search_finds_nothing_in_time(send: Send, dispatcher: StubDispatcher) -> None:
    dispatcher.choices = [Choice(t("One"), "1")]
    element = {"type": "external_select", "action_id": "cohort join"}
    shown = {**SHOWN, "blocks": [{"type": "input", "block_id": "cohort", "element": element}]}
    assert await send("interactive", payloads.search(shown, "cohort", "x")) == {"options": []}
    dispatcher.ready.set()


async def test_a_press_is_acknowledged_before_it_is_carried_out(send: Send, slack: SlackFake, dispatcher: StubDispatcher) -> None:
    action = {"type": "button", "action_id": "0", "value": "cohort list"}
    assert await send("interactive", payloads.press(action, slack.response_url())) == {}
    assert not slack.followups
    dispatcher.ready.set()
    await slack.until(lambda: slack.followups)


async def test_an_answer_that_is_lost_on_the_way_leaves_no_acknowledgement_hanging(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher
) -> None:
    slack.fail_next("views.update", refuses("not_found"))
    answer = await send("interactive", payloads.submit(SHOWN, {}))
    dispatcher.ready.set()
    await slack.until(lambda: slack.called("views.update"))
    assert answer["response_action"] == "update"


async def test_closing_waits_for_answers_under_way(
    send: Send, slack: SlackFake, gateway: SlackGateway, dispatcher: StubDispatcher
) -> None:
    await send("slash_commands", payloads.command("help", slack.response_url()))
    asyncio.get_running_loop().call_later(0.02, dispatcher.ready.set)
    await gateway.close()
    assert len(slack.followups) == 1


async def test_how_far_long_work_is_stands_in_the_modal_until_its_answer_does(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher
) -> None:
    dispatcher.told = [t("1 of 2"), t("2 of 2")]
    dispatcher.ready.set()
    answer = await send("interactive", payloads.submit(SHOWN, {}))
    await slack.until(lambda: "Done" in json.dumps(slack.views.get("V1")))
    shown = json.dumps([answer, *(arguments for name, arguments in slack.calls if name == "views.update")])
    assert shown.index("1 of 2") < shown.index("2 of 2") < shown.index("Done")


async def test_how_far_long_work_is_replaces_a_private_card_and_leaves_room_for_the_answer(
    send: Send, slack: SlackFake, dispatcher: StubDispatcher
) -> None:
    dispatcher.told = [t("{part} of 9", part=part) for part in range(9)]
    dispatcher.ready.set()
    action = {"type": "button", "action_id": "0", "value": "help"}
    await send("interactive", payloads.press(action, slack.response_url()))
    await slack.until(lambda: "Done" in json.dumps([message for _, message in slack.followups]))
    assert len(slack.followups) == 4
    assert all(message["replace_original"] for _, message in slack.followups)
