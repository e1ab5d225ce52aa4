"""A day that asks for a check-in has its prompt, though a change made it ask after the usual hour."""

from datetime import UTC, datetime

import pytest

from tests.walked_time import names, until
from tests.world import World, words

CHANGES = {
    "an open pause ends": ({"path": "manage pause", "first": "today"}, {"path": "manage resume"}),
    "a day off is taken back": ({"path": "manage holidays", "days": "2026-01-07"}, {"days": "2026-01-07", "off": "no"}),
    "the hour moves before the present": ({"path": "manage edit", "checkin": "22:00"}, {"checkin": "18:00"}),
    "the day is made one that asks": ({"path": "manage edit", "days": "mon,tue,thu"}, {"days": "mon,tue,wed,thu"}),
}


@pytest.mark.parametrize("change", CHANGES)
async def test_a_day_that_asks_again_late_is_asked_at_once_and_reminded_of_half_an_hour_later(world: World, change: str) -> None:
    await world.launch()
    ann, omar = world.caller("ann"), world.caller("omar", administrator=True)
    await ann.card("cohort join")
    await until(world, datetime(2026, 1, 6, 19, tzinfo=UTC))
    await ann.card("me settings", reminders="on", hours="9-22")
    await ann.card("checkin", did="a page")
    await until(world, datetime(2026, 1, 7, 10, tzinfo=UTC))
    before, after = CHANGES[change]
    await omar.card(**before)
    await until(world, datetime(2026, 1, 7, 20, tzinfo=UTC))
    assert "prompt/2026-01-07" not in names(world)
    await omar.card(**{"path": before["path"], **after})
    await world.tick()
    await world.tick()
    assert names(world, "prompt/")[-1] == "prompt/2026-01-07"
    assert "check in for ML January" in words(await ann.card("today"))
    await until(world, datetime(2026, 1, 7, 20, 20, tzinfo=UTC))
    assert not names(world, "remind/")
    await until(world, datetime(2026, 1, 7, 21, tzinfo=UTC))
    (reminder,) = world.board.posts("remind/")
    assert "Wed, Jan 7, 2026" in reminder.post.card.title


async def test_a_cohort_that_is_launched_after_the_hour_of_its_first_day_asks_from_the_next_day_on(world: World) -> None:
    world.clock.now = datetime(2026, 1, 5, 20, tzinfo=UTC)
    await world.launch()
    await until(world, datetime(2026, 1, 6, 20, tzinfo=UTC))
    assert names(world, "prompt/") == ["prompt/2026-01-06"]


async def test_a_pause_that_ends_in_the_last_seconds_of_a_day_still_lets_the_day_be_asked(world: World) -> None:
    await world.launch()
    omar = world.caller("omar", administrator=True)
    await until(world, datetime(2026, 1, 7, 10, tzinfo=UTC))
    await omar.card("manage pause", first="today")
    await until(world, datetime(2026, 1, 7, 23, 59, 30, tzinfo=UTC))
    await omar.card("manage resume")
    world.clock.advance(minutes=1)
    await world.tick()
    assert names(world, "prompt/")[-1] == "prompt/2026-01-07"


async def test_a_cohort_travels_east_over_midnight_only_once_it_has_asked_for_its_day(world: World) -> None:
    await world.launch()
    omar = world.caller("omar", administrator=True)
    await until(world, datetime(2026, 1, 7, 16, tzinfo=UTC))
    refused = words(await omar.card("manage edit", zone="Asia/Tokyo"))
    assert "Wed, Jan 7, 2026 would be over in ML January before its check-in is asked for <t:1767808800:both>" in refused
    await until(world, datetime(2026, 1, 7, 19, tzinfo=UTC))
    assert "is changed" in words(await omar.card("manage edit", zone="Asia/Tokyo"))
    await until(world, datetime(2026, 1, 8, 19, tzinfo=UTC))
    assert names(world, "prompt/")[-2:] == ["prompt/2026-01-07", "prompt/2026-01-08"]
