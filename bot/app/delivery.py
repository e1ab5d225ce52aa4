"""What is queued is sent, once.

A claimed post is sent; when an earlier attempt may have arrived it is looked for first. One process holds a post's lease; a post
whose outcome is unknown stays leased and is looked for when the lease runs out. No transaction is open while a platform is asked.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.domain.post import Delivery, Post
from bot.errors import Gone, Hindrance, Reason, RetryLater, Undeliverable, Unreachable
from bot.feature import Recheck
from bot.interface.card import Card, Text
from bot.ports.outbox import Clock, Sender, System
from bot.ports.unit import Units
from bot.shared.hindrances import hindrance_text
from bot.shared.posts import compose
from bot.text import t

BATCH = 50
LEASE = timedelta(minutes=2)
SEND_TIMEOUT_SECONDS = 30
LEAST_PATIENCE_SECONDS = 1
MOST_ATTEMPTS = 200
"""Of unknown outcome, before a post is given up; one for each lease makes more than six hours."""

log = structlog.get_logger(__name__)


class Deliverer:
    """Delivers for the platforms it has senders for."""

    def __init__(
        self, system: System, units: Units, senders: Mapping[str, Sender], clock: Clock, rechecks: Sequence[Recheck] = ()
    ) -> None:
        self._system = system
        self._units = units
        self._senders = senders
        self._clock = clock
        self._rechecks = {recheck.name: recheck for recheck in rechecks}

    async def deliver_due(self) -> int:
        """Deliver what waits at the clock's present, on all platforms side by side; returns how many posts were tried."""
        async with asyncio.TaskGroup() as group:  # unlike gather, it waits for its tasks when it is cancelled
            platforms = [group.create_task(self._deliver_platform(platform)) for platform in self._senders]
        return sum(platform.result() for platform in platforms)

    async def _deliver_platform(self, platform: str) -> int:
        tried = 0
        while batch := await self._system.claim([platform], self._clock(), LEASE, BATCH):
            async with asyncio.TaskGroup() as group:
                for delivery in batch:
                    group.create_task(self._deliver(delivery))
            tried += len(batch)
        return tried

    async def _deliver(self, delivery: Delivery) -> None:
        """Try one post. Whatever fails unforeseen leaves it leased, to be looked for later, and stops no other."""
        try:
            await self._try(delivery)
        except Exception:
            log.exception("a post's outcome is unknown", post=delivery.id, key=delivery.post.key, attempts=delivery.attempts)

    async def _try(self, delivery: Delivery) -> None:
        if delivery.attempts > MOST_ATTEMPTS:
            await self._give_up(delivery, Undeliverable(Hindrance.UNKNOWN_OUTCOME))
            return
        if _too_late(delivery, self._clock()):
            await self._system.shelve(delivery, "missed")
            return
        if delivery.message is None and not await self._wanted_now(delivery):
            return
        sender = self._senders[delivery.post.platform]
        try:
            async with asyncio.timeout(SEND_TIMEOUT_SECONDS):
                message = await _send(sender, delivery)
        except RetryLater as patience:
            wait = timedelta(seconds=max(LEAST_PATIENCE_SECONDS, patience.seconds))
            await self._system.postpone(delivery, self._clock() + wait)
        except Gone:
            await self._system.shelve(delivery, "gone")
        except Undeliverable as failure:
            await self._give_up(delivery, failure)
        else:
            await self._system.settle(delivery, message, self._clock())

    async def _wanted_now(self, delivery: Delivery) -> bool:
        """Whether the post, not known to be sent, is to be sent now; else it is put off or shelved."""
        recheck = self._rechecks.get(delivery.post.key.partition("/")[0])
        if recheck is None:
            return True
        now = self._clock()
        async with self._units.open(delivery.community) as unit:
            at = await recheck.send_at(unit, delivery.post, now)
        if at is None:
            await self._system.shelve(delivery, "unwanted")
        elif at > now:
            await self._system.postpone(delivery, at)
        return at is not None and at <= now

    async def _give_up(self, delivery: Delivery, failure: Undeliverable) -> None:
        """Shelve the post; that a member is out of reach is for that member to know, anything else for the moderators.

        They are told first: a process that dies in between tries the post again, and tells them no second time.
        """
        log.warning("a post is undeliverable", post=delivery.id, key=delivery.post.key, reason=str(failure.reason))
        async with self._units.open(delivery.community) as unit:
            if isinstance(failure, Unreachable):
                if delivery.post.person is not None:
                    await unit.members.mark_unreachable(delivery.post.person)
            elif unit.community.log_channel and not delivery.post.key.startswith("failed/"):
                card = partial(_failure, unit.community.log_channel, delivery, failure.reason, self._clock())
                await unit.outbox.put(compose(unit, card))
        await self._system.shelve(delivery, "failed", failure.reason)


def _too_late(delivery: Delivery, now: datetime) -> bool:
    """Whether it was never tried, and need not be any more."""
    until = delivery.post.until
    return until is not None and now > until and delivery.attempts == 1 and delivery.message is None


async def _send(sender: Sender, delivery: Delivery) -> str:
    """Send the post, or edit its message. One that an earlier attempt sent may show an older card."""
    if delivery.message is None and delivery.attempts > 1:
        delivery = replace(delivery, message=await sender.find(delivery))
    if delivery.message is None:
        return await sender.send(delivery)
    if delivery.version > 1:
        await sender.edit(delivery)
    return delivery.message


def _failure(log_channel: tuple[str, str, str], delivery: Delivery, reason: Reason, now: datetime) -> Post:
    platform, space, channel = log_channel
    sentence = t("“{title}” could not be posted: {reason}", title=delivery.post.card.title, reason=hindrance_text(reason))
    card = Card(t("A post was not delivered"), (Text(sentence),))
    return Post(key=f"failed/{delivery.id}", platform=platform, space=space, channel=channel, card=card, due_at=now)
