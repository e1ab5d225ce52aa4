"""Commands that posts name can be pressed, like those that answers name."""

from collections.abc import AsyncIterator

import pytest

from adapters.discord.client import logged_in
from adapters.discord.commands import sync_commands
from adapters.discord.sender import DiscordSender
from bot.interface.card import Card, Note, Text
from bot.text import t
from tests.discord.fake import FakeDiscord
from tests.discord.objects import CHANNEL, MEMBER
from tests.discord.stub import commands
from tests.discord.test_sender import delivery


@pytest.fixture
async def sender(fake: FakeDiscord) -> AsyncIterator[DiscordSender]:
    async with logged_in("token") as client:
        yield DiscordSender(client)


async def test_commands_named_in_posts_and_direct_messages_can_be_pressed_once_their_ids_are_asked(
    sender: DiscordSender, fake: FakeDiscord
) -> None:
    await sync_commands("token", commands)
    card = Card(t("Not delivered"), (Text(t("See </cohort info>.")), Note(t("Or </checkin>.")), Text(t("</checkin did=x>"))))
    fake.sent.clear()
    for kind in ("send", "dm"):
        await sender.send(delivery(card, kind=kind, channel=CHANNEL if kind == "send" else MEMBER))
    texts = [[part["content"] for part in message["components"][0]["components"]] for [message] in fake.messages.values()]
    ids = {command["name"]: command["id"] for command in fake.commands}
    pressed = [f"See </cohort info:{ids['cohort']}>.", f"-# Or </checkin:{ids['checkin']}>.", "`/checkin did:x`"]
    assert [shown[1:] for shown in texts] == [pressed, pressed]
    assert len(fake.of("GET", "/applications/1000/commands")) == 1


async def test_a_post_whose_commands_have_no_id_shows_them_as_code_and_discord_is_not_asked_for_each(
    sender: DiscordSender, fake: FakeDiscord
) -> None:
    fake.fail("GET", "/applications/1000/commands", status=403)
    for _ in range(2):
        await sender.send(delivery(Card(t("Not delivered"), (Text(t("See </cohort info>.")),))))
    assert "`/cohort info`" in str(fake.messages[CHANNEL])
    assert len(fake.of("GET", "/applications/1000/commands")) == 1
