"""A cohort pauses, goes on, has days off and moves its weeks: what moderators, the channel and members see of it."""

from datetime import UTC, datetime

import pytest

from tests.told_plan import moderator_on_wednesday, pass_days, plan_news
from tests.world import Caller, World, press, pressed, words

pytestmark = pytest.mark.slow


@pytest.fixture
async def omar(world: World, cohort: str) -> Caller:
    return await moderator_on_wednesday(world)


async def test_a_pause_until_a_day_is_told_once_and_nothing_comes_in_it(world: World, omar: Caller) -> None:
    receipt = words(await omar.card("manage pause", first="2026-01-12", last="2026-01-18"))
    assert "Breaks: pause Mon, Jan 12, 2026 to Sun, Jan 18, 2026" in receipt
    assert "Week 2 begins" in receipt
    await pass_days(world, 5)
    assert len(plan_news(world)) == 1
    assert "From Mon, Jan 12, 2026 to Sun, Jan 18, 2026 nothing is asked, and streaks stand still." in plan_news(world)[0]
    before = len(world.board.posts())
    await pass_days(world, 5)
    assert [delivery.post.key for delivery in world.board.posts()[before:] if not delivery.post.key.startswith("report")] == []
    await pass_days(world, 5)
    assert [delivery.post.due_at.date().isoformat() for delivery in world.board.posts("week/2/")][:1] == ["2026-01-19"]


async def test_an_open_pause_goes_on_until_a_moderator_ends_it_and_streaks_stand_still(
    world: World, omar: Caller, ann: Caller
) -> None:
    await ann.card("checkin", did="a page")
    paused = await omar.card("manage pause", first="today")
    await pass_days(world, 10)
    assert "Streak: 1 day" in words(await ann.card("progress"))
    resumed = words(await omar.make(press(paused, "Let it go on"), "press"))
    assert "Week 2 begins" in resumed
    await pass_days(world, 3)
    assert world.board.posts("prompt/2026-01-19")
    assert "is not paused" in words(await omar.card("manage resume"))


async def test_without_days_it_says_first_what_a_pause_means_and_changes_nothing(world: World, omar: Caller) -> None:
    asked = await omar.card("manage pause")
    assert asked.title == "Pause ML January from today?"
    for part in ("From Wed, Jan 7, 2026 on it pauses", "until a moderator", "Its channel hears it", "Nothing has changed yet."):
        assert part in words(asked)
    assert "is not paused" in words(await omar.card("manage resume"))
    paused = await pressed(omar, asked, "Pause from today")
    assert "Breaks: pause from Wed, Jan 7, 2026 on" in words(paused)
    assert await pressed(omar, asked, "Pause from today") == paused
    await omar.card("manage resume")
    assert await pressed(omar, asked, "Pause from today") != paused
    assert "is not paused" not in words(await omar.card("manage resume"))


async def test_no_later_pause_closes_one_that_a_moderator_is_to_end(omar: Caller) -> None:
    await omar.card("manage pause", first="today")
    refused = words(await omar.card("manage pause", first="2026-02-20", last="2026-02-25"))
    assert "ML January is paused until a moderator ends that: </manage resume> ends it" in refused
    assert "to Fri, Feb 20, 2026" in words(await omar.card("manage pause", last="2026-02-20"))


async def test_a_double_press_that_lets_it_go_on_answers_the_same_and_a_later_pause_can_end_too(
    world: World, omar: Caller
) -> None:
    for _ in range(2):
        paused = await omar.card("manage pause", first="today")
        answers = [await omar.make(press(paused, "Let it go on"), "press") for _ in range(2)]
        assert answers[0] == answers[1]
        assert press(answers[0], "Undo").path == "manage undo-edit"  # pyright: ignore[reportArgumentType]
    assert "is not paused" in words(await omar.card("manage resume"))


async def test_resuming_calls_a_planned_pause_off(world: World, omar: Caller) -> None:
    before = words(await omar.card("cohort info"))
    await omar.card("manage pause", first="2026-01-12", last="2026-01-18")
    told = words(await omar.card("manage resume"))
    assert "The pause from Mon, Jan 12, 2026 on does not take place." in told
    assert "Breaks: none" in told
    assert words(await omar.card("cohort info")) == before


