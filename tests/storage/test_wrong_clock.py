"""A clock that goes ahead and is put right: what came early does not come again, and nothing waits for that day."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Row, select

from bot.app.schedule import LEASE
from bot.interface.call import Place
from storage import tables
from tests.storage.outbox_queue import a_post
from tests.transactions import begun
from tests.world import World, words

DAYS = 2


@pytest.fixture
def world(worlds: list[World]) -> World:
    return worlds[0]


async def live(world: World, hours: int) -> None:
    for _ in range(hours):
        world.clock.advance(hours=1)
        await world.tick()


async def test_a_day_ahead_and_back_posts_nothing_twice_and_keeps_streaks(world: World) -> None:
    cohort = await world.launch()
    ann = world.caller("ann")
    await ann("cohort join", cohort=cohort)
    await live(world, 12)
    await ann("checkin", did="one", share="yes")
    await live(world, 24)
    assert "**2 days**" in words(await ann.card("checkin", did="two", share="yes"))
    world.clock.advance(days=1)
    await world.tick()
    world.board.lost_answer = ConnectionError()
    await ann("checkin", did="by a clock that is wrong", share="yes")
    await world.tick()
    world.board.lost_answer = None
    await world.core.system.claim_dues(
        world.clock() + timedelta(days=9), LEASE, 10
    )  # by a process that died, and was further ahead
    world.clock.advance(days=-1)
    await world.core.free()
    await live(world, 2)
    assert "**3 days**" in words(await ann.card("checkin", did="two, and more", share="yes"))  # that of the wrong clock stands
    await live(world, 24 * DAYS)
    counted = Counter(delivery.post.key for delivery in world.board.posts())
    assert max(counted.values()) == 1
    prompts = [key for key in counted if "prompt" in key]
    assert len(prompts) == 2 + DAYS


@pytest.mark.parametrize("ahead", [timedelta(hours=1), timedelta(days=1)])
async def test_what_the_bot_told_by_itself_by_a_clock_ahead_comes_once_the_clock_is_right(world: World, ahead: timedelta) -> None:
    await world.launch()
    await live(world, 1)
    world.clock.now += ahead
    await world.core.arrive(Place("test", "space-2", "channel-2"), world.clock())
    (community,) = await world.core.units.communities_of(world.caller("moderator").actor)
    note = a_post("late/1/prompt/2026-01-05", due_at=world.clock(), channel="log")
    await world.core.units.run(community.id, lambda unit: unit.outbox.put(note))
    world.clock.now -= ahead
    await world.tick()
    assert world.board.posts("setup/") + world.board.posts("late/") == []
    await world.core.free()
    await world.tick()
    assert len(world.board.posts("setup/")) == len(world.board.posts("late/")) == 1


async def test_what_was_queued_by_a_clock_ahead_goes_out_as_it_was_queued_and_what_is_meant_for_later_waits(world: World) -> None:
    cohort = await world.launch()
    moderator, ann = world.caller("moderator", administrator=True), world.caller("ann")
    await ann("cohort join", cohort=cohort)
    await live(world, 20)
    before = len(world.board.posts())
    world.clock.advance(days=1)
    work = {"cohort": cohort, "week": "1"}
    await ann("milestone done", kind="submit", link="https://example.org/w", note="x", **work)
    await ann("milestone share", kind="press", **work)
    world.clock.advance(minutes=3)
    meeting = {"cohort": cohort, "day": "2026-01-07", "at": "19:00"}
    await moderator("manage session", kind="submit", title="Live", **meeting)
    world.clock.advance(days=-1, minutes=-3)
    await world.core.free()
    await moderator("manage session", kind="submit", title="Planned by the right clock", **meeting)
    for _ in range(3):
        await world.tick()
    said = world.board.posts()[before:]
    assert [delivery.post.key.partition("/")[0] for delivery in said] == ["finished", "event", "event"]
    assert [event.post.card.title for event in said[1:]] == ["Live", "Planned by the right clock"]
    await live(world, 38)
    assert world.board.posts("session/") == []
    await live(world, 1)
    assert len(world.board.posts("session/")) == 2


async def test_the_days_that_a_clock_ahead_passed_over_are_asked_about_though_no_post_of_theirs_expired(world: World) -> None:
    """Nothing in the tables tells of those days; the process that looked for work in them knows."""
    cohort = await world.launch()
    moderator = world.caller("moderator", administrator=True)
    await moderator.card("manage edit", cohort=cohort, days="sun")
    await live(world, 30)
    world.clock.advance(days=2)
    await world.core.queue()
    world.clock.advance(days=-2)
    assert [post.key for post in await _posts(world) if post.state == "expired"] == []
    await world.core.free()
    await live(world, 24 * 3)
    challenges = [each.post.key.rpartition("/")[0] for each in world.board.posts("challenge/")]
    assert challenges == [f"challenge/2026-01-{day:02}" for day in range(6, 10)]


async def _posts(world: World) -> Sequence[Row[Any]]:
    async with begun(world.core.engines.read) as connection:
        return (await connection.execute(select(tables.post))).all()


@pytest.mark.parametrize("ahead", [timedelta(days=1), timedelta(days=7)])
async def test_the_days_that_a_clock_ahead_passed_over_are_asked_about_once_it_is_right(world: World, ahead: timedelta) -> None:
    moderator = world.caller("moderator", administrator=True)
    await moderator.card("manage settings", log="log-channel")
    await world.launch()
    await live(world, 44)
    world.clock.now += ahead
    await world.tick()
    world.clock.now -= ahead
    await world.core.free()
    await live(world, 24 * 4)
    keys = [delivery.post.key.rpartition("/")[0] for delivery in world.board.posts()]
    assert len(keys) == len(set(keys))
    asked = [key for key in keys if key.startswith(("challenge/", "prompt/")) and key[-10:] < "2026-01-10"]
    challenges = [f"challenge/2026-01-{day:02}" for day in range(6, 10)]
    assert sorted(asked) == [*challenges, *(f"prompt/2026-01-{day:02}" for day in range(5, 10))]
