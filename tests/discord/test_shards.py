"""Several connections, in one process or in many: each has its servers, and they begin as slowly as Discord wants."""

import asyncio

import pytest
from discord import ConnectionClosed

from adapters.discord.beginnings import Beginnings
from adapters.discord.gateway import DiscordGateway
from adapters.discord.sharded import ShardedClient, client_of
from adapters.hearing import Deaf, News
from bot.config import MisconfiguredError, Settings
from bot.interface.call import Place
from bot.setting_values import held_shards
from bot.wiring.operator_errors import asking_discord
from bot.wiring.platforms import Role, check_start
from tests.discord.fake import FakeDiscord
from tests.discord.objects import GUILD
from tests.discord.running import running
from tests.discord.stub import StubArrivals, StubDispatcher

OF_SHARD = {0: GUILD, 1: str(1 << 22 | 7), 2: str(2 << 22 | 7)}
TYPED = {"type": 2, "data": {"id": "7000", "type": 1, "name": "cohort", "options": [{"type": 1, "name": "info"}]}}


async def test_as_many_connections_as_discord_recommends_are_heard_and_ready_only_together(
    fake: FakeDiscord, dispatcher: StubDispatcher, arrivals: StubArrivals
) -> None:
    fake.shards = fake.at_once = 3
    fake.servers = dict.fromkeys(OF_SHARD.values(), True)
    left: asyncio.Queue[str] = asyncio.Queue()

    async def departed(place: Place) -> None:
        left.put_nowait(str(place.space))

    async def known(_: str) -> list[str]:
        return [*OF_SHARD.values(), str(1 << 22 | 8)]

    gateway = DiscordGateway(
        "token", dispatcher, arrivals, lambda: None,
        client=client_of("auto", lambda _: None), news=News(departed=departed, known=known),
    )  # fmt: skip
    async with running(gateway):
        assert not gateway.hears
        assert {(await arrivals.next())[0].space for _ in OF_SHARD} == set(OF_SHARD.values())
        assert await asyncio.wait_for(left.get(), 5) == str(1 << 22 | 8)
        for server in OF_SHARD.values():
            await fake.interact(**TYPED, guild_id=server)
            await fake.callback()
        assert gateway.hears
        assert sorted(shard for shard, _ in fake.begun) == [0, 1, 2]
        assert {request.place.space for request in dispatcher.requests} == set(OF_SHARD.values())
        shards = gateway.client._AutoShardedClient__shards
        one = shards.pop(1)  # as while one is not there yet
        assert not gateway.hears
        shards[1] = one


async def test_a_connection_that_begins_anew_forgets_the_servers_that_it_is_not_in_any_more(
    fake: FakeDiscord, dispatcher: StubDispatcher, arrivals: StubArrivals
) -> None:
    fake.shards = fake.at_once = 2
    fake.servers = {GUILD: True, OF_SHARD[1]: True}
    client = client_of("0-1/2", lambda _: None)
    async with running(DiscordGateway("token", dispatcher, arrivals, lambda: None, client=client)):
        for _ in fake.servers:
            await arrivals.next()
        assert {guild.shard_id for guild in client.guilds} == {0, 1}
        client._forget_servers(1)
        assert {guild.shard_id for guild in client.guilds} == {0}


@pytest.mark.parametrize("kept", ["closed before the login", "never let in"])
async def test_several_connections_end_as_one_does(
    fake: FakeDiscord, dispatcher: StubDispatcher, arrivals: StubArrivals, kept: str
) -> None:
    fake.refused_sockets = 1000
    client = client_of("auto", lambda _: None)
    gateway = DiscordGateway("token", dispatcher, arrivals, lambda: None, client=client, deaf_seconds=0.2)
    if kept == "closed before the login":
        await gateway.close()
        await gateway.run()
    else:
        with pytest.raises(Deaf):
            await gateway.run()
    assert gateway.client.http._HTTPClient__session.closed


class Time:
    """A clock that goes on when somebody sleeps, and a book that all share."""

    def __init__(self) -> None:
        self.now = 100.0
        self.free_at: dict[str, float] = {}
        self.late = 0.0

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += max(0.0, seconds) + self.late
        self.late = 0.0

    def book(self, name: str):
        async def booked(turns: int, seconds: float) -> float:
            first = max(self.free_at.get(name, 0.0), self.now)
            self.free_at[name] = first + turns * seconds
            return first - self.now

        return booked


async def test_each_bucket_has_turns_of_its_own_and_one_that_is_missed_is_taken_anew() -> None:
    time = Time()
    one, other = (Beginnings(time.book, time.clock, time.sleep) for _ in range(2))
    await one.turn(0)
    await other.turn(1)
    assert time.now == 100
    await other.turn(0)
    assert time.now == 105.5
    time.late = 3
    await one.turn(0)
    assert time.now == 116.5  # its turn was at 111


async def test_without_a_database_for_several_processes_one_keeps_the_pause_by_itself() -> None:
    time = Time()
    alone = Beginnings(clock=time.clock, sleep=time.sleep)
    for begun in (100, 105.5, 111):
        await alone.turn(0)
        assert time.now == begun


def test_which_connections_a_process_holds_is_told_in_one_way() -> None:
    assert held_shards("0-3/16") == (range(4), 16)
    assert held_shards("4/16") == (range(4, 5), 16)
    assert isinstance(client_of("4/16", lambda _: None), ShardedClient)
    for wrong in ("4", "16/16", "3-1/4", "-1/4", "0,1/4", "all"):
        with pytest.raises(ValueError, match="0-3/16"):
            Settings(_env_file=None, discord_shards=wrong)


def test_processes_that_share_connections_need_a_database_that_all_reach() -> None:
    settings = Settings(_env_file=None, discord_token="a", discord_shards="0-1/4")
    with pytest.raises(MisconfiguredError, match="DISCORD_SHARDS"):
        check_start(settings, [Role.DISCORD])
    for fine in ("", "auto", "0-3/4"):
        check_start(settings.model_copy(update={"discord_shards": fine}), [Role.DISCORD])


def test_connections_that_discord_refuses_are_told_with_the_cure() -> None:
    class Socket:
        close_code = 4011

    with pytest.raises(MisconfiguredError, match="write `auto`"), asking_discord(Settings(_env_file=None)):
        raise ConnectionClosed(Socket(), shard_id=None)
