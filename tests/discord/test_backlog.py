"""Commands while many posts wait for their turn."""

import asyncio

import pytest

from adapters.discord.client import logged_in
from adapters.discord.sender import DiscordSender
from bot.domain.post import Delivery, Post
from bot.interface.call import Actor, Call, Place, Request
from bot.interface.card import Card
from bot.text import t
from bot.wiring.core import open_core
from storage.releases import Library
from tests.discord.fake import FakeDiscord
from tests.discord.objects import CHANNEL, GUILD, MEMBER, channel
from tests.world import Clock

ROOMS = [str(7000 + number) for number in range(200)]


@pytest.mark.slow
async def test_a_command_that_asks_discord_does_not_wait_for_the_posts_of_200_channels(
    fake: FakeDiscord, database: str, clock: Clock, library: Library
) -> None:
    fake.channels |= {room: channel(room) for room in ROOMS}
    actor, place = Actor("discord", MEMBER, "Mo", administrator=True), Place("discord", GUILD, CHANNEL, "Study")
    async with logged_in("token") as client:
        sender = DiscordSender(client)
        async with open_core(database, clock, {"discord": sender}, library=library) as core:
            posts = [asyncio.create_task(sender.send(_hello(room, clock))) for room in ROOMS]
            call = Call("manage settings", {"log": CHANNEL})
            saved = await core.dispatch(Request("1", call, actor, place, "command", clock()))
            asked = [at for at, sent in enumerate(fake.sent) if sent.path.startswith(f"/guilds/{GUILD}")]
            for post in posts:
                post.cancel()
            await asyncio.gather(*posts, return_exceptions=True)
    assert asked[-1] < len(ROOMS)
    assert "Settings saved" in str(saved)


def _hello(room: str, clock: Clock) -> Delivery:
    post = Post(key="hello", platform="discord", space=GUILD, channel=room, card=Card(t("Hello")), due_at=clock())
    return Delivery(id=int(room), community=1, post=post, version=1, attempts=1, message=None, parent_message=None)
