"""discord.py's client of several connections, each with a part of the servers. Discord wants them from some 2,500 servers on."""

from collections.abc import Sequence
from typing import Any

import discord

from adapters.discord.beginnings import Beginnings
from adapters.discord.client import Client, is_open, new_client, options
from adapters.pace import Books
from bot.setting_values import AUTOMATIC, held_shards


class ShardedClient(Client, discord.AutoShardedClient):
    """Several connections of one process; other processes may have others. Each begins in its turn."""

    is_sharded = True

    def __init__(self, beginnings: Beginnings, shard_ids: Sequence[int] | None = None, shard_count: int | None = None) -> None:
        """Without ids all of so many, without a number as many as Discord recommends."""
        which: dict[str, Any] = {"shard_ids": list(shard_ids) if shard_ids is not None else None, "shard_count": shard_count}
        super().__init__(**options(), **which, shard_connect_timeout=None)  # who waits for a turn waits for all others
        self._beginnings = beginnings

    @property
    def hears(self) -> bool:
        """Whether all connections of this process can be heard."""
        expected = self.shard_ids or range(self.shard_count or 1)
        held = self.shards
        return all(shard in held and is_open(self._get_websocket(shard_id=shard)) for shard in expected)

    async def on_connect(self) -> None:
        """Told of each connection, without which."""

    async def on_shard_connect(self, shard_id: int) -> None:
        """Discord has let it in."""
        self._fruitless[shard_id] = 0

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Raises ConnectionError if too few beginnings are left."""
        shard = shard_id or 0
        if self._fruitless[shard]:
            await self._rest(shard)
        self._fruitless[shard] += 1
        at_once = await self._at_once()
        self.waits_its_turn = self._fruitless[shard] == 1
        try:
            await self._beginnings.turn(shard % at_once)
        finally:
            self.waits_its_turn = False
        self._forget_servers(shard)

    async def stay_connected(self) -> None:
        """Hear until closed, logged in; the library connects anew by itself."""
        await self.connect()

    async def close(self) -> None:
        """Closed before it has begun, the library lacks what it ends with."""
        if not hasattr(self, "_AutoShardedClient__queue"):
            await self._async_setup_hook()
        await super().close()

    def _forget_servers(self, shard: int) -> None:
        """Discord names them anew to whoever begins. The library would keep those that the bot was taken out of meanwhile."""
        state: Any = self._connection
        for guild in [guild for guild in self.guilds if guild.shard_id == shard]:
            state._remove_guild(guild)  # noqa: SLF001


def client_of(shards: str, books: Books) -> Client:
    """The client that DISCORD_SHARDS asks for."""
    if not shards:
        return new_client()
    if shards == AUTOMATIC:
        return ShardedClient(Beginnings(books))
    return ShardedClient(Beginnings(books), *held_shards(shards))
