"""Posts are sent once, whatever platforms, networks and processes do; and what cannot be sent is said."""

import asyncio
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from sqlalchemy import Row, select, update

from bot.app import delivery as deliveries
from bot.app.delivery import LEASE, MOST_ATTEMPTS, Deliverer
from bot.domain.post import Delivery, Post
from bot.errors import Gone, Hindrance, RetryLater, Undeliverable, Unreachable
from bot.interface.card import Card
from bot.ports.outbox import System
from bot.text import escape
from storage import tables
from tests.catalogues import use
from tests.world import MONDAY, Caller, Noticeboard, World, words

pytestmark = pytest.mark.asks_the_database

PATIENCE = 30


class Unruly(Noticeboard):
    """A platform on which some channels fail, and messages are deleted."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: dict[str, Exception] = {}
        """By channel, or by kind of post."""
        self.deleted = False
        self.sent = asyncio.Event()
        self.tried: list[str] = []

    async def send(self, delivery: Delivery) -> str:
        self.tried.append(delivery.post.key)
        for fault in (self.faults.get(delivery.post.channel), self.faults.get(delivery.post.kind)):
            if fault:
                raise fault
        self.sent.set()
        return await super().send(delivery)

    async def edit(self, delivery: Delivery) -> None:
        if self.deleted:
            raise Gone
        await super().edit(delivery)


@pytest.fixture
def board() -> Unruly:
    return Unruly()


@pytest.fixture
async def moderator(world: World) -> Caller:
    """The moderator of a community that has a log channel."""
    caller = world.caller("moderator", administrator=True)
    await caller.card("manage settings", log="log")
    return caller


async def test_a_post_is_sent_once_however_often_the_beat_comes(world: World, moderator: Caller, board: Unruly) -> None:
    await _queue(world, moderator, "a", "b")
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
    await _queue(world, moderator, "a", *board.faults, "z")
    await world.core.deliver()
    assert {"a", "z"} <= {delivery.post.key for delivery in board.posts()}


async def test_what_failed_for_an_unknown_reason_is_tried_again(world: World, moderator: Caller, board: Unruly) -> None:
    board.faults = {"a": ConnectionError()}
    await _queue(world, moderator, "a")
    await world.core.deliver()
    board.faults = {}
    await _after_the_lease(world)
    assert _keys(board) == ["a"]


async def test_a_sent_post_whose_answer_was_lost_is_found_and_not_sent_again(
    world: World, moderator: Caller, board: Unruly
) -> None:
    board.lost_answer = ConnectionError()
    await _queue(world, moderator, "a")
    await world.core.deliver()
    board.lost_answer = None
    await world.core.deliver()
    await _after_the_lease(world)
    assert board.tried == ["a"]
    assert [(row.state, row.message) for row in await _rows(world)] == [("sent", "m1")]


async def test_a_found_post_is_brought_up_to_date(world: World, moderator: Caller, board: Unruly) -> None:
    board.lost_answer = ConnectionError()
    await _queue(world, moderator, "a")
    await world.core.deliver()
    newer = Card(escape("Newer"))
    await _revise(world, moderator, _post("a", newer))
    await _after_the_lease(world)
    assert board.tried == ["a"]
    assert [edit.post.card for edit in board.edits] == [newer]
    assert [(edit.message, row.state) for edit, row in zip(board.edits, await _rows(world), strict=True)] == [("m1", "sent")]


async def test_patience_that_a_platform_asks_for_is_kept_and_nothing_is_lost(
    world: World, moderator: Caller, board: Unruly
) -> None:
    board.faults = {"send": RetryLater(PATIENCE)}
    await _queue(world, moderator, "a", "b", "c")
    await world.core.deliver()
    board.faults = {}
    world.clock.advance(seconds=PATIENCE - 1)
    await world.core.deliver()
    assert _keys(board) == []
    world.clock.advance(seconds=1)
    await world.core.deliver()
    assert _keys(board) == ["a", "b", "c"]


async def test_patience_of_no_time_is_no_busy_loop(world: World, moderator: Caller, board: Unruly) -> None:
    board.faults = {"send": RetryLater(0)}
    await _queue(world, moderator, "a")
    await world.core.deliver()
    assert board.tried == ["a"]


async def test_an_undeliverable_post_is_never_tried_again_and_moderators_are_told_why(
    world: World, moderator: Caller, board: Unruly
) -> None:
    board.faults = {"a": Undeliverable(Hindrance.NO_CHANNEL)}
    await _queue(world, moderator, "a")
    await world.core.deliver()
    world.clock.advance(days=1)
    await world.core.deliver()
    assert board.tried.count("a") == 1
    (told,) = board.posts("failed/")
    assert told.post.channel == "log"
    assert "“a” could not be posted: The channel no longer exists." in words(told.post.card)


async def test_a_german_community_reads_in_german_alone_why_a_post_failed(
    world: World, moderator: Caller, board: Unruly, german: Catalog
) -> None:
    german.add("A post was not delivered", "Ein Beitrag kam nicht an")
    german.add("“{title}” could not be posted: {reason}", "„{title}“ ließ sich nicht posten: {reason}")
    german.add("The platform refused it: {code}.", "Die Plattform lehnt es ab: {code}.")
    use(german)
    await moderator.card("manage settings", language="de")
    board.faults = {"a": Undeliverable(Hindrance.REFUSED, "50035")}
    await _queue(world, moderator, "a")
    await world.core.deliver()
    world.clock.advance(minutes=1)
    await world.core.deliver()
    (told,) = board.posts("failed/")
    assert words(told.post.card) == "Ein Beitrag kam nicht an\n„a“ ließ sich nicht posten: Die Plattform lehnt es ab: 50035."
    assert [row.reason for row in await _rows(world) if row.state == "failed"] == ["refused: 50035"]


async def test_a_log_channel_that_fails_too_is_not_told_about_itself(world: World, moderator: Caller, board: Unruly) -> None:
    board.faults = {"a": Undeliverable(Hindrance.NO_CHANNEL), "log": Undeliverable(Hindrance.NO_CHANNEL)}
    await _queue(world, moderator, "a")
    for _ in range(3):
        await world.core.deliver()
        world.clock.advance(hours=1)
    assert len(board.tried) == 2
    assert [row.state for row in await _rows(world)] == ["failed", "failed"]


async def test_without_a_log_channel_an_undeliverable_post_is_shelved_all_the_same(world: World, board: Unruly) -> None:
    moderator = world.caller("moderator", administrator=True)
    await moderator.card("me settings")
    board.faults = {"a": Undeliverable(Hindrance.NO_CHANNEL)}
    await _queue(world, moderator, "a")
    await world.core.deliver()
    assert [(row.state, row.reason) for row in await _rows(world)] == [("failed", "no channel")]


async def test_moderators_are_told_once_even_if_the_process_dies_meanwhile(
    world: World, moderator: Caller, board: Unruly
) -> None:
    board.faults = {"a": Undeliverable(Hindrance.NO_CHANNEL)}
    await _queue(world, moderator, "a")
    await _deliverer(world, _Failing(world.core.system, "shelve")).deliver_due()
    await _after_the_lease(world)
    assert len(board.posts("failed/")) == 1
    assert {row.key: row.state for row in await _rows(world)}["a"] == "failed"


async def test_a_post_whose_settling_failed_is_found_and_stops_no_other(world: World, moderator: Caller, board: Unruly) -> None:
    await _queue(world, moderator, "a", "b")
    await _deliverer(world, _Failing(world.core.system, "settle")).deliver_due()
    await _after_the_lease(world)
    assert sorted(board.tried) == ["a", "b"]
    assert [row.state for row in await _rows(world)] == ["sent", "sent"]


async def test_a_post_that_never_has_a_certain_outcome_is_given_up_and_said(
    world: World, moderator: Caller, board: Unruly
) -> None:
    board.faults = {"a": ConnectionError()}
    await _queue(world, moderator, "a")
    async with world.core.engines.write.begin() as connection:
        await connection.execute(update(tables.post).values(attempts=MOST_ATTEMPTS))
    await world.core.deliver()
    assert [row.state for row in await _rows(world) if row.key == "a"] == ["failed"]
    assert len(board.posts("failed/")) == 1


async def test_a_platform_that_does_not_answer_is_not_waited_for(
    world: World, moderator: Caller, board: Unruly, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliveries, "SEND_TIMEOUT_SECONDS", 0.01)
    await _queue(world, moderator, "a")
    silent = _Silent()
    await Deliverer(world.core.system, world.core.units, {"test": silent}, world.clock).deliver_due()
    assert silent.asked.is_set()
    await _after_the_lease(world)
    assert _keys(board) == ["a"]


async def test_a_platform_that_is_slow_keeps_no_other_waiting(world: World, moderator: Caller, board: Unruly) -> None:
    silent = _Silent()
    silent.platform = "silent"
    await _put(world, moderator, _post("quiet", platform="silent"), _post("a"))
    both = Deliverer(world.core.system, world.core.units, {"silent": silent, "test": board}, world.clock)
    running = asyncio.create_task(both.deliver_due())
    await silent.asked.wait()
    await asyncio.wait_for(board.sent.wait(), 5)
    assert not running.done()
    running.cancel()
    await asyncio.wait([running])


async def test_a_closed_direct_message_is_said_to_its_member_alone_at_the_next_call_once(
    world: World, moderator: Caller, board: Unruly
) -> None:
    cohort = await world.launch(time="06:00")
    ann = world.caller("ann")
    await ann.card("cohort join", cohort=cohort)
    await ann.card("me settings", reminders="on", hours="0:00-23:00")
    board.faults = {"dm": Unreachable(Hindrance.CLOSED_MESSAGES)}
    world.clock.advance(hours=12)
    await world.tick()
    assert any(key.startswith("remind/") for key in board.tried)
    assert not board.posts("failed/")
    said = [words(await ann.card("me settings")) for _ in range(2)]
    assert ["direct messages are closed" in text for text in said] == [True, False]
    assert "direct messages" not in words(await moderator.card("me settings"))


async def test_a_thread_is_opened_in_a_step_of_its_own(world: World, moderator: Caller, board: Unruly) -> None:
    board.faults = {"thread": ConnectionError()}
    await _put(world, moderator, _post("a"), _post("a/thread", kind="thread", parent="a"))
    await world.core.deliver()
    assert _keys(board) == ["a"]
    board.faults = {}
    await _after_the_lease(world)
    assert _keys(board) == ["a", "a/thread"]
    assert board.tried == ["a", "a/thread", "a/thread"]
    assert board.posts("a/thread")[0].parent_message == "m1"


async def test_a_thread_waits_as_long_as_its_message(world: World, moderator: Caller, board: Unruly) -> None:
    board.faults = {"send": RetryLater(PATIENCE)}
    await _put(world, moderator, _post("a/thread", kind="thread", parent="a"), _post("a"))
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
    await _put(world, moderator, _post("a"), _post("a/thread", kind="thread", parent="a"))
    await world.core.deliver()
    states = {row.key: row.state for row in await _rows(world)}
    assert (states["a"], states["a/thread"]) == ("failed", "failed")
    assert len(board.tried) == 2  # the post, and the card for the moderators
    assert await world.core.system.next_instant() is None


async def test_a_post_that_somebody_deleted_is_not_posted_again(world: World, moderator: Caller, board: Unruly) -> None:
    await _queue(world, moderator, "a")
    await world.core.deliver()
    board.deleted = True
    for number in range(3):
        world.clock.advance(hours=1)
        await _revise(world, moderator, _post("a", Card(escape(f"Change {number}")), world.clock()))
        await world.core.deliver()
    assert board.tried == ["a"]
    assert not board.posts("failed/")
    assert [row.state for row in await _rows(world)] == ["gone"]


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


class _Failing:
    """A database in which one kind of step fails."""

    def __init__(self, system: System, step: str) -> None:
        self._system = system
        self._step = step

    def __getattr__(self, name: str) -> Any:
        return self._fail if name == self._step else getattr(self._system, name)

    async def _fail(self, *_: object) -> None:
        raise OSError("the database went away")


def _deliverer(world: World, system: object) -> Deliverer:
    return Deliverer(system, world.core.units, {"test": world.board}, world.clock)  # pyright: ignore[reportArgumentType]


def _post(key: str, card: Card | None = None, due_at: datetime = MONDAY, platform: str = "test", **changes: Any) -> Post:
    return Post(
        key=key, platform=platform, space="space-1", channel=key, card=card or Card(escape(key)), due_at=due_at, **changes
    )


async def _queue(world: World, moderator: Caller, *keys: str) -> None:
    """Posts of which each goes into the channel that is called as its key."""
    await _put(world, moderator, *map(_post, keys))


async def _put(world: World, moderator: Caller, *posts: Post) -> None:
    (community,) = await world.core.units.communities_of(moderator.actor)
    async with world.core.units.open(community.id) as unit:
        for post in posts:
            await unit.outbox.put(post)


async def _revise(world: World, moderator: Caller, post: Post) -> None:
    (community,) = await world.core.units.communities_of(moderator.actor)
    async with world.core.units.open(community.id) as unit:
        await unit.outbox.revise(post, timedelta(minutes=1))


async def _after_the_lease(world: World) -> None:
    world.clock.advance(seconds=LEASE.total_seconds())
    await world.core.deliver()


def _keys(board: Noticeboard) -> list[str]:
    return sorted(delivery.post.key for delivery in board.posts())


async def _rows(world: World) -> list[Row[Any]]:
    async with world.core.engines.read.begin() as connection:
        return list(await connection.execute(select(tables.post).order_by(tables.post.c.key)))
