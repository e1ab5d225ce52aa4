"""What whoever asked for reviews reads while weeks go by: nobody is said to be asked who has left or kept silent."""

from datetime import timedelta

import pytest

from bot.interface.call import Call
from bot.interface.card import Form
from tests.world import Caller, World, press, pressed, words

OTHERS_ARE_ASKED, NEXT_IS_ASKED, NOBODY_IS_LEFT = "Others are asked", "Whoever is next to finish it", "Nobody who reviews is left"


@pytest.fixture
async def two(world: World, cohort: str) -> tuple[Caller, Caller]:
    """Have both done the first week, want to review, and ann has asked: ben is."""
    ann, ben = world.caller("ann"), world.caller("ben")
    for caller in (ann, ben):
        await caller.card("cohort join", cohort=cohort)
        await caller.card("me settings", reviews="yes", visibility="cohort")
    await world.caller("omar", administrator=True).card("manage edit", cohort=cohort, reviews="yes")
    world.clock.now += timedelta(days=1, hours=4)
    await world.tick()
    for caller in (ben, ann):
        await caller.card("milestone done", "submit", week="1", cohort=cohort, note="mine")
    await ann.make(Call("milestone ask-review", {"week": "1", "cohort": cohort}), "press")
    await world.tick()
    assert await _told(ann) == OTHERS_ARE_ASKED
    return ann, ben


async def _told(ann: Caller) -> str:
    card = words(await ann.card("milestone", week="1"))
    (said,) = [each for each in (OTHERS_ARE_ASKED, NEXT_IS_ASKED, NOBODY_IS_LEFT) if each in card]
    return said


async def _read_each_day(world: World, ann: Caller, days: int) -> list[str]:
    told: list[str] = []
    for _ in range(days):
        world.clock.now += timedelta(days=1)
        await world.tick()
        told.append(await _told(ann))
    return told


async def test_once_the_only_other_one_has_left_nobody_is_said_to_be_asked(
    world: World, two: tuple[Caller, Caller], cohort: str
) -> None:
    ann, ben = two
    await ben.card("cohort leave", cohort=cohort)
    assert await _read_each_day(world, ann, 23) == [NOBODY_IS_LEFT] * 23


async def test_who_does_not_answer_is_said_to_be_asked_for_four_days(world: World, two: tuple[Caller, Caller]) -> None:
    ann, _ = two
    assert await _read_each_day(world, ann, 10) == [OTHERS_ARE_ASKED] * 4 + [NOBODY_IS_LEFT] * 6


async def test_after_the_only_review_that_can_be_the_next_is_only_awaited_from_whoever_joins(
    world: World, two: tuple[Caller, Caller], cohort: str
) -> None:
    ann, ben = two
    await _read_each_day(world, ann, 1)
    (question,) = [each.post.card for each in world.board.posts("peer-review/question/")]
    look = await pressed(ben, question, "Look at it")
    form = await ben.make(press(look, "Write the review"), "press")
    assert isinstance(form, Form)
    await ben.submit(form, good="Clear", seen="", next="")
    assert await _read_each_day(world, ann, 21) == [NOBODY_IS_LEFT] * 21
    assert "1 of 2 reviewed it." in words(await ann.card("milestone", week="1"))
    cleo = world.caller("cleo")
    await cleo.card("cohort join", cohort=cohort)
    await cleo.card("me settings", reviews="yes", visibility="cohort")
    assert await _told(ann) == NEXT_IS_ASKED
