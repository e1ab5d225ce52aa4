"""What is pressed, typed or opened in a thread stays in that thread."""

import pytest

from adapters.slack import render
from adapters.slack.inbound import read_event, read_press, read_shortcut, read_submit
from tests.slack import payloads
from tests.slack.answers import FORM
from tests.slack.fake import SlackFake
from tests.slack.test_sender import delivery, new_sender

PRESSED = {"type": "button", "action_id": "b", "value": "cohort info?cohort=1"}


@pytest.mark.parametrize(
    ("container", "rooms"),
    [
        ({"message_ts": "1.1"}, ("C1",)),
        ({"message_ts": "1.1", "thread_ts": "1.1"}, ("C1",)),
        ({"message_ts": "2.2", "thread_ts": "1.1"}, ("C1:1.1", "C1")),
        ({"message_ts": "2.2", "thread_ts": "1.1", "is_ephemeral": True}, ("C1:1.1", "C1")),
    ],
)
def test_a_press_tells_its_thread_and_the_post_that_began_one_stands_in_the_channel(
    container: dict[str, str], rooms: tuple[str, ...]
) -> None:
    body = payloads.press(PRESSED, "https://example.org") | {"container": {"type": "message", "channel_id": "C1", **container}}
    said = read_press(body)
    assert said
    assert said.place.rooms == rooms


def test_a_form_remembers_the_thread_in_which_it_was_opened() -> None:
    said = read_shortcut(payloads.message_shortcut("resource add", {"text": "x", "thread_ts": "1.1"}, "https://example.org"))
    assert said.place.rooms == ("C1:1.1", "C1")
    assert read_submit(payloads.submit(render.view(FORM, said.origin), {})).place.rooms == said.place.rooms


def test_a_mention_in_a_thread_tells_it() -> None:
    said = read_event(payloads.mention("help", thread_ts="4.4"))
    assert said
    assert said.place.rooms == ("C1:4.4", "C1")


async def test_a_post_into_a_thread_goes_there_and_is_found_there(slack: SlackFake) -> None:
    async with new_sender(slack) as sender:
        message = await sender.send(delivery(channel="C1:1.1"))
        [sent] = slack.messages
        assert (sent.channel, sent.thread_ts) == ("C1", "1.1")
        assert await sender.find(delivery(channel="C1:1.1")) == message
        slack.channels["C1"]["is_thread_only"] = True
        assert (await sender.look_at("T1", "C1:1.1")).missing == ()
