"""What gateways share: how long a platform may be silent, and whom they tell what happened beside calls."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from adapters.clock import passed
from bot.interface.call import Actor, Place
from bot.logs import Spell

DEAF_SECONDS = 300.0
"""How long a platform may not be heard before the process ends, for whoever watches over it to start it anew."""
LOOK_SECONDS = 1.0
"""How often it is asked whether there is a connection."""

Arrive = Callable[[Place, datetime], Awaitable[None]]
"""Called with a space and the instant when the bot was added to it; it may be called again for the same space at any time."""
Heed = Callable[[Place], Awaitable[None]]
HeedMessages = Callable[[Place, Sequence[str]], Awaitable[None]]
"""Called with a space and the external ids of messages."""
HeedActor = Callable[[Actor], Awaitable[None]]
HeedPerson = Callable[[str, str], Awaitable[None]]
"""Called with a platform and the external id of somebody's account there."""

BRIEF_SECONDS = 3.0
"""So long a platform may not be heard before that is told: it closes connections every few hours, and takes the next at once."""
LONGEST_STEP = 5.0
"""What counts at most between two looks: a process that was frozen meanwhile has a try first."""

log = structlog.get_logger(__name__)


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
    platform: str, hears: Callable[[], bool], closed: asyncio.Event, deaf_seconds: float, look_seconds: float = LOOK_SECONDS
) -> None:
    """Watch a connection until `closed`. Raises Deaf once nothing could be heard for `deaf_seconds`."""
    deaf = Spell(log, f"{platform} cannot be heard", f"{platform} is heard again")
    looked, silent = time.monotonic(), 0.0
    while not closed.is_set():
        passing, looked = time.monotonic() - looked, time.monotonic()
        silent = 0.0 if hears() else silent + min(passing, LONGEST_STEP)
        if not silent:
            deaf.end()
        elif silent > BRIEF_SECONDS:
            deaf.begin(
                f"what people do there is lost meanwhile; it connects by itself, and the process ends after {deaf_seconds:g} s"
            )
        if silent > deaf_seconds:
            raise Deaf("the platform could not be heard")
        await passed(closed, min(look_seconds, deaf_seconds))
