"""A roadmap without challenges and without figures: what is not there is said, and nothing is promised of it."""

import pytest

from tests.small_pack import publish_small_pack
from tests.world import Caller, World, words


@pytest.fixture
async def ann(world: World) -> Caller:
    """In a cohort that has just begun."""
    await publish_small_pack(world.core.engines, challenges=())
    cohort = await world.launch()
    caller = world.caller("ann")
    await caller.card("cohort join", cohort=cohort)
    await world.tick()
    return caller


async def test_no_challenge_is_promised(ann: Caller) -> None:
    assert "ML January has no daily challenges." in words(await ann.card("challenge today"))
    assert "The roadmaps here have no challenges." in words(await ann.card("challenge practice"))


async def test_a_list_of_salaries_without_any_says_so(ann: Caller) -> None:
    assert "No source here speaks of pay." in words(await ann.card("salary"))
