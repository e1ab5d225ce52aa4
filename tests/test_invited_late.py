"""A bot that may speak in a cohort's channel only days after the launch says all that still holds, by itself."""

from datetime import timedelta

import pytest

from bot.errors import Hindrance, Undeliverable
from tests.walked_time import names
from tests.world import World, press, words

pytestmark = pytest.mark.slow


async def test_five_days_late_the_welcome_and_the_week_under_way_come_and_members_join(world: World) -> None:
    world.board.fault = Undeliverable(Hindrance.LACKS_PERMISSION)
    await world.launch()
    for _ in range(60):
        world.clock.advance(hours=2)
        await world.tick()
    world.board.fault = None
    world.clock.now += timedelta(hours=1)
    await world.tick()
    assert names(world)[:2] == ["welcome", "week/1"]
    assert "week/1/thread" in names(world)
    (welcome,) = world.board.posts("welcome")
    assert "You are in ML January" in words(await world.caller("ann").make(press(welcome.post.card, "Join"), "press"))  # pyright: ignore[reportArgumentType]
