"""What could not be sent in time is not sent late, and what was sent in time is not lost."""

from datetime import timedelta

import pytest

from tests.queued_posts import Unruly, post_to, put, rows
from tests.world import MONDAY, Caller, World

pytestmark = pytest.mark.asks_the_database


@pytest.fixture
def board() -> Unruly:
    return Unruly()


async def test_a_post_whose_time_passed_while_its_outcome_was_unknown_is_not_sent(
    world: World, moderator: Caller, board: Unruly
) -> None:
    board.faults = {"a": ConnectionError()}
    await put(world, moderator, post_to("a", until=MONDAY + timedelta(hours=1)))
    await world.core.deliver()
    board.faults = {}
    world.clock.advance(hours=2)
    await world.core.deliver()
    assert board.tried == ["a"]
    assert [row.state for row in await rows(world)] == ["expired"]


async def test_a_post_that_was_sent_in_time_is_found_when_its_time_has_passed(
    world: World, moderator: Caller, board: Unruly
) -> None:
    board.lost_answer = ConnectionError()
    await put(world, moderator, post_to("a", until=MONDAY + timedelta(hours=1)))
    await world.core.deliver()
    world.clock.advance(hours=2)
    await world.core.deliver()
    assert [(row.state, row.message) for row in await rows(world)] == [("sent", "m1")]
