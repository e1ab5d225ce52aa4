"""A closing that was posted stands once: until a cohort gets more time, and not again for an end that has passed as well."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.interface.card import Card
from tests.ended import end_now
from tests.walked_time import until
from tests.world import Caller, World, press, words

pytestmark = pytest.mark.slow

END = datetime(2026, 3, 30, 18, tzinfo=UTC)
"""When the cohort of twelve weeks ends, a Monday."""


def _edits(world: World) -> list[Card]:
    return [delivery.post.card for delivery in world.board.edits if delivery.post.key.startswith("closing")]


async def test_a_closing_that_gets_a_little_more_time_says_so_until_the_next_one(world: World, ann: Caller) -> None:
    moderator = world.caller("moderator", administrator=True)
    await moderator.card("manage edit", cohort="ml-january", end="2026-01-07")
    await until(world, datetime(2026, 1, 6, 20, tzinfo=UTC))
    await ann.card("checkin", did="Read")
    await until(world, datetime(2026, 1, 13, 20, tzinfo=UTC))
    edited = await moderator.card("manage edit", cohort="ml-january", end="2026-01-13")
    await until(world, datetime(2026, 1, 13, 21, tzinfo=UTC))
    assert [card.title for card in _edits(world)] == ["ML January got more time"]
    assert "Streak: 1 day" in words(await ann.card("progress"))
    await moderator.make(press(edited, "Undo"), "press")
    await until(world, datetime(2026, 1, 20, tzinfo=UTC))
    assert "Streak: 1 day" in words(await ann.card("progress"))
    assert [card.title for card in _edits(world)][1:] == ["ML January is over"]
    assert len(world.board.posts("closing")) == 1


async def test_a_closed_cohort_is_not_closed_again_when_its_early_end_is_taken_back_after_the_planned_one(
    world: World, ann: Caller
) -> None:
    del ann
    moderator = world.caller("moderator", administrator=True)
    await until(world, END - timedelta(days=1))
    ended = await end_now(moderator, "ml-january")
    await until(world, END + timedelta(days=2, hours=5))
    assert len(world.board.posts("closing")) == 1
    refused = words(await moderator.make(press(ended, "Undo"), "press"))  # pyright: ignore[reportArgumentType]
    assert "ML January has ended by its plan as well, so that this cannot be taken back." in refused
    assert "/manage edit" in refused
    await until(world, END + timedelta(days=9))
    assert len(world.board.posts("closing")) == 1
