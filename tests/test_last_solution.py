"""The solution that no other challenge follows: it is told once, before the closing, of a challenge that somebody saw."""

from datetime import UTC, datetime

import pytest

from tests.solutions import solved_days
from tests.walked_time import names, until
from tests.world import Caller, World, words

JANUARY_8 = datetime(2026, 1, 8, 9, tzinfo=UTC)


@pytest.fixture
async def omar(world: World) -> Caller:
    """The moderator of a cohort with one member. It is Thursday of the first week, an hour after the challenge."""
    await world.launch()
    await world.caller("ann").card("cohort join", cohort="ml-january")
    await until(world, JANUARY_8)
    return world.caller("moderator", administrator=True)


def _said(world: World) -> list[str]:
    """The challenges, the solutions in posts of their own and the closings."""
    return [name for name in names(world) if name.split("/")[0] in ("challenge", "reveal", "closing") and "thread" not in name]


async def test_of_one_challenge_a_week_the_last_is_solved_before_the_closing(world: World, omar: Caller) -> None:
    await omar.card("manage edit", challenges="mon", end="2026-01-19")
    await until(world, datetime(2026, 1, 25, tzinfo=UTC))
    assert _said(world)[-4:] == ["challenge/2026-01-12", "challenge/2026-01-19", "reveal/2026-01-19", "closing/2026-01-19"]


async def test_the_last_challenge_is_solved_on_the_next_day_once_challenges_are_switched_off(world: World, omar: Caller) -> None:
    await omar.card("manage edit", challenges="none")
    await until(world, datetime(2026, 1, 8, 20, tzinfo=UTC))
    assert _said(world)[-1] == "challenge/2026-01-08"
    assert "solution of" not in (await world.caller("ann").card("challenge today")).title
    await until(world, datetime(2026, 1, 9, 9, tzinfo=UTC))
    assert _said(world)[-1] == "reveal/2026-01-08"
    await omar.card("manage edit", challenges="mon")
    await until(world, datetime(2026, 1, 12, 9, tzinfo=UTC))
    (monday,) = [sent.post.card for sent in world.board.posts("challenge/2026-01-12") if sent.post.kind == "send"]
    assert "Solution of" not in words(monday)
    assert _said(world).count("reveal/2026-01-08") == 1


async def test_a_weekly_challenge_is_solved_with_the_next_though_a_week_was_off(world: World, omar: Caller) -> None:
    await omar.card("manage edit", challenges="thu")
    await omar.card("manage holidays", days="2026-01-15")
    await until(world, datetime(2026, 1, 22, 9, tzinfo=UTC))
    (thursday,) = [sent.post.card for sent in world.board.posts("challenge/2026-01-22") if sent.post.kind == "send"]
    assert solved_days(thursday) == ["2026-01-08"]


async def test_a_solution_that_was_told_at_the_end_is_not_told_again_when_the_cohort_goes_on(world: World, omar: Caller) -> None:
    await omar.card("manage edit", end="2026-01-08")
    await until(world, datetime(2026, 1, 12, tzinfo=UTC))
    assert _said(world)[-2:] == ["reveal/2026-01-08", "closing/2026-01-08"]
    await omar.card("manage edit", end="2026-01-13")
    await until(world, datetime(2026, 1, 12, 9, tzinfo=UTC))
    (monday,) = [sent.post.card for sent in world.board.posts("challenge/2026-01-12") if sent.post.kind == "send"]
    assert "Solution of" not in words(monday)


@pytest.mark.parametrize("back", [datetime(2026, 1, 12, 20, tzinfo=UTC), datetime(2026, 1, 13, 9, tzinfo=UTC)])
async def test_after_a_downtime_over_the_end_the_challenge_that_was_posted_is_solved_and_no_other(
    world: World, omar: Caller, back: datetime
) -> None:
    await omar.card("manage edit", end="2026-01-12")
    world.clock.now = back
    await world.tick()
    await until(world, datetime(2026, 1, 17, tzinfo=UTC))
    assert _said(world)[-3:] == ["challenge/2026-01-08", "reveal/2026-01-08", "closing/2026-01-12"]
