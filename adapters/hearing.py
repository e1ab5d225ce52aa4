"""What gateways share: how long a platform may be silent, and whom they tell that the bot came or went."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable

from bot.interface.call import Place

DEAF_SECONDS = 300.0
"""How long a platform may not be heard before the process ends, for whoever watches over it to start it anew."""
LOOK_SECONDS = 1.0
"""How often it is asked whether there is a connection."""

Heed = Callable[[Place], Awaitable[None]]
"""Called with a space that the bot was taken out of, or is in again."""


class Deaf(ConnectionError):
    """A platform could not be heard for too long."""


async def unheeded(place: Place) -> None:
    """For a process that keeps nothing of spaces."""


async def watch(
    hears: Callable[[], bool], closed: asyncio.Event, deaf_seconds: float, look_seconds: float = LOOK_SECONDS
) -> None:
    """Watch a connection until `closed`. Raises Deaf once nothing could be heard for `deaf_seconds`."""
    heard = time.monotonic()
    while not closed.is_set():
        heard = time.monotonic() if hears() else heard
        if time.monotonic() - heard > deaf_seconds:
            raise Deaf("the platform could not be heard")
        await _passed(closed, min(look_seconds, deaf_seconds))


async def _passed(closed: asyncio.Event, seconds: float) -> None:
    """Wait for so many seconds, or until `closed`."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await closed.wait()
