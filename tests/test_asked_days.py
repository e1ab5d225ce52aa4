"""On which days a check-in was asked of whom: one rule, for the streak and for what can still be handed in."""

from datetime import UTC, datetime

from tests.ended import end_now
from tests.walked_time import until
from tests.world import Caller, World, pressed, words


async def _leave_and_come_back(world: World, person: Caller, **away: float) -> None:
    await person.card("cohort leave")
    world.clock.advance(**away)
    await person.card("cohort join")


async def test_a_day_that_was_asked_before_an_early_end_is_missing_wherever_it_is_shown(world: World, ann: Caller) -> None:
    await ann.card("checkin", did="Read")
    await until(world, datetime(2026, 1, 7, 19, tzinfo=UTC))
    await end_now(world.caller("omar", administrator=True))
    home, progress = words(await ann.card("today")), words(await pressed(ann, await ann.card("progress"), "All days"))
    assert "Not checked in: Tue, Jan 6, 2026. Until" in home
    assert "Not checked in: Wed, Jan 7, 2026. Until" in home
    assert "· Wed, Jan 7, 2026: still open" in progress


async def test_a_day_whose_hour_comes_after_an_early_end_is_missing_nowhere(world: World, ann: Caller) -> None:
    await ann.card("checkin", did="Read")
    await until(world, datetime(2026, 1, 7, 17, tzinfo=UTC))
    await end_now(world.caller("omar", administrator=True))
    assert "Not checked in: Tue, Jan 6, 2026." in words(await ann.card("today"))
    assert "– Wed, Jan 7, 2026: nothing asked" in words(await pressed(ann, await ann.card("progress"), "All days"))


async def test_leaving_and_coming_back_each_day_is_no_way_around_a_check_in(world: World, ann: Caller) -> None:
    await ann.card("checkin", did="Read")
    for day in range(6, 10):
        await until(world, datetime(2026, 1, day, 9, tzinfo=UTC))
        await _leave_and_come_back(world, ann, minutes=5)
        await until(world, datetime(2026, 1, day, 20, tzinfo=UTC))
        await _leave_and_come_back(world, ann, minutes=5)
    progress = words(await pressed(ann, await ann.card("progress"), "All days"))
    assert "· Wed, Jan 7, 2026: missed" in progress
    assert "Streak: 0 days" in progress


async def test_nothing_is_asked_of_whoever_is_out_at_the_hour_of_a_check_in(world: World, ann: Caller) -> None:
    await ann.card("checkin", did="Read")
    await until(world, datetime(2026, 1, 6, 17, tzinfo=UTC))
    await _leave_and_come_back(world, ann, hours=2)
    world.clock.advance(hours=1)
    await _leave_and_come_back(world, ann, hours=1)
    assert "– Tue, Jan 6, 2026: nothing asked" in words(await pressed(ann, await ann.card("progress"), "All days"))
