"""A cohort ends early, on another day, or is called off: what moderators, the channel and members see of it."""

from datetime import UTC, datetime

import pytest

from tests.ended import end_now
from tests.walked_time import until
from tests.world import Caller, World, press, pressed, words


@pytest.fixture
async def omar(world: World, cohort: str) -> Caller:
    await world.tick()
    return world.caller("omar", administrator=True)


async def _ticks(world: World, hours: int) -> None:
    for _ in range(hours // 6):
        world.clock.advance(hours=6)
        await world.tick()


async def test_a_cohort_ends_at_once_and_is_closed_when_nothing_can_be_handed_in_any_more(
    world: World, omar: Caller, ann: Caller
) -> None:
    assert "ML January has ended" in words(await end_now(omar))
    await world.tick()
    (news,) = world.board.posts("news/")
    assert "Until <t:" in words(news.post.card)
    before = len(world.board.posts())
    await _ticks(world, 96)
    assert {delivery.post.key.split("/")[0] for delivery in world.board.posts()[before:]} == {"closing"}
    assert "has ended" in words(await omar.card("manage end", cohort="ml-january"))


@pytest.mark.parametrize("day", [8, 9])
async def test_an_end_in_mid_week_brings_the_last_report_with_its_promise(
    world: World, omar: Caller, ann: Caller, day: int
) -> None:
    await omar.card("manage end", day=f"2026-01-{day:02}")
    await until(world, datetime(2026, 1, day, 17, 10, tzinfo=UTC))
    (report,) = [words(sent.post.card) for sent in world.board.posts("report/")]
    assert "week 1 in review" in report
    assert "That was the last week. Until <t:" in report
    await until(world, datetime(2026, 1, day + 4, tzinfo=UTC))
    assert len(world.board.posts("report/")) == 1


async def test_without_a_day_it_says_first_what_an_end_means_and_changes_nothing(world: World, omar: Caller) -> None:
    asked = await omar.card("manage end")
    assert asked.title == "End ML January now?"
    said = words(asked)
    for part in ("Until <t:", "Weeks 2 to 12 do not take place.", "Its channel hears it", "Nothing has changed yet."):
        assert part in said
    await _ticks(world, 6)
    assert not world.board.posts("news/")
    ended = await pressed(omar, asked, "End it now")
    assert "ML January has ended" in words(ended)
    assert await pressed(omar, asked, "End it now") == ended
    await pressed(omar, ended, "Undo")
    assert "ML January has ended" in words(await pressed(omar, await omar.card("manage end"), "End it now"))
    assert "ML January has ended" in words(await omar.card("manage end", cohort="ml-january"))


async def test_before_its_first_day_it_asks_before_it_calls_a_cohort_off(world: World, omar: Caller) -> None:
    asked = await omar.card("manage end", cohort=await world.launch(name="ML February", start="2026-02-02"))
    assert asked.title == "Call ML February off?"
    assert "It does not take place." in words(asked)
    off = await pressed(omar, asked, "Call it off")
    assert await pressed(omar, asked, "Call it off") == off
    world.clock.advance(days=2)
    assert "Breaks: none" in words(await pressed(omar, await pressed(omar, off, "Undo"), "All settings"))
    await world.tick()
    assert ["day off" in words(sent.post.card) for sent in world.board.posts("news/")] == [False, False]


async def test_an_end_is_taken_back_with_all_that_was_due(world: World, omar: Caller, ann: Caller) -> None:
    ended = await end_now(omar)
    await world.tick()
    await omar.make(press(ended, "Undo"), "press")
    await _ticks(world, 48)
    assert world.board.posts("prompt/2026-01-06")
    assert len(world.board.posts("news/")) == 1
    assert not world.board.posts("closing")


@pytest.mark.parametrize("way", ["undo", "edit"])
async def test_days_between_an_end_and_its_being_taken_back_were_not_asked(
    world: World, omar: Caller, ann: Caller, way: str
) -> None:
    for day in (5, 6, 7):
        await until(world, datetime(2026, 1, day, 19, tzinfo=UTC))
        await ann.card("checkin", did="a page")
    await until(world, datetime(2026, 1, 7, 20, tzinfo=UTC))
    ended = await end_now(omar)
    await until(world, datetime(2026, 1, 13, 12, tzinfo=UTC))
    if way == "undo":
        await omar.make(press(ended, "Undo"), "press")
    else:
        await omar.card("manage edit", cohort="ml-january", end="2026-03-02")
    shown = words(await ann.card("progress days", "press"))
    assert "Streak: 3 days" in shown
    assert "missed" not in shown
    assert "Mon, Jan 12, 2026: your cohorts were paused" in shown
    await until(world, datetime(2026, 1, 13, 12, 10, tzinfo=UTC))
    *_, news = world.board.posts("news/")
    assert "From Thu, Jan 8, 2026 to Mon, Jan 12, 2026 nothing was asked, and streaks stand still." in words(news.post.card)
    assert "Week 2 begins <t:1768845600" in words(news.post.card)
    assert "milestones can still be handed in" in words(news.post.card)
    settings = words(await omar.card("manage edit", cohort="ml-january"))
    assert ("Ends: Mon, Mar 2, 2026" in settings) == (way == "edit")


async def test_the_day_of_the_end_was_not_asked_if_it_ended_before_the_hour_of_its_checkin(
    world: World, omar: Caller, ann: Caller
) -> None:
    await until(world, datetime(2026, 1, 5, 19, tzinfo=UTC))
    await ann.card("checkin", did="a page")
    world.clock.now = datetime(2026, 1, 6, 12, tzinfo=UTC)
    ended = await end_now(omar)
    await until(world, datetime(2026, 1, 8, 12, tzinfo=UTC))
    await omar.make(press(ended, "Undo"), "press")
    told = words(await ann.card("progress days", "press"))
    assert "Streak: 1 day" in told
    assert "Tue, Jan 6, 2026: your cohorts were paused" in told
    await until(world, datetime(2026, 1, 8, 12, 10, tzinfo=UTC))
    *_, news = world.board.posts("news/")
    assert "Tue, Jan 6, 2026 counts as a day off: its check-in was not asked for, and streaks stand still." in words(
        news.post.card
    )


async def test_a_cohort_that_goes_on_and_is_ended_again_after_its_grace_promises_nothing(
    world: World, omar: Caller, ann: Caller
) -> None:
    await end_now(omar)
    await _ticks(world, 72)
    goes_on = await omar.card("manage edit", cohort="ml-january", end="2026-01-20")
    await world.tick()
    told = words(await omar.make(press(goes_on, "Undo"), "press"))
    await _ticks(world, 6)
    *_, news = [edit for edit in world.board.edits if edit.post.key.startswith("news/2026-01-08")]
    for said in (told, words(news.post.card)):
        assert "Until" not in said
    assert "Nothing can be handed in any more." in words(news.post.card)


async def test_more_time_is_taken_back_only_until_a_week_has_begun_in_it(world: World, omar: Caller, ann: Caller) -> None:
    await end_now(omar)
    goes_on = await omar.card("manage edit", cohort="ml-january", end="2026-01-20")
    world.clock.now = datetime(2026, 1, 13, 9, tzinfo=UTC)
    refused = words(await omar.make(press(goes_on, "Undo"), "press"))
    assert "Week 2 of ML January has begun, so that it cannot have ended before." in refused
    assert "hour" not in refused


async def test_a_cohort_ends_on_a_day(world: World, omar: Caller) -> None:
    told = words(await omar.card("manage end", day="2026-01-20"))
    assert "It ends <t:1768932000:date>." in told
    assert "Ends: Tue, Jan 20, 2026" in words(await omar.card("manage edit"))
    assert "is its last day already" in words(await omar.card("manage end", day="2026-01-20"))
    assert "is over; choose today" in words(await omar.card("manage end", day="2026-01-04"))
    world.clock.now = datetime(2026, 1, 20, 18, tzinfo=UTC)
    assert "has ended" in words(await omar.card("manage end", cohort="ml-january"))


async def test_a_week_that_would_begin_when_the_cohort_ends_is_promised_nowhere(world: World, omar: Caller, ann: Caller) -> None:
    await omar.card("manage end", day="2026-01-12")
    await until(world, datetime(2026, 1, 12, 17, 30, tzinfo=UTC))
    (report,) = world.board.posts("report/")
    closes = datetime(2026, 1, 15, tzinfo=UTC)
    assert f"That was the last week. Until <t:{int(closes.timestamp())}:both> milestones can still be handed in" in words(
        report.post.card
    )
    assert "Next:" not in words(report.post.card)
    assert "Week 1" in (await ann.card("milestone")).title
    (this_week,) = [line for line in words(await ann.card("progress")).splitlines() if "(this week)" in line]
    assert this_week.startswith("· 1.")
    await until(world, datetime(2026, 1, 12, 19, tzinfo=UTC))
    assert "Week 1" in (await ann.card("milestone")).title
    assert "week 1" in (await ann.card("leaderboard")).title
    assert "(this week)" not in words(await ann.card("progress"))
    assert "ML January ends before week 2 begins." in words(
        await ann.card("milestone start", "press", cohort="ml-january", week="2")
    )


async def test_on_the_day_of_a_week_its_cohort_may_still_end_before_it(world: World, omar: Caller) -> None:
    world.clock.now = datetime(2026, 1, 12, 9, tzinfo=UTC)
    assert "It ends" in words(await omar.card("manage end", day="2026-01-12"))


async def test_a_running_cohort_that_nobody_joined_is_ended_at_once(world: World, omar: Caller) -> None:
    empty = await world.launch(name="Empty", channel="channel-2")
    assert "Empty has ended" in (await end_now(omar, empty)).title


async def test_a_cohort_that_has_not_begun_is_called_off(world: World, omar: Caller) -> None:
    later = await world.launch(name="ML February", start="2026-02-02")
    await world.caller("ben").card("cohort join", cohort=later)
    await world.tick()
    assert "ML February is called off" in words(await end_now(omar, later))
    world.clock.advance(minutes=5)
    await world.tick()
    assert [words(delivery.post.card).splitlines()[0] for delivery in world.board.posts("news/")] == ["ML February is called off"]
    (welcome,) = [edit for edit in world.board.edits if "ML February" in edit.post.card.title]
    assert "It was called off." in words(welcome.post.card)
    assert "Join" not in words(welcome.post.card)
    world.clock.now = datetime(2026, 2, 2, 18, 5, tzinfo=UTC)
    posted = len(world.board.posts())
    await _ticks(world, 96)
    assert [delivery for delivery in world.board.posts()[posted:] if delivery.post.cohort == int(later)] == []


async def test_a_cohort_that_was_called_off_is_said_to_have_ended_nowhere(world: World, omar: Caller) -> None:
    later, ben = await world.launch(name="ML February", start="2026-02-02"), world.caller("ben")
    await ben.card("cohort join", cohort=later)
    await end_now(omar, later)
    info = words(await ben.card("cohort info", cohort=later))
    assert "called off before it began" in info
    assert "Ends" not in info
    edited = words(await omar.card("manage edit", cohort=later))
    assert "Ends: called off before it begins" in edited
    home = words(await ben.card("today"))
    assert "What you joined was called off before it began." in home
    told = [
        words(await ben.card(path, cohort=later)) for path in ("cohort join", "cohort leave", "leaderboard", "challenge today")
    ]
    told += [words(await ben.card("milestone start", "press", cohort=later, week="1"))]
    told += [words(await omar.card(path, cohort=later)) for path in ("manage end", "manage pause")]
    told += [words(await ben.card("checkin", cohort=later, did="All of it"))]
    for said in (info, edited, home, *told):
        assert "called off" in said
        assert "ended" not in said


@pytest.mark.parametrize("days", [0, 2])
async def test_the_solution_of_the_challenge_before_a_pause_is_told_when_the_cohort_ends_in_it(
    world: World, omar: Caller, days: int
) -> None:
    """The challenge of the very day on which the pause begins was posted in the morning."""
    world.clock.now = datetime(2026, 1, 7, 12, 5, tzinfo=UTC)
    await world.tick()
    assert world.board.posts("challenge/2026-01-07")
    await omar.card("manage pause", first="today")
    world.clock.advance(days=days)
    await end_now(omar, "ml-january")
    await _ticks(world, 72)
    assert [delivery.post.key.split("/")[1] for delivery in world.board.posts("reveal/")] == ["2026-01-07"]
