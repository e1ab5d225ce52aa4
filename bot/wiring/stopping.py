"""How a process learns that it shall stop, and how a part of it does."""

import asyncio
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress


def told_to_stop() -> asyncio.Event:
    """An event that is set when the process gets SIGTERM or SIGINT."""
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    return stopped


async def until(stopped: asyncio.Event, work: Callable[[], Awaitable[None]], close: Callable[[], Awaitable[None]]) -> None:
    """Let a gateway run until the process is told to stop; one that ends by itself ends the process. What it raises because it is
    closed, such as in the midst of a login, is no news."""
    running = asyncio.ensure_future(work())
    waiting = asyncio.ensure_future(stopped.wait())
    ended, _ = await asyncio.wait([running, waiting], return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    await close()
    stopped.set()
    with suppress(*() if running in ended else (Exception,)):
        await running
