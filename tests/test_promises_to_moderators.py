"""What cards promise to moderators, kept and seen by those whom it concerns."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import Hindrance, Undeliverable
from bot.interface.card import Select
from tests.published import RESOURCE
from tests.walked_time import until
from tests.world import Caller, World, pressed, words

ALMOST_A_WEEK = timedelta(days=7) - timedelta(minutes=1)


@pytest.fixture
def omar(world: World) -> Caller:
    return world.caller("omar", administrator=True)


async def test_a_preview_is_there_for_seven_days_and_nobody_else_sees_it(world: World, omar: Caller) -> None:
    preview = await omar.card("content add-resource", "submit", **RESOURCE)
    assert "Nobody sees it yet; it is kept for seven days." in words(preview)
    world.clock.now += ALMOST_A_WEEK
    olga = world.caller("olga", administrator=True)
    for command in ("content queue", "content log"):
        assert RESOURCE["title"] not in words(await olga.card(command))
    assert "Nothing here" in words(await olga.card("find", query=RESOURCE["title"]))
    assert "Published" in words(await pressed(omar, preview, "Publish"))


async def test_a_plan_of_a_cohort_is_there_for_seven_days(world: World, omar: Caller) -> None:
    dry_run = await omar.submit(
        await omar.form("manage create"),
        name="Spring",
        roadmap="foundations",
        start="2026-02-02",
        channel="channel-1",
        time="18:00",
    )
    assert "Nothing is posted yet; it is kept for seven days." in words(dry_run)
    world.clock.now += ALMOST_A_WEEK
    await world.tick()
    assert world.board.posts() == []
    assert "is launched" in words(await pressed(omar, dry_run, "Launch"))


async def test_weeks_that_were_put_off_and_are_back_begin_as_they_would_have(world: World, omar: Caller, cohort: str) -> None:
    shifted = await omar.card("manage shift", by="1 week")
    await world.tick()
    await pressed(omar, shifted, "Undo")
    await until(world, datetime(2026, 1, 12, 19, tzinfo=UTC))
    told = [words(delivery.post.card) for delivery in (*world.board.posts("news/"), *world.board.edits)]
    assert any("The weeks are back where they were." in text for text in told)
    assert world.board.posts("week/2/")


async def test_a_cohort_that_is_open_begins_when_moderators_are_told(world: World, omar: Caller) -> None:
    await world.launch(start="2026-01-12")
    at = datetime(2026, 1, 12, 18, tzinfo=UTC)
    assert f"begins <t:{int(at.timestamp())}:both>" in words(await omar.card("today"))
    await until(world, at - timedelta(minutes=1))
    assert not world.board.posts("week/1/")
    await until(world, at + timedelta(minutes=1))
    assert world.board.posts("week/1/")


async def test_a_post_that_is_held_up_is_tried_again_at_the_hour_that_is_told(world: World, omar: Caller, cohort: str) -> None:
    world.board.fault = Undeliverable(Hindrance.SEND_MESSAGES)
    await world.tick()
    listed = await omar.card("manage deliveries", state="held")
    choose = next(block for block in listed.blocks if isinstance(block, Select))
    held = words(await omar.card("manage delivery", "press", post=choose.choices[0].value, **choose.call.values))
    assert "It is tried again <t:" in held
    at = datetime.fromtimestamp(int(held.partition("tried again <t:")[2].partition(":")[0]), UTC)
    world.board.fault = None
    await until(world, at + timedelta(minutes=1))
    assert world.board.posts("welcome")
