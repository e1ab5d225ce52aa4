"""What the channels of a cohort hear when moderators change its plan."""

from datetime import UTC, datetime

import pytest

from bot.interface.card import Card
from tests.walked_time import names, until
from tests.world import Caller, World, press, words

WEDNESDAY = datetime(2026, 1, 7, 12, 5, tzinfo=UTC)


@pytest.fixture
async def omar(world: World, cohort: str) -> Caller:
    """Wednesday noon of the first week of ML January, which began on Monday at 18:00 UTC; omar moderates."""
    world.clock.now = WEDNESDAY
    await world.tick()
    return world.caller("omar", administrator=True)


async def _pass_a_day(world: World) -> None:
    for _ in range(4):
        world.clock.advance(hours=6)
        await world.tick()


def _news(world: World) -> list[str]:
    """What the channel reads of the plan, as it stands there now."""
    posts = {delivery.id: delivery for delivery in [*world.board.posts("news/"), *world.board.edits]}
    return [words(delivery.post.card) for delivery in posts.values() if delivery.post.key.startswith("news/")]


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
    await _pass_a_day(world)
    (news,) = _news(world)
    assert [part for part in told if part not in news] == []


async def test_another_roadmap_before_the_start_is_told_in_its_channel(world: World, omar: Caller) -> None:
    later = await world.launch(name="ML February", start="2026-02-02")
    await omar.card("manage edit", cohort=later, roadmap="five-steps")
    await world.tick()
    assert "It walks another roadmap." in _news(world)[0]
    await omar.card("manage edit", cohort=later, challenge="9:15")
    await _pass_a_day(world)
    (news,) = _news(world)
    assert "Challenges come at other times." in news
    assert "Roadmap: Five-step fast pathway" in news


async def test_a_second_change_of_a_day_leaves_the_first_in_the_post(world: World, omar: Caller) -> None:
    await omar.card("manage holidays", days="2026-01-09")
    await omar.card("manage edit", checkin="20:15")
    await _pass_a_day(world)
    (news,) = _news(world)
    assert "Breaks: Fri, Jan 9, 2026 off" in news
    assert "at 8:15\u202fPM" in news


async def test_what_concerns_no_day_and_no_hour_is_not_told_as_a_plan(world: World, omar: Caller) -> None:
    await omar.card("manage edit", name="ML Spring", capacity="30")
    await _pass_a_day(world)
    assert _news(world) == []


async def _undo(world: World, caller: Caller, card: Card) -> None:
    await caller.make(press(card, "Undo"), "press")
    world.clock.advance(minutes=5)
    await world.tick()
    await world.tick()


async def test_what_is_taken_back_before_anybody_read_it_is_not_posted(world: World, omar: Caller) -> None:
    await world.caller("ann").card("cohort join")
    for path, values in (("manage end", {}), ("manage pause", {"first": "2026-01-12"}), ("manage edit", {"time": "20:00"})):
        await _undo(world, omar, await omar.card(path, **values))
    assert _news(world) == []


async def test_a_change_that_nobody_read_of_yet_is_told_though_a_later_one_is_taken_back(world: World, omar: Caller) -> None:
    await omar.card("manage holidays", days="2026-01-09")
    await _undo(world, omar, await omar.card("manage edit", checkin="20:15"))
    (news,) = _news(world)
    assert "Breaks: Fri, Jan 9, 2026 off" in news


async def test_what_was_read_is_corrected_and_does_not_say_that_times_are_others(world: World, omar: Caller) -> None:
    edited = await omar.card("manage edit", time="20:00")
    await world.tick()
    assert "Its weeks begin at another time." in _news(world)[0]
    await _undo(world, omar, edited)
    (news,) = _news(world)
    assert "ML January: a change of the plan is taken back" in news
    assert "another time" not in news


async def test_an_end_that_nobody_read_of_is_not_followed_by_going_on(world: World, omar: Caller) -> None:
    await world.caller("ann").card("cohort join")
    await omar.card("manage end")
    await omar.card("manage edit", cohort="ml-january", end="2026-01-20")
    await world.tick()
    (news,) = _news(world)
    assert "ML January has a new plan" in news


async def test_that_a_cohort_goes_on_is_told_before_the_week_that_it_goes_on_with(world: World, omar: Caller) -> None:
    await omar.card("manage edit", end="2026-01-12")
    await until(world, datetime(2026, 1, 13, tzinfo=UTC))
    await omar.card("manage edit", cohort="ml-january", end="2026-01-20")
    await world.tick()
    said = names(world)
    assert said.index("news/2026-01-13") < said.index("week/2")


async def test_what_takes_back_the_last_of_several_changes_does_not_claim_the_plan_of_before_all(
    world: World, omar: Caller
) -> None:
    for values in ({"days": "mon,wed"}, {"challenges": "none"}, {"days": "mon-fri"}, {"days": "mon,wed"}):
        await omar.card("manage edit", **values)
        world.clock.advance(minutes=3)
        await world.tick()
    (news,) = _news(world)
    assert "ML January: a change of the plan is taken back" in news
    assert "Check-in: Mon, Wed at" in news
    assert "Challenges: none" in news
