"""Slack shows an app that it does not list fifteen messages of a channel, once a minute: posts are looked for with that."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import ClientError

from adapters.slack.history import SHORT_SECONDS
from adapters.slack.sender import SlackSender
from bot.app.sending import LEASE
from bot.domain.post import SENT_WITHIN, Delivery
from bot.errors import RetryLater, Undecided
from tests.slack.fake import SlackFake, asks_for_patience
from tests.slack.test_sender import delivery


@pytest.fixture
async def sender(slack: SlackFake) -> SlackSender:
    slack.page = 200
    return SlackSender(slack.way_out, pause=0, short_history=True)


def tried(minutes_ago: float = 0, id: int = 81) -> Delivery:
    return replace(delivery(id, attempts=2), tried_at=datetime.now(UTC) - timedelta(minutes=minutes_ago))


async def lost(slack: SlackFake, sender: SlackSender) -> None:
    slack.loses_answers_of.add("chat.postMessage")
    with pytest.raises(ClientError):
        await sender.send(delivery())


async def test_a_post_is_found_among_the_fifteen_messages_that_slack_shows(slack: SlackFake, sender: SlackSender) -> None:
    await lost(slack, sender)
    for other in range(100, 114):
        await sender.send(delivery(other))
    assert await sender.find(tried()) == f"C1:{slack.messages[0].ts}"
    (asked,) = slack.called("conversations.history")
    assert asked["limit"] == "15"
    assert float(asked["latest"]) - float(asked["oldest"]) == pytest.approx(12 * 60)


async def test_what_was_said_since_does_not_hide_it(slack: SlackFake, sender: SlackSender) -> None:
    """The attempt was an hour ago: what is newer is not asked for."""
    await lost(slack, sender)
    slack.messages[0].ts = f"{datetime.now(UTC).timestamp() - 3600:.6f}"
    for other in range(100, 120):
        await sender.send(delivery(other))
    assert await sender.find(tried(minutes_ago=60)) == f"C1:{slack.messages[0].ts}"


async def test_among_more_messages_than_slack_shows_it_stays_uncertain(slack: SlackFake, sender: SlackSender) -> None:
    await lost(slack, sender)
    for other in range(100, 115):
        await sender.send(delivery(other))
    with pytest.raises(Undecided):
        await sender.find(tried())


async def test_slack_is_asked_once_a_minute_and_the_next_look_waits(slack: SlackFake, sender: SlackSender) -> None:
    assert await sender.find(tried()) is None
    with pytest.raises(RetryLater) as patience:
        await sender.find(tried(id=82))
    assert SHORT_SECONDS - 5 < patience.value.seconds <= SHORT_SECONDS
    assert len(slack.called("conversations.history")) == 1


async def test_another_process_that_asked_first_makes_it_wait_as_long_as_slack_says(
    slack: SlackFake, sender: SlackSender
) -> None:
    slack.fail_next("conversations.replies", asks_for_patience(0))
    parent = await sender.send(delivery(70))
    await sender.find(replace(tried(), post=replace(delivery().post, kind="reply"), parent_message=parent))
    assert len(slack.called("conversations.replies")) == 2


def test_after_more_than_one_attempt_nobody_knows_until_when_it_was_sent():
    assert tried().sent_by is not None
    assert replace(tried(), attempts=3).sent_by is None
    assert delivery(attempts=2).sent_by is None
    assert LEASE <= SENT_WITHIN
