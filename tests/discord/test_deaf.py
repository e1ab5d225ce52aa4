"""A gateway that Discord does not let in any more."""

import pytest

from adapters.discord.gateway import DiscordGateway
from adapters.hearing import Deaf
from tests.discord.fake import FakeDiscord
from tests.discord.stub import StubArrivals, StubDispatcher


async def test_a_gateway_that_stays_deaf_is_not_ready_and_ends_with_an_error(
    fake: FakeDiscord, dispatcher: StubDispatcher, arrivals: StubArrivals
) -> None:
    fake.refuses_sockets = True
    gateway = DiscordGateway("a-secret", dispatcher, arrivals, lambda: None, deaf_seconds=0.2)
    with pytest.raises(Deaf):
        await gateway.run()
    assert not gateway.hears
