"""What one process asks of Slack keeps one pace, whoever asks: the sender or the gateway."""

import asyncio

from adapters.slack.sender import SlackSender
from tests.slack import payloads
from tests.slack.conftest import gateway_of, over_http
from tests.slack.fake import SlackFake
from tests.slack.stub import StubDispatcher
from tests.slack.test_sender import delivery


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
