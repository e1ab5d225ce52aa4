"""What goes to the next in line as soon as it is left is given up only by whoever has read that."""

import pytest

from tests.full_cohort import fill, given, joining
from tests.world import Caller, World, pressed, words

PLACE = "Others wait: your place goes to the next in line at once, and if you come back, you are last in line."
TURN = "Others wait behind you: they move up at once, and if you join again, you are last in line."


@pytest.fixture
async def omar(world: World, ann: Caller, cohort: str) -> Caller:
    """A moderator of a cohort of two places, which ann and ben have."""
    return await fill(world, cohort)


async def test_a_place_that_others_wait_for_is_left_by_a_press_under_what_becomes_of_it(
    world: World, omar: Caller, cohort: str
) -> None:
    ben = world.caller("ben")
    await joining(world, cohort, "cleo", "dora")
    listed, shown = await ben.card("cohort list"), await ben.card("cohort info")
    for asked in (await pressed(ben, listed, "Leave"), await pressed(ben, shown, "Leave"), await ben.card("cohort leave")):
        assert words(asked).splitlines() == ["Leave ML January?", PLACE, "", "Leave"]
    assert await given(world) == []
    left = await pressed(ben, asked, "Leave")
    assert "You left ML January" in words(left)
    assert await pressed(ben, asked, "Leave") == await pressed(ben, listed, "Leave") == left
    assert await given(world) == ["cleo"]
    assert "You are number **2** in line." in words(await pressed(ben, left, "Come back"))


async def test_where_nobody_waits_leave_acts_at_once_and_come_back_takes_it_back(world: World, omar: Caller, cohort: str) -> None:
    ben = world.caller("ben")
    left = await pressed(ben, await ben.card("cohort list"), "Leave")
    assert "You left ML January" in words(left)
    assert "You are in ML January" in words(await pressed(ben, left, "Come back"))


async def test_a_turn_in_line_is_left_the_same_way_if_others_are_behind(world: World, omar: Caller, cohort: str) -> None:
    await joining(world, cohort, "cleo", "dora")
    cleo = world.caller("cleo")
    asked = await pressed(cleo, await cleo.card("today"), "Leave the line of ML January")
    assert words(asked).splitlines() == ["Leave the line of ML January?", TURN, "", "Leave the line"]
    assert "number **1** in line" in words(await cleo.card("today"))
    left = await pressed(cleo, asked, "Leave the line")
    assert "You left the line of ML January" in words(left)
    assert "number **1** in line" in words(await world.caller("dora").card("today"))
    assert "You are number **2** in line." in words(await pressed(cleo, left, "Join the line"))


async def test_a_moderator_reads_who_gets_the_place_of_whom_they_take_out(world: World, omar: Caller, cohort: str) -> None:
    goes_on = "The place goes to the next in line at once."
    assert goes_on not in words(await omar.card("manage remove", member="ben"))
    await joining(world, cohort, "cleo")
    card = await omar.card("manage remove", member="ben")
    assert goes_on in words(card)
    assert goes_on not in words(await pressed(omar, card, "Take out of the cohort"))
    assert await given(world) == ["cleo"]


async def test_a_place_of_which_there_are_too_many_is_left_by_a_press_under_what_becomes_of_it(
    world: World, omar: Caller, cohort: str
) -> None:
    await omar.card("manage edit", capacity="1")
    ben = world.caller("ben")
    asked = await ben.card("cohort leave")
    assert "Leave ML January?" in words(asked)
    assert "More are in it than it has places" in words(asked)
    left = await pressed(ben, asked, "Leave")
    assert "You left ML January" in words(left)
    assert "You are number **1** in line." in words(await pressed(ben, left, "Come back"))


async def test_who_is_let_in_again_has_a_place_if_one_is_free(world: World, omar: Caller, cohort: str) -> None:
    out = await pressed(omar, await omar.card("manage remove", member="ben"), "Take out of the cohort")
    assert "in the cohort" in words(await pressed(omar, out, "Let in again"))
    assert "check in for ML January" in words(await world.caller("ben").card("today"))


async def test_who_is_let_in_again_where_no_place_is_free_waits_and_the_moderator_is_told(
    world: World, omar: Caller, cohort: str
) -> None:
    await joining(world, cohort, "cleo")
    out = await pressed(omar, await omar.card("manage remove", member="ben"), "Take out of the cohort")
    told = words(await pressed(omar, out, "Let in again"))
    assert "no place is free" in told
    assert "You are number **1** in line." in words(await world.caller("ben").card("cohort join"))
