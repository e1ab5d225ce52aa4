"""A process that starts while Discord cannot be reached goes on, and is there once it can."""

import asyncio
from collections.abc import Callable

import pytest
from pydantic import SecretStr

from adapters.clock import present
from adapters.discord import client
from adapters.discord.gateway import DiscordGateway
from adapters.discord.sender import DiscordSender
from adapters.pace import alone
from bot.config import MisconfiguredError, Settings
from bot.errors import RetryLater
from bot.wiring import discord as wiring
from bot.wiring.discord import way_to_discord
from tests.discord.fake import FakeDiscord
from tests.discord.objects import CHANNEL
from tests.discord.stub import StubArrivals, StubDispatcher
from tests.discord.test_sender import delivery

OWN = "/users/@me"
SETTINGS = Settings(discord_token=SecretStr("token"), _env_file=None)  # pyright: ignore[reportCallIssue]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Set once Discord may be asked again; the first wait is none."""
    opened = asyncio.Event()

    async def sleep(_: float) -> None:
        await opened.wait()

    monkeypatch.setattr(client, "sleep", sleep)
    monkeypatch.setattr(wiring, "FIRST_SECONDS", 0.5)
    return opened


async def until(true: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while not true():  # noqa: ASYNC110 - what is on its way over a socket sets no event
            await asyncio.sleep(0)


async def test_posts_wait_until_discord_is_reached_which_is_told_once(
    fake: FakeDiscord, opened: asyncio.Event, capsys: pytest.CaptureFixture[str]
) -> None:
    fake.fail("GET", OWN, status=503, times=3)
    stopped = asyncio.Event()
    async with way_to_discord(SETTINGS, alone, stopped, uploads=True) as bot:
        assert bot
        sender = DiscordSender(bot)
        for ask in (sender.send(delivery()), sender.find(delivery()), sender.is_there("1", "2")):
            with pytest.raises(RetryLater):
                await ask
        opened.set()
        await until(lambda: bot.application)
        await sender.send(delivery())
    assert len(fake.messages[CHANNEL]) == 1
    assert len(fake.of("PUT", "/applications/1000/commands")) == 1
    assert not stopped.is_set()
    told = capsys.readouterr().out
    assert [told.count(line) for line in ("Discord cannot be reached", "Discord is reached again")] == [1, 1]


async def test_a_process_that_stops_while_discord_cannot_be_reached_stops_in_peace(
    fake: FakeDiscord, opened: asyncio.Event
) -> None:
    fake.fail("GET", OWN, status=503, times=9)
    async with way_to_discord(SETTINGS, alone, asyncio.Event(), uploads=False) as bot:
        assert bot
        assert bot.application is None
    assert len(fake.of("GET", OWN)) == 1


async def test_a_token_that_is_refused_once_discord_is_reached_stops_the_process_and_is_said_plainly(
    fake: FakeDiscord, opened: asyncio.Event
) -> None:
    fake.fail("GET", OWN, status=503)
    fake.fail("GET", OWN, status=401)

    async def live() -> None:
        stopped = asyncio.Event()
        async with way_to_discord(SETTINGS, alone, stopped, uploads=False):
            opened.set()
            await asyncio.wait_for(stopped.wait(), 5)

    with pytest.raises(MisconfiguredError, match="DISCORD_TOKEN: Discord refuses it"):
        await live()


async def test_a_gateway_hears_once_discord_is_reached(
    fake: FakeDiscord, opened: asyncio.Event, dispatcher: StubDispatcher, arrivals: StubArrivals
) -> None:
    fake.fail("GET", OWN, lost="request", times=2)
    gateway = DiscordGateway("token", dispatcher, arrivals, present)  # pyright: ignore[reportArgumentType]
    running = asyncio.create_task(gateway.run())
    await until(lambda: fake.of("GET", OWN))
    assert not gateway.hears
    opened.set()
    await fake.interact(
        type=2, data={"id": "7000", "type": 1, "name": "cohort", "options": [{"type": 1, "name": "info", "options": []}]}
    )
    await fake.callback()
    assert gateway.hears
    await gateway.close()
    await running
