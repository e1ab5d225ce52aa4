"""Personal leave: no reminders, a streak that stands still, and nobody who is told."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.leave import Leave, back_from_leave, leave_on, on_leave
from bot.interface.card import Card
from bot.interface.typed import read
from bot.wiring.features import all_commands
from tests.world import Caller, World, press, pressed, words

TODAY = date(2026, 1, 14)


# Days of a leave


@given(st.lists(st.tuples(st.integers(-3, 9), st.none() | st.integers(0, 9)), max_size=12))
def test_days_before_today_stay_as_they_were_and_leaves_stay_in_order(steps: list[tuple[int, int | None]]) -> None:
    """Somebody goes on leave for some days or comes back, while their day moves on, or back when they travel."""
    leaves: tuple[Leave, ...] = ()
    today = TODAY
    for moved, days in steps:
        today += timedelta(days=moved)
        before = leaves
        leaves = back_from_leave(leaves, today) if days is None else on_leave(leaves, today, today + timedelta(days=days))
        for back in range(1, 60):
            day = today - timedelta(days=back)
            assert bool(leave_on(leaves, day)) == bool(leave_on(before, day))
        assert bool(leave_on(leaves, today)) == (days is not None)
        assert not leave_on(leaves, today + timedelta(days=(days or 0) + 1))
        assert all(one.last < other.first for one, other in pairwise(leaves))
        assert all(leave.first <= leave.last for leave in leaves)


# A member who is away


async def test_no_reminder_comes_while_they_are_away_and_they_come_again_by_themselves(world: World, ann: Caller) -> None:
    await ann.card("me settings", reminders="on", hours="9-22")
    told = words(await ann.card("me away", until="2026-01-07"))
    assert "You are away until Wed, Jan 7" in told
    assert "from Thu, Jan 8, 2026 on everything is as before" in told
    for day in (6, 7, 8):
        assert not world.board.posts("remind/")
        world.clock.now = datetime(2026, 1, day, 20, 5, tzinfo=UTC)
        await world.tick()
    assert [delivery.post.key.split("/")[3] for delivery in world.board.posts("remind/")] == ["2026-01-08"]


@pytest.mark.parametrize(
    ("typed", "last"),
    [
        ("a month", "Wed, Feb 4"), ("for two weeks", "Sun, Jan 18"), ("in a week", "Sun, Jan 11"),
        ("end of the week", "Sun, Jan 11"),
        ("the end of next month", "Sat, Feb 28"), ("end of january", "Sat, Jan 31"), ("next friday", "Fri, Jan 9"),
    ],
)  # fmt: skip
async def test_a_leave_is_as_long_as_it_is_said_to_be(ann: Caller, typed: str, last: str) -> None:
    for line in (f"me away until={typed}", f"me away until {typed}", f"me away {typed}"):
        card = await ann.make(read(line, all_commands()))
        assert isinstance(card, Card)
        assert f"You are away until {last}, 2026" in words(card)
    refused = await ann.make(read("me away until=the cows come home", all_commands()))
    assert isinstance(refused, Card)
    assert "is not a date; write it such as Friday, 29 Nov or 2026-01-31." in words(refused)


async def test_a_reminder_on_its_way_is_not_sent_to_who_went_away_meanwhile(world: World, ann: Caller) -> None:
    await ann.card("me settings", reminders="on", hours="21-22")
    world.clock.now = datetime(2026, 1, 6, 20, 5, tzinfo=UTC)
    await world.tick()
    await ann.card("me away", until="2026-01-06")
    world.clock.now = datetime(2026, 1, 6, 21, 5, tzinfo=UTC)
    await world.tick()
    assert not world.board.posts("remind/")


@pytest.mark.parametrize(("zone", "settings"), [("UTC", {"remind_at": "9:00"}), ("Pacific/Auckland", {})])
async def test_no_reminder_of_a_day_of_leave_comes_on_the_morning_after_it(
    world: World, cohort: str, zone: str, settings: dict[str, str]
) -> None:
    eve = world.caller("eve", zone=zone)
    await eve.card("cohort join", cohort=cohort)
    await eve.card("me settings", reminders="on", **settings)
    await eve.card("me away", until="2026-01-09")
    for hour in range(18, 44):  # from the prompt of Friday to Saturday night
        world.clock.now = datetime(2026, 1, 9, tzinfo=UTC) + timedelta(hours=hour, minutes=5)
        await world.tick()
    assert not world.board.posts(f"remind/{cohort}/day")


async def test_a_reminder_that_waits_for_the_morning_is_not_sent_to_who_took_its_day_off(world: World, ann: Caller) -> None:
    await ann.card("me settings", reminders="on", remind_at="9:00")
    world.clock.now = datetime(2026, 1, 6, 20, 5, tzinfo=UTC)
    await world.tick()
    await ann.card("me away", until="2026-01-06")
    world.clock.now = datetime(2026, 1, 7, 9, 5, tzinfo=UTC)
    await world.tick()
    assert not world.board.posts("remind/")


async def kept_days(world: World, ann: Caller, *days: int) -> None:
    for day in days:
        world.clock.now = datetime(2026, 1, day, 20, tzinfo=UTC)
        await ann.card("checkin", did="Read")


async def test_a_leave_neither_keeps_nor_breaks_the_streak_nor_takes_a_freeze_and_what_is_done_counts(
    world: World, ann: Caller
) -> None:
    await kept_days(world, ann, 5, 6, 7, 8, 9, 12, 13)
    world.clock.now = datetime(2026, 1, 14, 9, tzinfo=UTC)
    await ann.card("me away", until="2026-01-23")
    await kept_days(world, ann, 16)
    world.clock.now = datetime(2026, 1, 26, 9, tzinfo=UTC)
    shown = words(await ann.card("progress days", "press"))
    for part in (
        "Streak: 8 days", "Freezes in hand: 1 of 3", "– Fri, Jan 23, 2026: you were away", "✓ Fri, Jan 16, 2026: checked in",
    ):  # fmt: skip
        assert part in shown
    assert "I am back" not in shown
    world.clock.now = datetime(2026, 1, 28, 23, tzinfo=UTC)
    assert "missed, a freeze saved it" in words(await ann.card("progress days", "press"))


async def test_coming_back_early_is_one_press_wherever_the_leave_is_shown(world: World, ann: Caller) -> None:
    await kept_days(world, ann, 5)
    world.clock.now = datetime(2026, 1, 6, 9, tzinfo=UTC)
    away = await ann.card("me away", until="2026-02-06")
    world.clock.now = datetime(2026, 1, 9, 9, tzinfo=UTC)
    settings, progress, home = [await ann.card(path) for path in ("me settings", "progress", "today")]
    assert "Away: until Fri, Feb 6, 2026" in words(settings)
    assert "Away until Fri, Feb 6, 2026: streak stands still." in words(progress)
    presses = [press(card, "I am back") for card in (away, settings, progress, home)]
    back = [await ann.make(call, "press") for call in presses]
    assert all(card == back[0] for card in back)
    assert "Away" not in words(await ann.card("me settings"))
    shown = words(await ann.card("progress days", "press"))
    assert "· Fri, Jan 9, 2026: still open" in shown
    assert "– Thu, Jan 8, 2026: you were away" in shown
    assert "Streak: 1 day" in shown


async def test_a_leave_that_was_a_slip_is_undone_without_a_trace(ann: Caller) -> None:
    before = await ann.card("progress")
    await ann.make(press(await ann.card("me away", until="2026-02-06"), "I am back"), "press")
    assert await ann.card("progress") == before


async def test_the_last_day_can_be_changed_while_away(ann: Caller) -> None:
    await ann.card("me away", until="2026-02-06")
    await ann.card("me away", until="2026-01-20")
    assert "Away: until Tue, Jan 20, 2026" in words(await ann.card("me settings"))


async def test_a_day_that_no_leave_can_last_until_is_refused_in_one_sentence(ann: Caller) -> None:
    assert "has passed" in words(await ann.card("me away", until="2026-01-04"))
    assert "a year at most" in words(await ann.card("me away", until="9999-12-31"))
    assert "“0 days” is not a date" in words(await ann.card("me away", until="0 days"))
    assert "Away" not in words(await ann.card("me settings"))


async def test_without_a_day_a_form_asks_for_it(ann: Caller) -> None:
    form = await ann.form("me away")
    assert "away until Tue, Jan 6" in (await ann.submit(form, until="2026-01-06")).title


async def test_who_is_away_is_not_told_that_a_checkin_comes_next(ann: Caller) -> None:
    assert "check in for" in words(await ann.card("today"))
    await ann.card("me away", until="2026-01-06")
    assert "check in for" not in words(await ann.card("today"))
    assert "No check-in is asked today." in words(await ann.card("today"))


async def test_nobody_else_is_told(world: World, ann: Caller, cohort: str) -> None:
    """All that others can see is the same whether somebody is away or not."""
    ben, moderator = world.caller("ben"), world.caller("moderator", administrator=True)
    await ben.card("cohort join", cohort=cohort)
    await ann.card("me settings", visibility="cohort")
    world.clock.advance(days=1)

    async def seen() -> list[object]:
        return [
            await ben.card("leaderboard", cohort=cohort),
            await ben.card("cohort info", cohort=cohort),
            await moderator.card("manage remove", cohort=cohort, member="ann"),
            await moderator.card("today"),
        ]

    async def posted() -> list[object]:
        await world.tick()
        return [delivery.post.card for delivery in world.board.posts()]

    before, posts = await seen(), await posted()
    await ann.card("me away", until="2026-02-06")
    assert await seen() == before
    assert await posted() == posts


async def test_coming_back_is_answered_alike_however_often_it_is_pressed(ann: Caller) -> None:
    away = await ann.card("me away", until="2026-02-06")
    back = await pressed(ann, away, "I am back")
    assert "You are not away" in words(back)
    assert await pressed(ann, away, "I am back") == back


async def test_the_form_holds_the_day_until_which_somebody_is_away(ann: Caller) -> None:
    assert (await ann.form("me away")).inputs[0].value == ""
    await ann.card("me away", until="for a week")
    form = await ann.form("me away")
    assert form.inputs[0].value == "2026-01-11"
    assert "You are not away" in words(await ann.submit(form, until="none"))
    assert "You are not away" in words(await ann.card("me away", until="off"))
