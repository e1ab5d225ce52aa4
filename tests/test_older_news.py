"""News of a plan that a newer post corrects, where the platform lets nobody edit them any more."""

import pytest

from tests.test_refused_posts import Locked
from tests.told_plan import moderator_on_wednesday
from tests.world import World


@pytest.fixture
def board() -> Locked:
    return Locked()


async def test_news_that_can_be_edited_no_more_are_not_posted_again_to_point_at_newer_ones(
    world: World, board: Locked, cohort: str
) -> None:
    omar = await moderator_on_wednesday(world)
    for path, values in (("manage holidays", {"days": "2026-01-09"}), ("manage shift", {"by": "1 week"})):
        await omar.card(path, cohort=cohort, **values)
        for minutes in (1, 1, 60):
            world.clock.advance(minutes=minutes)
            await world.tick()
        board.edits_closed = True
    assert len(board.posts("news/")) == 2
