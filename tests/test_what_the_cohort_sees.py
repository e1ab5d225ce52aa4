"""Who shares something is told whether the cohort sees it, and what hinders that."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import Gone, Hindrance, Undeliverable
from bot.interface.card import Card
from tests.queued_posts import Unruly
from tests.world import Caller, World, press, pressed, words

pytestmark = pytest.mark.slow


@pytest.fixture
def board() -> Unruly:
    return Unruly()


async def _shares(caller: Caller, did: str = "Read") -> str:
    return words(await caller.card("checkin", did=did, share="yes"))


async def test_while_a_channel_takes_no_posts_a_receipt_says_that_it_waits_and_why(
    world: World, ann: Caller, cohort: str
) -> None:
    world.board.fault = Undeliverable(Hindrance.NOT_INVITED)
    await world.tick()
    for told in (await _shares(ann), words(await _share_work(ann, cohort))):
        assert "It waits: it cannot be posted in <#channel-1> now. The bot is not in the channel" in told
        assert "Ask a moderator to mend it." in told
        assert "/invite" not in told
        assert "The cohort sees" not in told
    world.board.fault = None
    world.clock.advance(hours=1)
    await world.tick()
    assert "The cohort sees it in the day's summary." in await _shares(ann, "More")
    assert "The cohort sees this." in words(await ann.card("milestone", cohort=cohort))


async def test_what_threads_refuse_hinders_nothing_in_the_channel_and_what_the_channel_refuses_nothing_in_threads(
    world: World, board: Unruly, ann: Caller, cohort: str
) -> None:
    """A post that waits in a thread says nothing of the summary; one that waits for the channel nothing of a thread, nor of a
    summary that stands there already."""
    board.faults = {"reply": Undeliverable(Hindrance.LACKS_PERMISSION)}
    await _share_work(ann, cohort)
    await world.tick()
    assert "The cohort sees it in the day's summary." in await _shares(ann)
    assert "It waits: it cannot be posted in <#channel-1> now." in words(await ann.card("milestone", cohort=cohort))
    world.clock.advance(minutes=2)
    await world.tick()
    board.faults = {"send": Undeliverable(Hindrance.LACKS_PERMISSION)}
    await _days(world, 1)
    assert world.board.posts("finished/")
    assert "It waits: it cannot be posted in <#channel-1> now." in await _shares(ann)
    assert "The cohort sees this." in words(await ann.card("milestone", cohort=cohort))
    assert "The cohort sees it in the day's summary." in words(await ann.card("checkin", did="Then", day="yesterday"))


async def test_no_receipt_shows_a_code_of_the_platform(world: World, ann: Caller) -> None:
    world.board.fault = Undeliverable(Hindrance.REFUSED, "odd_code")
    await world.tick()
    assert "it cannot be posted in <#channel-1> now. The platform refused it. Ask a moderator" in await _shares(ann)


async def test_once_a_moderator_deleted_a_summary_nobody_is_told_that_the_cohort_sees_it(
    world: World, ann: Caller, cohort: str
) -> None:
    ben = world.caller("ben")
    await ben.card("cohort join", cohort=cohort)
    await _shares(ann)
    await world.tick()
    world.board.fault = Gone()
    world.clock.advance(minutes=2)
    await _shares(ben)
    await world.tick()
    world.board.fault = None
    told = await _shares(ann, "More")
    assert "Its post was taken down, so the cohort does not see this. It is kept." in told
    assert "The cohort sees" not in told
    world.clock.advance(minutes=2)
    await world.tick()
    assert len(world.board.posts("summary/")) == 1
    world.clock.advance(hours=14)
    await world.tick()
    (corrected,) = world.board.posts("unseen/")
    assert corrected.post.channel == "account-ben"
    said = "was taken down, so the cohort does not see what you shared there. It is kept."
    assert said in words(corrected.post.card)


async def _share_work(caller: Caller, cohort: str) -> Card:
    done = await caller.card("milestone done", "submit", cohort=cohort, week="1", note="Made")
    shared = await caller.make(press(done, "Share with the cohort"), "press")
    assert isinstance(shared, Card)
    return shared


async def test_finished_work_waits_as_long_as_its_week(world: World, ann: Caller, cohort: str) -> None:
    world.board.fault = Undeliverable(Hindrance.NOT_INVITED)
    await _share_work(ann, cohort)
    await _days(world, 5)
    world.board.fault = None
    await _days(world, 0.1)
    assert "The cohort sees this." in words(await ann.card("milestone", cohort=cohort))
    assert "Made" in words(world.board.posts("finished/")[-1].post.card)


async def test_finished_work_that_could_not_be_posted_in_its_week_is_posted_once_it_is_shared_again(
    world: World, moderator: Caller, ann: Caller, cohort: str
) -> None:
    world.board.fault = Undeliverable(Hindrance.NOT_INVITED)
    await _share_work(ann, cohort)
    await _days(world, 8)
    world.board.fault = None
    await _days(world, 0.1)
    late = await ann.card("milestone", cohort=cohort, week="1")
    assert "It could not be posted in <#channel-1> in time, so the cohort does not see this. It is kept." in words(late)
    hidden = await ann.make(press(late, "Stop sharing"), "press")
    assert isinstance(hidden, Card)
    assert "finished work" not in words(await moderator.card("manage deliveries", state="failed"))
    shared = await ann.make(press(hidden, "Share with the cohort"), "press")
    assert isinstance(shared, Card)
    await world.tick()
    assert "The cohort sees this." in words(shared)
    assert len(world.board.posts("finished/1/")) == 1


async def test_a_summary_waits_as_long_as_its_day_can_be_filled_in(world: World, ann: Caller) -> None:
    world.board.fault = Undeliverable(Hindrance.NOT_INVITED)
    await _shares(ann)
    await _days(world, 3.5)
    world.board.fault = None
    await _days(world, 0.1)
    assert [delivery.post.key.split("/")[1] for delivery in world.board.posts("summary/")] == ["2026-01-05"]


async def test_a_post_that_a_moderator_called_off_is_not_said_to_be_taken_down(
    world: World, moderator: Caller, ann: Caller, cohort: str
) -> None:
    await _days(world, 0.5)
    world.board.fault = Undeliverable(Hindrance.NOT_INVITED)
    await _share_work(ann, cohort)
    await world.tick()
    held = await moderator.card("manage deliveries", state="held")
    (finished,) = [choice for block in held.blocks for choice in getattr(block, "choices", ()) if "finished" in choice.label]
    await moderator.card("manage call-off", "press", post=finished.value)
    world.board.fault = None
    await _days(world, 0.1)
    assert world.board.posts("welcome")
    assert world.board.posts("finished/") == []
    told = words(await ann.card("milestone", cohort=cohort))
    assert "A moderator called its post off, so the cohort does not see this. It is kept." in told
    assert "Made" in told


async def _days(world: World, days: float) -> None:
    for _ in range(round(days * 10)):
        world.clock.advance(hours=2.4)
        await world.tick()


async def test_who_was_told_that_the_cohort_sees_it_hears_once_in_private_that_nothing_can_be_posted(
    world: World, ann: Caller, cohort: str, board: Unruly
) -> None:
    ben, cem = world.caller("ben"), world.caller("cem")
    for caller in (ben, cem):
        await caller.card("cohort join", cohort=cohort)
    await world.tick()
    board.faults = {"channel-1": Undeliverable(Hindrance.NOT_INVITED)}
    await ben.card("checkin", did="Alone")
    assert "The cohort sees it in the day's summary." in await _shares(ann)
    assert "The cohort sees this." in words(await _share_work(cem, cohort))
    await _days(world, 1)
    await _shares(ann, "More")
    await _days(world, 1)
    told = {delivery.post.channel: words(delivery.post.card) for delivery in board.posts("unseen/")}
    assert len(board.posts("unseen/")) == 2
    assert "The cohort does not see all of “ML January, check-ins of Mon, Jan 5, 2026” yet" in told["account-ann"]
    assert "The cohort does not see all of “ML January, week 1: finished work” yet" in told["account-cem"]
    for card in told.values():
        assert "nothing can be posted in <#channel-1> now. The bot is not in the channel" in card
        assert "it goes out by itself; moderators know of it." in card
    assert "account-moderator" in {delivery.post.channel for delivery in board.posts("failed/")}
    board.faults = {}
    await _days(world, 0.2)
    assert {delivery.post.key.split("/")[0] for delivery in board.posts()} >= {"summary", "finished"}


async def test_work_shared_on_the_day_on_which_its_week_begins_comes_below_the_post_of_the_week(
    world: World, ann: Caller, cohort: str
) -> None:
    ben, begins = world.caller("ben"), datetime(2026, 1, 12, 18, tzinfo=UTC)
    await ben.card("cohort join", cohort=cohort)
    world.clock.now = begins - timedelta(hours=9)
    await world.tick()
    for caller in (ann, ben):
        done = await caller.card("milestone done", "submit", cohort=cohort, week="2", note="Made")
        shared = words(await pressed(caller, done, "Share with the cohort"))
        assert f"The cohort sees this once the week begins, <t:{int(begins.timestamp())}:both>." in shared
    stuck = words(await world.caller("ben").card("milestone stuck", "press", cohort=cohort, week="1"))
    assert "Ask under the post of this week" in stuck
    await world.caller("cem").card("cohort join", cohort=cohort)
    stuck = words(await world.caller("cem").card("milestone stuck", "press", cohort=cohort, week="2"))
    assert "Ask in the cohort's channel, and under the post of this week once it is there, <t:" in stuck
    await _days(world, 0.2)
    assert not world.board.posts("finished/")
    assert not world.board.posts("done-by-all/")
    world.clock.now = begins
    await _days(world, 0.1)
    assert "The cohort sees this." in words(await ann.card("milestone", cohort=cohort))
    keys = [delivery.post.key.rpartition("/")[0] for delivery in world.board.posts()]
    assert keys.index("week/2") < keys.index("finished/2")
    (work,) = world.board.posts("finished/2/")
    sent = {delivery.post.key: message for message, delivery in world.board.messages.items()}
    assert (work.post.kind, work.parent_message) == ("reply", sent[work.post.parent or ""])
