"""A worker as a process of its own: for each instant that it reads it queues what is due then."""

import asyncio
import sys
from datetime import datetime

from bot.wiring.core import open_core
from tests.world import Clock


async def main(url: str) -> None:
    clock = Clock()
    async with open_core(url, clock, {}) as core:
        await core.queue()
        print("ready", flush=True)
        while line := await asyncio.to_thread(sys.stdin.readline):
            clock.now = datetime.fromisoformat(line.strip())
            await core.queue()
            print("done", flush=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
