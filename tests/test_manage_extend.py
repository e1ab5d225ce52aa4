"""More time: moderators give one member some weeks more than the cohort has."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.interface.card import Card, Select
from tests.world import Caller, World, press, words

WEEK_THREE = datetime(2026, 1, 21, 12, tzinfo=UTC)
AFTER_ITS_CLOSING = datetime(2026, 4, 2, 12, tzinfo=UTC)
"""The twelve weeks of ML January end on 30 March, and it closes 48 hours later."""


@pytest.fixture
async def omar(world: World, cohort: str) -> Caller:
    """A moderator, in the third week of ML January, which ann and ben joined; ben has done nothing."""
    for name in ("ann", "ben"):
        await world.caller(name).card("cohort join", cohort=cohort)
    world.clock.now = WEEK_THREE
    await world.caller("ann").card("milestone done", "submit", week="1", cohort=cohort)
    await world.caller("ann").card("milestone done", "submit", week="2", cohort=cohort)
    await world.tick()
    return world.caller("omar", administrator=True)


async def _chosen(caller: Caller, shown: Card, value: str) -> Card:
    select = next(block for block in shown.blocks if isinstance(block, Select))
    name = next(option for option in ("person", "weeks") if option not in select.call.values)
    return await _card(caller, select.call.with_values(**{name: value}))


async def _card(caller: Caller, call: object) -> Card:
    answer = await caller.make(call, "press")  # type: ignore[arg-type]
    assert isinstance(answer, Card), answer
    return answer


async def _extended(omar: Caller, name: str, weeks: int) -> Card:
    """What a moderator reads who gives more time by way of the list of who may need a hand."""
    listed = await omar.card("manage status")
    select = next(block for block in listed.blocks if isinstance(block, Select))
    person = next(choice.value for choice in select.choices if str(choice.label) == name)
    about = await _card(omar, select.call.with_values(person=person))
    return await _chosen(omar, await _card(omar, press(about, "More time")), str(weeks))


def _told(world: World) -> list[str]:
    return [words(delivery.post.card) for delivery in world.board.posts("extension/")]


async def test_weeks_count_as_open_later_and_the_member_reads_in_private_until_when(world: World, omar: Caller) -> None:
    assert "- ben: 2 weeks open" in words(await omar.card("manage status"))
    receipt = words(await _extended(omar, "ben", 1))
    assert "ben has 1 week more than the cohort." in receipt
    assert "They read it within a minute, in private." in receipt
    assert "Nobody else in the cohort is told." in receipt
    assert "- ben: 1 week open" in words(await omar.card("manage status"))
    await world.tick()
    (delivery,) = world.board.posts("extension/")
    assert (delivery.post.kind, delivery.post.channel) == ("dm", "account-ben")
    assert [sent.post.channel for sent in world.board.messages.values() if "week more" in words(sent.post.card)] == [
        "account-ben"
    ]
    assert "The moderators gave you 1 week more than the cohort has." in words(delivery.post.card)
    own = world.caller("ben")
    shown = words(await own.card("progress"))
    assert "The moderators gave you 1 week more than the cohort has." in shown
    assert "(yours until <t:1769385600" in shown
    assert "(yours until" not in words(await world.caller("ann").card("progress"))
    shown = words(await own.card("milestone", week="2"))
    assert "The moderators gave you 1 week more than the cohort has." in shown
    assert "For you this week ends <t:1769385600" in shown
    assert "This week is over." in words(await own.card("milestone", week="1"))
    assert "Week 2 is yours until <t:1769385600" in words(await own.card("today"))


async def test_who_has_more_time_is_reminded_of_their_own_weeks_also_after_the_cohort_has_ended(
    world: World, omar: Caller, cohort: str
) -> None:
    for name in ("ann", "ben"):
        await world.caller(name).card("me settings", reminders="on", hours="0:00-23:59")
    await _extended(omar, "ben", 1)
    for now in (datetime(2026, 1, 24, 18, 2, tzinfo=UTC), datetime(2026, 4, 4, 18, 2, tzinfo=UTC)):
        world.clock.now = now
        await world.tick()
    keys = [delivery.post.key for delivery in world.board.posts(f"remind/{cohort}/week")]
    assert [key.split("/")[3] for key in keys] == ["3", "2", "12"]
    assert "Your time for this week of ML January ends <t:1775498400" in words(
        world.board.posts(f"remind/{cohort}/week/12")[-1].post.card
    )


async def test_who_has_more_time_hands_in_after_the_cohort_has_closed_and_nobody_else(
    world: World, omar: Caller, cohort: str
) -> None:
    await _extended(omar, "ben", 1)
    world.clock.now = AFTER_ITS_CLOSING
    refused = await world.caller("ann").card("milestone done", "submit", week="12", cohort=cohort)
    assert "ML January has ended" in words(refused)
    ben = world.caller("ben")
    shown = words(await ben.card("today"))
    assert "It has ended, but your time goes on. What is missing:" in shown
    assert "☐ 12 milestones are not done." in shown
    assert "For you this week ends <t:1775498400" in words(await ben.card("milestone", week="12"))
    done = await ben.card("milestone done", "submit", week="12", cohort=cohort)
    assert "1 of 12 weeks" in words(done)
    world.clock.now += timedelta(weeks=1)
    late = await ben.card("milestone done", "submit", week="2", cohort=cohort)
    assert "ML January has ended" in words(late)


async def test_undone_at_once_nothing_is_told_and_undone_later_it_is(world: World, omar: Caller) -> None:
    undone = await _card(omar, press(await _extended(omar, "ben", 2), "Undo"))
    assert "ben has as long as the cohort. They had not been told of it yet, and are not." in words(undone)
    await world.tick()
    assert not _told(world)
    receipt = await _extended(omar, "ben", 1)
    await world.tick()
    world.clock.now += timedelta(minutes=2)
    await _card(omar, press(receipt, "Undo"))
    await world.tick()
    assert "are taken back: you have as long as the cohort." in _told(world)[-1]
    assert "more than the cohort has" not in words(await world.caller("ben").card("progress"))


async def test_until_when_milestones_count_is_told_as_it_is_when_it_is_sent_and_again_once_if_the_plan_moves_it(
    world: World, omar: Caller
) -> None:
    await _extended(omar, "ben", 2)
    await omar.card("manage end", day="2026-02-09")
    await world.tick()
    (first,) = _told(world)
    assert "Milestones count until <t:1772064000" in first
    await _taken_back_at_once(omar, "2026-02-16")
    await world.tick()
    assert _told(world) == [first]
    await omar.card("manage end", day="2026-02-16")
    await omar.card("manage end", day="2026-02-23")
    await world.tick()
    assert "Milestones count until <t:1773273600" in _told(world)[-1]
    assert len(_told(world)) == 2


async def _taken_back_at_once(omar: Caller, day: str) -> None:
    """A last day that is taken back at once."""
    await _card(omar, press(await omar.card("manage end", day=day), "Undo"))


async def test_a_second_press_changes_nothing_and_tells_nobody(world: World, omar: Caller) -> None:
    first = await _extended(omar, "ben", 1)
    undo = press(first, "Undo")
    again = await _card(omar, undo.with_values(weeks="1"))
    assert "ben has 1 week more than the cohort." in words(again)
    await world.tick()
    assert len(_told(world)) == 1


async def test_more_time_is_not_taken_back_over_what_another_moderator_gave_since(world: World, omar: Caller) -> None:
    first = await _extended(omar, "ben", 1)
    rita = world.caller("rita", administrator=True)
    offered = await rita.card(
        "manage extend", cohort=press(first, "Undo").values["cohort"], person=press(first, "Undo").values["person"]
    )
    second = await _extended(rita, "ben", 4)
    assert "That was changed again since then." in words(await _chosen(omar, offered, "2"))
    assert "That was changed again since then." in words(await _card(omar, press(first, "Undo")))
    assert "ben has 1 week more than the cohort." in words(await _card(rita, press(second, "Undo")))
    await world.tick()
    (told,) = _told(world)
    assert "The moderators gave you 1 week more" in told


async def test_weeks_that_would_be_over_as_well_are_refused(world: World, omar: Caller) -> None:
    undo = press(await _extended(omar, "ben", 2), "Undo")
    world.clock.now = AFTER_ITS_CLOSING + timedelta(weeks=3)
    assert "ended too long ago for that" in words(await omar.make(undo.with_values(weeks="1"), "press"))
