"""Posts are sent once, whatever platforms, networks and processes do; and what cannot be sent is said."""

import asyncio
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from bot.app.delivery import Deliverer
from bot.app.sending import Spans
from bot.domain.post import Delivery
from bot.errors import Gone, Hindrance, RetryLater, Undeliverable
from bot.interface.card import Card
from bot.text import escape
from tests.queued_posts import Unruly, after_the_lease, post_to, put, queue, revise, rows
from tests.world import Caller, Noticeboard, World, words

pytestmark = pytest.mark.asks_the_database
PATIENCE = 30


@pytest.fixture
def board() -> Unruly:
    return Unruly()


async def test_a_post_is_sent_once_however_often_the_beat_comes(world: World, moderator: Caller, board: Unruly) -> None:
    await queue(world, moderator, "a", "b")
    for _ in range(5):
        await world.core.deliver()
        world.clock.advance(minutes=5)
    assert sorted(board.tried) == ["a", "b"]


async def test_a_failing_channel_stops_no_other(world: World, moderator: Caller, board: Unruly) -> None:
    board.faults = {
        "broken": ConnectionError(),
        "busy": RetryLater(PATIENCE),
        "closed": Undeliverable(Hindrance.LACKS_PERMISSION),
        "deleted": Gone(),
    }
    await queue(world, moderator, "a", *board.faults, "z")
    await world.core.deliver()
    assert {"a", "z"} <= {delivery.post.key for delivery in board.posts()}


async def test_what_failed_for_an_unknown_reason_is_tried_again(world: World, moderator: Caller, board: Unruly) -> None:
    board.faults = {"a": ConnectionError()}
    await queue(world, moderator, "a")
    await world.core.deliver()
    board.faults = {}
    await after_the_lease(world)
    assert _keys(board) == ["a"]


async def test_a_sent_post_whose_answer_was_lost_is_found_and_not_sent_again(
    world: World, moderator: Caller, board: Unruly
) -> None:
    board.lost_answer = ConnectionError()
    await queue(world, moderator, "a")
    await world.core.deliver()
    board.lost_answer = None
    await world.core.deliver()
    await after_the_lease(world)
    assert board.tried == ["a"]
    assert [(row.state, row.message) for row in await rows(world)] == [("sent", "m1")]


async def test_a_found_post_is_brought_up_to_date(world: World, moderator: Caller, board: Unruly) -> None:
    board.lost_answer = ConnectionError()
    await queue(world, moderator, "a")
    await world.core.deliver()
    newer = Card(escape("Newer"))
    await revise(world, moderator, post_to("a", newer))
    await after_the_lease(world)
    assert board.tried == ["a"]
    assert [edit.post.card for edit in board.edits] == [newer]
    assert [(edit.message, row.state) for edit, row in zip(board.edits, await rows(world), strict=True)] == [("m1", "sent")]


async def test_patience_that_a_platform_asks_for_is_kept_and_nothing_is_lost(
    world: World, moderator: Caller, board: Unruly
) -> None:
    board.faults = {"send": RetryLater(PATIENCE)}
    await queue(world, moderator, "a", "b", "c")
    await world.core.deliver()
    board.faults = {}
    world.clock.advance(seconds=PATIENCE - 1)
    await world.core.deliver()
    assert _keys(board) == []
    world.clock.advance(seconds=1)
    await world.core.deliver()
    assert _keys(board) == ["a", "b", "c"]


async def test_patience_of_no_time_is_no_busy_loop_and_that_of_a_day_is_two_hours_which_nothing_cuts_short(
    world: World, moderator: Caller, board: Unruly
) -> None:
    board.faults = {"send": RetryLater(0)}
    await queue(world, moderator, "a")
    await world.core.deliver()
    assert board.tried == ["a"]
    board.faults = {"send": RetryLater(86_400)}
    for minutes, tried in ((1, 2), (1, 2), (118, 2), (1, 3)):
        world.clock.advance(minutes=minutes)
        await world.core.free()
        await world.core.deliver()
        assert len(board.tried) == tried, minutes


async def test_a_platform_that_does_not_answer_is_not_waited_for(world: World, moderator: Caller, board: Unruly) -> None:
    await queue(world, moderator, "a")
    silent, soon = _Silent(), Spans(sending=timedelta(milliseconds=10))
    await Deliverer(world.core.system, world.core.units, {"test": silent}, world.clock, spans=soon).deliver_due()
    assert silent.asked.is_set()
    await after_the_lease(world)
    assert _keys(board) == ["a"]


