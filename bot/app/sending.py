"""Posts on their way to a platform: in lanes, each looked for if it may be there, sent, edited."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from bot.domain.post import Delivery
from bot.ports.outbox import Sender

_CHANNEL: Callable[[Delivery], str] = attrgetter("post.channel")


def by_lane(deliveries: Sequence[Delivery]) -> Mapping[str, Sequence[Delivery]]:
    """Claimed posts by their channels, each in the order they were given."""
    return {channel: list(lane) for channel, lane in groupby(sorted(deliveries, key=_CHANNEL), _CHANNEL)}


async def looked_for(sender: Sender, delivery: Delivery, deadline: float) -> Delivery:
    """The delivery, with the message that an earlier attempt sent if it did; that one may show an older card. A thread that needs
    no opening is the message above it."""
    if delivery.post.kind == "thread" and not sender.opens_threads:
        return replace(delivery, message=delivery.parent_message)
    if delivery.message is not None or delivery.attempts == 1:
        return delivery
    async with asyncio.timeout_at(deadline):
        return replace(delivery, message=await sender.find(delivery))


async def send(sender: Sender, delivery: Delivery, deadline: float) -> str:
    """Send the post, or edit its message if its card changed; returns the message's external id."""
    async with asyncio.timeout_at(deadline):
        if delivery.message is None:
            return await sender.send(delivery)
        if delivery.version > 1:
            await sender.edit(delivery)
        return delivery.message
