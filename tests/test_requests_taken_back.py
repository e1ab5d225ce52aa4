"""Whoever takes a request for reviews back and asks again, be it without end, sends nobody a second message."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.interface.card import Card
from tests.world import Caller, World, pressed, words

NAMES = ("ann", "ben", "cleo")


@pytest.fixture
async def ann(world: World, cohort: str) -> Caller:
    """Has done the first week of ML January, as have ben and cleo, who want to review."""
    await world.caller("omar", administrator=True).card("manage edit", cohort=cohort, reviews="yes")
    for name in NAMES:
        await world.caller(name).card("cohort join", cohort=cohort)
    world.clock.now = datetime(2026, 1, 7, 12, tzinfo=UTC)
    for name in NAMES[1:]:
        await world.caller(name).card("milestone done", "submit", week="1", cohort=cohort)
        await world.caller(name).card("me settings", reviews="yes")
    await world.tick()
    return world.caller("ann")


def _questions(world: World) -> dict[str, Card]:
    """Those that were sent, by name; none was sent two."""
    sent = [each.post for each in world.board.posts("peer-review/question/")]
    assert len({post.channel for post in sent}) == len(sent)
    return {post.channel.removeprefix("account-"): post.card for post in sent}


async def _ask(world: World, ann: Caller, cohort: str) -> Card:
    done = await ann.card("milestone done", "submit", week="1", cohort=cohort, note="My plan")
    said = await pressed(ann, done, "Ask for a review")
    await world.tick()
    return said


@pytest.mark.parametrize("taken_back", ["Take it back", "Undo"])
async def test_whoever_takes_done_or_the_request_back_waits_for_nobody_and_asks_the_same_again_without_a_word_to_them(
    world: World, ann: Caller, cohort: str, taken_back: str
) -> None:
    said = await _ask(world, ann, cohort)
    question, ben = _questions(world)["ben"], world.caller("ben")
    await pressed(ann, said if taken_back == "Take it back" else await ann.card("milestone", week="1"), taken_back)
    for button in ("Look at it", "Not this week"):
        assert "They ask for no review of it any more" in words(await pressed(ben, question, button))
    world.clock.now += timedelta(minutes=5)
    assert "Others who have finished" in words(await _ask(world, ann, cohort))
    assert len(_questions(world)) == 2
    assert "Write the review" in words(await pressed(ben, question, "Look at it"))


async def test_who_was_to_be_asked_later_than_that_never_hears_of_it_and_can_be_asked_anew(
    world: World, ann: Caller, cohort: str
) -> None:
    for name in NAMES[1:]:
        await world.caller(name).card("me settings", hours="14-20")
    await pressed(ann, await _ask(world, ann, cohort), "Take it back")
    world.clock.now += timedelta(hours=4)
    await world.tick()
    assert not _questions(world)
    await _ask(world, ann, cohort)
    assert len(_questions(world)) == 2


async def test_one_member_asks_for_reviews_so_often_a_day(world: World, ann: Caller, cohort: str) -> None:
    for _ in range(10):
        await pressed(ann, await _ask(world, ann, cohort), "Take it back")
    week = {"cohort": cohort, "week": "1"}
    assert "You have asked for reviews 10 times within a day" in words(await ann.card("milestone ask-review", "press", **week))
    world.clock.advance(hours=24)
    assert "Take it back" in words(await ann.card("milestone ask-review", "press", **week))
    await world.tick()
    assert len(_questions(world)) == 2
