"""What gateways share: how long a platform may be silent, and whom they tell what happened beside calls."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.interface.call import Actor, Place

DEAF_SECONDS = 300.0
"""How long a platform may not be heard before the process ends, for whoever watches over it to start it anew."""
LOOK_SECONDS = 1.0
"""How often it is asked whether there is a connection."""

Heed = Callable[[Place], Awaitable[None]]
HeedMessages = Callable[[Place, Sequence[str]], Awaitable[None]]
"""Called with a space and the external ids of messages."""
HeedActor = Callable[[Actor], Awaitable[None]]
HeedPerson = Callable[[str, str], Awaitable[None]]
"""Called with a platform and the external id of somebody's account there."""


class Deaf(ConnectionError):
    """A platform could not be heard for too long."""


IsNew = Callable[[Place, str], Awaitable[bool]]
"""Called with the space and the id of an event."""


async def _unheeded(*_: object) -> None:
    """For a process that keeps nothing of it."""


async def _none(*_: object) -> Sequence[str]:
    """For a process that knows no spaces."""
    return ()


KnownSpaces = Callable[[str], Awaitable[Sequence[str]]]
"""Called with a platform; tells the external ids of its spaces."""


async def _always(*_: object) -> bool:
    """For a process that remembers nothing."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Whom a gateway tells what happened, and asks whether it was told before."""

    departed: Heed = _unheeded
    """The bot was taken out of a space."""
    came_back: Heed = _unheeded
    """The bot is in a space, again or still."""
    channel_changed: Heed = _unheeded
    """What the bot may do in a channel may have changed; without a channel, in any of the space."""
    thread_deleted: HeedMessages = _unheeded
    """Somebody deleted the thread under one of these messages."""
    person_left: HeedPerson = _unheeded
    """Somebody has no account any more, or shares no space with the bot."""
    person_changed: HeedActor = _unheeded
    """Somebody may have another name, zone or language; of most of them nothing is kept."""
    known: KnownSpaces = _none
    """The spaces in which the bot was at last."""
    is_new: IsNew = _always
    """Whether an event is heard for the first time, by whichever process."""


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
