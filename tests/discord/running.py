"""A gateway that runs while a test looks at it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from adapters.discord.gateway import DiscordGateway


@asynccontextmanager
async def running(gateway: DiscordGateway) -> AsyncIterator[None]:
    """It takes all servers to be there soon. A client that is closed goes on to wait for others, and what it told last is still
    to be heard: nobody would once the loop ends."""
    state = gateway.client._connection
    state.guild_ready_timeout = 0.01
    task = asyncio.create_task(gateway.run())
    yield
    await gateway.close()
    await task
    if counting := [each for each in (state._ready_task, *getattr(state, "_ready_tasks", {}).values()) if each]:
        for each in counting:
            each.cancel()
        await asyncio.wait(counting)
    if told := [each for each in asyncio.all_tasks() if each.get_name().startswith("discord.py")]:
        await asyncio.wait(told, timeout=1)
