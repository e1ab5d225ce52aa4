"""What people read in a channel stands in the order in which it makes sense, whatever went wrong on the way."""

from datetime import timedelta

import pytest

from bot.errors import Hindrance, RetryLater, Undeliverable
from bot.interface.card import Text
from tests.challenge_samples import SINGLE
from tests.given_challenges import give
from tests.queued_posts import Unruly
from tests.walked_time import until
from tests.world import MONDAY, World

FAULTS = [RetryLater(20), ConnectionError(), Undeliverable(Hindrance.LACKS_PERMISSION)]


@pytest.fixture
def board() -> Unruly:
    return Unruly()


@pytest.mark.parametrize("fault", FAULTS, ids=repr)
async def test_a_welcome_is_read_before_its_milestone_also_if_it_failed_once(
    world: World, board: Unruly, fault: Exception
) -> None:
    await world.launch()
    board.faults = {"channel-1": fault}
    world.clock.advance(hours=10)
    await world.tick()
    assert not _read(board)
    board.faults = {}
    world.clock.advance(minutes=2)
    await world.tick()
    assert _read(board)[:2] == ["welcome", "week"]


def _read(board: Unruly) -> list[str]:
    return [sent.post.key.split("/")[0] for sent in board.posts() if (sent.post.channel, sent.post.kind) == ("channel-1", "send")]


@pytest.mark.parametrize("fault", FAULTS, ids=repr)
async def test_a_challenge_is_read_before_the_next_which_begins_with_its_solution(
    world: World, board: Unruly, fault: Exception
) -> None:
    await give(world, await world.launch(), SINGLE)
    await until(world, MONDAY + timedelta(hours=23, minutes=59))
    board.faults = {"channel-1": fault}
    world.clock.advance(minutes=2)
    await world.tick()
    assert "challenge" not in _read(board)
    board.faults = {}
    await until(world, MONDAY + timedelta(hours=50))
    first, second = [sent.post for sent in board.posts("challenge/") if sent.post.kind == "send"]
    assert first.key < second.key
    assert isinstance(second.card.blocks[0], Text)
    assert str(second.card.blocks[0].text).startswith("**Solution of")
