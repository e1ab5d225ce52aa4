"""What was carried out is told, though Slack does not take the answer at the first try."""

import json

import pytest

from tests.slack import payloads
from tests.slack.answers import FORM
from tests.slack.conftest import Send
from tests.slack.fake import Fault, SlackFake, asks_for_patience, breaks, drops, refuses
from tests.slack.stub import StubDispatcher

PASSING = [pytest.param([fault] * times, id=f"{times} x {name}") for times, name, fault in (
    (1, "429", asks_for_patience(0)), (2, "429", asks_for_patience(0)), (1, "500", breaks), (1, "dropped", drops),
    (1, "ratelimited", refuses("ratelimited")), (1, "internal_error", refuses("internal_error")),
)]  # fmt: skip
PRESS = {"type": "button", "action_id": "0", "value": "cohort list"}


def failing(slack: SlackFake, method: str, faults: list[Fault]) -> None:
    for fault in faults:
        slack.fail_next(method, fault)


@pytest.mark.parametrize("faults", PASSING[:4])
async def test_the_answer_to_a_press_arrives(send: Send, slack: SlackFake, faults: list[Fault]) -> None:
    failing(slack, "response_url", faults)
    await send("interactive", payloads.press(PRESS, slack.response_url()))
    await slack.until(lambda: slack.followups)
    ((_, answer),) = slack.followups
    assert "Done" in json.dumps(answer["blocks"])


@pytest.mark.parametrize("faults", PASSING)
async def test_the_answer_to_a_mention_arrives(send: Send, slack: SlackFake, faults: list[Fault]) -> None:
    failing(slack, "chat.postEphemeral", faults)
    await send("events_api", payloads.mention("cohort list"))
    await slack.until(lambda: slack.whispers)
    assert "Done" in json.dumps(slack.whispers[0]["blocks"])


@pytest.mark.parametrize("faults", PASSING)
async def test_the_answer_in_direct_messages_arrives(send: Send, slack: SlackFake, faults: list[Fault]) -> None:
    failing(slack, "chat.postMessage", faults)
    await send("events_api", payloads.direct("cohort list"))
    await slack.until(lambda: slack.messages)
    assert slack.messages[0].channel == "DU1"


@pytest.mark.parametrize("faults", PASSING)
async def test_the_app_home_is_shown(send: Send, slack: SlackFake, faults: list[Fault]) -> None:
    failing(slack, "views.publish", faults)
    await send("events_api", payloads.opened_home())
    await slack.until(lambda: slack.homes)


@pytest.mark.parametrize("faults", PASSING)
async def test_the_answer_to_a_press_in_a_modal_is_shown(send: Send, slack: SlackFake, faults: list[Fault]) -> None:
    failing(slack, "views.update", faults)
    await send("interactive", payloads.press_in_view(PRESS, "V1", "C1"))
    await slack.until(lambda: slack.views)


@pytest.mark.parametrize("faults", PASSING)
async def test_a_form_is_opened(send: Send, slack: SlackFake, dispatcher: StubDispatcher, faults: list[Fault]) -> None:
    dispatcher.answer = FORM
    failing(slack, "views.open", faults)
    await send("interactive", payloads.shortcut("checkin"))
    await slack.until(lambda: slack.views)
    assert not slack.messages


async def test_what_slack_refuses_for_good_is_not_tried_again(send: Send, slack: SlackFake) -> None:
    slack.fail_next("chat.postEphemeral", refuses("user_not_in_channel"))
    await send("events_api", payloads.mention("cohort list"))
    await send("events_api", payloads.direct("cohort list", id="Ev2"))
    await slack.until(lambda: slack.messages)
    assert len(slack.called("chat.postEphemeral")) == 1
