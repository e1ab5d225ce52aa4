"""A cohort that moves to another channel: what waits goes there, what was said stays, and nothing is said twice."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.post import Delivery
from bot.errors import Hindrance, Undeliverable
from bot.interface.card import Card
from tests.queued_posts import Unruly
from tests.storage.outbox_queue import claimed
from tests.walked_time import most_often_said, name_of, names, until
from tests.world import Caller, World, press, pressed, words

pytestmark = pytest.mark.slow


@pytest.fixture
def board() -> Unruly:
    return Unruly()


@pytest.fixture
async def cohort(world: World) -> str:
    """It begins on Monday, 5 January, at 18:00 UTC; it is Tuesday noon, and week 1 is posted."""
    cohort = await world.launch()
    await until(world, datetime(2026, 1, 6, 12, tzinfo=UTC))
    return cohort


@pytest.fixture
async def omar(world: World, cohort: str) -> Caller:
    return world.caller("omar", administrator=True)


@pytest.fixture
async def ann(world: World, cohort: str) -> Caller:
    ann = world.caller("ann")
    await ann.card("cohort join", cohort=cohort)
    return ann


async def test_what_waits_goes_to_the_new_channel_and_what_was_said_stays(world: World, omar: Caller, ann: Caller) -> None:
    await ann.card("checkin", did="Read a chapter", share="yes")
    await world.tick()
    world.clock.now = datetime(2026, 1, 6, 18, 1, tzinfo=UTC)
    await world.core.queue()  # the prompt waits
    said = len(world.board.messages)
    await omar.card("manage edit", channel="channel-2")
    await world.tick()
    new = list(world.board.messages.values())[said:]
    assert {(sent.post.key.split("/")[0], sent.post.channel) for sent in new} == {
        ("moved", "channel-1"),
        ("here", "channel-2"),
        ("week", "channel-2"),
        ("prompt", "channel-2"),
    }


async def test_a_new_channel_is_told_first_then_of_the_week_under_way_and_then_what_the_old_one_refused(
    world: World, omar: Caller, ann: Caller, cohort: str
) -> None:
    await ann.card("milestone done", "submit", cohort=cohort, week="1", link="https://example.org/work")
    await ann.card("milestone share", "press", cohort=cohort, week="1")
    await until(world, datetime(2026, 1, 10, 12, tzinfo=UTC))
    world.board.fault = Undeliverable(Hindrance.NOT_FOUND)
    await until(world, datetime(2026, 1, 11, 12, tzinfo=UTC))
    world.board.fault = None
    said = len(world.board.messages)
    await omar.card("manage edit", channel="channel-2")
    await world.tick()
    new = list(world.board.messages.values())[said:]
    told = [sent.post for sent in new if sent.post.channel == "channel-2" and sent.post.kind == "send"]
    assert [post.key.split("/")[0] for post in told] == ["here", "week", "challenge"]
    assert press(told[1].card, "I am stuck").values["week"] == "1"
    assert {name_of(sent) for sent in new if sent.post.parent} == {"week/1/thread", "finished/1"}


async def test_after_a_move_the_summary_of_a_day_stays_one_post_and_the_next_days_comes_to_the_new_channel(
    world: World, omar: Caller, ann: Caller
) -> None:
    await ann.card("checkin", did="Read a chapter", share="yes")
    await world.tick()
    await omar.card("manage edit", channel="channel-2")
    world.clock.advance(minutes=5)
    await ann.card("checkin", did="Read two chapters", share="yes")
    await world.tick()
    assert names(world, "summary/") == ["summary/2026-01-06"]
    assert world.board.edits[-1].post.channel == "channel-1"
    assert all("begun elsewhere goes on there" in words(world.board.posts(told)[0].post.card) for told in ("here/", "moved/"))
    assert "two chapters" in words(world.board.edits[-1].post.card)
    world.clock.advance(days=1)
    await ann.card("checkin", did="More", share="yes")
    await world.tick()
    assert [sent.post.channel for sent in world.board.posts("summary/2026-01-07")] == ["channel-2"]


async def test_a_thread_is_opened_under_the_milestone_that_the_new_channel_got(world: World, omar: Caller) -> None:
    world.clock.now = datetime(2026, 1, 12, 18, 1, tzinfo=UTC)
    await world.core.queue()
    milestone = await _claimed(world, "week/2")
    await world.core.system.settle(milestone, "m-sent", world.clock())  # the milestone is out, its thread is not
    await omar.card("manage edit", channel="channel-2")
    world.clock.advance(minutes=3)
    await world.tick()
    (message,) = [number for number, sent in world.board.messages.items() if name_of(sent) == "week/2"]
    (thread,) = world.board.posts("week/2/thread")
    assert (thread.post.channel, thread.parent_message) == ("channel-2", message)


async def test_a_post_that_may_have_arrived_is_looked_for_where_it_was_sent(world: World, omar: Caller) -> None:
    world.clock.now = datetime(2026, 1, 6, 18, 1, tzinfo=UTC)
    await world.core.queue()
    world.board.lost_answer = ConnectionError()
    await world.core.deliver()
    world.board.lost_answer = None
    await omar.card("manage edit", channel="channel-2")
    world.clock.advance(minutes=5)
    await world.tick()
    (prompt,) = world.board.posts("prompt/2026-01-06")
    assert prompt.post.channel == "channel-1"


async def test_moving_there_and_back_says_nothing_twice_but_the_week_under_way(world: World, omar: Caller, ann: Caller) -> None:
    await ann.card("checkin", did="Read", share="yes")
    await world.tick()
    for channel in ("channel-2", "channel-1", "channel-2", "channel-1"):
        await omar.card("manage edit", channel=channel, cohort="ml-january")
        await ann.card("checkin", did=f"Read in {channel}", share="yes")
        world.clock.advance(minutes=2)
        await world.tick()
    await until(world, datetime(2026, 1, 13, 12, tzinfo=UTC))
    assert most_often_said(world) == 1
    assert {"week/2", "summary/2026-01-06"} <= set(names(world))


async def test_the_new_channel_is_told_and_members_can_join_there(world: World, omar: Caller) -> None:
    await omar.card("manage edit", channel="channel-2")
    await world.tick()
    (here,) = world.board.posts("here/")
    joined = await world.caller("ben", channel="channel-2").make(press(here.post.card, "Join"), "press")
    assert isinstance(joined, Card)
    assert "You are in ML January" in words(joined)


async def test_the_old_channel_hears_once_where_it_is_and_its_welcome_leads_there(
    world: World, omar: Caller, ann: Caller, cohort: str
) -> None:
    changed = words(await omar.card("manage edit", channel="channel-2"))
    assert "<#channel-1> hears that it has moved" in changed
    for _ in range(2):
        await world.tick()
        world.clock.advance(minutes=2)
    (farewell,) = world.board.posts("moved/")
    assert farewell.post.channel == "channel-1"
    assert "come to <#channel-2> from now on" in words(farewell.post.card)
    welcome = next(edit.post for edit in reversed(world.board.edits) if edit.post.key.startswith("welcome/"))
    assert welcome.channel == "channel-1"
    assert "It is in <#channel-2> now." in words(welcome.card)
    assert "Join" not in words(welcome.card)
    assert "Speaks in: <#channel-2>" in words(await ann.card("cohort info", cohort=cohort))


async def test_an_old_channel_that_takes_no_posts_alarms_nobody_and_hinders_nothing(
    world: World, omar: Caller, ann: Caller, board: Unruly
) -> None:
    await omar.card("manage edit", channel="channel-2")
    board.faults = {"channel-1": Undeliverable(Hindrance.ARCHIVED)}
    await world.tick()
    assert any(key.startswith("moved/") for key in board.tried)
    assert not world.board.posts("failed/")
    assert "The cohort sees it" in words(await ann.card("checkin", did="Read", share="yes"))


async def _claimed(world: World, name: str) -> Delivery:
    """The post of that name, once those before it in its channel are sent."""
    while True:
        for delivery in await claimed(world.core.system, world.clock()):
            if name_of(delivery) == name:
                return delivery
            await world.core.system.settle(delivery, "m-earlier", world.clock())


async def test_after_a_move_who_is_stuck_is_sent_to_the_thread_in_the_new_channel(world: World, ann: Caller, cohort: str) -> None:
    async def way_to_the_thread() -> str | None:
        stuck = await ann.card("milestone stuck", "press", cohort=cohort, week="1")
        buttons = [button for block in stuck.blocks for button in getattr(block, "buttons", ())]
        way = next((button.url for button in buttons if button.label == "Go to the thread"), None)
        assert ("Ask under the post of this week" if way else "Ask in the cohort's channel") in words(stuck)
        return way

    assert "/channel-1/" in (await way_to_the_thread() or "")
    await world.caller("moderator", administrator=True).card("manage edit", cohort=cohort, channel="channel-2")
    assert await way_to_the_thread() is None  # until the new channel has the week
    await world.tick()
    assert "/channel-2/" in (await way_to_the_thread() or "")


async def test_a_move_that_is_taken_back_before_anybody_read_of_it_is_told_nowhere_and_nothing_is_said_again(
    world: World, omar: Caller, board: Unruly
) -> None:
    said = len(world.board.messages)
    board.faults = {"channel-2": Undeliverable(Hindrance.NOT_INVITED)}
    moved = await omar.card("manage edit", channel="channel-2")
    assert "hears that it has moved" not in words(await pressed(omar, moved, "Undo"))
    await world.tick()
    await omar.card("manage edit", channel="channel-3")
    await omar.card("manage edit", cohort="ml-january", channel="channel-4")
    board.faults = {}
    await until(world, world.clock() + timedelta(hours=1))
    new = [sent.post for sent in list(world.board.messages.values())[said:]]
    assert {(post.key.split("/")[0], post.channel) for post in new} == {
        ("moved", "channel-1"),
        ("here", "channel-4"),
        ("week", "channel-4"),
    }
    assert ["channel-4" in words(post.card) for post in new if post.key.startswith("moved/")] == [True]


async def test_back_in_a_channel_the_milestone_that_stands_there_is_the_one_again_and_old_channels_know_the_present_one(
    world: World, omar: Caller
) -> None:
    for channel in ("channel-2", "channel-3", "channel-1"):
        await omar.card("manage edit", cohort="ml-january", channel=channel)
        world.clock.advance(minutes=10)
        await world.tick()
    told = [sent.post.channel for sent in world.board.posts("week/1/") if sent.post.kind == "send"]
    assert sorted(told) == ["channel-1", "channel-2", "channel-3"]
    assert [sent.post.channel for sent in world.board.posts("here/")] == ["channel-2", "channel-3", "channel-1"]
    greetings = {edit.post.channel: words(edit.post.card) for edit in world.board.edits if edit.post.key.startswith("here/")}
    assert all("has moved" in said and "<#channel-1>" in said and "Join" not in said for said in greetings.values())
    assert greetings.keys() == {"channel-2", "channel-3"}
    last = {sent.post.channel: sent.post for sent in [*world.board.posts("moved/"), *world.board.edits]}
    assert all("<#channel-1>" in words(last[channel].card) for channel in ("channel-2", "channel-3"))


async def test_an_old_channel_that_takes_posts_again_within_three_days_hears_where_the_cohort_is(
    world: World, omar: Caller, board: Unruly
) -> None:
    board.faults = {"channel-1": Undeliverable(Hindrance.NOT_INVITED)}
    await omar.card("manage edit", channel="channel-2")
    await until(world, world.clock() + timedelta(hours=20))
    board.faults = {}
    await until(world, world.clock() + timedelta(hours=1))
    assert [sent.post.channel for sent in world.board.posts("moved/")] == ["channel-1"]
