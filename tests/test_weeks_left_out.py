"""An earlier end leaves out weeks: moderators and the channel read which, and only the others count."""

from datetime import UTC, datetime

import pytest

from tests.ended import end_now
from tests.told_plan import moderator_on_wednesday, plan_news
from tests.walked_time import until
from tests.world import Caller, World, words

pytestmark = pytest.mark.slow


@pytest.fixture
async def omar(world: World, cohort: str, ann: Caller) -> Caller:
    """Of a cohort of twelve weeks, in its first, with one member."""
    del cohort, ann
    return await moderator_on_wednesday(world)


async def _do(ann: Caller, week: int) -> str:
    return words(await ann.submit(await ann.form("milestone done", "press", cohort="ml-january", week=str(week))))


@pytest.mark.parametrize("command", ["manage edit", "manage end"])
async def test_who_names_an_earlier_end_and_the_channel_read_which_weeks_do_not_take_place(
    world: World, omar: Caller, command: str
) -> None:
    option = {"manage edit": "end", "manage end": "day"}[command]
    assert "Weeks 3 to 12 do not take place." in words(await omar.card(command, **{option: "2026-01-16"}))
    await world.tick()
    assert "Weeks 3 to 12 do not take place." in plan_news(world)[-1]
    assert "Week 12 does not take place." in words(await omar.card("manage edit", end="2026-03-20"))
    assert "take place" not in words(await omar.card("manage edit", end="2026-03-30"))


async def test_while_a_pause_is_open_an_end_leaves_out_no_week_that_may_still_come(world: World, omar: Caller) -> None:
    await omar.card("manage pause", first="2026-01-08")
    told = words(await omar.card("manage end", day="2026-03-01"))
    assert "do not take place" not in told
    assert "Which weeks take place until then is known once the pause is over." in told
    assert "Week 8 begins" not in told
    world.clock.now = datetime(2026, 1, 21, 12, tzinfo=UTC)
    assert "Weeks 7 to 12 do not take place." in words(await omar.card("manage resume"))
    paused = await omar.card("manage pause", first="2026-01-22")
    assert "do not take place" not in words(paused)
    assert "Weeks 2 to 12 do not take place." in words(await end_now(omar))


async def test_what_ends_at_once_names_the_weeks_that_were_to_come(world: World, omar: Caller) -> None:
    assert "Weeks 2 to 12 do not take place." in words(await end_now(omar))
    await world.tick()
    assert "Weeks 2 to 12 do not take place." in plan_news(world)[-1]


async def test_only_weeks_that_take_place_count(world: World, omar: Caller, ann: Caller) -> None:
    assert "1 of 12 weeks" in await _do(ann, 1)
    await omar.card("manage end", day="2026-01-16")
    assert "2 weeks, now in Week 1" in words(await ann.card("cohort info"))
    assert "week 1 of 2" in words(await omar.card("today"))
    assert "Weeks 3 to 12 do not take place." in words(await ann.card("progress"))
    whole = words(await ann.card("roadmap show"))
    assert "2 weeks, " in whole
    assert "You are here: week 1 of 2: done\N{NO-BREAK SPACE}1, to come\N{NO-BREAK SPACE}1, left out\N{NO-BREAK SPACE}10" in whole
    assert "Week 5: " in words(await ann.card("roadmap show", week="5"))
    assert "ML January has 2 weeks; there is no week 13." in words(await ann.card("milestone", week="13"))
    await until(world, datetime(2026, 1, 13, 12, tzinfo=UTC))
    assert "2 of 2 weeks" in await _do(ann, 2)
    await until(world, datetime(2026, 1, 20, 12, tzinfo=UTC))
    progress = words(await ann.card("progress"))
    assert "2 of 2 weeks done" in progress
    assert "· 3." not in progress
    (closing,) = world.board.posts("closing")
    assert "1 finished every week that took place." in words(closing.post.card).replace("*", "")


async def test_the_closing_of_a_cohort_of_which_one_week_took_place_says_so(world: World, omar: Caller, ann: Caller) -> None:
    await _do(ann, 1)
    await end_now(omar)
    await until(world, datetime(2026, 1, 10, 12, tzinfo=UTC))
    (closing,) = world.board.posts("closing")
    assert "1 finished the week that took place." in words(closing.post.card).replace("*", "")
