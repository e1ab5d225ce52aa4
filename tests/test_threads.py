"""Calls from a thread: what is shared there stays there, and a cohort that lives in it is meant first."""

from dataclasses import replace

import pytest

from bot.errors import Gone, Hindrance, Reason
from bot.interface.call import Place
from bot.interface.card import Card
from bot.interface.channel import ChannelKind
from tests.world import Caller, World, press, words


@pytest.fixture
def ann(world: World) -> Caller:
    ann = world.caller("ann")
    ann.place = replace(ann.place, thread="thread-1")
    return ann


async def test_what_is_shared_in_a_thread_is_posted_into_it(world: World, ann: Caller) -> None:
    assert "The thread sees it" in words(await ann.card("item share", "press", item="term.overfitting"))
    await world.tick()
    assert [sent.post.channel for sent in world.board.posts("share/")] == ["thread-1"]


@pytest.mark.parametrize(
    ("kind", "lack"),
    [
        (ChannelKind.TEXT, Hindrance.SEND_MESSAGES),
        (ChannelKind.TEXT, Hindrance.NOT_INVITED),
        (ChannelKind.THREAD, Hindrance.SEND_MESSAGES_IN_THREADS),
        (ChannelKind.THREAD, Hindrance.LOCKED_THREAD),
    ],
)
async def test_where_the_bot_cannot_post_nothing_is_said_to_be_shared(
    world: World, ann: Caller, kind: ChannelKind, lack: Hindrance
) -> None:
    world.board.kind, world.board.lacks = kind, (Reason(lack),)
    refused = words(await ann.card("item share", "press", item="term.overfitting"))
    assert "The bot cannot post here, so nothing was shared" in refused
    assert "Shared" not in refused
    assert "Ask a moderator to mend that" in refused
    assert "/invite" not in refused
    await world.tick()
    assert world.board.posts("share/") == []


async def test_what_only_threads_need_hinders_no_share(world: World, ann: Caller) -> None:
    world.board.lacks = (Reason(Hindrance.CREATE_PUBLIC_THREADS), Reason(Hindrance.UNANSWERED))
    assert "Shared" in words(await ann.card("item share", "press", item="term.overfitting"))


async def test_a_cohort_that_lives_in_the_thread_is_meant_before_that_of_the_channel(world: World, ann: Caller) -> None:
    for cohort in (await world.launch("In the channel"), await world.launch("In the thread", channel="thread-1")):
        await ann.card("cohort join", cohort=cohort)
    await ann.card("checkin", did="Read.")
    assert "In the thread" in words(await ann.card("cohort info"))
    ann.place = replace(ann.place, thread="another")
    assert "In the channel" in words(await ann.card("cohort info"))


async def test_a_stranger_in_a_cohorts_own_channel_is_offered_to_join(world: World) -> None:
    await world.launch()
    ben = world.caller("ben")
    for path in ("checkin", "milestone", "progress"):
        assert "You are not in ML January" in words(await ben.card(path))
    joined = await ben.make(press(await ben.card("milestone"), "Join"), "press")
    assert isinstance(joined, Card)
    assert "You are in ML January" in words(joined)


async def test_who_is_stuck_is_led_to_the_thread(world: World) -> None:
    cohort = await world.launch()
    ann = world.caller("ann")
    await ann.card("cohort join", cohort=cohort)
    world.clock.advance(hours=10.5)
    await world.tick()
    [week] = [message for message, sent in world.board.messages.items() if sent.post.key.startswith("week/1/")][:1]
    card = await ann.card("milestone stuck", "press", cohort=cohort, week="1")
    urls = [button.url for block in card.blocks for button in getattr(block, "buttons", ()) if button.label == "Go to the thread"]
    assert urls == [f"https://chat.example.org/space-1/channel-1/{week}"]


@pytest.fixture
async def week(world: World) -> str:
    """The message under which the thread of the first week is; Ann is in the cohort."""
    cohort = await world.launch()
    await world.caller("ann").card("cohort join", cohort=cohort)
    world.clock.advance(hours=10.5)
    await world.tick()
    return next(message for message, sent in world.board.messages.items() if sent.post.key.startswith("week/1/"))


async def _sent_to(world: World) -> str:
    """Where somebody is sent who is stuck."""
    ann = world.caller("ann")
    (cohort,) = {sent.post.cohort for sent in world.board.posts("week/1/")}
    stuck = words(await ann.card("milestone stuck", "press", cohort=str(cohort), week="1"))
    assert ("Go to the thread" in stuck) == ("Ask under the post of this week" in stuck)
    return "thread" if "Go to the thread" in stuck else "channel" if "Ask in the cohort's channel" in stuck else stuck


async def test_nobody_is_led_into_a_thread_that_was_deleted(world: World, week: str) -> None:
    await world.core.thread_deleted(Place("test", "another", None), [week])
    await world.core.thread_deleted(Place("test", "space-1", None), ["m-other"])
    assert await _sent_to(world) == "thread"
    await world.core.thread_deleted(Place("test", "space-1", None), [week])
    assert await _sent_to(world) == "channel"
    assert "Go to the thread" not in words(await world.caller("ann").card("milestone"))


async def test_a_thread_whose_deletion_nobody_told_is_missed_when_something_is_to_be_said_there(world: World, week: str) -> None:
    ann = world.caller("ann")
    cohort = str(world.board.messages[week].post.cohort)
    await ann.card("milestone done", "submit", cohort=cohort, week="1", note="Made.")
    await ann.card("milestone share", "press", cohort=cohort, week="1")
    world.board.fault = Gone()
    await world.core.deliver()
    world.board.fault = None
    await ann.card("milestone reopen", "press", cohort=cohort, week="1")
    assert await _sent_to(world) == "channel"


async def test_where_nothing_can_be_shared_no_button_shares(world: World, ann: Caller) -> None:
    direct = world.caller("ann", space=None, channel="direct")
    for path, values in (("faq", {"query": "overfitting"}), ("item show", {"item": "resource.dive-into-deep-learning"})):
        assert "Share" in words(await ann.card(path, **values)).splitlines()
        assert "Share" not in words(await direct.card(path, **values)).splitlines()


async def test_a_platform_on_which_every_message_holds_a_thread_is_given_none_to_open(world: World, week: str) -> None:
    world.board.opens_threads = False
    ann = world.caller("ann")
    world.clock.advance(days=7)
    await world.tick()
    (milestone,) = [message for message, sent in world.board.messages.items() if sent.post.key.startswith("week/2/")]
    (cohort,) = {sent.post.cohort for sent in world.board.posts("week/1/")}
    await ann.card("milestone done", "submit", cohort=str(cohort), week="2", link="https://example.org/work")
    await ann.card("milestone share", "press", cohort=str(cohort), week="2")
    await world.tick()
    (made,) = world.board.posts("finished/2")
    assert (made.post.kind, made.parent_message) == ("reply", milestone)
