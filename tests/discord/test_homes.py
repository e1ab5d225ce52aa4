"""Cohorts at home in forums, announcement channels and threads: what Discord lets a bot do there, over the wire and in a
server."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import discord
import pytest
from aiohttp import ClientError
from discord.utils import time_snowflake

from adapters.discord.client import logged_in
from adapters.discord.gateway import DiscordGateway
from adapters.discord.sender import SEARCHED_IN_FORUM, DiscordSender
from bot.domain.post import Delivery, Post, PostKind
from bot.errors import Gone, Hindrance, Reason, Undecided, Undeliverable
from bot.interface.card import Card, Text
from bot.interface.channel import ChannelKind, ChannelReport
from bot.text import t
from tests.discord.fake import FakeDiscord
from tests.discord.objects import ANNOUNCEMENT, CHANNEL, FORUM, GUILD, channel, thread
from tests.discord.stub import NOW

WEEK = Card(t("Week 3: Linear algebra"), (Text(t("Read this.")),))
REPLY = Card(t("Questions"), (Text(t("Ask here.")),))
MADE = Card(t("Finished work"))
HOME = "3100"
"""The channel in which the cohort of these tests lives."""


@pytest.fixture
async def sender(fake: FakeDiscord) -> AsyncIterator[DiscordSender]:
    async with logged_in("token") as client:
        yield DiscordSender(client, timeout=0.5)


def delivery(card: Card = WEEK, kind: PostKind = "send", parent: str | None = None, id: int = 77) -> Delivery:
    post = Post(key="week/3/1", platform="discord", space=GUILD, channel=HOME, card=card, due_at=NOW, kind=kind)
    return Delivery(id=id, community=1, post=post, version=1, attempts=1, message=None, parent_message=parent)


def said(fake: FakeDiscord, room: str) -> list[str]:
    """The headings of the messages in a channel or thread."""
    return [message["components"][0]["components"][0]["content"] for message in fake.messages[room]]


@pytest.fixture
def forum(fake: FakeDiscord) -> dict[str, Any]:
    fake.channels[HOME] = channel(HOME, FORUM)
    return fake.channels[HOME]


@pytest.mark.usefixtures("forum")
async def test_in_a_forum_each_post_opens_a_post_under_its_title(sender: DiscordSender, fake: FakeDiscord) -> None:
    message = await sender.send(delivery())
    [opened] = fake.threads.values()
    assert (opened["name"], opened["parent_id"]) == ("Week 3: Linear algebra", HOME)
    assert said(fake, opened["id"]) == ["## Week 3: Linear algebra"]
    assert fake.messages[opened["id"]][0]["allowed_mentions"] == {"parse": []}
    assert sender.link(GUILD, HOME, message) == f"https://discord.com/channels/{GUILD}/{opened['id']}/{opened['id']}"


@pytest.mark.usefixtures("forum")
async def test_a_forum_post_is_edited_in_place_also_once_it_is_archived(sender: DiscordSender, fake: FakeDiscord) -> None:
    message = await sender.send(delivery())
    [opened] = fake.threads.values()
    opened["thread_metadata"]["archived"] = True
    await sender.edit(replace(delivery(Card(t("Week 3, changed"))), message=message))
    assert said(fake, opened["id"]) == ["## Week 3, changed"]


@pytest.mark.usefixtures("forum")
async def test_an_edit_in_a_thread_that_is_locked_waits_until_it_is_unlocked(sender: DiscordSender, fake: FakeDiscord) -> None:
    message = await sender.send(delivery())
    [opened] = fake.threads.values()
    opened["thread_metadata"] |= {"archived": True, "locked": True}
    with pytest.raises(Undeliverable, match="locked thread"):
        await sender.edit(replace(delivery(), message=message))


@pytest.mark.usefixtures("forum")
async def test_what_hangs_on_a_forum_post_is_said_in_it(sender: DiscordSender, fake: FakeDiscord) -> None:
    message = await sender.send(delivery())
    reply = await sender.send(delivery(REPLY, "thread", message, id=78))
    [opened] = fake.threads
    assert said(fake, opened) == ["## Week 3: Linear algebra", "## Questions"]
    assert await sender.find(delivery(REPLY, "thread", message, id=78)) == reply
    assert await sender.send(delivery(Card(t("Only a room")), "thread", message, id=79)) == message


@pytest.mark.usefixtures("forum")
async def test_a_forum_post_whose_answer_was_lost_is_found(sender: DiscordSender, fake: FakeDiscord) -> None:
    fake.threads["9001"] = thread("9001", HOME, owner="4000")
    fake.threads["9002"] = thread("9002", HOME)
    fake.fail("POST", f"/channels/{HOME}/threads", lost="answer")
    with pytest.raises(ClientError):
        await sender.send(delivery())
    *_, opened = fake.threads
    assert await sender.find(delivery()) == f"{opened}/{opened}"
    other = replace(delivery().post, key="week/4/1")
    assert await sender.find(replace(delivery(id=78), post=other)) is None


@pytest.mark.usefixtures("forum")
async def test_in_a_forum_with_more_posts_since_than_are_looked_at_a_lost_one_is_not_taken_for_lost(
    sender: DiscordSender, fake: FakeDiscord
) -> None:
    lost = replace(delivery(id=78), post=replace(delivery().post, key="week/4/1"), tried_at=datetime.now(UTC))
    for number in range(SEARCHED_IN_FORUM + 1):
        before = str(time_snowflake(datetime.now(UTC) - timedelta(days=1)) + number)
        fake.threads[before] = thread(before, HOME)
    assert await sender.find(lost) is None
    for number in range(SEARCHED_IN_FORUM + 1):
        since = str(time_snowflake(datetime.now(UTC)) + number)
        fake.threads[since] = thread(since, HOME)
    with pytest.raises(Undecided):
        await sender.find(lost)


@pytest.mark.usefixtures("forum")
async def test_a_forum_post_that_somebody_deleted_is_gone_and_the_forum_is_not(sender: DiscordSender, fake: FakeDiscord) -> None:
    message = await sender.send(delivery())
    [opened] = fake.threads
    fake.fail("PATCH", f"/channels/{opened}/messages/{opened}", status=404, code=10003)
    with pytest.raises(Gone):
        await sender.edit(replace(delivery(), message=message))
    fake.fail("POST", f"/channels/{opened}/messages", status=404, code=10003)
    with pytest.raises(Gone):
        await sender.send(delivery(MADE, "reply", message, id=79))


async def test_a_thread_that_is_a_home_and_was_deleted_is_no_channel_any_more(sender: DiscordSender, fake: FakeDiscord) -> None:
    fake.threads[HOME] = thread(HOME, CHANNEL)
    reply = delivery(MADE, "reply", await sender.send(delivery()), id=79)
    fake.fail("POST", f"/channels/{HOME}/messages", status=404, code=10003)
    with pytest.raises(Undeliverable, match="no channel"):
        await sender.send(reply)


async def test_a_forum_that_asks_for_a_tag_gets_the_first_that_everybody_may_set(
    sender: DiscordSender, fake: FakeDiscord
) -> None:
    fake.channels[HOME] = channel(HOME, FORUM, require_tag=True, tags={"61": True, "62": False, "63": False})
    await sender.send(delivery())
    [opened] = fake.threads.values()
    assert opened["applied_tags"] == ["62"]


async def test_a_forum_that_asks_for_a_tag_which_the_bot_may_not_set_is_told(sender: DiscordSender, fake: FakeDiscord) -> None:
    fake.channels[HOME] = channel(HOME, FORUM, require_tag=True, tags={"61": True})
    with pytest.raises(Undeliverable, match="needs tag"):
        await sender.send(delivery())


async def test_in_a_thread_posts_stand_alone_and_none_opens_another(sender: DiscordSender, fake: FakeDiscord) -> None:
    fake.threads[HOME] = thread(HOME, CHANNEL)
    message = await sender.send(delivery())
    assert await sender.find(delivery(REPLY, "thread", message, id=78)) is None
    assert await sender.send(delivery(REPLY, "thread", message, id=78)) == message
    assert said(fake, HOME) == ["## Week 3: Linear algebra"]


async def test_a_reply_stands_in_the_thread_of_its_post_while_that_is_there(sender: DiscordSender, fake: FakeDiscord) -> None:
    fake.channels[HOME] = channel(HOME, ANNOUNCEMENT)
    message = await sender.send(delivery())
    await sender.send(delivery(REPLY, "thread", message, id=78))
    await sender.send(delivery(MADE, "reply", message, id=79))
    assert said(fake, message) == ["## Questions", "## Finished work"]
    fake.fail("POST", f"/channels/{message}/messages", status=404, code=10003)
    with pytest.raises(Gone):
        await sender.send(delivery(MADE, "reply", message, id=80))


async def test_in_a_thread_a_reply_stands_beside_its_post_and_is_edited_there(sender: DiscordSender, fake: FakeDiscord) -> None:
    fake.threads[HOME] = thread(HOME, CHANNEL)
    message = await sender.send(delivery())
    reply = delivery(MADE, "reply", message, id=79)
    await sender.edit(replace(reply, message=await sender.send(reply), version=2))
    assert said(fake, HOME) == ["## Week 3: Linear algebra", "## Finished work"]


async def test_an_archived_thread_is_opened_by_a_post_and_a_locked_one_is_told(sender: DiscordSender, fake: FakeDiscord) -> None:
    fake.threads[HOME] = thread(HOME, CHANNEL, archived=True)
    await sender.send(delivery())
    assert not fake.threads[HOME]["thread_metadata"]["archived"]
    fake.threads[HOME]["thread_metadata"]["locked"] = True
    with pytest.raises(Undeliverable, match="locked thread"):
        await sender.send(delivery(id=78))


async def test_in_an_announcement_channel_posts_have_threads(sender: DiscordSender, fake: FakeDiscord) -> None:
    fake.channels[HOME] = channel(HOME, ANNOUNCEMENT)
    message = await sender.send(delivery())
    await sender.send(delivery(REPLY, "thread", message, id=78))
    assert (said(fake, HOME), said(fake, message)) == (["## Week 3: Linear algebra"], ["## Questions"])


async def test_each_kind_of_channel_is_told_with_what_the_bot_lacks_there(
    server: SimpleNamespace, gateway: DiscordGateway
) -> None:
    guild, sender = server.guild, DiscordSender(gateway.client)
    unusable = ChannelReport(ChannelKind.OTHER, (Reason(Hindrance.NO_MESSAGES),))
    hidden = {
        guild.default_role: discord.PermissionOverwrite(view_channel=False),
        gateway.client.user: discord.PermissionOverwrite(view_channel=True),
    }
    rooms = {
        guild.create_news_channel("news"): ChannelReport(ChannelKind.ANNOUNCEMENT, is_public=True),
        guild.create_forum_channel("forum"): ChannelReport(ChannelKind.FORUM, is_public=True),
        guild.create_text_channel("staff", overwrites=hidden): ChannelReport(ChannelKind.TEXT),
        guild.create_voice_channel("voice"): unusable,
        guild.create_stage_channel("stage"): unusable,
        guild.create_category("category"): unusable,
    }
    for room, report in rooms.items():
        assert await sender.look_at(str(guild.id), str(room.id)) == report


async def test_a_locked_thread_is_told_when_it_is_chosen(server: SimpleNamespace, gateway: DiscordGateway) -> None:
    denied = discord.PermissionOverwrite(manage_threads=False)
    quiet = server.guild.create_text_channel("quiet", overwrites={gateway.client.user: denied})
    known = gateway.client.get_channel(quiet.id)
    assert isinstance(known, discord.TextChannel)
    room = await known.create_thread(name="Week 3", type=discord.ChannelType.public_thread)
    sender = DiscordSender(gateway.client)
    assert await sender.look_at(str(server.guild.id), str(room.id)) == ChannelReport(ChannelKind.THREAD, is_public=True)
    await room.edit(locked=True)
    report = await sender.look_at(str(server.guild.id), str(room.id))
    assert report == ChannelReport(ChannelKind.THREAD, (Reason(Hindrance.LOCKED_THREAD),), is_public=True)
