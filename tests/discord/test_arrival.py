"""The bot is added to a server: what the core is told of it, and where the card goes."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import discord
import pytest
import simcord

from adapters.discord.client import logged_in
from adapters.discord.gateway import DiscordGateway
from adapters.discord.inbound import arrived_place
from adapters.discord.sender import DiscordSender
from adapters.hearing import News
from bot.interface.call import Place
from bot.wiring.core import open_core
from bot.wiring.news import news_of
from tests.discord.fake import FakeDiscord
from tests.discord.objects import CHANNEL, GUILD, LONG_AGO
from tests.discord.running import running
from tests.discord.stub import StubArrivals, StubDispatcher
from tests.world import Clock

OTHER, JOINED = "2001", "2026-01-05T08:00:00+00:00"
PLACE = Place("discord", OTHER, CHANNEL, "Study", "de")
TYPED = {"type": 2, "data": {"id": "7000", "type": 1, "name": "cohort", "options": [{"type": 1, "name": "list"}]}}
HIDDEN = discord.PermissionOverwrite(view_channel=False)
SILENT = discord.PermissionOverwrite(send_messages=False)


@pytest.fixture
def left() -> list[Place]:
    """The servers that the core was told are left."""
    return []


@pytest.fixture
async def connected(
    fake: FakeDiscord, dispatcher: StubDispatcher, arrivals: StubArrivals, left: list[Place]
) -> AsyncIterator[DiscordGateway]:
    async def departures(place: Place) -> None:
        left.append(place)

    gateway = DiscordGateway("token", dispatcher, arrivals, lambda: None, news=News(departed=departures))
    async with running(gateway):
        yield gateway


def greeted(server: SimpleNamespace, env: simcord.Env) -> str | None:
    """The name of the channel that the card goes to."""
    guild = env.bot.get_guild(server.guild.id)
    channel = arrived_place(guild).channel
    return guild.get_channel(int(channel)).name if channel else None


def greet_in(server: SimpleNamespace, env: simcord.Env, channel: Any) -> None:
    """Make it the channel where Discord itself greets."""
    env.backend.edit_guild(server.guild.id, {"system_channel_id": channel.id})


async def test_the_system_channel_comes_first(server: SimpleNamespace, simcord_env: simcord.Env) -> None:
    greet_in(server, simcord_env, server.guild.create_text_channel("welcome"))
    assert greeted(server, simcord_env) == "welcome"


@pytest.mark.parametrize("denied", [HIDDEN, SILENT])
async def test_where_the_bot_may_not_write_is_passed_over(
    server: SimpleNamespace, simcord_env: simcord.Env, denied: discord.PermissionOverwrite
) -> None:
    closed = server.guild.create_text_channel("welcome", overwrites={simcord_env.bot.user: denied})
    greet_in(server, simcord_env, closed)
    assert greeted(server, simcord_env) == "general"


async def test_channels_are_tried_as_people_see_them(server: SimpleNamespace, simcord_env: simcord.Env) -> None:
    guild = simcord_env.create_guild("Other")
    shut = {simcord_env.bot.user: SILENT}
    last, first = guild.create_category("last"), guild.create_category("first")
    guild.create_text_channel("below", category=last)
    guild.create_text_channel("above", category=first)
    guild.create_text_channel("top", overwrites=shut)
    for category, position in ((first, 1), (last, 2)):
        simcord_env.bot.get_channel(category.id).position = position
    assert greeted(SimpleNamespace(guild=guild), simcord_env) == "above"


async def test_a_server_where_the_bot_may_write_nowhere_has_no_channel(server: SimpleNamespace, simcord_env: simcord.Env) -> None:
    guild = simcord_env.create_guild("Other")
    guild.create_text_channel("shut", overwrites={simcord_env.bot.user: HIDDEN})
    guild.create_voice_channel("talk")
    assert greeted(SimpleNamespace(guild=guild), simcord_env) is None


async def test_the_core_is_told_of_a_server_the_bot_was_added_to(
    fake: FakeDiscord, connected: DiscordGateway, arrivals: StubArrivals
) -> None:
    await arrivals.next()  # the server that is there at the start
    await connected.client.wait_until_ready()
    await fake.add_to_server(OTHER, JOINED, preferred_locale="de")
    assert await arrivals.next() == (PLACE, datetime(2026, 1, 5, 8, tzinfo=UTC))


async def test_the_core_is_told_of_servers_that_are_there_at_the_start(
    fake: FakeDiscord, connected: DiscordGateway, arrivals: StubArrivals
) -> None:
    place, joined = await arrivals.next()
    assert (place.space, joined) == (GUILD, datetime.fromisoformat(LONG_AGO))


async def test_being_removed_from_a_server_is_told_to_the_core_and_an_outage_is_not(
    fake: FakeDiscord,
    connected: DiscordGateway,
    arrivals: StubArrivals,
    left: list[Place],
    caplog: pytest.LogCaptureFixture,
) -> None:
    await fake.add_to_server(OTHER, JOINED)
    await arrivals.next()
    await arrivals.next()
    await fake.lose_sight_of_server(GUILD)
    await fake.remove_from_server(OTHER)
    await fake.interact(**TYPED)
    await fake.callback()
    assert left == [Place("discord", OTHER, None)]
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


async def test_servers_that_the_bot_was_taken_out_of_while_nothing_ran_sleep_from_the_start(
    fake: FakeDiscord, database: str, clock: Clock
) -> None:
    """A server that an outage hides is named at the start and stays awake."""
    fake.servers = {GUILD: True, OTHER: False}
    async with open_core(database, clock, {}) as core:
        for server in (GUILD, OTHER, "2002"):
            await core.units.community_at(Place("discord", server, None, "Study"))
        await core.units.community_at(Place("slack", "T1", None, "Study"))
        gateway = DiscordGateway("token", core.dispatch, core.arrive, clock, news=news_of(core))
        async with running(gateway):
            await fake.interact(**TYPED)
            await fake.callback()
            await gateway.client.wait_until_ready()
        assert sorted(await core.spaces.known("discord")) == sorted([GUILD, OTHER])
        assert await core.spaces.known("slack") == ["T1"]


async def test_a_shard_judges_its_own_servers_alone(
    fake: FakeDiscord, dispatcher: StubDispatcher, arrivals: StubArrivals, left: list[Place]
) -> None:
    async def departed(place: Place) -> None:
        left.append(place)

    async def known(platform: str) -> list[str]:
        return [str(shard << 22) for shard in range(4)]

    gateway = DiscordGateway("token", dispatcher, arrivals, lambda: None, news=News(departed=departed, known=known))
    gateway.client.shard_count = 2
    await gateway.on_shard_ready(1)
    assert {place.space for place in left} == {str(1 << 22), str(3 << 22)}


async def test_the_card_is_posted_once_over_reconnects_and_restarts(fake: FakeDiscord, database: str, clock: Clock) -> None:
    async with logged_in("token") as sending:
        for _ in range(2):
            async with open_core(database, clock, {"discord": DiscordSender(sending)}) as core:
                gateway = DiscordGateway("token", core.dispatch, core.arrive, clock)
                async with running(gateway):
                    for _ in range(2):
                        await fake.add_to_server(OTHER, JOINED, preferred_locale="de")
                        await fake.interact(**TYPED)
                        await fake.callback()  # what was said before is heard by then
                await core.deliver()
    [card] = fake.messages[CHANNEL]
    assert "/manage settings" in str(card["components"])
