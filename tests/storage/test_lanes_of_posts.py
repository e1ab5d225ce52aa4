"""Of each channel one post is claimed at a time, in the order queued."""

from datetime import timedelta

from bot.ports.outbox import System
from tests.storage.outbox_queue import LEASE, MINUTE, REASON, Queue, a_post, claimed, keys_of
from tests.world import MONDAY


async def test_what_is_due_at_the_same_moment_comes_out_of_a_channel_in_the_order_queued(outbox: Queue, system: System) -> None:
    keys = [f"post/{number}" for number in range(30)]
    await outbox.put(*map(a_post, keys[:3]))
    await outbox.put_all(*map(a_post, keys[3:7]))
    await outbox.put_all(*map(a_post, keys[7:]))  # so many that their numbers are worked out before
    for key in keys[:12]:
        (delivery,) = await claimed(system)
        assert delivery.post.key == key
        await system.settle(delivery, "m", MONDAY)


async def test_nothing_comes_out_of_a_channel_while_a_post_of_it_is_under_way_or_has_to_wait(
    outbox: Queue, system: System
) -> None:
    await outbox.put(a_post("first"), a_post("second"), a_post("elsewhere", channel="channel-2"))
    first, _ = await claimed(system)
    assert not await claimed(system)
    await system.wait(first, MONDAY + MINUTE)
    assert not await claimed(system)
    assert keys_of(await claimed(system, MONDAY + MINUTE)) == ["first"]
    (again,) = await claimed(system, MONDAY + MINUTE + LEASE, most=1)  # whoever had it died: it is looked for
    assert (again.post.key, again.attempts) == ("first", 2)


async def test_what_a_platform_refuses_holds_up_nothing_and_comes_out_before_what_is_due_next(
    outbox: Queue, system: System
) -> None:
    await outbox.put(a_post("refused"), a_post("second"), a_post("third"))
    (refused,) = await claimed(system)
    await system.hold(refused, MONDAY + timedelta(hours=1), MONDAY, REASON)
    refused, second = await claimed(system)
    assert (refused.post.key, second.post.key) == ("refused", "second")
    await system.hold(refused, MONDAY + timedelta(hours=1), MONDAY, REASON)
    assert not await claimed(system)
    await system.settle(second, "m2", MONDAY)
    assert keys_of(await claimed(system)) == ["refused", "third"]


async def test_channels_come_out_in_turns(outbox: Queue, system: System) -> None:
    await outbox.put(*(a_post(f"{channel}{number}", channel=channel) for number in range(2) for channel in "abc"))
    (a,) = await claimed(system, most=1)
    await system.settle(a, "m", MONDAY)
    assert keys_of(await claimed(system, most=2, after="a")) == ["b0", "c0"]
    assert not await claimed(system, after="c")
    assert keys_of(await claimed(system)) == ["a1"]
