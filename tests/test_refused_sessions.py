"""When no live session can be."""

from tests.test_live_sessions import planned
from tests.world import Caller, World, words


async def test_an_hour_that_the_clocks_skip_is_refused_under_its_field(world: World, moderator: Caller) -> None:
    berlin = await world.launch("Berlin", start="2026-03-02")
    await moderator.card("manage edit", cohort=berlin, zone="Europe/Berlin")
    refused = await planned(moderator, berlin, day="2026-03-29", at="02:30")
    assert "On Sun, Mar 29, 2026 the clocks of Berlin skip 2:30" in words(refused)
    assert "3:30" not in words(refused)
    assert (await planned(moderator, berlin, day="2026-03-29", at="03:30")).refused is None


async def test_what_is_over_or_leads_nowhere_is_refused(world: World, cohort: str, moderator: Caller) -> None:
    assert "That is over" in words(await planned(moderator, cohort, day="2026-01-05", at="17:00"))
    assert "within a year" in words(await planned(moderator, cohort, day="2027-06-01"))
    assert "ML January ends on" in words(await planned(moderator, cohort, day="2026-12-22"))
    assert "paste an address" in words(await planned(moderator, cohort, link="javascript:alert(1)"))
