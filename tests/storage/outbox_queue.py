"""Posts put into the outbox of a community, each in a unit of its own, and claimed."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.post import Delivery, Post
from bot.errors import Hindrance, Reason
from bot.ports.outbox import System
from tests.samples import EVERY_BLOCK
from tests.transactions import opened
from tests.world import MONDAY, World

REASON = Reason(Hindrance.NO_CHANNEL)
LEASE = timedelta(minutes=2)
MINUTE = timedelta(minutes=1)


def a_post(key: str = "one", **changes: object) -> Post:
    fields = {"platform": "test", "space": "space-1", "channel": "channel-1", "card": EVERY_BLOCK, "due_at": MONDAY}
    return Post(key=key, **{**fields, **changes})  # pyright: ignore[reportArgumentType]


class Queue:
    """Puts posts in, each in a unit of its own."""

    def __init__(self, world: World, community: int) -> None:
        self._core = world.core
        self._community = community

    async def put(self, *posts: Post) -> None:
        async with opened(self._core, self._community) as unit:
            for post in posts:
                await unit.outbox.put(post)

    async def put_all(self, *posts: Post) -> None:
        async with opened(self._core, self._community) as unit:
            await unit.outbox.put_all(posts)

    async def revise(self, post: Post) -> None:
        async with opened(self._core, self._community) as unit:
            await unit.outbox.revise(post, MINUTE)

    async def cancel(self, key: str) -> None:
        async with opened(self._core, self._community) as unit:
            await unit.outbox.cancel(key)


async def claimed(
    system: System, now: datetime = MONDAY, most: int = 50, after: str = "", platform: str = "test"
) -> Sequence[Delivery]:
    """What a worker claims in one look, in one community after the other."""
    found: list[Delivery] = []
    for community in await system.claimable(platform, now):
        found += await system.claim(platform, community, now, LEASE, most, after)
    return found


def keys_of(deliveries: Sequence[Delivery]) -> list[str]:
    return [delivery.post.key for delivery in deliveries]
