"""Whoever waits for a place is told in private when the cohort ends; whoever leaves, what becomes of their place."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.post import Delivery
from tests.ended import end_now
from tests.full_cohort import fill, joining, told
from tests.world import Caller, World, pressed, words

END = datetime(2026, 3, 30, 18, tzinfo=UTC)


@pytest.fixture
async def omar(world: World, ann: Caller, cohort: str) -> Caller:
    """A moderator of a cohort of two places, which ann and ben have."""
    return await fill(world, cohort)


async def endings(world: World) -> list[Delivery]:
    """What those who wait were told of an end, once all that is due has been sent."""
    await told(world)
    return world.board.posts("line/")


async def test_whoever_waits_is_told_once_that_the_cohort_has_ended(world: World, omar: Caller, cohort: str) -> None:
    await joining(world, cohort, "cleo", "dora")
    await end_now(omar, cohort)
    first, second = await endings(world)
    assert [(each.post.kind, each.post.channel) for each in (first, second)] == [("dm", "account-cleo"), ("dm", "account-dora")]
    assert "ML January has ended" in words(first.post.card)
    assert "You waited for a place in it" in words(first.post.card)
    for seen in (await omar.card("manage edit", cohort=cohort), await omar.card("cohort info", cohort=cohort)):
        assert "wait for a place" not in words(seen)
    world.clock.advance(days=3)
    assert len(await endings(world)) == 2


async def test_whoever_waits_is_told_that_the_cohort_is_called_off(world: World) -> None:
    cohort = await world.launch("ML February", start="2026-02-02")
    await world.caller("ann").card("cohort join", cohort=cohort)
    omar = world.caller("omar", administrator=True)
    await omar.card("manage edit", cohort=cohort, capacity="1")
    await joining(world, cohort, "cleo")
    await end_now(omar, cohort)
    (message,) = await endings(world)
    assert "ML February is called off" in words(message.post.card)


async def test_whoever_waits_is_told_of_an_end_that_was_planned(world: World, omar: Caller, cohort: str) -> None:
    await joining(world, cohort, "cleo")
    world.clock.now = END - timedelta(minutes=10)
    assert await endings(world) == []
    world.clock.now = END
    (message,) = await endings(world)
    assert "ML January has ended" in words(message.post.card)
    world.clock.advance(days=3)
    assert len(await endings(world)) == 1


async def test_whoever_waits_is_told_at_once_and_once_that_a_moderator_sets_an_earlier_end(
    world: World, omar: Caller, cohort: str
) -> None:
    await joining(world, cohort, "cleo")
    await omar.card("manage end", cohort=cohort, day="2026-01-20")
    (message,) = await endings(world)
    assert (message.post.kind, message.post.channel) == ("dm", "account-cleo")
    said = words(message.post.card)
    assert "ML January ends earlier" in said
    assert f"<t:{int(datetime(2026, 1, 20, 18, tzinfo=UTC).timestamp())}:both>; a place may still come free before." in said
    await joining(world, cohort, "dora")
    world.clock.now = datetime(2026, 1, 20, 18, tzinfo=UTC)
    (_, at_the_end) = await endings(world)
    assert at_the_end.post.channel == "account-dora"
    assert "ML January has ended" in words(at_the_end.post.card)


async def test_an_earlier_end_that_is_taken_back_or_waited_for_no_more_is_told_to_nobody(
    world: World, omar: Caller, cohort: str
) -> None:
    await joining(world, cohort, "cleo")
    ending = await omar.card("manage end", cohort=cohort, day="2026-01-20")
    await pressed(omar, ending, "Undo")
    assert await endings(world) == []
    await omar.card("manage end", cohort=cohort, day="2026-01-21")
    await world.caller("cleo").card("cohort leave", cohort=cohort)
    assert await endings(world) == []


async def test_an_end_that_is_taken_back_is_told_to_nobody(world: World, omar: Caller, cohort: str) -> None:
    await joining(world, cohort, "cleo")
    await pressed(omar, await end_now(omar, cohort), "Undo")
    assert await endings(world) == []


@pytest.mark.parametrize("day", [None, "2026-01-20"])
async def test_whoever_was_told_of_an_end_hears_in_private_and_once_that_they_wait_again(
    world: World, omar: Caller, cohort: str, day: str | None
) -> None:
    await joining(world, cohort, "cleo")
    ended = await omar.card("manage end", cohort=cohort, day=day) if day else await end_now(omar, cohort)
    await endings(world)
    await joining(world, cohort, *([] if day is None else ["dora"]))
    await pressed(omar, ended, "Undo")
    await endings(world)
    (message,) = world.board.posts("line-goes-on/")
    assert (message.post.kind, message.post.channel) == ("dm", "account-cleo")
    assert "You are number **1** in line." in words(message.post.card)


async def test_whoever_gets_a_place_as_the_end_is_taken_back_hears_of_the_place_alone(
    world: World, omar: Caller, cohort: str
) -> None:
    await joining(world, cohort, "cleo", "dora")
    ended = await end_now(omar, cohort)
    await endings(world)
    await pressed(omar, await omar.card("manage remove", member="ben", cohort=cohort), "Take out of the cohort")
    await pressed(omar, ended, "Undo")
    assert [each.post.channel for each in await told(world)] == ["account-cleo"]
    assert [each.post.channel for each in world.board.posts("line-goes-on/")] == ["account-dora"]


async def test_an_end_that_was_taken_back_is_news_again_be_it_at_the_same_instant(
    world: World, omar: Caller, cohort: str
) -> None:
    await joining(world, cohort, "cleo")
    for times in (1, 2):
        for unsent in (True, False):
            ending = await omar.card("manage end", cohort=cohort, day="2026-01-20")
            if not unsent:
                assert len(await endings(world)) == times
            await pressed(omar, ending, "Undo")
            await told(world)
        assert len(world.board.posts("line-goes-on/")) == times
    await omar.card("manage end", cohort=cohort, day="2026-01-20")
    world.clock.now = datetime(2026, 1, 20, 18, tzinfo=UTC)
    assert len(await endings(world)) == 3


PASSED_ON = "Your place goes to the next who wants it."


async def test_a_place_is_passed_on_only_if_the_cohort_is_not_too_full(world: World, omar: Caller, cohort: str) -> None:
    await omar.card("manage edit", cohort=cohort, capacity="1")
    ben = world.caller("ben")
    asked = await ben.card("cohort leave")
    assert "More are in it than it has places: your place is gone then" in words(asked)
    assert PASSED_ON not in words(await pressed(ben, asked, "Leave"))
    assert PASSED_ON in words(await world.caller("ann").card("cohort leave"))
