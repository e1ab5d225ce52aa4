"""What one process asks of Slack keeps one pace, whoever asks: the sender or the gateway."""

import asyncio

import pytest

from adapters.slack.sender import SlackSender
from bot.errors import RetryLater
from tests.slack import payloads
from tests.slack.conftest import gateway_of, over_http
from tests.slack.fake import SlackFake, asks_for_patience
from tests.slack.stub import StubDispatcher
from tests.slack.test_sender import delivery, new_sender


async def test_requests_leave_one_by_one_below_forty_five_a_second(slack: SlackFake) -> None:
    sender = SlackSender(slack.way_out, pause=0)
    begun = asyncio.get_running_loop().time()
    await asyncio.gather(*(sender.send(delivery(number)) for number in range(16)))
    assert len(slack.messages) == 16
    assert asyncio.get_running_loop().time() - begun >= 15 / 45


async def test_whoever_calls_goes_before_the_posts_that_wait_at_the_one_pace_of_the_token(
    slack: SlackFake, dispatcher: StubDispatcher
) -> None:
    sender, gateway = SlackSender(slack.way_out, pause=0), gateway_of(slack, dispatcher)
    begun = asyncio.get_running_loop().time()
    posting = asyncio.gather(*(sender.send(delivery(number)) for number in range(12)))
    async with over_http(slack, gateway) as send:
        await send("events_api", payloads.mention("help"))
        await gateway.close()
    assert slack.called("chat.postEphemeral")
    assert len(slack.messages) < 12
    await posting
    assert asyncio.get_running_loop().time() - begun >= (len(slack.calls) - 1) / 45


async def test_a_channel_gets_no_faster_than_it_takes_whichever_worker_posts_and_holds_up_no_other(slack: SlackFake) -> None:
    """The outbox gives a channel's posts out one after the other."""
    slack.pause, slack.channels["C2"] = 0.05, {"id": "C2", "is_member": True}

    async def lane(channel: str) -> None:
        for number, worker in enumerate((one, other, one)):
            await worker.send(delivery(number, channel=channel))

    async with new_sender(slack, pause=0.05) as one, new_sender(slack, pause=0.05) as other:
        await asyncio.gather(lane("C1"), lane("C2"))
    assert len(slack.messages) == 6


async def test_when_slack_asks_for_patience_nothing_is_posted_in_the_whole_workspace_until_it_is_over(
    slack: SlackFake,
) -> None:
    sender = SlackSender(slack.way_out, pause=0)
    slack.fail_next("chat.postMessage", asks_for_patience(7))
    slack.channels["C2"] = {"id": "C2", "is_member": True}
    for channel in ("C1", "C2"):
        with pytest.raises(RetryLater) as patience:
            await sender.send(delivery(channel=channel))
        assert 6 < patience.value.seconds <= 7
    assert len(slack.called("chat.postMessage")) == 1


async def test_without_a_pause_nothing_waits(slack: SlackFake) -> None:
    async with new_sender(slack, pause=0) as sender:
        await asyncio.gather(*(sender.send(delivery(number)) for number in range(3)))
    assert len(slack.messages) == 3
