"""How far long work is: said in its thread, shown once a second to whoever waits."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress

import structlog

from bot.interface.call import Tell
from bot.interface.card import Card, Text
from bot.text import Markup, t

PERIOD_SECONDS = 1.0
"""What is done sooner is not told at all."""
SHOWING_SECONDS = 3.0
"""How long a platform may take to show it; the answer waits for that, so that it comes last."""

log = structlog.get_logger(__name__)


def waiting_card(*told: Markup) -> Card:
    """What stands where an answer will be."""
    return Card(t("One moment …"), tuple(Text(sentence) for sentence in told))


@asynccontextmanager
async def told_by(tell: Tell) -> AsyncGenerator[Callable[[Markup], None]]:
    """What work says in its thread is told while the block runs, and no more after it."""
    latest, over = deque[Markup](maxlen=1), asyncio.Event()
    telling = asyncio.create_task(_tell_each_period(tell, latest, over))
    try:
        yield latest.append
    finally:
        over.set()
        await telling


async def _tell_each_period(tell: Tell, latest: deque[Markup], over: asyncio.Event) -> None:
    while not await _is_set_within_a_period(over):
        if latest:
            await _tell(tell, latest.pop())


async def _is_set_within_a_period(over: asyncio.Event) -> bool:
    with suppress(TimeoutError):
        return await asyncio.wait_for(over.wait(), PERIOD_SECONDS)
    return False


async def _tell(tell: Tell, sentence: Markup) -> None:
    """Whatever goes wrong meanwhile is no fault of the work, which goes on."""
    try:
        async with asyncio.timeout(SHOWING_SECONDS):
            await tell(sentence)
    except Exception:
        log.exception("a platform did not show how far work is")
