"""What moderators write to have none of a setting: it works, or they read what does what they mean."""

import pytest

from tests.world import Caller, World, words


@pytest.fixture
async def omar(world: World) -> Caller:
    await world.launch()
    return world.caller("omar", administrator=True)


@pytest.mark.parametrize(
    ("setting", "way_out"),
    [
        ({"checkin": "off"}, "</manage edit days=fri> keeps Friday alone"),
        ({"days": "none"}, "</manage edit days=fri> keeps Friday alone"),
        ({"challenge": "off"}, "</manage edit challenges=none> turns its challenges off."),
    ],
)
async def test_who_turns_off_what_has_no_off_reads_what_does_what_they_mean(
    omar: Caller, setting: dict[str, str], way_out: str
) -> None:
    assert way_out in words(await omar.card("manage edit", **setting))


async def test_no_end_is_the_end_that_was_planned(world: World, omar: Caller) -> None:
    assert "Nothing changed" in words(await omar.card("manage edit", end="none"))
    await omar.card("manage edit", end="2026-02-02")
    assert "Ends: Mon, Feb 2, 2026 → Mon, Mar 30, 2026" in words(await omar.card("manage edit", end="none"))
    await omar.card("manage edit", end="2026-02-02")
    world.clock.advance(days=2)
    await omar.card("manage pause", first="today")
    assert "Mon, Feb 2, 2026 → not known while it is paused" in words(await omar.card("manage edit", end="none"))
