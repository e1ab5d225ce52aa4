"""Posts reach Slack once, whatever happens to the answer; refusals say what to do."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from adapters.slack.sender import SlackSender
from adapters.slack.web import Web
from bot.domain.post import Delivery, Post
from bot.errors import Gone, Hindrance, Reason, RetryLater, Undeliverable, Unreachable
from bot.interface.card import Card, Text
from bot.interface.channel import ChannelKind, ChannelReport
from bot.text import t
from tests.samples import EVERY_BLOCK
from tests.slack.fake import BOT_TOKEN, SlackFake, asks_for_patience, breaks, refuses

CARD = Card(t("Week 3"), (Text(t("Trees.")),))


@asynccontextmanager
async def new_sender(slack: SlackFake, token: str = BOT_TOKEN, pause: float = 0.001) -> AsyncIterator[SlackSender]:
    async with Web(token, slack.api) as web:
        yield SlackSender(web, pause)


@pytest.fixture
async def sender(slack: SlackFake) -> AsyncIterator[SlackSender]:
    async with new_sender(slack) as sender:
        yield sender


def delivery(
    id: int = 81, card: Card = CARD, attempts: int = 1, message: str | None = None, parent_message: str | None = None, **post: Any
) -> Delivery:
    due_at = datetime.now(UTC) - timedelta(minutes=1)
    details: dict[str, Any] = {"channel": "C1", "due_at": due_at, "key": f"post/{id}", **post}
    return Delivery(
        id=id,
        community=1,
        post=Post(platform="slack", space="T1", card=card, **details),
        version=1,
        attempts=attempts,
        message=message,
        parent_message=parent_message,
    )


async def test_a_post_is_a_message_without_previews_or_mentions(slack: SlackFake, sender: SlackSender) -> None:
    sent = await sender.send(delivery(card=EVERY_BLOCK))
    (message,) = slack.messages
    assert sent == f"C1:{message.ts}"
    assert message.content["metadata"] == {"event_type": "cairn_post", "event_payload": {"delivery_id": "81"}}
    assert not message.content["unfurl_links"] | message.content["unfurl_media"] | message.content["link_names"]


async def test_a_reply_hangs_under_the_message_of_its_parent(slack: SlackFake, sender: SlackSender) -> None:
    parent = await sender.send(delivery(80))
    await sender.send(delivery(81, kind="reply", parent_message=parent))
    assert slack.messages[1].thread_ts == slack.messages[0].ts


async def test_a_direct_message_opens_a_channel_with_the_person_and_can_be_edited(slack: SlackFake, sender: SlackSender) -> None:
    sent = await sender.send(delivery(kind="dm", channel="U1"))
    assert slack.messages[0].channel == "DU1"
    await sender.edit(delivery(kind="dm", channel="U1", message=sent, card=Card(t("Changed"))))
    assert "Changed" in slack.messages[0].content["text"]


@pytest.mark.parametrize("place", ["channel", "thread", "dm"])
async def test_a_post_whose_answer_was_lost_is_found_and_not_posted_again(
    slack: SlackFake, sender: SlackSender, place: str
) -> None:
    parent = await sender.send(delivery(70))
    where = {"channel": {}, "thread": {"kind": "reply", "parent_message": parent}, "dm": {"kind": "dm", "channel": "U1"}}[place]
    slack.loses_answers_of.add("chat.postMessage")
    with pytest.raises(ClientError):
        await sender.send(delivery(**where))
    for other in range(90, 95):
        await sender.send(delivery(other, **where))
    found = await sender.find(delivery(attempts=2, **where))
    (message,) = [message for message in slack.messages if message.content["metadata"]["event_payload"]["delivery_id"] == "81"]
    assert found == f"{message.channel}:{message.ts}"
    assert len(slack.messages) == 7


@pytest.mark.parametrize("hidden", ["metadata", "blocks"])
async def test_a_post_is_found_by_either_of_its_marks(slack: SlackFake, sender: SlackSender, hidden: str) -> None:
    sent = await sender.send(delivery())
    content = slack.messages[0].content
    slack.messages[0].content = {name: value for name, value in content.items() if name != hidden}
    assert await sender.find(delivery(attempts=2)) == sent


async def test_a_post_that_never_arrived_is_not_found(slack: SlackFake, sender: SlackSender) -> None:
    slack.fail_next("chat.postMessage", breaks)
    with pytest.raises(SlackApiError):
        await sender.send(delivery())
    await sender.send(delivery(8))
    assert await sender.find(delivery(attempts=2)) is None


async def test_an_edit_changes_the_message(slack: SlackFake, sender: SlackSender) -> None:
    sent = await sender.send(delivery())
    await sender.edit(delivery(message=sent, card=Card(t("Week 4"))))
    assert len(slack.messages) == 1
    assert slack.messages[0].content["text"] == "Week 4"


async def test_a_message_that_somebody_deleted_is_gone(slack: SlackFake, sender: SlackSender) -> None:
    sent = await sender.send(delivery())
    slack.messages[0].deleted = True
    with pytest.raises(Gone):
        await sender.edit(delivery(message=sent))


@pytest.mark.parametrize(
    ("method", "act"), [("chat.postMessage", "send"), ("chat.update", "edit"), ("conversations.open", "send_direct")]
)
async def test_slack_asking_for_patience_postpones(slack: SlackFake, sender: SlackSender, method: str, act: str) -> None:
    sent = await sender.send(delivery(1))
    slack.fail_next(method, asks_for_patience(17))
    acts = {
        "send": lambda: sender.send(delivery()),
        "edit": lambda: sender.edit(delivery(message=sent)),
        "send_direct": lambda: sender.send(delivery(kind="dm", channel="U1")),
    }
    with pytest.raises(RetryLater) as patience:
        await acts[act]()
    assert patience.value.seconds == 17
    assert len(slack.messages) == 1


async def test_a_read_waits_once_where_slack_asks_for_patience(slack: SlackFake, sender: SlackSender) -> None:
    slack.fail_next("conversations.info", asks_for_patience(0))
    assert (await sender.look_at("T1", "C1")).missing == ()
    assert len(slack.called("conversations.info")) == 2


@pytest.mark.parametrize(
    ("channel", "reason"),
    [
        ({"is_member": False}, "not invited"),
        ({"is_member": True, "is_archived": True}, "archived"),
        (None, "not found"),
    ],
)
async def test_a_channel_that_cannot_be_posted_in_is_undeliverable_and_says_why(
    slack: SlackFake, sender: SlackSender, channel: dict[str, bool] | None, reason: str
) -> None:
    slack.channels = {"C1": channel} if channel else {}
    with pytest.raises(Undeliverable, match=reason):
        await sender.send(delivery())


async def test_posts_wait_while_slack_refuses_the_token(slack: SlackFake) -> None:
    async with new_sender(slack, token="xoxb-revoked") as sender:
        with pytest.raises(RetryLater):
            await sender.send(delivery())


async def test_somebody_who_left_is_unreachable_and_no_matter_for_moderators(slack: SlackFake, sender: SlackSender) -> None:
    slack.fail_next("conversations.open", refuses("user_disabled"))
    with pytest.raises(Unreachable):
        await sender.send(delivery(kind="dm", channel="U1"))


async def test_somebody_who_is_not_there_is_undeliverable(sender: SlackSender) -> None:
    with pytest.raises(Undeliverable, match="no person"):
        await sender.send(delivery(kind="dm", channel="U404"))


async def test_any_other_refusal_is_undeliverable_in_slacks_own_word(slack: SlackFake, sender: SlackSender) -> None:
    slack.fail_next("chat.postMessage", refuses("msg_blocks_too_long"))
    with pytest.raises(Undeliverable, match="msg_blocks_too_long"):
        await sender.send(delivery())


@pytest.mark.parametrize("fault", [breaks, refuses("internal_error"), refuses("fatal_error")])
async def test_an_unknown_outcome_is_raised_as_it_is_and_never_repeated(
    slack: SlackFake, sender: SlackSender, fault: Any
) -> None:
    slack.fail_next("chat.postMessage", fault)
    with pytest.raises(SlackApiError):
        await sender.send(delivery())
    assert len(slack.called("chat.postMessage")) == 1


@pytest.mark.parametrize(
    ("channel", "kind", "missing"),
    [
        ({"is_member": True}, ChannelKind.TEXT, ()),
        ({"is_member": True, "is_private": True}, ChannelKind.PRIVATE, ()),
        ({"is_member": True, "is_private": True, "is_ext_shared": True}, ChannelKind.SHARED, ()),
        ({"is_member": True, "is_mpim": True}, ChannelKind.OTHER, (Reason(Hindrance.CLOSED_CIRCLE),)),
        ({"is_member": True, "is_im": True}, ChannelKind.OTHER, (Reason(Hindrance.CLOSED_CIRCLE),)),
        ({"is_member": False}, ChannelKind.TEXT, (Reason(Hindrance.NOT_INVITED),)),
        ({"is_member": True, "is_archived": True}, ChannelKind.TEXT, (Reason(Hindrance.ARCHIVED),)),
        ({"is_member": True, "is_read_only": True}, ChannelKind.TEXT, (Reason(Hindrance.READ_ONLY),)),
        (None, None, (Reason(Hindrance.NOT_FOUND),)),
    ],
)
async def test_a_channel_has_a_kind_and_what_the_bot_lacks_there_is_told(
    slack: SlackFake, sender: SlackSender, channel: dict[str, bool] | None, kind: ChannelKind | None, missing: tuple[Reason, ...]
) -> None:
    slack.channels = {"C1": channel} if channel else {}
    assert await sender.look_at("T1", "C1") == ChannelReport(kind, missing, kind is ChannelKind.TEXT)


async def test_an_account_is_there_until_it_is_deactivated_or_unknown(sender: SlackSender, slack: SlackFake) -> None:
    assert await sender.is_there("T1", "U1")
    slack.users["U1"] = {**slack.users["U1"], "deleted": True}
    assert not await sender.is_there("T1", "U1")
    assert not await sender.is_there("T1", "U99")
    slack.fail_next("users.info", refuses("missing_scope"))
    with pytest.raises(SlackApiError):
        await sender.is_there("T1", "U1")
