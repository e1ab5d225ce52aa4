"""What becomes of channels, threads and roles in Discord: moderators hear of it once, posts go on when they can."""

from collections.abc import AsyncIterator
from types import SimpleNamespace

import discord
import pytest
import simcord
from simcord.backend import serializers
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from adapters.discord.commands import upload
from adapters.discord.gateway import DiscordGateway
from adapters.discord.sender import DiscordSender
from bot.ports.outbox import Sender
from bot.wiring.core import Core, open_core
from bot.wiring.news import news_of
from storage.releases import Library
from tests.discord.test_real_core import launch, words
from tests.world import Clock


@pytest.fixture
async def connected(database: str, clock: Clock, library: Library) -> AsyncIterator[SimpleNamespace]:
    """The whole bot: its core and its gateway."""
    senders: dict[str, Sender] = {}
    async with open_core(database, clock, senders, library=library) as core:
        gateway = DiscordGateway("token", core.dispatch, core.arrive, clock, news=news_of(core))
        senders["discord"] = DiscordSender(gateway.client)
        yield SimpleNamespace(core=core, client=gateway.client)


@pytest.fixture
def simcord_bot(connected: SimpleNamespace) -> discord.Client:
    return connected.client


@pytest.fixture
async def server(connected: SimpleNamespace, simcord_env: simcord.Env) -> SimpleNamespace:
    """A server in which a cohort has been welcomed."""
    await upload(connected.client, connected.core.dispatch.commands)
    guild = simcord_env.create_guild("Study")
    moderators = guild.create_role("moderators", permissions=discord.Permissions(manage_guild=True))
    server = SimpleNamespace(
        core=connected.core,
        client=connected.client,
        env=simcord_env,
        guild=guild,
        channel=guild.create_text_channel("general"),
        moderator=guild.add_member(simcord_env.create_user("mo"), roles=[moderators]),
    )
    await launch(server)
    await beat(server.core)
    return server


async def beat(core: Core) -> None:
    await core.queue()
    for _ in range(2):
        await core.deliver()


async def told(server: SimpleNamespace) -> list[str]:
    """The direct messages to the moderator."""
    await server.env.settle()
    await beat(server.core)
    room = await server.client.create_dm(discord.Object(server.moderator.id))
    return [words([box.to_dict() for box in message.components]) async for message in room.history()]


def forbid(server: SimpleNamespace, *permissions: str) -> None:
    """Take permissions from the bot in the channel, or give them back."""
    denied = discord.Permissions(**dict.fromkeys(permissions, True)).value
    own = Overwrite(target_id=server.client.user.id, type=OverwriteType.MEMBER, allow=0, deny=denied)
    server.env.backend.set_overwrite(server.channel.id, own)
    server.env.backend.announce_channel_update(server.channel.id)


async def posts(server: SimpleNamespace) -> int:
    return len([message async for message in server.client.get_channel(server.channel.id).history()])


async def test_a_channel_that_was_deleted_is_told_to_who_launched(server: SimpleNamespace) -> None:
    server.env.backend.delete_channel(server.channel.id)
    (warning,) = await told(server)
    assert "ML January" in warning
    assert "no longer exists" in warning
    assert "/manage edit" in warning


async def test_a_channel_that_hides_from_the_bot_is_told_once_and_posts_go_on_when_it_is_seen_again(
    server: SimpleNamespace, clock: Clock
) -> None:
    before = await posts(server)
    forbid(server, "view_channel")
    (warning,) = await told(server)
    assert "“View Channel”" in warning
    clock.advance(hours=10.5)
    await beat(server.core)
    assert len(await told(server)) == 1
    forbid(server)
    await server.env.settle()
    await beat(server.core)
    assert await posts(server) > before


async def test_a_role_that_lets_the_bot_post_no_longer_is_told(server: SimpleNamespace) -> None:
    backend = server.env.backend
    for role in backend.guilds[server.guild.id].roles.values():
        role.permissions = int(role.permissions) & ~discord.Permissions(send_messages=True).value
        told_role = dict(serializers.role_payload(role))
        backend.emit("GUILD_ROLE_UPDATE", {"guild_id": str(server.guild.id), "role": told_role})
    (warning,) = await told(server)
    assert "“Send Messages”" in warning


async def test_a_thread_that_was_deleted_is_told(server: SimpleNamespace) -> None:
    known = server.client.get_channel(server.channel.id)
    opened = await known.create_thread(name="Cohort", type=discord.ChannelType.public_thread)
    (room,) = (thread for thread in server.channel.threads if thread.id == opened.id)
    await server.moderator.slash(server.channel, "manage edit", cohort="ml-january", channel=room)
    server.env.backend.delete_channel(room.id)
    (warning,) = await told(server)
    assert "no longer exists" in warning


async def test_a_channel_that_is_renamed_is_no_news(server: SimpleNamespace) -> None:
    server.env.backend.edit_channel(server.channel.id, {"name": "lounge"})
    assert await told(server) == []


async def test_who_is_stuck_is_led_into_no_thread_that_was_deleted(server: SimpleNamespace, clock: Clock) -> None:
    await server.moderator.slash(server.channel, "cohort join")
    clock.advance(hours=11)
    await beat(server.core)
    milestone = await server.moderator.slash(server.channel, "milestone")
    milestone = await server.moderator.click(milestone.response, label="Start")
    stuck = await server.moderator.click(milestone.response, label="I am stuck")
    assert "Ask under the post of this week" in words(stuck.response.components)
    (thread,) = server.channel.threads
    server.env.backend.delete_channel(thread.id)
    await server.env.settle()
    stuck = await server.moderator.click(milestone.response, label="Show the help again")
    assert "Ask in the cohort's channel" in words(stuck.response.components)
