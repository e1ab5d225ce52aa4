"""Undo of a pause, of days off and of a shift when days of it have passed: those stay as they were."""

from datetime import UTC, datetime

import pytest

from bot.interface.card import Card
from tests.ended import end_now
from tests.told_plan import moderator_on_wednesday, pass_days, plan_news
from tests.world import Caller, World, press, words

pytestmark = pytest.mark.slow


@pytest.fixture
async def omar(world: World, cohort: str) -> Caller:
    return await moderator_on_wednesday(world)


async def _undo(omar: Caller, card: Card) -> Card:
    answer = await omar.make(press(card, "Undo"), "press")
    assert isinstance(answer, Card)
    return answer


async def _refused(omar: Caller, card: Card) -> str:
    before = words(await omar.card("manage edit"))
    refused = words(await _undo(omar, card))
    assert words(await omar.card("manage edit")) == before
    return refused


async def test_undo_of_a_pause_that_is_under_way_ends_it_now_and_says_so(world: World, omar: Caller, ann: Caller) -> None:
    await ann.card("checkin", did="a page")
    paused = await omar.card("manage pause", first="2026-01-08")
    await pass_days(world, 3)
    undone = words(await _undo(omar, paused))
    assert "Breaks: pause from Thu, Jan 8, 2026 on → pause Thu, Jan 8, 2026 to Fri, Jan 9, 2026" in undone
    assert "The pause ends now; its days that are over stay as they were." in undone
    await world.tick()
    assert "From Thu, Jan 8, 2026 to Fri, Jan 9, 2026 nothing was asked, and streaks stand still." in plan_news(world)[-1]
    assert not any("does not take place" in news for news in plan_news(world))
    await pass_days(world, 1)
    progress = words(await ann.card("progress"))
    assert "Streak: 1 day" in progress
    assert "missed" not in progress


async def test_undo_of_that_undo_lets_the_pause_go_on_from_that_day(world: World, omar: Caller) -> None:
    paused = await omar.card("manage pause", first="2026-01-08", last="2026-01-20")
    await pass_days(world, 2)
    undone = await _undo(omar, paused)
    await pass_days(world, 1)
    again = words(await _undo(omar, undone))
    pauses = "pause Thu, Jan 8, 2026; pause Sat, Jan 10, 2026 to Tue, Jan 20, 2026"
    assert f"→ {pauses}" in again
    assert "Days that are over stay as they were" in again


async def test_undo_of_what_is_over_is_refused_with_what_can_be_done_at_both_of_its_buttons(
    world: World, omar: Caller, ann: Caller
) -> None:
    await omar.card("manage settings", log="channel-9")
    await ann.card("checkin", did="a page")
    await omar.card("manage pause", first="2026-01-08", last="2026-01-08")
    day_off = await omar.card("manage holidays", days="2026-01-09")
    await pass_days(world, 4)
    logs = [log.post.card for log in world.board.posts("audit/") if "A cohort was changed" in words(log.post.card)]
    for card in (day_off, logs[-1]):
        told = await _refused(omar, card)
        assert "It is too late to take this back: the days of ML January that this would change are over." in told
        assert "</manage repair>" in told
        assert "</manage pause>" in told
    assert "Streak: 1 day" in words(await ann.card("progress"))


async def test_undo_of_days_off_leaves_those_that_are_over(world: World, omar: Caller) -> None:
    off = await omar.card("manage holidays", days="2026-01-08 - 2026-01-12")
    await pass_days(world, 2)
    assert "→ Thu, Jan 8, 2026 off" in words(await _undo(omar, off))


async def test_undo_of_a_pause_after_the_week_began_that_it_put_off_lets_no_week_jump(world: World, omar: Caller) -> None:
    paused = await omar.card("manage pause", first="2026-01-12", last="2026-01-18")
    await pass_days(world, 13)
    week = words(await omar.card("milestone"))
    assert "too late to take this back" in await _refused(omar, paused)
    assert words(await omar.card("milestone")) == week


async def test_undo_of_a_shift_lets_the_week_begin_on_its_weekday_and_none_when_that_is_the_same(
    world: World, omar: Caller
) -> None:
    shifted = await omar.card("manage shift", by="2 weeks")
    await pass_days(world, 6)
    undone = words(await _undo(omar, shifted))
    assert "→ no week begins Mon, Jan 12, 2026 to Sun, Jan 18, 2026" in undone
    await pass_days(world, 7)
    assert {delivery.post.due_at.date().isoformat() for delivery in world.board.posts("week/2/")} == {"2026-01-19"}


async def test_undo_of_a_resume_after_the_next_week_began_is_refused_with_what_helps(world: World, omar: Caller) -> None:
    await omar.card("manage pause", first="2026-01-08")
    await pass_days(world, 1)
    resumed = await omar.card("manage resume")
    world.clock.now = datetime(2026, 1, 13, 12, tzinfo=UTC)
    await world.tick()
    refused = await _refused(omar, resumed)
    assert "This cannot be taken back, since week 2 of ML January has begun." in refused
    assert "/manage pause" in refused
    assert "earlier hour" not in refused


async def test_an_end_that_was_taken_back_is_not_put_back_once_the_cohort_has_gone_on_for_days(
    world: World, omar: Caller
) -> None:
    ended = await end_now(omar)
    goes_on = await _undo(omar, ended)
    again = await _undo(omar, goes_on)  # on the same day it ends once more
    goes_on = await _undo(omar, again)
    await pass_days(world, 3)
    refused = await _refused(omar, goes_on)
    assert "ML January has gone on since, so that this cannot be taken back. </manage end> lets it end now." in refused


async def test_an_undo_that_comes_a_month_later_names_the_command_that_puts_it_back(world: World, omar: Caller) -> None:
    edited = await omar.card("manage edit", checkin="20:15", days="mon,wed")
    world.clock.advance(days=40)
    refused = await _refused(omar, edited)
    assert "This change of ML January was made more than 30 days ago." in refused
    assert '</manage edit cohort=ml-january days="Mon, Tue, Wed, Thu, Fri" checkin=18:00> puts it back as it was.' in refused
    await omar.card("manage edit", cohort="ml-january", days="Mon, Tue, Wed, Thu, Fri", checkin="18:00")
    assert "It is taken back already." in await _refused(omar, edited)


async def test_a_shift_below_a_later_pause_is_taken_back_as_the_refusal_says(omar: Caller) -> None:
    before = words(await omar.card("cohort info"))
    shifted = await omar.card("manage shift", by="2 days")
    await omar.card("manage pause", first="2026-02-20", last="2026-02-25")
    refused = await _refused(omar, shifted)
    assert "manage edit" not in refused
    assert '</manage shift by="-2 days"> takes that much of a shift back.' in refused
    await omar.card("manage shift", by="-2 days")
    await omar.card("manage resume")
    assert words(await omar.card("cohort info")) == before
