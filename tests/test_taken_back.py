"""A moderator takes back what another changed of a cohort, from the log channel."""

from datetime import UTC, datetime

import pytest

from bot.interface.card import Card
from tests.world import Caller, World, press, pressed, words


@pytest.fixture
async def cohort(world: World) -> str:
    """ML January begins today, on Monday 5 January, at 18:00 UTC; it is 8:00."""
    return await world.launch()


@pytest.fixture
async def omar(world: World, cohort: str) -> Caller:
    return world.caller("omar", administrator=True)


async def test_the_log_channel_hears_who_changed_what_and_any_moderator_takes_it_back(world: World, omar: Caller) -> None:
    await omar.card("manage settings", log="log")
    before = words(await omar.card("manage edit"))
    await omar.card("manage edit", name="ML *Winter*", zone="Asia/Tokyo", days="sat", capacity="4", end="2026-02-01")
    await omar.card("manage edit", capacity="4")
    await world.tick()
    (audit,) = world.board.posts("audit/")
    assert audit.post.channel == "log"
    said = words(audit.post.card)
    for part in ("**omar** changed", "Name: ML January → ML *Winter*", "Time zone: UTC → Asia/Tokyo", "Places: no limit → 4"):
        assert part in said
    assert "ML" not in press(audit.post.card, "Undo").dump()
    olga = world.caller("olga", administrator=True)
    undone = await olga.make(press(audit.post.card, "Undo"), "press")
    assert isinstance(undone, Card)
    assert "- Name: ML *Winter* → ML January" in words(undone)
    assert words(await omar.card("manage edit")) == before
    await world.tick()
    assert len(world.board.posts("audit/")) == 2
    assert await olga.make(press(audit.post.card, "Undo"), "press") == undone
    again = await omar.make(press(audit.post.card, "Undo"), "press")
    assert "taken back already" in words(again)  # pyright: ignore[reportArgumentType]
    await omar.card("manage edit", name="ML Spring")
    assert "taken back already" in words(await pressed(olga, audit.post.card, "Undo"))


async def test_an_undo_can_be_undone(world: World, omar: Caller) -> None:
    changed = await omar.card("manage edit", roadmap="mlops", start="2026-01-12", channel="channel-2")
    after = words(await omar.card("manage edit", cohort="ml-january"))
    undone = await omar.make(press(changed, "Undo"), "press")
    assert isinstance(undone, Card)
    await omar.make(press(undone, "Undo"), "press")
    assert words(await omar.card("manage edit", cohort="ml-january")) == after


async def test_what_was_changed_again_since_is_not_taken_back(omar: Caller) -> None:
    changed = await omar.card("manage edit", capacity="4")
    await omar.card("manage edit", name="ML Winter")
    await omar.card("manage edit", capacity="5")
    refused = await omar.make(press(changed, "Undo"), "press")
    assert "was changed again since" in words(refused)  # pyright: ignore[reportArgumentType]


async def test_taking_back_touches_nothing_but_what_was_changed(omar: Caller) -> None:
    changed = await omar.card("manage edit", capacity="4")
    await omar.card("manage edit", name="ML Winter")
    undone = await omar.make(press(changed, "Undo"), "press")
    assert isinstance(undone, Card)
    assert undone.title == "ML Winter is changed"
    assert "Places: no limit" in words(await pressed(omar, undone, "All settings"))


async def test_a_first_day_is_not_taken_back_once_it_has_begun(world: World, omar: Caller) -> None:
    changed = await omar.card("manage edit", start="2026-01-06")
    world.clock.now = datetime(2026, 1, 6, 18, 30, tzinfo=UTC)
    refused = await omar.make(press(changed, "Undo"), "press")
    assert "has begun" in words(refused)  # pyright: ignore[reportArgumentType]


async def test_members_can_take_nothing_back(world: World, omar: Caller) -> None:
    changed = await omar.card("manage edit", capacity="4")
    refused = await world.caller("ann").make(press(changed, "Undo"), "press")
    assert "Only moderators" in words(refused)  # pyright: ignore[reportArgumentType]


async def test_without_a_log_channel_nothing_is_posted_about_it(world: World, omar: Caller) -> None:
    await omar.card("manage edit", capacity="4")
    await world.tick()
    assert not world.board.posts("audit/")
