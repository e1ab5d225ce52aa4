"""Slack's refusals that somebody can mend say how."""

from datetime import UTC, datetime

import pytest

from adapters.slack.sender import SlackSender
from bot.domain.post import Delivery, Post
from bot.errors import Undeliverable
from bot.interface.card import Card
from bot.shared.hindrances import hindrance_text, hindrance_to_members
from bot.text import t
from tests.slack.fake import SlackFake, refuses


@pytest.mark.parametrize(
    ("code", "cure"),
    [
        ("restricted_action_read_only_channel", "let the bot in under its posting permissions"),
        ("channel_is_limited_access", "let the bot in under its posting permissions"),
        ("restricted_action_thread_only_channel", "change its posting permissions"),
        ("restricted_action_non_threadable_channel", "allow them in its posting permissions"),
        ("restricted_action_thread_locked", "unlock it"),
        ("team_access_not_granted", "ask an administrator of the organisation"),
        ("ekm_access_denied", "ask an administrator of the workspace"),
        ("no_permission", "install it again"),
    ],
)
async def test_the_sentence_of_a_refusal_names_its_cure_and_not_slacks_code(slack: SlackFake, code: str, cure: str) -> None:
    post = Post(key="a", platform="slack", space="T1", channel="C1", card=Card(t("Week 3")), due_at=datetime.now(UTC))
    slack.fail_next("chat.postMessage", refuses(code))
    sender = SlackSender(slack.way_out, pause=0.001)
    with pytest.raises(Undeliverable) as refused:
        await sender.send(Delivery(id=81, community=1, post=post, version=1, attempts=1, message=None))
    assert cure in hindrance_text(refused.value.reason)
    assert code not in hindrance_to_members(refused.value.reason)
