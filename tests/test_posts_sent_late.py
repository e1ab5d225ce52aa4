"""Posts on the delivery board whose time had passed, or that moderators send at another time than planned."""

from datetime import timedelta

import pytest

from bot.errors import Hindrance, Undeliverable
from tests.queued_posts import post_to, put
from tests.test_manage_deliveries import look
from tests.walked_time import until
from tests.world import MONDAY, Caller, World, press, pressed, words


@pytest.fixture
async def omar(world: World, cohort: str) -> Caller:
    """The first evening of ML January: its welcome and first milestone are sent."""
    await world.tick()
    omar = world.caller("omar", administrator=True)
    await omar.card("me settings")
    return omar


async def test_a_post_whose_time_had_passed_can_be_sent_all_the_same(world: World, omar: Caller) -> None:
    await put(world, omar, post_to("notice", due_at=world.clock(), until=world.clock() + timedelta(minutes=1)))
    world.clock.advance(hours=1)
    await world.tick()
    failed = await look(omar, "failed")
    assert "its time had passed" in words(failed)
    await omar.make(press(failed, "Send it all the same"), "press")
    await world.tick()
    assert world.board.posts("notice")


async def test_what_the_channel_refused_is_not_put_down_to_a_break_after_it(world: World, omar: Caller) -> None:
    await omar.card("manage holidays", days="7 jan")
    await until(world, MONDAY + timedelta(days=1))
    world.board.fault = Undeliverable(Hindrance.SEND_MESSAGES)
    await until(world, MONDAY + timedelta(days=3))
    listed = words(await omar.card("manage deliveries", state="failed"))
    assert "The bot lacks the permission “Send Messages”. Its time passed before that was mended." in listed
    assert "had a break then" not in listed
    prompt = words(await look(omar, "failed"))
    assert "how did today go" in prompt
    assert "Allow it in the channel's settings" in prompt
    assert "`/manage repair` credits members with a day" in prompt.replace("</manage repair>", "`/manage repair`")


async def test_a_challenge_is_not_sent_below_a_later_one(world: World, omar: Caller) -> None:
    world.board.fault = Undeliverable(Hindrance.SEND_MESSAGES)
    await until(world, MONDAY + timedelta(days=2))  # Tuesday's does not come
    world.board.fault = None
    failed = await look(omar, "failed", 1)
    assert "challenge of Tue" in failed.title
    await until(world, MONDAY + timedelta(days=2, hours=1))
    assert len(world.board.posts("challenge/2026-01-07")) == 1
    assert "A later challenge is there already" in words(await pressed(omar, failed, "Send it all the same"))
    await world.tick()
    assert not world.board.posts("challenge/2026-01-06")


async def test_a_post_that_is_sent_now_keeps_the_time_for_which_it_was_planned(world: World, omar: Caller) -> None:
    await put(world, omar, post_to("notice", due_at=world.clock(), until=world.clock() + timedelta(hours=2)))
    planned = f"<t:{int(world.clock().timestamp())}:both>"
    world.board.fault = Undeliverable(Hindrance.SEND_MESSAGES)
    await world.tick()
    held = await look(omar, "held")
    world.clock.advance(hours=1)
    await pressed(omar, held, "Send now")
    world.clock.advance(hours=2)
    await world.tick()
    failed = await look(omar, "failed")
    assert planned in words(failed)
    await pressed(omar, failed, "Send it all the same")
    assert planned in words(await look(omar, "waiting"))
