"""A gateway that Discord does not let in any more."""

import asyncio
from math import inf

import pytest

from adapters import hearing
from adapters.discord import client
from adapters.discord.gateway import DiscordGateway
from adapters.hearing import Deaf
from tests.discord.fake import FakeDiscord
from tests.discord.stub import StubArrivals, StubDispatcher


async def test_a_gateway_that_stays_deaf_is_not_ready_and_ends_with_an_error(
    fake: FakeDiscord, dispatcher: StubDispatcher, arrivals: StubArrivals
) -> None:
    fake.refused_sockets = inf
    gateway = DiscordGateway("a-secret", dispatcher, arrivals, lambda: None, deaf_seconds=0.2)
    with pytest.raises(Deaf):
        await gateway.run()
    assert not gateway.hears


@pytest.mark.slow
async def test_a_gateway_whose_first_socket_is_refused_hears_once_another_is_opened(
    fake: FakeDiscord, dispatcher: StubDispatcher, arrivals: StubArrivals
) -> None:
    fake.refused_sockets = 1
    gateway = DiscordGateway("a-secret", dispatcher, arrivals, lambda: None)
    running = asyncio.create_task(gateway.run())
    await fake.interact(
        type=2, data={"id": "7000", "type": 1, "name": "cohort", "options": [{"type": 1, "name": "info", "options": []}]}
    )
    await fake.callback()
    assert gateway.hears
    await gateway.close()
    await running


async def test_a_gateway_whose_session_is_invalid_again_and_again_begins_anew_until_it_hears(
    fake: FakeDiscord, dispatcher: StubDispatcher, arrivals: StubArrivals, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def sleep(_: float) -> None:
        pass

    monkeypatch.setattr(client, "sleep", sleep)
    fake.invalid_sessions = 3
    gateway = DiscordGateway("a-secret", dispatcher, arrivals, lambda: None)
    running = asyncio.create_task(gateway.run())
    await fake.interact(
        type=2, data={"id": "7000", "type": 1, "name": "cohort", "options": [{"type": 1, "name": "info", "options": []}]}
    )
    await fake.callback()
    assert (gateway.hears, fake.invalid_sessions, fake.identities) == (True, 0, 1)
    await gateway.close()
    await running


async def test_beginnings_that_lead_nowhere_come_ever_more_seldom(fake: FakeDiscord, monkeypatch: pytest.MonkeyPatch) -> None:
    """Discord tells a bot that its session is invalid, or lets it in and says nothing; each beginning counts."""
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr(client, "sleep", sleep)
    async with client.logged_in("a-secret") as bot:
        for _ in range(6):
            await bot.before_identify_hook(None, initial=not waited)
        assert waited == [10, 20, 40, 40, 40]
        await bot.on_connect()
        await bot.before_identify_hook(None, initial=True)
        assert len(waited) == 5


async def test_the_last_starts_of_a_day_are_not_used(
    fake: FakeDiscord, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def sleep(_: float) -> None:
        pass

    monkeypatch.setattr(client, "sleep", sleep)
    fake.starts_left = 10
    async with client.logged_in("a-secret") as bot:
        for _ in range(3):
            with pytest.raises(ConnectionError):
                await bot.before_identify_hook(None, initial=True)
        fake.starts_left = 1000
        await bot.before_identify_hook(None, initial=True)
    assert capsys.readouterr().out.count("Discord allows no more connections today") == 1
    assert not fake.identities


async def test_a_connection_that_is_dropped_is_told_once_if_it_stays_so(
    fake: FakeDiscord,
    dispatcher: StubDispatcher,
    arrivals: StubArrivals,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(hearing, "BRIEF_SECONDS", 0)
    closed, heard = asyncio.Event(), iter([True, False, False, False, True, True])

    def hears() -> bool:
        state = next(heard, None)
        if state is None:
            closed.set()
        return bool(state) or state is None

    await hearing.watch("Discord", hears, closed, 300, 0.001)
    told = capsys.readouterr().out
    assert [told.count(line) for line in ("Discord cannot be heard", "Discord is heard again")] == [1, 1]
