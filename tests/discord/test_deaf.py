"""A gateway that Discord does not let in any more."""

import asyncio
from math import inf

import pytest

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
