"""What becomes of channels and people in Slack: moderators hear of it once, posts go on, nobody asks who is gone."""

import asyncio
from typing import Any

import pytest

from bot.wiring.core import Core
from tests.slack import payloads
from tests.slack.conftest import ADMIN, Send
from tests.slack.fake import SlackFake, refuses
from tests.slack.real_core import launch, typed, words
from tests.slack.workspace import BOT
from tests.world import Clock

OPEN = {"id": "C1", "is_member": True}
SHUT: dict[str, tuple[dict[str, Any], dict[str, Any] | None, str]] = {
    "kicked": ({"type": "member_left_channel", "user": BOT}, OPEN | {"is_member": False}, "invite it with /invite"),
    "kicked, as it was told before": ({"type": "channel_left"}, OPEN | {"is_member": False}, "invite it with /invite"),
    "kicked from a private one": ({"type": "group_left"}, None, "invite the bot with /invite"),
    "archived": ({"type": "channel_archive"}, OPEN | {"is_archived": True}, "unarchive it"),
    "archived, private": ({"type": "group_archive"}, OPEN | {"is_archived": True}, "unarchive it"),
    "deleted": ({"type": "channel_deleted"}, None, "choose another channel"),
}


async def beat(core: Core) -> None:
    await core.queue()
    for _ in range(2):
        await core.deliver()


def told(slack: SlackFake) -> list[str]:
    """The warnings that the moderator who launched the cohort was sent."""
    sent = [words(message.content) for message in slack.messages if message.channel == f"D{ADMIN}"]
    return [text for text in sent if "A channel takes no posts" in text or "A post was not delivered" in text]


async def happens(say: Send, slack: SlackFake, event: dict[str, Any]) -> None:
    """Slack tells an event, and the bot has looked and noted what it saw."""
    asked = len(slack.called("conversations.info"))
    await say("events_api", payloads.event(slack.next_id("Ev"), **{"user": "U2"} | event))
    await slack.until(lambda: len(slack.called("conversations.info")) > asked)
    if under_way := [task for task in asyncio.all_tasks() if "Listeners." in repr(task.get_coro())]:
        await asyncio.wait(under_way)


@pytest.mark.parametrize("how", SHUT)
async def test_who_launched_is_told_once_of_a_channel_that_takes_no_posts_and_they_go_out_when_it_does(
    say: Send, slack: SlackFake, core: Core, clock: Clock, how: str
) -> None:
    await launch(say, slack)
    await beat(core)
    event, left, cure = SHUT[how]
    slack.channels.pop("C1")
    if left:
        slack.channels["C1"] = left
    before = len(slack.messages)
    await happens(say, slack, event)
    clock.advance(hours=10.5)
    for _ in range(5):
        clock.advance(minutes=5)
        await beat(core)
    (warning,) = told(slack)
    assert "ML January" in warning
    assert cure in warning
    assert len(slack.messages) == before + 1
    slack.channels["C1"] = OPEN
    await happens(
        say, slack, {"type": "channel_unarchive"} if "archived" in how else {"type": "member_joined_channel", "user": BOT}
    )
    await beat(core)
    assert {message.channel for message in slack.messages[before + 1 :]} == {"C1"}


async def test_a_log_channel_hears_of_another_channel(say: Send, slack: SlackFake, core: Core) -> None:
    slack.channels["C2"] = {"id": "C2", "is_member": True}
    await launch(say, slack)
    await typed(say, slack, "manage settings log=<#C2|log>")
    slack.channels["C1"] = OPEN | {"is_member": False}
    await happens(say, slack, {"type": "member_left_channel", "user": BOT})
    await beat(core)
    assert "A channel takes no posts" in words(slack.messages[-1].content)
    assert slack.messages[-1].channel == "C2"
    assert not told(slack)


async def test_that_the_log_channel_itself_is_shut_is_told_to_who_launched_a_cohort(
    say: Send, slack: SlackFake, core: Core
) -> None:
    slack.channels["C2"] = {"id": "C2", "is_member": True}
    await launch(say, slack)
    await typed(say, slack, "manage settings log=<#C2|log>")
    slack.channels["C2"] = {"id": "C2", "is_member": False}
    await happens(say, slack, {"type": "channel_left", "channel": "C2"})
    await beat(core)
    (warning,) = told(slack)
    assert "What is for moderators" in warning


async def test_comings_and_goings_of_others_and_other_channels_ask_nothing(say: Send, slack: SlackFake, core: Core) -> None:
    await launch(say, slack)
    await beat(core)
    asked = len(slack.called("conversations.info"))
    for event in (
        {"type": "member_left_channel", "user": "U2"},
        {"type": "channel_archive", "channel": "C9"},
        {"type": "channel_rename", "channel": {"id": "C1", "name": "other"}},
        {"type": "user_change", "user": {"id": "U2", "deleted": False}},
    ):
        await say("events_api", payloads.event(slack.next_id("Ev"), **event))
    await typed(say, slack, "cohort info")
    assert len(slack.called("conversations.info")) == asked
    assert not told(slack)


@pytest.mark.parametrize("heard", [True, False])
async def test_whose_account_is_deactivated_is_reminded_no_more_and_missed_nowhere(
    say: Send, slack: SlackFake, core: Core, clock: Clock, heard: bool
) -> None:
    """Be it that the event came, or that Slack says so when somebody is to be reminded."""
    await launch(say, slack)
    for user in (ADMIN, "U2"):
        await typed(say, slack, "cohort join ml-january", user=user)
    await typed(say, slack, "me settings reminders=on hours=0-23 visibility=cohort", user="U2")
    if heard:
        await say("events_api", payloads.event("EvGone", type="user_change", user={"id": "U2", "deleted": True}))
    slack.fail_next("conversations.open", refuses("user_disabled"))
    for _ in range(40):
        clock.advance(hours=1)
        await beat(core)
    assert not [message for message in slack.messages if message.channel == "DU2"]
    assert len(slack.called("conversations.open")) == (0 if heard else 1)
    assert "1 member" in words(await typed(say, slack, "cohort info"))
