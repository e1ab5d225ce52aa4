"""Processes that hold connections to Discord begin in turns, which the database keeps."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest

from adapters.discord import beginnings
from adapters.discord.beginnings import MOST_LATE
from adapters.discord.gateway import DiscordGateway
from adapters.discord.sharded import client_of
from storage.health import Health
from storage.turns import SharedTurns, shared_turns
from tests.discord.fake import FakeDiscord
from tests.discord.running import running
from tests.discord.stub import StubArrivals, StubDispatcher


def process(shards: str, books: Callable[[str], SharedTurns | None], arrivals: StubArrivals) -> AbstractAsyncContextManager[None]:
    return running(DiscordGateway("token", StubDispatcher(), arrivals, lambda: None, client=client_of(shards, books)))


async def test_two_processes_never_begin_within_the_pause_that_discord_wants(
    postgresql_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beginnings, "SECONDS", 1.5)
    arrivals = StubArrivals()
    async with (
        FakeDiscord() as fake,
        shared_turns(postgresql_database, Health()) as here,
        shared_turns(postgresql_database, Health()) as there,
    ):
        fake.servers = {str(shard << 22 | 7): True for shard in range(2)}
        async with process("0/2", here, arrivals), process("1/2", there, arrivals):
            for _ in fake.servers:
                await arrivals.next()
    (one, then), (other, later) = fake.begun
    assert {one, other} == {0, 1}
    assert later - then >= 1.5 - MOST_LATE