async def test_a_platform_that_is_slow_keeps_no_other_waiting(world: World, moderator: Caller, board: Unruly) -> None:
    silent = _Silent()
    silent.platform = "silent"
    await put(world, moderator, post_to("quiet", platform="silent"), post_to("a"))
    both = Deliverer(world.core.system, world.core.units, {"silent": silent, "test": board}, world.clock)
    running = asyncio.create_task(both.deliver_due())
    await silent.asked.wait()
    await asyncio.wait_for(board.sent.wait(), 5)
    assert not running.done()
    running.cancel()
    await asyncio.wait([running])


async def test_a_thread_is_opened_in_a_step_of_its_own(world: World, moderator: Caller, board: Unruly) -> None:
    board.faults = {"thread": ConnectionError()}
    await put(world, moderator, post_to("a"), post_to("a/thread", kind="thread", parent="a"))
    await world.core.deliver()
    assert _keys(board) == ["a"]
    board.faults = {}
    await after_the_lease(world)
    assert _keys(board) == ["a", "a/thread"]
    assert board.tried == ["a", "a/thread", "a/thread"]
    assert board.posts("a/thread")[0].parent_message == "m1"


async def test_a_thread_waits_as_long_as_its_message(world: World, moderator: Caller, board: Unruly) -> None:
    board.faults = {"send": RetryLater(PATIENCE)}
    await put(world, moderator, post_to("a/thread", kind="thread", parent="a"), post_to("a"))
    await world.core.deliver()
    assert board.tried == ["a"]
    board.faults = {}
    world.clock.advance(seconds=PATIENCE)
    await world.core.deliver()
    assert _keys(board) == ["a", "a/thread"]


async def test_a_thread_whose_message_failed_for_good_is_shelved_with_it_and_said_once(
    world: World, moderator: Caller, board: Unruly
) -> None:
    board.faults = {"send": Undeliverable(Hindrance.NO_CHANNEL)}
    await put(world, moderator, post_to("a"), post_to("a/thread", kind="thread", parent="a"))
    for _ in range(2):
        await world.core.deliver()
        world.clock.advance(days=3)
    await world.core.deliver()
    states = {row.key: row.state for row in await rows(world)}
    assert (states["a"], states["a/thread"]) == ("failed", "failed")
    assert len([key for key in states if key.startswith("failed/")]) == 1


async def test_a_post_that_somebody_deleted_is_not_posted_again(world: World, moderator: Caller, board: Unruly) -> None:
    await queue(world, moderator, "a")
    await world.core.deliver()
    board.deleted = True
    for number in range(3):
        world.clock.advance(hours=1)
        await revise(world, moderator, post_to("a", Card(escape(f"Change {number}")), world.clock()))
        await world.core.deliver()
    assert board.tried == ["a"]
    assert not board.posts("failed/")
    assert [row.state for row in await rows(world)] == ["gone"]


@pytest.mark.slow
async def test_the_summary_of_a_day_is_one_post_edited_once_a_minute_at_most(
    world: World, moderator: Caller, board: Unruly
) -> None:
    del moderator
    cohort = await world.launch()
    world.clock.advance(days=1)
    changes: list[datetime] = []
    for number in range(40):
        caller = world.caller(f"person-{number}")
        await caller.card("cohort join", cohort=cohort)
        await caller.card("checkin", "submit", cohort=cohort, did="Read", share="yes")
        before = len(board.edits) + len(board.posts("summary/"))
        await world.tick()
        if len(board.edits) + len(board.posts("summary/")) > before:
            changes.append(world.clock())
        world.clock.advance(seconds=7)
    world.clock.advance(minutes=1)
    await world.tick()
    assert len(board.posts("summary/")) == 1
    assert all(later - earlier >= timedelta(minutes=1) for earlier, later in pairwise(changes))
    assert len(changes) >= 4
    assert "**40** have checked in" in words(board.edits[-1].post.card)


class _Silent(Noticeboard):
    """A platform that takes a request and never answers."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = asyncio.Event()

    async def send(self, delivery: Delivery) -> str:
        self.asked.set()
        await asyncio.Event().wait()
        return await super().send(delivery)


def _keys(board: Noticeboard) -> list[str]:
    return sorted(delivery.post.key for delivery in board.posts())
