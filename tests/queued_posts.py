"""Posts on a platform on which some channels fail: queued, revised, sent."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, select

from bot.app.sending import LEASE
from bot.domain.post import Delivery, Post
from bot.errors import Gone
from bot.interface.card import Card
from bot.text import escape
from storage import tables
from tests.transactions import begun, opened
from tests.world import MONDAY, Caller, Noticeboard, World


class Unruly(Noticeboard):
    """A platform on which some channels fail, and messages are deleted."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: dict[str, Exception] = {}
        """By channel, or by kind of post."""
        self.deleted = False
        self.sent = asyncio.Event()
        self.tried: list[str] = []

    async def send(self, delivery: Delivery) -> str:
        self.tried.append(delivery.post.key)
        for fault in (self.faults.get(delivery.post.channel), self.faults.get(delivery.post.kind)):
            if fault:
                raise fault
        self.sent.set()
        return await super().send(delivery)

    async def edit(self, delivery: Delivery) -> None:
        if self.deleted:
            raise Gone
        await super().edit(delivery)


def post_to(key: str, card: Card | None = None, due_at: datetime = MONDAY, platform: str = "test", **changes: Any) -> Post:
    return Post(
        key=key, platform=platform, space="space-1", channel=key, card=card or Card(escape(key)), due_at=due_at, **changes
    )


async def queue(world: World, moderator: Caller, *keys: str) -> None:
    """Posts of which each goes into the channel that is called as its key."""
    await put(world, moderator, *map(post_to, keys))


async def put(world: World, moderator: Caller, *posts: Post) -> None:
    (community,) = await world.core.units.communities_of(moderator.actor)
    async with opened(world.core, community.id) as unit:
        for post in posts:
            await unit.outbox.put(post)


async def revise(world: World, moderator: Caller, post: Post) -> None:
    (community,) = await world.core.units.communities_of(moderator.actor)
    async with opened(world.core, community.id) as unit:
        await unit.outbox.revise(post, timedelta(minutes=1))


async def after_the_lease(world: World) -> None:
    world.clock.advance(seconds=LEASE.total_seconds())
    await world.core.deliver()


async def rows(world: World) -> list[Row[Any]]:
    async with begun(world.core.engines.read) as connection:
        return list(await connection.execute(select(tables.post).order_by(tables.post.c.key)))
