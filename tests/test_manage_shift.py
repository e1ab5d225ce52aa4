"""Moderators take days of a shift back."""

from datetime import UTC, datetime

import pytest

from tests.told_plan import moderator_on_wednesday, pass_days
from tests.world import Caller, World, pressed, words


@pytest.fixture
async def omar(world: World, cohort: str) -> Caller:
    return await moderator_on_wednesday(world)


async def test_shifts_in_a_row_are_shown_as_one_and_days_of_them_are_taken_back(world: World, omar: Caller) -> None:
    await omar.card("manage shift", by="7 Tage")
    asked = await world.caller("nina", administrator=True).card("manage shift", by="um eine Woche")
    assert "omar shifted ML January by just as much a moment ago." in words(asked)
    second = await pressed(omar, asked, "Shift once more")
    assert "Breaks: no week begins Mon, Jan 12, 2026 to Sun, Jan 25, 2026\n" in words(second)
    assert asked.title == (await pressed(omar, asked, "Shift once more")).title, "pressed twice"
    await pass_days(world, 1)
    back = words(await omar.card("manage shift", by="-1 week"))
    assert "Breaks: no week begins Mon, Jan 12, 2026 to Sun, Jan 18, 2026\n" in back
    assert "Week 2 begins" in back
    assert "It is taken back already." in words(await pressed(omar, second, "Undo"))
    refused = words(await omar.card("manage shift", by="8 days earlier"))
    assert "The next shift has no 8 days left to take back: no week begins Mon, Jan 12, 2026 to Sun, Jan 18, 2026." in refused
    world.clock.now = datetime(2026, 1, 14, 12, tzinfo=UTC)
    await omar.card("manage shift", by="5 days earlier")
    await pass_days(world, 1)
    assert f"{world.board.posts('week/2/')[0].post.due_at:%a %d}" == "Wed 14"


async def test_an_undo_that_comes_too_late_names_a_cure_that_helps(world: World, omar: Caller) -> None:
    shifted = await omar.card("manage shift", by="3 days")
    await omar.card("manage holidays", days="2026-01-09")
    refused = words(await pressed(omar, shifted, "Undo"))
    assert '</manage shift by="-3 days"> takes that much of a shift back.' in refused
    assert "The weeks are back where they were." in words(await omar.card("manage shift", by="-3 days"))
    refused = words(await pressed(omar, shifted, "Undo"))
    assert "What this changed is taken back already, or is over." in refused
    assert "manage shift" not in refused


async def test_a_cohort_that_has_not_begun_begins_earlier_but_not_in_the_past(world: World, omar: Caller) -> None:
    later = await world.launch(name="ML February", start="2026-02-02")
    await omar.card("manage shift", by="-1 week", cohort=later)
    assert "First day: Mon, Jan 26, 2026" in words(await omar.card("manage edit", cohort=later))
    assert "is over; choose today or a later day." in words(await omar.card("manage shift", by="-4 weeks", cohort=later))
