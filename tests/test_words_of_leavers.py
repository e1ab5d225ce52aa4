"""What a member shared leaves the cohort's posts with them, and comes back with them."""

import pytest

from tests.full_cohort import leaving
from tests.moderated import joined
from tests.world import Caller, World, press, words


@pytest.fixture
async def omar(world: World) -> Caller:
    return world.caller("omar", administrator=True)


@pytest.fixture
async def ben(world: World, cohort: str) -> Caller:
    return await joined(world, "ben", cohort)


@pytest.fixture
async def shared(world: World, ann: Caller, ben: Caller, cohort: str) -> None:
    """The posts of a day on which ann and ben checked in, and in which ann showed her work."""
    await ben.card("checkin", did="Read", share="yes")
    await ann.card("checkin", did="Wrote a proof", share="yes")
    done = await ann.card("milestone done", "submit", week="1", cohort=cohort, note="my own words")
    await ann.make(press(done, "Share with the cohort"), "press")
    assert await _shown(world) == {"summary", "finished"}


async def _shown(world: World) -> set[str]:
    """Which posts show what ann shared, as they stand now."""
    for _ in range(2):
        world.clock.advance(minutes=2)
        await world.tick()
    now = {delivery.post.key: words(delivery.post.card) for delivery in [*world.board.posts(), *world.board.edits]}
    return {key.split("/")[0] for key, said in now.items() if "Wrote a proof" in said or "my own words" in said}


async def test_it_leaves_the_posts_of_open_days_with_who_leaves_and_comes_back_with_them(
    world: World, ann: Caller, cohort: str, shared: None
) -> None:
    await ann.card("cohort leave", cohort=cohort)
    assert await _shown(world) == set()
    await ann.card("cohort join", cohort=cohort)
    assert await _shown(world) == {"summary", "finished"}


async def test_the_posts_of_a_day_whose_only_checkin_left_with_its_member_say_nothing_of_nobody(
    world: World, ann: Caller, cohort: str
) -> None:
    await ann.card("checkin", did="Read", share="yes")
    await world.tick()
    await ann.card("cohort leave", cohort=cohort)
    world.clock.advance(minutes=2)
    await world.tick()
    summary = words(world.board.edits[-1].post.card)
    assert "What members check in with stands here." in summary
    assert "Nobody" not in summary


async def test_what_is_long_over_stands_though_somebody_leaves(world: World, ann: Caller, cohort: str, shared: None) -> None:
    world.clock.advance(weeks=2)
    await ann.card("cohort leave", cohort=cohort)
    assert await _shown(world) == {"summary"}


async def test_it_comes_back_however_old_with_who_was_taken_out_and_let_in_again(
    world: World, omar: Caller, ann: Caller, cohort: str, shared: None
) -> None:
    world.clock.advance(weeks=2)
    out = await omar.make(press(await omar.card("manage remove", member="ann"), "Take out of the cohort"), "press")
    assert await _shown(world) == set()
    await omar.make(press(out, "Let in again"), "press")  # pyright: ignore[reportArgumentType]
    await ann.card("cohort join", cohort=cohort)
    assert await _shown(world) == {"summary", "finished"}


async def test_it_comes_back_with_who_was_given_a_place_again(
    world: World, omar: Caller, ann: Caller, ben: Caller, cohort: str, shared: None
) -> None:
    await omar.card("manage edit", cohort=cohort, capacity="1")
    await ann.card("cohort give-up", "press", cohort=cohort)
    assert "is full" in words(await ann.card("cohort join", cohort=cohort))
    assert await _shown(world) == set()
    await leaving(ben)
    assert await _shown(world) == {"summary", "finished"}
