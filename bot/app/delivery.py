"""What is queued is sent, once.

A claimed post is sent; when an earlier attempt may have arrived it is looked for first. One process holds a post's lease; a post
whose outcome is unknown stays leased and is looked for when the lease runs out. No transaction is open while a platform is asked.
"""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta

import structlog
from aiolimiter import AsyncLimiter

from bot.errors import Gone, RetryLater, Undeliverable
from bot.interface.card import Card, Text
from bot.ports import Clock, Delivery, Post, Sender, System, Units
from bot.text import speaking, t

BATCH = 50
LEASE = timedelta(minutes=2)
SEND_TIMEOUT_SECONDS = 30
REQUESTS_PER_SECOND = 40
"""For each token; Discord allows 50, and answers to calls need their share."""

log = structlog.get_logger(__name__)


class Deliverer:
    """Delivers for the platforms it has senders for."""

    def __init__(self, system: System, units: Units, senders: Mapping[str, Sender], clock: Clock) -> None:
        self._system = system
        self._units = units
        self._senders = senders
        self._clock = clock
        self._paces = {platform: AsyncLimiter(1, 1 / REQUESTS_PER_SECOND) for platform in senders}

    async def deliver_due(self) -> int:
        """Deliver everything that waits at the clock's present; returns how many posts were tried."""
        tried = 0
        while batch := await self._system.claim(tuple(self._senders), self._clock(), LEASE, BATCH):
            await asyncio.gather(*map(self._deliver, batch))
            tried += len(batch)
        return tried

    async def _deliver(self, delivery: Delivery) -> None:
        sender = self._senders[delivery.post.platform]
        try:
            async with self._paces[sender.platform], asyncio.timeout(SEND_TIMEOUT_SECONDS):
                message = await _send(sender, delivery)
        except RetryLater as patience:
            await self._system.postpone(delivery, self._clock() + timedelta(seconds=patience.seconds))
        except Gone:
            await self._system.shelve(delivery, "gone", "the message was deleted")
        except Undeliverable as failure:
            await self._give_up(delivery, failure.reason)
        except Exception:
            log.exception("a post's outcome is unknown", post=delivery.id, key=delivery.post.key, attempts=delivery.attempts)
        else:
            await self._system.settle(delivery, message, self._clock())

    async def _give_up(self, delivery: Delivery, reason: str) -> None:
        """Shelve the post; a closed direct message is for its member to know, anything else for the moderators."""
        log.warning("a post is undeliverable", post=delivery.id, key=delivery.post.key, reason=reason)
        await self._system.shelve(delivery, "failed", reason)
        async with self._units.open(delivery.community) as unit:
            if delivery.post.kind == "dm":
                if delivery.post.person is not None:
                    await unit.members.mark_unreachable(delivery.post.person)
            elif unit.community.log_channel and not delivery.post.key.startswith("failed/"):
                with speaking(unit.community.locale):
                    await unit.outbox.put(_failure(unit.community.log_channel, delivery, reason, self._clock()))


async def _send(sender: Sender, delivery: Delivery) -> str:
    if delivery.message:
        await sender.edit(delivery)
        return delivery.message
    found = await sender.find(delivery) if delivery.attempts > 1 else None
    return found or await sender.send(delivery)


def _failure(log_channel: tuple[str, str, str], delivery: Delivery, reason: str, now: datetime) -> Post:
    platform, space, channel = log_channel
    sentence = t("“{title}” could not be posted: {reason}", title=delivery.post.card.title, reason=reason)
    card = Card(t("A post was not delivered"), (Text(sentence),))
    return Post(key=f"failed/{delivery.id}", platform=platform, space=space, channel=channel, card=card, due_at=now)
