"""What the channels of a cohort hear when moderators change its plan."""

from datetime import UTC, datetime

import pytest

from bot.interface.card import Card
from tests.ended import end_now
from tests.told_plan import moderator_on_wednesday, pass_days, plan_news
from tests.walked_time import names, until
from tests.world import Caller, World, press, words


@pytest.fixture
async def omar(world: World, cohort: str) -> Caller:
    return await moderator_on_wednesday(world)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"days": "mon,wed"}, ["Check-ins are asked for at other times.", "Check-in: Mon, Wed at"]),
        ({"checkin": "20:15"}, ["Check-ins are asked for at other times.", "at 8:15\u202fPM (UTC)"]),
        ({"time": "20:00"}, ["Its weeks begin at another time.", "Week 2 begins"]),
        ({"challenges": "mon,wed"}, ["Challenges come at other times.", "Challenges: Mon, Wed at 8:00"]),
        ({"challenge": "9:15"}, ["Challenges come at other times.", "at 9:15\u202fAM (UTC)"]),
        ({"challenges": "none"}, ["There are no challenges any more.", "Challenges: none"]),
    ],
)
async def test_other_times_of_a_running_cohort_are_told_in_its_channel(
    world: World, omar: Caller, values: dict[str, str], told: list[str]
) -> None:
    await omar.card("manage edit", **values)
    await pass_days(world, 1)
    (news,) = plan_news(world)
    assert [part for part in told if part not in news] == []


async def test_another_roadmap_before_the_start_is_told_in_its_channel(world: World, omar: Caller) -> None:
    later = await world.launch(name="ML February", start="2026-02-02")
    await omar.card("manage edit", cohort=later, roadmap="five-steps")
    await world.tick()
    assert "It walks another roadmap." in plan_news(world)[0]
    await omar.card("manage edit", cohort=later, challenge="9:15")
    await pass_days(world, 1)
    (news,) = plan_news(world)
    assert "Challenges come at other times." in news
    assert "Roadmap: Five-step fast pathway" in news


async def test_what_concerns_no_day_and_no_hour_is_not_told_as_a_plan(world: World, omar: Caller) -> None:
    await omar.card("manage edit", name="ML Spring", capacity="30")
    await pass_days(world, 1)
    assert plan_news(world) == []


async def _undo(world: World, caller: Caller, card: Card) -> None:
    await caller.make(press(card, "Undo"), "press")
    await _read(world)


async def _read(world: World) -> None:
    """Members read what is new by now, and what was edited."""
    world.clock.advance(minutes=5)
    await world.tick()
    await world.tick()


async def test_what_is_taken_back_before_anybody_read_it_is_not_posted(world: World, omar: Caller) -> None:
    await world.caller("ann").card("cohort join")
    await _undo(world, omar, await end_now(omar))
    for path, values in (("manage pause", {"first": "2026-01-12"}), ("manage edit", {"time": "20:00"})):
        await _undo(world, omar, await omar.card(path, **values))
    assert plan_news(world) == []


async def test_a_change_that_nobody_read_of_yet_is_told_though_a_later_one_is_taken_back(world: World, omar: Caller) -> None:
    await omar.card("manage holidays", days="2026-01-09")
    await _undo(world, omar, await omar.card("manage edit", checkin="20:15"))
    (news,) = plan_news(world)
    assert "Breaks: Fri, Jan 9, 2026 off" in news


async def test_what_was_read_is_corrected_and_does_not_say_that_times_are_others(world: World, omar: Caller) -> None:
    edited = await omar.card("manage edit", time="20:00")
    await world.tick()
    assert "Its weeks begin at another time." in plan_news(world)[0]
    await _undo(world, omar, edited)
    (news,) = plan_news(world)
    assert "ML January: a change of the plan is taken back" in news
    assert "another time" not in news


async def test_an_end_that_nobody_read_of_is_not_followed_by_going_on(world: World, omar: Caller) -> None:
    await world.caller("ann").card("cohort join")
    await end_now(omar)
    await omar.card("manage edit", cohort="ml-january", end="2026-01-20")
    await world.tick()
    (news,) = plan_news(world)
    assert "ML January has a new plan" in news


async def test_that_a_cohort_goes_on_is_told_before_the_week_that_it_goes_on_with(world: World, omar: Caller) -> None:
    await omar.card("manage edit", end="2026-01-12")
    await until(world, datetime(2026, 1, 13, tzinfo=UTC))
    await omar.card("manage edit", cohort="ml-january", end="2026-01-20")
    await world.tick()
    said = names(world)
    assert said.index("news/2026-01-13") < said.index("week/2")


@pytest.mark.parametrize("is_read", [True, False])
async def test_all_changes_of_a_day_are_told_as_one(world: World, omar: Caller, is_read: bool) -> None:
    await omar.card("manage holidays", days="2026-01-09")
    if is_read:
        await _read(world)
    await omar.card("manage shift", by="1 week")
    if is_read:
        await _read(world)
    for values in ({"challenges": "none"}, {"checkin": "20:15"}):
        await omar.card("manage edit", **values)
    await pass_days(world, 1)
    (news,) = plan_news(world)
    assert "ML January has a new plan" in news
    assert "Fri, Jan 9, 2026 is a day off" in news
    assert "all later weeks move along" in news
    assert "There are no challenges any more." in news
    assert "Check-ins are asked for at other times." in news


