"""Reviews fall on all alike: a place is kept for who was asked least, and who never answers is asked no more."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.interface.card import Form
from tests.world import Caller, World, press, pressed, words

WORK = {"link": "https://example.org/plan", "note": "My plan"}
NAMES = ("ann", "ben", "cleo", "dora")


@pytest.fixture
async def four(world: World, cohort: str) -> dict[str, Caller]:
    """Want to review, in ML January in the middle of its first week."""
    callers = {name: world.caller(name) for name in NAMES}
    await world.caller("omar", administrator=True).card("manage edit", cohort=cohort, reviews="yes")
    for caller in callers.values():
        await caller.card("cohort join", cohort=cohort)
        await caller.card("me settings", reviews="yes", visibility="cohort")
    world.clock.now = datetime(2026, 1, 7, 12, tzinfo=UTC)
    return callers


def _asked(world: World, what: str = "question") -> list[str]:
    return [each.post.channel.removeprefix("account-") for each in world.board.posts(f"peer-review/{what}/")]


async def _finish(caller: Caller, cohort: str, week: int) -> None:
    await caller.card("milestone done", "submit", cohort=cohort, week=str(week), **WORK)


async def _ask(world: World, caller: Caller, week: int) -> None:
    await pressed(caller, await caller.card("milestone", week=str(week)), "Ask for a review")
    await world.tick()


async def _wait(world: World, days: int) -> None:
    for _ in range(days):
        world.clock.now += timedelta(days=1)
        await world.tick()


async def _review(world: World, caller: Caller, name: str) -> None:
    question = [each.post.card for each in world.board.posts("peer-review/question/") if each.post.channel == f"account-{name}"][
        -1
    ]
    form = await caller.make(press(await pressed(caller, question, "Look at it"), "Write the review"), "press")
    assert isinstance(form, Form)
    await caller.submit(form, good="Clear", seen="", next="")
    await world.tick()


async def test_the_second_place_is_kept_for_who_was_asked_least(world: World, four: dict[str, Caller], cohort: str) -> None:
    ann = four["ann"]
    for caller in four.values():
        await _finish(caller, cohort, 1)
    await _ask(world, ann, 1)
    once = _asked(world)
    (least,) = {*NAMES} - {"ann", *once}
    for name in once:
        await _review(world, four[name], name)
    world.clock.now = datetime(2026, 1, 14, 12, tzinfo=UTC)
    for name in ("ann", *once):
        await _finish(four[name], cohort, 2)
    await _ask(world, ann, 2)
    *_, first = _asked(world)
    assert len(_asked(world)) == 3  # another is ready, and was asked before
    await _review(world, four[first], first)
    await _wait(world, 1)
    assert len(_asked(world)) == 3
    assert "Another who finishes it is asked within 4 days." in words(await ann.card("milestone", week="2"))
    await _finish(four[least], cohort, 2)
    await _wait(world, 1)
    assert _asked(world)[3:] == [least]


async def test_a_place_that_was_kept_for_nobody_is_filled_after_four_days(
    world: World, four: dict[str, Caller], cohort: str
) -> None:
    for caller in four.values():
        await _finish(caller, cohort, 1)
    await _ask(world, four["ann"], 1)
    for name in _asked(world):
        await _review(world, four[name], name)
    world.clock.now = datetime(2026, 1, 14, 12, tzinfo=UTC)
    for name in ("ann", *_asked(world)):
        await _finish(four[name], cohort, 2)
    await _ask(world, four["ann"], 2)
    await _wait(world, 3)
    assert len(_asked(world)) == 3
    await _wait(world, 1)
    assert sorted(_asked(world)) == sorted(_asked(world)[:2] * 2)


async def test_whoever_leaves_two_questions_unanswered_is_told_once_and_asked_no_more_until_they_choose_it_again(
    world: World, four: dict[str, Caller], cohort: str
) -> None:
    ann, ben = four["ann"], four["ben"]
    for name in ("cleo", "dora"):
        await four[name].card("me settings", reviews="no")
    for week in (1, 2):
        await _finish(ben, cohort, week)
        await _finish(ann, cohort, week)
        await _ask(world, ann, week)
        assert not _asked(world, "rest")
        await _wait(world, 7)
    assert _asked(world) == ["ben", "ben"]
    assert _asked(world, "rest") == ["ben"]
    (told,) = [each.post.card for each in world.board.posts("peer-review/rest/")]
    assert "You left 2 questions for a review unanswered, so you are asked no more." in words(told)
    for week in (3, 4):
        await _finish(ben, cohort, week)
        await _finish(ann, cohort, week)
        await _ask(world, ann, week)
        await _wait(world, 7)
        if week == 3:
            assert len(_asked(world)) == 2
            await ben.card("me settings", reviews="yes")
            await _wait(world, 1)
            assert _asked(world) == ["ben"] * 3
            await _review(world, ben, "ben")
    assert _asked(world) == ["ben"] * 4
    assert _asked(world, "rest") == ["ben"]


async def test_a_question_that_did_not_go_out_while_the_bot_was_down_was_not_left_unanswered(
    world: World, four: dict[str, Caller], cohort: str
) -> None:
    ann, ben = four["ann"], four["ben"]
    for name in ("cleo", "dora"):
        await four[name].card("me settings", reviews="no")
    await ben.card("me settings", hours="15-20")
    for week in (1, 2):
        await _finish(ben, cohort, week)
        await _finish(ann, cohort, week)
        await _ask(world, ann, week)
        world.clock.now += timedelta(days=7)
        await world.tick()
    assert not _asked(world, "rest")
    await _finish(ben, cohort, 3)
    await _finish(ann, cohort, 3)
    await _ask(world, ann, 3)
    await _wait(world, 1)
    assert "ben" in _asked(world)