async def test_a_change_that_is_taken_back_leaves_one_post_that_says_so(world: World, omar: Caller) -> None:
    paused = await omar.card("manage pause", first="2026-01-12", last="2026-01-18")
    await world.tick()
    world.clock.advance(minutes=5)
    undone = words(await omar.make(press(paused, "Undo"), "press"))
    assert "Breaks: pause Mon, Jan 12, 2026 to Sun, Jan 18, 2026 → none" in undone
    await world.tick()
    assert len(world.board.posts("news/")) == 1
    assert "The pause from Mon, Jan 12, 2026 on does not take place." in plan_news(world)[0]


async def test_a_pause_to_come_says_when_the_cohort_goes_on_after_it(world: World, omar: Caller) -> None:
    paused = words(await omar.card("manage pause", first="2026-01-26", last="2026-02-08"))
    assert f"Week 4 begins <t:{_monday(2, 9)}:both> instead of <t:{_monday(1, 26)}:date>." in paused
    await pass_days(world, 1)
    assert "Week 4 begins" in plan_news(world)[0]


def _monday(month: int, day: int) -> int:
    return int(datetime(2026, month, day, 18, tzinfo=UTC).timestamp())


async def test_a_pause_after_the_end_is_refused(omar: Caller) -> None:
    refused = words(await omar.card("manage pause", first="2026-06-01", last="2026-06-07"))
    assert "Mon, Jun 1, 2026 is after the end of ML January" in refused


async def test_a_pause_that_changes_nothing_is_refused(omar: Caller) -> None:
    await omar.card("manage pause", first="today")
    refused = words(await omar.card("manage pause", first="2026-01-08"))
    assert "ML January is paused on these days already: pause from Wed, Jan 7, 2026 on." in refused
    await omar.card("manage pause", last="2026-01-12")
    assert "is paused on these days already" in words(await omar.card("manage pause", first="2026-01-09", last="2026-01-10"))


async def test_in_a_pause_nothing_is_next_though_a_challenge_and_a_milestone_are_left(
    world: World, omar: Caller, ann: Caller
) -> None:
    assert "Next:" in words(await ann.card("today"))
    await omar.card("manage pause", first="today")
    await pass_days(world, 2)
    shown = await ann.card("today")
    assert "Nothing is asked today." in words(shown)
    assert "Next:" not in words(shown)
    assert "Next:" not in words(await ann.card("checkin", did="in the pause"))
    await omar.card("manage resume")
    assert "Next:" in words(await ann.card("today"))


async def test_pauses_that_touch_become_one(omar: Caller) -> None:
    await omar.card("manage pause", first="2026-01-12", last="2026-01-18")
    told = words(await omar.card("manage pause", first="2026-01-19", last="2026-01-20"))
    assert "Breaks: pause Mon, Jan 12, 2026 to Tue, Jan 20, 2026" in told


async def test_days_off_are_a_list_of_days_and_spans_and_move_no_week(world: World, omar: Caller) -> None:
    told = words(await omar.card("manage holidays", days="9 Jan, 14 Jan - 15 Jan, 2026-01-15"))
    assert "Breaks: Fri, Jan 9, 2026 off; Wed, Jan 14, 2026 to Thu, Jan 15, 2026 off" in told
    await pass_days(world, 10)
    prompts = {delivery.post.key.split("/")[1] for delivery in world.board.posts("prompt/")}
    assert prompts == {f"2026-01-{day:02}" for day in (7, 8, 12, 13, 16)}
    assert world.board.posts("week/2/")


