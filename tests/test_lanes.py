"""Posts of a channel arrive in the order they were queued, and no channel waits for another."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

import pytest

from bot.app import delivery as deliveries
from bot.domain.post import Delivery, Post
from bot.errors import Hindrance, RetryLater, Undeliverable
from bot.interface.card import Card
from bot.ports.outbox import System
from bot.text import escape
from tests.queued_posts import Unruly, post_to, put, revise
from tests.world import Caller, Noticeboard, World

pytestmark = pytest.mark.asks_the_database
PATIENCE = 30
OTHERS = 140


@pytest.fixture
def board() -> Unruly:
    return Unruly()


async def test_what_comes_after_a_post_that_has_to_wait_waits_with_it_and_other_channels_go_on(
    world: World, moderator: Caller, board: Unruly
) -> None:
    await put(world, moderator, *_posts("busy", 3), *_posts("free", 3))
    board.faults = {"busy": RetryLater(PATIENCE)}
    await world.core.deliver()
    assert board.tried == ["busy/0", *_arrived(board, "free")]
    assert _arrived(board, "free") == ["free/0", "free/1", "free/2"]
    board.faults = {}
    world.clock.advance(seconds=PATIENCE)
    await put(world, moderator, replace(_posts("busy", 4)[3], due_at=world.clock()))
    await world.core.deliver()
    assert _arrived(board, "busy") == ["busy/0", "busy/1", "busy/2", "busy/3"]


async def test_what_comes_after_a_post_of_unknown_outcome_waits_until_it_was_looked_for_a_few_seconds_later(
    world: World, moderator: Caller, board: Unruly
) -> None:
    await put(world, moderator, *_posts("a", 3))
    board.lost_answer = ConnectionError()
    await world.core.deliver()
    board.lost_answer = None
    await world.core.deliver()
    assert board.tried == ["a/0"]
    world.clock.advance(seconds=5)
    await world.core.deliver()
    assert _arrived(board, "a") == ["a/0", "a/1", "a/2"]
    assert board.tried == ["a/0", "a/1", "a/2"]


async def test_an_edit_that_has_to_wait_holds_up_no_new_post(world: World, moderator: Caller, board: Unruly) -> None:
    first, second = _posts("a", 2)
    await put(world, moderator, first)
    await world.core.deliver()
    await revise(world, moderator, replace(first, card=Card(escape("changed"))))
    world.clock.advance(minutes=2)
    board.fault = RetryLater(600)
    await world.core.deliver()
    board.fault = None
    await put(world, moderator, second)
    await world.core.deliver()
    assert _arrived(board, "a") == ["a/0", "a/1"]
    assert not board.edits


async def test_what_was_refused_comes_first_once_the_channel_is_mended_and_holds_up_nothing_until_then(
    world: World, moderator: Caller, board: Unruly
) -> None:
    await put(world, moderator, *_posts("a", 2))
    board.faults = {"a": Undeliverable(Hindrance.LACKS_PERMISSION)}
    await world.core.deliver()
    assert board.tried[:2] == ["a/0", "a/0"]  # once more with what came after it
    assert "a/1" in board.tried
    board.faults = {}
    await put(world, moderator, _posts("a", 3)[2])
    await world.core.deliver()
    assert _arrived(board, "a") == ["a/0", "a/1", "a/2"]


async def test_what_comes_after_a_refused_post_that_has_to_wait_waits_as_long(
    world: World, moderator: Caller, board: Unruly
) -> None:
    await put(world, moderator, *_posts("a", 1))
    board.faults = {"a": Undeliverable(Hindrance.LACKS_PERMISSION)}
    await world.core.deliver()
    await put(world, moderator, *_posts("a", 2))
    board.faults = {"a": RetryLater(PATIENCE)}
    await world.core.deliver()
    assert [key for key in board.tried if key.startswith("a/")] == ["a/0", "a/0"]
    board.faults = {}
    world.clock.advance(seconds=PATIENCE)
    await world.core.deliver()
    assert _arrived(board, "a") == ["a/0", "a/1"]


async def test_a_day_reads_in_order_after_two_hours_in_which_no_outcome_was_known(world: World, board: Unruly) -> None:
    """As when a token was revoked. Beats meet the ends of leases at all moments."""
    cohort = await world.launch()
    await world.tick()
    board.faults = {"channel-1": ConnectionError()}
    world.clock.advance(hours=10)
    ann = world.caller("ann")
    for beat in range(160):
        await world.tick()
        if beat == 30:
            await ann.card("cohort join", cohort=cohort)
            await ann.card("checkin", did="Read", share="yes")
        world.clock.advance(seconds=45)
    board.faults = {}
    for _ in range(20):
        await world.tick()
        world.clock.advance(seconds=45)
    day = [delivery.post.key.split("/")[0] for delivery in board.posts() if delivery.post.kind == "send"]
    assert day == ["welcome", "week", "prompt", "summary"]


async def test_a_channel_that_does_not_answer_delays_no_other(world: World, moderator: Caller, board: Unruly) -> None:
    await put(
        world, moderator, *_posts("silent", 5), *(post for number in range(OTHERS // 2) for post in _posts(f"c{number}", 2))
    )
    silent = _Silent(board)
    running = asyncio.create_task(
        deliveries.Deliverer(world.core.system, world.core.units, {"test": silent}, world.clock).deliver_due()
    )
    await asyncio.wait_for(silent.all_others_are_sent.wait(), 20)
    assert silent.asked == ["silent/0"]
    running.cancel()
    await asyncio.wait([running])


async def test_more_channels_than_are_sent_into_at_once_take_turns(
    world: World, moderator: Caller, board: Unruly, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board, "most_at_once", 2)
    await put(world, moderator, *(post for channel in "abcde" for post in _posts(channel, 3)))
    await world.core.deliver()
    arrived = [delivery.post.channel for delivery in board.posts()]
    assert sorted(arrived) == sorted("abcde" * 3)
    assert set(arrived[:5]) == set("abcde")


async def test_what_comes_after_a_post_that_is_sent_while_the_next_is_looked_for_is_sent_at_once(
    world: World, moderator: Caller, board: Unruly
) -> None:
    await put(world, moderator, *_posts("a", 3))
    system = cast("System", _SlowLook(world.core.system))
    await deliveries.Deliverer(system, world.core.units, {"test": board}, world.clock).deliver_due()
    assert _arrived(board, "a") == ["a/0", "a/1", "a/2"]


class _SlowLook:
    """A database that finds nothing while a post is under way, and says so only once that is settled."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._settled = asyncio.Event()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._system, name)

    async def claim(self, *asked: Any) -> Sequence[Delivery]:
        found = await self._system.claim(*asked)
        if found:
            self._settled.clear()
        elif not self._settled.is_set():
            await self._settled.wait()
            for _ in range(5):
                await asyncio.sleep(0)  # the lane comes to its end
        return found

    async def settle(self, *settled: Any) -> None:
        await self._system.settle(*settled)
        self._settled.set()


class _Silent(Noticeboard):
    """A platform of which one channel never answers."""

    def __init__(self, board: Noticeboard) -> None:
        super().__init__()
        self._board = board
        self.asked: list[str] = []
        self.all_others_are_sent = asyncio.Event()

    async def send(self, delivery: Delivery) -> str:
        if delivery.post.channel == "silent":
            self.asked.append(delivery.post.key)
            await asyncio.Event().wait()
        sent = await self._board.send(delivery)
        if len(self._board.messages) == OTHERS:
            self.all_others_are_sent.set()
        return sent


def _posts(channel: str, number: int) -> Sequence[Post]:
    return [replace(post_to(f"{channel}/{each}"), channel=channel) for each in range(number)]


def _arrived(board: Noticeboard, channel: str) -> list[str]:
    return [delivery.post.key for delivery in board.posts() if delivery.post.channel == channel]
