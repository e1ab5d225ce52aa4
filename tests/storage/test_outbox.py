"""The outbox: queued with the change it tells of, claimed under a lease, settled once."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import Row, select, update

from bot.interface.card import Card
from bot.ports.outbox import System
from bot.text import escape
from storage import tables
from storage.engine import Engines
from tests.samples import EVERY_BLOCK, HOSTILE_CARD
from tests.storage.outbox_queue import LEASE, MINUTE, REASON, Queue, a_post, claimed, keys_of
from tests.transactions import begun, opened
from tests.world import MONDAY, World


async def test_a_post_comes_out_as_it_went_in(outbox: Queue, system: System) -> None:
    posts = [a_post("hostile", card=HOSTILE_CARD, channel="channel-2"), a_post("dm", kind="dm", channel="account-1"), a_post()]
    await outbox.put(*posts)
    assert {delivery.post.key: delivery.post for delivery in await claimed(system)} == {post.key: post for post in posts}


async def test_the_earliest_comes_out_first_and_what_is_not_due_stays(outbox: Queue, system: System) -> None:
    ages = {"third": 1, "first": 30, "second": 2, "later": -1}
    await outbox.put(*(a_post(key, due_at=MONDAY - timedelta(minutes=age), channel=key) for key, age in ages.items()))
    assert keys_of(await claimed(system)) == ["first", "second", "third"]


async def test_a_key_is_queued_once(outbox: Queue, system: System) -> None:
    await outbox.put(a_post(), a_post())
    await outbox.put(a_post(card=HOSTILE_CARD))
    (delivery,) = await claimed(system)
    assert delivery.post.card == EVERY_BLOCK


async def test_a_post_queued_in_a_unit_that_fails_is_not_queued(world: World, community: int, system: System) -> None:
    with pytest.raises(RuntimeError):
        await _put_and_fail(world, community)
    assert not await claimed(system)


async def test_a_claim_is_for_the_platform_it_names(outbox: Queue, system: System) -> None:
    await outbox.put(a_post(), a_post("other", platform="other"))
    assert keys_of(await claimed(system, platform="other")) == ["other"]
    assert keys_of(await claimed(system)) == ["one"]


async def test_a_claimed_post_is_claimed_again_when_its_lease_is_over(outbox: Queue, system: System) -> None:
    await outbox.put(a_post())
    assert [delivery.attempts for delivery in await claimed(system)] == [1]
    assert not await claimed(system, MONDAY + LEASE - timedelta(seconds=1))
    assert [delivery.attempts for delivery in await claimed(system, MONDAY + LEASE)] == [2]


async def test_a_settled_post_is_never_claimed_again(outbox: Queue, system: System) -> None:
    await outbox.put(a_post())
    await _settle(system, "m1")
    assert not await claimed(system, MONDAY + timedelta(days=365))


async def test_a_card_changed_while_it_was_sent_is_edited_a_minute_later(outbox: Queue, system: System) -> None:
    await outbox.put(a_post())
    (delivery,) = await claimed(system)
    await outbox.revise(a_post(card=HOSTILE_CARD))
    await system.settle(delivery, "m1", MONDAY)
    assert not await claimed(system, MONDAY + MINUTE - timedelta(seconds=1))
    (edit,) = await claimed(system, MONDAY + MINUTE)
    assert (edit.message, edit.attempts, edit.post.card) == ("m1", 1, HOSTILE_CARD)


async def test_changes_to_a_sent_post_become_one_edit_a_minute_after_it(outbox: Queue, system: System) -> None:
    await outbox.put(a_post())
    await _settle(system, "m1")
    cards = [Card(escape(f"change {number}")) for number in range(5)]
    for number, card in enumerate(cards):
        await outbox.revise(a_post(card=card, due_at=MONDAY + timedelta(seconds=number)))
    assert not await claimed(system, MONDAY + MINUTE - timedelta(seconds=1))
    (edit,) = await claimed(system, MONDAY + MINUTE)
    assert edit.post.card == cards[-1]
    await system.settle(edit, "m1", MONDAY + MINUTE)
    assert not await claimed(system, MONDAY + timedelta(hours=1))


async def test_a_change_long_after_the_message_is_edited_at_once(outbox: Queue, system: System) -> None:
    await outbox.put(a_post())
    await _settle(system, "m1")
    later = MONDAY + timedelta(hours=1)
    await outbox.revise(a_post(due_at=later))
    assert not await claimed(system, later)  # the card is the same
    await outbox.revise(a_post(due_at=later, card=HOSTILE_CARD))
    assert keys_of(await claimed(system, later)) == ["one"]


async def test_a_postponed_post_waits_and_its_next_attempt_is_as_the_first(outbox: Queue, system: System) -> None:
    await outbox.put(a_post())
    (delivery,) = await claimed(system)
    await system.postpone(delivery, MONDAY + MINUTE)
    assert not await claimed(system, MONDAY + MINUTE - timedelta(seconds=1))
    assert [delivery.attempts for delivery in await claimed(system, MONDAY + MINUTE)] == [1]


@pytest.mark.parametrize("state", ["unwanted", "gone"])
async def test_a_post_that_people_took_away_is_never_tried_again_nor_changed(outbox: Queue, system: System, state: str) -> None:
    await outbox.put(a_post())
    (delivery,) = await claimed(system)
    await system.shelve(delivery, state, REASON)  # pyright: ignore[reportArgumentType]
    await outbox.put(a_post())
    await outbox.revise(a_post(card=HOSTILE_CARD))
    assert not await claimed(system, MONDAY + timedelta(days=1))


async def test_what_hangs_under_a_post_waits_for_its_message(outbox: Queue, system: System) -> None:
    await outbox.put(a_post("thread", kind="thread", parent="one", due_at=MONDAY - MINUTE), a_post())
    (delivery,) = await claimed(system)
    assert delivery.post.key == "one"
    await system.settle(delivery, "m1", MONDAY)
    assert [(thread.post.key, thread.parent_message) for thread in await claimed(system)] == [("thread", "m1")]


async def test_what_hangs_under_a_shelved_post_is_shelved_with_it(outbox: Queue, system: System, engines: Engines) -> None:
    await outbox.put(a_post(), a_post("thread", kind="thread", parent="one"), a_post("other"))
    delivery = next(delivery for delivery in await claimed(system) if delivery.post.key == "one")
    await system.shelve(delivery, "failed", REASON)
    states = {row.key: (row.state, row.reason) for row in await _rows(engines)}
    assert states == {
        "one": ("failed", "no channel"),
        "thread": ("failed", "no channel"),
        "other": ("waiting", None),
    }


async def test_who_lost_the_lease_changes_nothing(outbox: Queue, system: System, engines: Engines) -> None:
    await outbox.put(a_post())
    (late,) = await claimed(system)
    (holder,) = await claimed(system, MONDAY + LEASE)
    await system.shelve(late, "failed", REASON)
    await system.postpone(late, MONDAY + timedelta(days=1))
    await system.settle(late, "late", MONDAY)
    await system.settle(holder, "right", MONDAY + LEASE)
    await system.settle(late, "late", MONDAY)
    (row,) = await _rows(engines)
    assert (row.state, row.message) == ("sent", "right")


async def test_who_lost_the_lease_shelves_nothing_that_was_postponed_meanwhile(outbox: Queue, system: System) -> None:
    await outbox.put(a_post())
    (late,) = await claimed(system)
    (holder,) = await claimed(system, MONDAY + LEASE)
    await system.postpone(holder, MONDAY + 2 * LEASE)
    await system.shelve(late, "failed", REASON)
    assert keys_of(await claimed(system, MONDAY + 2 * LEASE)) == ["one"]


async def test_a_post_that_was_not_tried_can_be_cancelled(outbox: Queue, system: System, engines: Engines) -> None:
    await outbox.put(*(a_post(key, channel=key) for key in ("waits", "postponed", "tried", "sent")))
    found = {delivery.post.key: delivery for delivery in await claimed(system)}
    await system.settle(found["sent"], "m1", MONDAY)
    await system.postpone(found["postponed"], MONDAY)
    await system.postpone(found["waits"], MONDAY)
    for key in ("waits", "postponed", "tried", "sent"):
        await outbox.cancel(key)
    assert {row.key for row in await _rows(engines)} == {"tried", "sent"}


async def test_a_post_this_version_cannot_show_holds_up_no_other(outbox: Queue, system: System, engines: Engines) -> None:
    await outbox.put(a_post("newer"), a_post())
    async with begun(engines.write) as connection:
        card = {"title": "New", "blocks": [{"block": "hologram"}]}
        await connection.execute(update(tables.post).filter_by(key="newer").values(card=card))
    assert not await claimed(system)
    assert keys_of(await claimed(system)) == ["one"]


async def test_the_next_instant_is_when_something_can_be_done(outbox: Queue, system: System) -> None:
    assert await system.next_instant() is None
    await outbox.put(a_post("thread", kind="thread", parent="one", due_at=MONDAY - MINUTE), a_post())
    assert await system.next_instant() == MONDAY
    await claimed(system)
    assert await system.next_instant() == MONDAY + LEASE
    (delivery,) = await claimed(system, MONDAY + LEASE)
    await system.settle(delivery, "m1", MONDAY + LEASE)
    assert await system.next_instant() == MONDAY - MINUTE  # the thread's own time


async def _put_and_fail(world: World, community: int) -> None:
    async with opened(world.core, community) as unit:
        await unit.outbox.put(a_post())
        raise RuntimeError


async def _settle(system: System, message: str) -> None:
    (delivery,) = await claimed(system)
    await system.settle(delivery, message, MONDAY)


async def _rows(engines: Engines) -> Sequence[Row[tuple[object, ...]]]:
    async with begun(engines.read) as connection:
        return (await connection.execute(select(tables.post))).all()
