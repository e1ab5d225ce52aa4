"""A bot that may speak in a cohort's channel only days after the launch says all that still holds, by itself."""

from datetime import timedelta

import pytest

from bot.errors import Hindrance, Undeliverable
from tests.walked_time import names
from tests.world import World, press, words

pytestmark = pytest.mark.slow


async def _five_days_later(world: World) -> None:
    """The channel takes posts from now on."""
    for _ in range(60):
        world.clock.advance(hours=2)
        await world.tick()
    world.board.fault = None
    world.clock.now += timedelta(hours=1)
    await world.tick()


async def test_five_days_late_the_welcome_and_the_week_under_way_come_and_members_join(world: World) -> None:
    world.board.fault = Undeliverable(Hindrance.LACKS_PERMISSION)
    await world.launch()
    await _five_days_later(world)
    assert names(world)[:2] == ["welcome", "week/1"]
    assert "week/1/thread" in names(world)
    (welcome,) = world.board.posts("welcome")
    assert "the first began" in words(welcome.post.card)
    assert "You are in ML January" in words(await world.caller("ann").make(press(welcome.post.card, "Join"), "press"))  # pyright: ignore[reportArgumentType]


async def test_five_days_late_the_channel_to_which_a_cohort_moved_hears_that(world: World) -> None:
    await world.launch()
    await world.tick()
    world.board.fault = Undeliverable(Hindrance.LACKS_PERMISSION)
    await world.caller("moderator", administrator=True).card("manage edit", channel="channel-2")
    await _five_days_later(world)
    (here,) = world.board.posts("here/")
    assert press(here.post.card, "Join").path == "cohort join"
