from collections.abc import AsyncIterator
from types import SimpleNamespace

import discord
import pytest
from simcord import Env

from adapters.discord.client import logged_in
from adapters.discord.commands import upload
from adapters.discord.gateway import DiscordGateway
from adapters.discord.over_http import DiscordOverHttp
from adapters.hearing import News
from bot.interface.call import Place
from tests.discord.fake import FakeDiscord
from tests.discord.objects import GUILD, PUBLIC_KEY
from tests.discord.signing import Web, answering
from tests.discord.stub import NOW, StubArrivals, StubDispatcher, commands


@pytest.fixture
def dispatcher() -> StubDispatcher:
    return StubDispatcher()


@pytest.fixture
def arrivals() -> StubArrivals:
    return StubArrivals()


@pytest.fixture
def gateway(dispatcher: StubDispatcher, arrivals: StubArrivals) -> DiscordGateway:
    return DiscordGateway("token", dispatcher, arrivals, lambda: NOW, patience=0.01, form_patience=5)


@pytest.fixture
def simcord_bot(gateway: DiscordGateway) -> discord.Client:
    return gateway.client


@pytest.fixture
async def server(simcord_env: Env, gateway: DiscordGateway) -> SimpleNamespace:
    """A server with one channel, a member, a moderator and the bot's commands."""
    await upload(gateway.client, commands)
    guild = simcord_env.create_guild("Study")
    moderators = guild.create_role("moderators", permissions=discord.Permissions(manage_guild=True))
    return SimpleNamespace(
        guild=guild,
        channel=guild.create_text_channel("general"),
        member=guild.add_member(simcord_env.create_user("ann")),
        moderator=guild.add_member(simcord_env.create_user("mo"), roles=[moderators]),
    )


@pytest.fixture
async def fake() -> AsyncIterator[FakeDiscord]:
    """Discord on the wire; it must have understood everything."""
    async with FakeDiscord() as fake:
        yield fake
    assert fake.complaints == []


@pytest.fixture
def departed() -> list[str]:
    """The servers that the core was told are left."""
    return []


@pytest.fixture
async def web(fake: FakeDiscord, dispatcher: StubDispatcher, arrivals: StubArrivals, departed: list[str]) -> AsyncIterator[Web]:
    """A web process that answers Discord, and knows two servers."""

    async def depart(place: Place) -> None:
        departed.append(str(place.space))

    async def known(_: str) -> list[str]:
        return [GUILD, "2002"]

    async with logged_in("a-secret") as client:
        news = News(departed=depart, known=known)
        over_http = DiscordOverHttp(
            client, PUBLIC_KEY, dispatcher, arrivals, lambda: None, news=news, patience=0.05, form_patience=5
        )
        async with answering(over_http) as web:
            yield web
