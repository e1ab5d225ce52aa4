"""What one process asks of Slack keeps one pace, whoever asks: the sender or the gateway."""

import asyncio
from itertools import pairwise

import pytest

from adapters.slack.directs import MOST_WAITING
from adapters.slack.sender import SlackSender
from adapters.slack.web import Web
from bot.errors import RetryLater, Unreachable
from tests.slack import payloads
from tests.slack.conftest import gateway_of, over_http
from tests.slack.fake import BOT_TOKEN, SlackFake, asks_for_patience, refuses
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


async def test_of_many_who_are_reminded_at_once_few_wait_each_other_comes_later_and_nobody_is_asked_for_twice(
    slack: SlackFake,
) -> None:
    people = [f"U{number}" for number in range(100, 130)]
    slack.users |= {person: {"id": person} for person in people}
    async with Web(BOT_TOKEN, slack.api, 1000, open_seconds=0.05) as web:
        sender = SlackSender(web, pause=0)
        begun = asyncio.get_running_loop().time()
        sending = [sender.send(delivery(kind="dm", channel=person)) for person in people]
        ends = await asyncio.gather(*sending, sender.send(delivery()), return_exceptions=True)
        assert asyncio.get_running_loop().time() - begun >= (MOST_WAITING - 1) * 0.04
        later = [end.seconds for end in ends if isinstance(end, RetryLater)]
        assert len(later) == len(people) - MOST_WAITING
        assert all(next_one - one >= 0.03 for one, next_one in pairwise(later))
        for person in people[:MOST_WAITING]:
            await sender.send(delivery(82, kind="dm", channel=person))
    assert len(slack.called("conversations.open")) == MOST_WAITING
    assert len(slack.messages) == 2 * MOST_WAITING + 1


async def test_whoever_waits_for_a_channel_asks_no_more_once_slack_wants_patience_and_posts_in_channels_go_on(
    slack: SlackFake,
) -> None:
    sender = SlackSender(slack.way_out, pause=0)
    slack.fail_next("conversations.open", asks_for_patience(7))
    waiting = [sender.send(delivery(kind="dm", channel="U1")) for _ in range(MOST_WAITING)]
    ends = await asyncio.gather(*waiting, sender.send(delivery()), return_exceptions=True)
    assert [type(end) for end in ends] == [RetryLater] * MOST_WAITING + [str]
    assert len(slack.called("conversations.open")) == 1


async def test_a_refusal_in_a_channel_that_was_opened_long_ago_is_made_sure_of_by_opening_it_anew(slack: SlackFake) -> None:
    sender, post = SlackSender(slack.way_out, pause=0), delivery(kind="dm", channel="U1")
    await sender.send(post)
    slack.fail_next("chat.postMessage", refuses("channel_not_found"))
    with pytest.raises(RetryLater):
        await sender.send(post)
    slack.fail_next("conversations.open", refuses("user_disabled"))
    with pytest.raises(Unreachable):
        await sender.send(post)
