"""A day that was missed and can still be filled in: progress and the hub say so, with the press that fills it."""

from datetime import UTC, datetime

from tests.world import Caller, World, press, pressed, words

DAY = "Thu, Jan 8, 2026"


async def _missed_thursday(world: World, caller: Caller) -> None:
    """Three days kept, then none; it is Saturday at 11:00, and Thursday is over everywhere."""
    for day in (5, 6, 7):
        world.clock.now = datetime(2026, 1, day, 19, tzinfo=UTC)
        await caller.card("checkin", did="a page")
    world.clock.now = datetime(2026, 1, 10, 11, tzinfo=UTC)


async def test_a_missed_day_that_is_still_open_is_filled_in_with_a_press_and_the_streak_is_back(
    world: World, ann: Caller
) -> None:
    await _missed_thursday(world, ann)
    shown = await ann.card("progress")
    assert "Streak: 0 days, 5 with the open ones" in words(shown)
    assert f"· {DAY}: missed so far, still open" in words(await pressed(ann, shown, "All days"))
    assert f"Not checked in, and still open: {DAY}; Fri, Jan 9, 2026." in words(await ann.card("today"))
    form = await ann.form("checkin", "press", **press(shown, "Check in for Thursday").values)
    await ann.submit(form, did="late")
    assert "Streak: 4 days" in words(await ann.card("progress"))
    assert press(await ann.card("today"), "Check in for Friday").path == "checkin"


async def test_once_it_is_closed_it_is_missed(world: World, ann: Caller) -> None:
    await _missed_thursday(world, ann)
    world.clock.now = datetime(2026, 1, 11, 1, tzinfo=UTC)
    shown = await ann.card("progress")
    assert f"· {DAY}: missed\n" in words(await pressed(ann, shown, "All days"))
    assert f"still open: {DAY}" not in words(shown)


async def test_who_never_checked_in_is_shown_the_open_days_too(world: World, ann: Caller, cohort: str) -> None:
    """They are reminded of these days, and a check-in is taken for them; on leave they are asked for nothing."""
    ben = world.caller("ben")
    await ben.card("cohort join", cohort=cohort)
    world.clock.now = datetime(2026, 1, 7, 19, tzinfo=UTC)
    await ben.card("checkin", did="The first")
    for caller in (ann, ben):
        assert "still open: Tue, Jan 6, 2026." in words(await caller.card("today"))
        assert press(await caller.card("progress"), "Check in for Tuesday").path == "checkin"
    await ann.card("me away", until="2026-01-08")
    world.clock.now = datetime(2026, 1, 9, 12, tzinfo=UTC)
    assert "still open" not in words(await ann.card("today"))


async def test_a_year_after_a_cohort_its_own_last_days_are_shown_and_those_after_it_are_not(world: World, ann: Caller) -> None:
    world.clock.now = datetime(2026, 3, 26, 19, tzinfo=UTC)
    await ann.card("checkin", did="a page")
    world.clock.now = datetime(2027, 3, 26, 19, tzinfo=UTC)
    shown = words(await pressed(ann, await ann.card("progress"), "All days"))
    assert "**Your days**\n– Mon, Mar 30, 2026" in shown
    assert "✓ Thu, Mar 26, 2026: checked in" in shown