@pytest.mark.parametrize("is_read", [True, False])
async def test_of_two_changes_the_one_that_is_taken_back_is_told_no_more(world: World, omar: Caller, is_read: bool) -> None:
    paused = await omar.card("manage pause", first="2026-01-12", last="2026-01-18")
    await omar.card("manage edit", checkin="20:15")
    if is_read:
        await _read(world)
    await _undo(world, omar, paused)
    (news,) = plan_news(world)
    assert "ML January has a new plan" in news
    assert "Check-ins are asked for at other times." in news
    assert "nothing is asked" not in news
    assert "Breaks: none" in news


async def test_changes_that_are_all_taken_back_before_anybody_read_of_them_are_not_posted(world: World, omar: Caller) -> None:
    paused = await omar.card("manage pause", first="today")
    edited = await omar.card("manage edit", checkin="20:15", zone="Asia/Tokyo")
    await omar.make(press(paused, "Undo"), "press")
    await _undo(world, omar, edited)
    await omar.card("manage pause", first="today")
    await omar.card("manage edit", days="mon,wed")
    await omar.card("manage resume")
    await omar.card("manage edit", days="mon-fri")
    await pass_days(world, 1)
    assert plan_news(world) == []


async def test_changes_that_were_read_and_are_all_taken_back_are_corrected_and_a_later_one_is_told_alone(
    world: World, omar: Caller
) -> None:
    paused = await omar.card("manage pause", first="2026-01-12", last="2026-01-18")
    edited = await omar.card("manage edit", checkin="20:15")
    await _read(world)
    await omar.make(press(paused, "Undo"), "press")
    await _undo(world, omar, edited)
    (news,) = plan_news(world)
    assert "ML January: a change of the plan is taken back" in news
    assert "other times" not in news
    await omar.card("manage edit", challenge="9:15")
    await _read(world)
    (news,) = plan_news(world)
    assert "ML January has a new plan" in news
    assert "Challenges come at other times." in news
    assert "Check-ins are asked for at other times." not in news


async def test_the_next_day_only_what_is_new_then_is_told(world: World, omar: Caller) -> None:
    await omar.card("manage holidays", days="2026-01-09")
    await pass_days(world, 1)
    await omar.card("manage edit", checkin="20:15")
    await pass_days(world, 1)
    _, news = plan_news(world)
    assert "Check-ins are asked for at other times." in news
    assert "is a day off" not in news


async def test_a_zone_that_is_taken_back_is_not_posted_though_the_day_was_another_there(world: World, omar: Caller) -> None:
    world.clock.advance(hours=8)
    await world.tick()
    await _undo(world, omar, await omar.card("manage edit", zone="Asia/Tokyo"))
    assert plan_news(world) == []


async def test_a_cohort_that_goes_on_still_says_so_after_another_change(world: World, omar: Caller) -> None:
    await end_now(omar)
    await pass_days(world, 2)
    await omar.card("manage edit", cohort="ml-january", end="2026-01-20")
    await _read(world)
    await omar.card("manage edit", cohort="ml-january", checkin="20:15")
    await _read(world)
    _, news = plan_news(world)
    assert "ML January goes on" in news
    assert "Check-ins are asked for at other times." in news


async def test_an_end_that_was_read_and_is_taken_back_is_told_as_going_on(world: World, omar: Caller) -> None:
    ended = await end_now(omar)
    await _read(world)
    assert "ML January has ended" in plan_news(world)[0]
    await _undo(world, omar, ended)
    (news,) = plan_news(world)
    assert "ML January goes on" in news


async def test_what_contradicts_what_was_read_is_a_post_of_its_own(world: World, omar: Caller) -> None:
    ended = await end_now(omar)
    await _read(world)
    world.clock.advance(hours=1)
    await _undo(world, omar, ended)
    world.clock.advance(hours=1)
    await omar.card("manage pause", first="2026-01-12", last="2026-01-18")
    await _read(world)
    posted = world.board.posts("news/")
    titles = [sent.post.card.title for sent in posted]
    assert titles == ["ML January has ended", "ML January goes on", "ML January has a new plan"]
    assert posted[-1].post.due_at.date() == world.clock().date()
    edited = [words(edit.post.card) for edit in world.board.edits if edit.post.key.startswith("news/")]
    assert ["**Changed since:** a newer post below tells the plan as it is now." in text for text in edited] == [True, True]


async def test_on_the_day_on_which_a_week_begins_the_news_tell_of_it_until_it_has_begun(world: World, omar: Caller) -> None:
    await until(world, datetime(2026, 1, 12, 12, tzinfo=UTC))
    await omar.card("manage edit", time="20:00")
    await _read(world)
    assert "Week 2 begins" in plan_news(world)[-1]
    await until(world, datetime(2026, 1, 12, 20, 30, tzinfo=UTC))
    await omar.card("manage edit", time="22:00")
    await _read(world)
    assert "Week 3 begins" in plan_news(world)[-1]


async def test_a_pause_that_ends_on_the_day_on_which_a_week_begins_tells_of_that_week(world: World, omar: Caller) -> None:
    await omar.card("manage pause", first="today")
    await until(world, datetime(2026, 1, 19, 12, tzinfo=UTC))
    resumed = words(await omar.card("manage resume"))
    await _read(world)
    told = plan_news(world)[-1]
    assert "week/2" not in names(world)
    assert "Week 2 begins" in resumed
    assert "Week 2 begins" in told
