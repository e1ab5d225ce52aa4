"""Whoever calls too often is slowed down in one sentence, loses nothing that they typed, and holds up nobody else."""

import asyncio
from collections.abc import Sequence
from threading import current_thread

import pytest

from bot.app.long_work import LongWork
from bot.app.throttle import MOST_TOLD, Throttle
from bot.app.turns import MOST_OF_SPACE, Turns
from bot.errors import Refusal
from bot.interface.call import Call, Request
from bot.interface.card import Card
from bot.interface.slowed import Slowed
from bot.text import plain
from tests.world import Caller, World, press, words


class Seconds:
    """A clock of seconds that a test moves."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds(world: World) -> Seconds:
    """The world slows down whoever calls too often, by this clock."""
    clock = Seconds()
    world.core.dispatch.throttle = Throttle(clock)
    return clock


def refused(answers: Sequence[object]) -> list[Card]:
    return [answer for answer in answers if isinstance(answer, Card) and "Too many at once" in words(answer)]


async def test_a_burst_is_slowed_down_and_others_are_let_in_meanwhile(world: World, seconds: Seconds) -> None:
    eve, ann = world.caller("eve"), world.caller("ann")
    answers = [await eve("help") for _ in range(200)]
    assert not refused(answers[:30])
    assert {words(card) for card in refused(answers)} == {"That did not work\nToo many at once: try again in 20 seconds."}
    assert len(refused(answers)) == 170
    assert all(isinstance(card, Slowed) for card in refused(answers))  # which leaves an App Home as it was
    assert not refused([await ann("help")])
    seconds.now = 19.5
    assert "in 1 second." in words(await eve.card("help"))
    seconds.now = 20
    assert not refused([await eve("help") for _ in range(30)])


async def test_who_clicks_fast_is_never_slowed_down(world: World, seconds: Seconds) -> None:
    ann = world.caller("ann")
    for _ in range(10):
        assert not refused([await ann("help", "press") for _ in range(10)])
        seconds.now += 6


async def test_a_whole_space_is_slowed_down_before_it_holds_up_others(world: World, seconds: Seconds) -> None:
    crowd = [world.caller(f"bot-{number}") for number in range(50)]
    answers = [await caller("help") for _ in range(10) for caller in crowd]
    assert len(refused(answers)) == 100
    assert not refused([await world.caller("ann", space="space-2")("help")])
    seconds.now = 1
    assert not refused([await world.caller("ann")("help")])


async def test_what_was_typed_into_a_form_is_kept(world: World, ann: Caller, seconds: Seconds) -> None:
    form = await ann.form("checkin")
    await asyncio.gather(*(ann("help") for _ in range(60)))
    slowed = await ann.submit(form, did="Read two chapters")
    assert refused([slowed])
    seconds.now = 20
    again = await ann.make(press(slowed, "Try again"), "press")
    assert "Read two chapters" in str(again)


async def test_of_forms_without_end_nothing_is_kept_and_all_can_be_copied(world: World, ann: Caller, seconds: Seconds) -> None:
    form = await ann.form("checkin")
    await asyncio.gather(*(ann("help") for _ in range(60)))
    slowed = [await ann.submit(form, did=f"Page {number}") for number in range(20)]
    assert ["Try again" in words(card) for card in slowed] == [True] * 3 + [False] * 17
    assert "Page 19" in words(slowed[-1])


async def test_what_is_typed_without_end_is_suggested_nothing(world: World, ann: Caller, seconds: Seconds) -> None:
    request = ann.request(Call("find"))
    found = [bool(await world.core.dispatch.suggest(request, "query", "data")) for _ in range(100)]
    assert found == [True] * 60 + [False] * 40
    assert world.core.dispatch.ignores("test", "account-ann", typing=True)
    assert not world.core.dispatch.ignores("test", "account-eve", typing=True)
    assert not refused([await ann("help")])
    seconds.now += 1
    assert not world.core.dispatch.ignores("test", "account-ann", typing=True)


async def test_who_was_told_often_enough_is_ignored_until_the_time_is_over(world: World, seconds: Seconds) -> None:
    eve = world.caller("eve")
    for _ in range(30 + MOST_TOLD - 1):
        await eve("help")
    ignores = world.core.dispatch.ignores
    assert not ignores("test", "account-eve")
    await eve("help")
    assert ignores("test", "account-eve")
    assert not ignores("test", "account-ann")
    seconds.now = 20
    assert not ignores("test", "account-eve")


async def test_those_who_called_long_ago_are_forgotten(world: World, seconds: Seconds) -> None:
    throttle = world.core.dispatch.throttle
    for number in range(5000):
        assert throttle.too_many(world.caller(f"m{number}", space=None).request(Call("help"))) is None
        seconds.now += 1
    assert len(throttle) <= 1000


class Counted:
    """Units of which each ends only when it is let; counts whose run at once."""

    def __init__(self) -> None:
        self.running: list[str] = []
        self.end = asyncio.Event()

    async def admit(self, request: Request, work: object, **_: object) -> None:
        self.running.append(request.actor.name)
        await self.end.wait()


async def test_one_member_holds_one_unit_and_one_space_leaves_room_for_others(world: World) -> None:
    units = Counted()
    turns = Turns(units)  # pyright: ignore[reportArgumentType]
    eve, ann, far = world.caller("eve"), world.caller("ann"), world.caller("far", space="space-2")
    callers = [eve] * 50 + [ann] + [world.caller(f"m{number}") for number in range(20)] + [far]
    waiting = [asyncio.create_task(turns.admit(c.request(Call("help")), _nothing, write=True)) for c in callers]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert (units.running.count("eve"), units.running.count("ann"), units.running.count("far")) == (1, 1, 1)
    assert len(units.running) == MOST_OF_SPACE + 1
    units.end.set()
    await asyncio.gather(*waiting)
    assert len(units.running) == len(callers)


async def _nothing(_: object) -> None:
    """No work."""


async def test_long_work_waits_for_its_like_alone_and_says_so() -> None:
    work, told, end, begun = LongWork(), list[str](), asyncio.Event(), list[int]()

    async def imports(community: int) -> str:
        async with work.turn(community, lambda sentence: told.append(plain(sentence))):
            begun.append(community)
            await end.wait()
            return await work.run(lambda: current_thread().name)

    waiting = [asyncio.create_task(imports(community)) for community in (1, 1, 1, 1, 1, 2, 3)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert begun == [1, 2]
    assert told == ["Waiting for another import …"] * 4
    with pytest.raises(Refusal, match="Too many imports wait here"):
        await waiting[4]
    assert not (await asyncio.to_thread(lambda: current_thread().name)).startswith("long-work")
    end.set()
    assert all(name.startswith("long-work") for name in await asyncio.gather(*waiting[:4], *waiting[5:]))
    assert sorted(begun) == [1, 1, 1, 1, 2, 3]
