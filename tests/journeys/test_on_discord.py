"""A cohort of six weeks on Discord, through the real discord.py."""

from collections.abc import AsyncIterator

import discord
import pytest
import simcord

from adapters.discord.client import new_client
from adapters.discord.commands import upload
from adapters.discord.gateway import DiscordGateway
from adapters.discord.sender import DiscordSender
from bot.wiring.core import open_core
from storage.releases import Library
from tests.journeys.broken import broken_promises
from tests.journeys.cast import CAST, MODERATOR, SET_UP
from tests.journeys.journey import Journey
from tests.journeys.logged import betrayed, logged, written_in
from tests.journeys.on_discord import OnDiscord
from tests.journeys.rules import broken_rules
from tests.world import Clock

pytestmark = pytest.mark.slow


@pytest.fixture
def clock() -> Clock:
    return Clock(SET_UP)


@pytest.fixture
def client() -> discord.Client:
    return new_client()


@pytest.fixture
def simcord_bot(client: discord.Client) -> discord.Client:
    return client


@pytest.fixture
async def journey(
    client: discord.Client, simcord_env: simcord.Env, database: str, clock: Clock, library: Library
) -> AsyncIterator[Journey]:
    async with open_core(database, clock, {"discord": DiscordSender(client)}, library=library) as core:
        gateway = DiscordGateway("token", core.dispatch, core.arrive, clock)
        client.event(gateway.on_interaction)
        await upload(client, core.dispatch.commands)
        yield Journey(core, clock, OnDiscord(simcord_env, clock, MODERATOR, (member.name for member in CAST)))


async def test_six_weeks_on_discord(journey: Journey) -> None:
    with logged() as log:
        await journey.walk()
        assert betrayed(log, *written_in(journey), "simcord_interaction_") == []
    assert broken_promises(journey) == []
    assert broken_rules(journey) == []