async def test_a_day_off_is_taken_back_later_and_the_others_stay(world: World, omar: Caller) -> None:
    await omar.card("manage holidays", days="2026-01-08 - 2026-01-10 and 2026-01-14")
    await pass_days(world, 1)
    told = words(await omar.card("manage holidays", days="2026-01-09", off="no"))
    assert "Fri, Jan 9, 2026 is no day off any more." in told
    assert "Breaks: Thu, Jan 8, 2026 off; Sat, Jan 10, 2026 off; Wed, Jan 14, 2026 off" in told
    assert "None of these days is a day off." in words(await omar.card("manage holidays", days="2026-01-09", off="no"))
    await pass_days(world, 4)
    assert world.board.posts("prompt/2026-01-09")
    assert not world.board.posts("prompt/2026-01-08")


async def test_members_and_moderators_see_breaks_to_come(world: World, omar: Caller, ann: Caller, cohort: str) -> None:
    await omar.card("manage pause", first="2026-01-08", last="2026-01-10")
    await omar.card("manage holidays", days="2026-01-13")
    await pass_days(world, 1)
    present, later = "Now: pause Thu, Jan 8, 2026 to Sat, Jan 10, 2026.", "Soon: Tue, Jan 13, 2026 off."
    for card in (
        await ann.card("today"),
        await ann.card("cohort info", cohort=cohort),
        await world.caller("ben").card("cohort join", cohort=cohort),
    ):
        assert present in words(card)
        assert later in words(card)
    every = words(await pressed(omar, await omar.card("manage edit"), "All 2 breaks"))
    assert "- pause Thu, Jan 8, 2026 to Sat, Jan 10, 2026\n- Tue, Jan 13, 2026 off" in every


async def test_the_weeks_move_by_whole_weeks_and_the_week_under_way_goes_on(world: World, omar: Caller) -> None:
    told = words(await omar.card("manage shift", by="1 week"))
    assert "The week before goes on until Sun, Jan 18, 2026; all later weeks move along." in told
    await pass_days(world, 8)
    assert world.board.posts("prompt/2026-01-13")
    assert not world.board.posts("week/2/")
    await pass_days(world, 6)
    assert world.board.posts("week/2/")


async def test_the_weeks_move_by_days_and_begin_on_another_weekday_from_then_on(world: World, omar: Caller) -> None:
    told = words(await omar.card("manage shift", by="3 days"))
    assert "The week before goes on until Wed, Jan 14, 2026; all later weeks move along." in told
    assert "Week begins: Thursday at 6:00\u202fPM (UTC)" in words(await omar.card("cohort info"))
    await pass_days(world, 1)
    assert "all later weeks move along" in plan_news(world)[0]
    await pass_days(world, 15)
    days = [f"{world.board.posts(f'week/{number}/')[0].post.due_at:%a %d}" for number in (2, 3)]
    assert days == ["Thu 15", "Thu 22"]


async def test_a_cohort_that_has_not_begun_begins_later(world: World, omar: Caller) -> None:
    later = await world.launch(name="ML February", start="2026-02-02")
    told = words(await omar.card("manage shift", by="2 weeks", cohort=later))
    assert "Week 1 begins" in told
    assert "First day: Mon, Feb 16, 2026" in words(await omar.card("manage edit", cohort=later))
    await pass_days(world, 1)
    (news,) = plan_news(world)
    assert "ML February has a new plan" in news
    assert "Its weeks begin at another time." in news
    assert "Week 1 begins" in news


async def test_the_pause_may_begin_today_before_a_week_has_begun_and_not_after(world: World, omar: Caller) -> None:
    world.clock.now = datetime(2026, 1, 12, 19, tzinfo=UTC)
    assert "Week 2 has begun today; choose tomorrow or a later day." in words(await omar.card("manage pause"))
    world.clock.now = datetime(2026, 1, 19, 12, tzinfo=UTC)
    assert "From Mon, Jan 19, 2026 on it pauses" in words(await omar.card("manage pause", first="today"))


async def test_a_last_day_can_be_said_later_of_a_pause_that_is_open(omar: Caller) -> None:
    await omar.card("manage pause", first="today")
    told = words(await omar.card("manage pause", last="2026-01-18"))
    assert "Breaks: pause Wed, Jan 7, 2026 to Sun, Jan 18, 2026" in told
    assert "Week 2 begins" in told
