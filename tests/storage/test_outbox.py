"""The outbox: queued with the change it tells of, claimed under a lease, settled once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Row, select, update

from bot.domain.post import Delivery, Post
from bot.errors import Hindrance, Reason
from bot.interface.card import Card
from bot.ports.outbox import System
from bot.text import escape
from storage import tables
from storage.engine import Engines
from tests.samples import EVERY_BLOCK, HOSTILE_CARD
from tests.transactions import begun, opened
from tests.world import MONDAY, World

REASON = Reason(Hindrance.NO_CHANNEL)
LEASE = timedelta(minutes=2)
MINUTE = timedelta(minutes=1)


def _post(key: str = "one", **changes: object) -> Post:
    fields = {"platform": "test", "space": "space-1", "channel": "channel-1", "card": EVERY_BLOCK, "due_at": MONDAY}
    return Post(key=key, **{**fields, **changes})  # pyright: ignore[reportArgumentType]


@pytest.fixture
def system(world: World) -> System:
    return world.core.system


@pytest.fixture
def outbox(world: World, community: int) -> "Queue":
    return Queue(world, community)


class Queue:
    """Puts posts in, each in a unit of its own."""

    def __init__(self, world: World, community: int) -> None:
        self._core = world.core
        self._community = community

    async def put(self, *posts: Post) -> None:
        async with opened(self._core, self._community) as unit:
            for post in posts:
                await unit.outbox.put(post)

    async def revise(self, post: Post) -> None:
        async with opened(self._core, self._community) as unit:
            await unit.outbox.revise(post, MINUTE)

    async def cancel(self, key: str) -> None:
        async with opened(self._core, self._community) as unit:
            await unit.outbox.cancel(key)


async def test_a_post_comes_out_as_it_went_in(outbox: Queue, system: System) -> None:
    posts = [_post("hostile", card=HOSTILE_CARD), _post("dm", kind="dm", channel="account-1"), _post()]
    await outbox.put(*posts)
    claimed = await _claim(system)
    assert {delivery.post.key: delivery.post for delivery in claimed} == {post.key: post for post in posts}


async def test_the_earliest_comes_out_first_and_what_is_not_due_stays(outbox: Queue, system: System) -> None:
    ages = {"third": 1, "first": 30, "second": 2, "later": -1}
    await outbox.put(*(_post(key, due_at=MONDAY - timedelta(minutes=age)) for key, age in ages.items()))
    assert _keys(await _claim(system)) == ["first", "second", "third"]


async def test_a_key_is_queued_once(outbox: Queue, system: System) -> None:
    await outbox.put(_post(), _post())
    await outbox.put(_post(card=HOSTILE_CARD))
    (delivery,) = await _claim(system)
    assert delivery.post.card == EVERY_BLOCK


async def test_a_post_queued_in_a_unit_that_fails_is_not_queued(world: World, community: int, system: System) -> None:
    with pytest.raises(RuntimeError):
        await _put_and_fail(world, community)
    assert not await _claim(system)


async def test_a_claim_is_for_the_platforms_it_names(outbox: Queue, system: System) -> None:
    await outbox.put(_post(), _post("other", platform="other"))
    assert _keys(await system.claim(["other"], MONDAY, LEASE, 50)) == ["other"]
    assert _keys(await system.claim(["test", "other"], MONDAY, LEASE, 50)) == ["one"]


async def test_a_claimed_post_is_claimed_again_when_its_lease_is_over(outbox: Queue, system: System) -> None:
    await outbox.put(_post())
    assert [delivery.attempts for delivery in await _claim(system)] == [1]
    assert not await _claim(system, MONDAY + LEASE - timedelta(seconds=1))
    assert [delivery.attempts for delivery in await _claim(system, MONDAY + LEASE)] == [2]


async def test_a_settled_post_is_never_claimed_again(outbox: Queue, system: System) -> None:
    await outbox.put(_post())
    await _settle(system, "m1")
    assert not await _claim(system, MONDAY + timedelta(days=365))


async def test_a_card_changed_while_it_was_sent_is_edited_a_minute_later(outbox: Queue, system: System) -> None:
    await outbox.put(_post())
    (delivery,) = await _claim(system)
    await outbox.revise(_post(card=HOSTILE_CARD))
    await system.settle(delivery, "m1", MONDAY)
    assert not await _claim(system, MONDAY + MINUTE - timedelta(seconds=1))
    (edit,) = await _claim(system, MONDAY + MINUTE)
    assert (edit.message, edit.attempts, edit.post.card) == ("m1", 1, HOSTILE_CARD)


async def test_changes_to_a_sent_post_become_one_edit_a_minute_after_it(outbox: Queue, system: System) -> None:
    await outbox.put(_post())
    await _settle(system, "m1")
    cards = [Card(escape(f"change {number}")) for number in range(5)]
    for number, card in enumerate(cards):
        await outbox.revise(_post(card=card, due_at=MONDAY + timedelta(seconds=number)))
    assert not await _claim(system, MONDAY + MINUTE - timedelta(seconds=1))
    (edit,) = await _claim(system, MONDAY + MINUTE)
    assert edit.post.card == cards[-1]
    await system.settle(edit, "m1", MONDAY + MINUTE)
    assert not await _claim(system, MONDAY + timedelta(hours=1))


async def test_a_change_long_after_the_message_is_edited_at_once(outbox: Queue, system: System) -> None:
    await outbox.put(_post())
    await _settle(system, "m1")
    later = MONDAY + timedelta(hours=1)
    await outbox.revise(_post(due_at=later))
    assert not await _claim(system, later)  # the card is the same
    await outbox.revise(_post(due_at=later, card=HOSTILE_CARD))
    assert _keys(await _claim(system, later)) == ["one"]


async def test_a_postponed_post_waits_and_its_next_attempt_is_as_the_first(outbox: Queue, system: System) -> None:
    await outbox.put(_post())
    (delivery,) = await _claim(system)
    await system.postpone(delivery, MONDAY + MINUTE)
    assert not await _claim(system, MONDAY + MINUTE - timedelta(seconds=1))
    assert [delivery.attempts for delivery in await _claim(system, MONDAY + MINUTE)] == [1]


@pytest.mark.parametrize("state", ["unwanted", "gone"])
async def test_a_post_that_people_took_away_is_never_tried_again_nor_changed(outbox: Queue, system: System, state: str) -> None:
    await outbox.put(_post())
    (delivery,) = await _claim(system)
    await system.shelve(delivery, state, REASON)  # pyright: ignore[reportArgumentType]
    await outbox.put(_post())
    await outbox.revise(_post(card=HOSTILE_CARD))
    assert not await _claim(system, MONDAY + timedelta(days=1))


async def test_what_hangs_under_a_post_waits_for_its_message(outbox: Queue, system: System) -> None:
    await outbox.put(_post("thread", kind="thread", parent="one", due_at=MONDAY - MINUTE), _post())
    (delivery,) = await _claim(system)
    assert delivery.post.key == "one"
    await system.settle(delivery, "m1", MONDAY)
    assert [(thread.post.key, thread.parent_message) for thread in await _claim(system)] == [("thread", "m1")]


async def test_what_hangs_under_a_shelved_post_is_shelved_with_it(outbox: Queue, system: System, engines: Engines) -> None:
    await outbox.put(_post(), _post("thread", kind="thread", parent="one"), _post("other"))
    delivery = next(delivery for delivery in await _claim(system) if delivery.post.key == "one")
    await system.shelve(delivery, "failed", REASON)
    states = {row.key: (row.state, row.reason) for row in await _rows(engines)}
    assert states == {
        "one": ("failed", "no channel"),
        "thread": ("failed", "no channel"),
        "other": ("waiting", None),
    }


async def test_who_lost_the_lease_changes_nothing(outbox: Queue, system: System, engines: Engines) -> None:
    await outbox.put(_post())
    (late,) = await _claim(system)
    (holder,) = await _claim(system, MONDAY + LEASE)
    await system.shelve(late, "failed", REASON)
    await system.postpone(late, MONDAY + timedelta(days=1))
    await system.settle(late, "late", MONDAY)
    await system.settle(holder, "right", MONDAY + LEASE)
    await system.settle(late, "late", MONDAY)
    (row,) = await _rows(engines)
    assert (row.state, row.message) == ("sent", "right")


async def test_who_lost_the_lease_shelves_nothing_that_was_postponed_meanwhile(outbox: Queue, system: System) -> None:
    await outbox.put(_post())
    (late,) = await _claim(system)
    (holder,) = await _claim(system, MONDAY + LEASE)
    await system.postpone(holder, MONDAY + 2 * LEASE)
    await system.shelve(late, "failed", REASON)
    assert _keys(await _claim(system, MONDAY + 2 * LEASE)) == ["one"]


async def test_a_post_that_was_not_tried_can_be_cancelled(outbox: Queue, system: System, engines: Engines) -> None:
    await outbox.put(_post("waits"), _post("postponed"), _post("tried"), _post("sent"))
    claimed = {delivery.post.key: delivery for delivery in await _claim(system)}
    await system.settle(claimed["sent"], "m1", MONDAY)
    await system.postpone(claimed["postponed"], MONDAY)
    await system.postpone(claimed["waits"], MONDAY)
    for key in ("waits", "postponed", "tried", "sent"):
        await outbox.cancel(key)
    assert {row.key for row in await _rows(engines)} == {"tried", "sent"}


async def test_a_post_this_version_cannot_show_holds_up_no_other(outbox: Queue, system: System, engines: Engines) -> None:
    await outbox.put(_post("newer"), _post())
    async with begun(engines.write) as connection:
        card = {"title": "New", "blocks": [{"block": "hologram"}]}
        await connection.execute(update(tables.post).filter_by(key="newer").values(card=card))
    assert _keys(await _claim(system)) == ["one"]


async def test_the_next_instant_is_when_something_can_be_done(outbox: Queue, system: System) -> None:
    assert await system.next_instant() is None
    await outbox.put(_post("thread", kind="thread", parent="one", due_at=MONDAY - MINUTE), _post())
    assert await system.next_instant() == MONDAY
    await _claim(system)
    assert await system.next_instant() == MONDAY + LEASE
    (delivery,) = await _claim(system, MONDAY + LEASE)
    await system.settle(delivery, "m1", MONDAY + LEASE)
    assert await system.next_instant() == MONDAY - MINUTE  # the thread's own time


async def _put_and_fail(world: World, community: int) -> None:
    async with opened(world.core, community) as unit:
        await unit.outbox.put(_post())
        raise RuntimeError


async def _claim(system: System, now: datetime = MONDAY) -> Sequence[Delivery]:
    return await system.claim(["test"], now, LEASE, 50)


async def _settle(system: System, message: str) -> None:
    (delivery,) = await _claim(system)
    await system.settle(delivery, message, MONDAY)


def _keys(deliveries: Sequence[Delivery]) -> list[str]:
    return [delivery.post.key for delivery in deliveries]


async def _rows(engines: Engines) -> Sequence[Row[tuple[object, ...]]]:
    async with begun(engines.read) as connection:
        return (await connection.execute(select(tables.post))).all()
