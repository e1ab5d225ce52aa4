"""Joining late: the catch-up plan while it runs, who is offered one, and one count of weeks on every card."""

from datetime import UTC, datetime

import pytest

from bot.interface.card import Buttons, Card, Form
from tests.world import Caller, World, press, pressed, words


@pytest.fixture
async def cohort(world: World) -> str:
    """A cohort of twelve weeks; it is now the third."""
    cohort = await world.launch()
    world.clock.advance(hours=12)
    ann = world.caller("ann")
    await ann.card("cohort join", cohort=cohort)
    world.clock.advance(weeks=2)
    return cohort


@pytest.fixture
async def late(world: World, cohort: str) -> Caller:
    return world.caller("late")


async def done(caller: Caller, week: int) -> Card:
    whole = await pressed(caller, await caller.card("milestone", week=str(week)), "More")
    form = await caller.make(press(whole, "Done"), "press")
    assert isinstance(form, Form)
    return await caller.submit(form)


def labels(card: Card) -> list[str]:
    return [button.label for block in card.blocks if isinstance(block, Buttons) for button in block.buttons]


async def test_the_catch_up_plan_stays_with_progress_and_milestone_until_it_is_done(late: Caller, cohort: str) -> None:
    joined = await late.card("cohort join", cohort=cohort)
    (label,) = (label for label in labels(joined) if label.startswith("Catch up"))
    plan = await late.make(press(joined, label), "press")
    assert isinstance(plan, Card)
    for card in (plan, await late.card("progress"), await late.card("milestone")):
        assert "Catching up" in words(card)
        assert "- this week: 1. " in words(card)
    assert "Catching up" not in words(await late.card("milestone", week="1"))
    await done(late, 1)
    assert "- this week: 2. " in words(await late.card("progress"))
    await done(late, 2)
    for path in ("progress", "milestone"):
        assert "Catching up" not in words(await late.card(path))


async def test_there_is_no_plan_for_whom_the_weeks_before_are_set_aside_nor_after_the_end(
    world: World, late: Caller, cohort: str
) -> None:
    await late.card("cohort join", cohort=cohort)
    await late.card("cohort start-late", "press", cohort=cohort, how="catch-up")
    world.clock.advance(weeks=13)
    assert "Catching up" not in words(await late.card("progress"))
    world.clock.advance(weeks=-13)
    await late.card("cohort start-late", "press", cohort=cohort, how="skip")
    assert "Catching up" not in words(await late.card("progress"))


async def test_who_was_there_from_the_first_week_is_not_offered_a_way_back(world: World, cohort: str) -> None:
    ann = world.caller("ann")
    offered = ["This week's milestone", "Change settings", "Reminders"]
    assert labels(await ann.card("cohort join", cohort=cohort)) == offered
    await ann.card("cohort leave", cohort=cohort)
    world.clock.advance(weeks=1)
    assert labels(await ann.card("cohort join", cohort=cohort)) == offered


async def test_every_card_counts_the_weeks_alike_and_never_more_than_there_are(world: World, late: Caller, cohort: str) -> None:
    await late.card("cohort join", cohort=cohort)
    await late.card("cohort start-late", "press", cohort=cohort, how="skip")
    moderator = world.caller("moderator", administrator=True)
    world.clock.advance(weeks=9)
    for finished, week in enumerate(range(3, 13), 1):
        assert f"is done: {finished} of 10 weeks" in words(await done(late, week))
    assert "10 of 10 weeks done" in words(await late.card("progress"))
    for finished, week in ((11, 1), (12, 2)):
        assert f"is done: {finished} of {finished} weeks" in words(await done(late, week))
        assert f"{finished} of {finished} weeks done" in words(await late.card("progress"))
    assert "Weeks done: 12 of 12" in words(await moderator.card("manage remove", cohort="ml-january", member="late"))


async def test_a_plan_goes_no_further_than_milestones_are_taken_and_says_what_does_not_fit_and_what_is_more_than_set(
    world: World, late: Caller, cohort: str
) -> None:
    world.clock.now = datetime(2026, 3, 17, 12, tzinfo=UTC)  # in week 11 of 12
    await late.card("cohort join", cohort=cohort)
    await late.card("me settings", minutes="30")
    plan = words(await late.card("cohort start-late", "press", cohort=cohort, how="catch-up"))
    assert "more than your 30 minutes a week" in plan
    assert "- in 1 week: 2. " in plan
    assert "in 2 weeks" not in plan
    assert "- no room before the end: 3. " in plan
    assert "10. " in plan
    world.clock.now = datetime(2026, 3, 31, 12, tzinfo=UTC)  # the end was yesterday
    closes = int(datetime(2026, 4, 2, tzinfo=UTC).timestamp())
    for path in ("progress", "milestone"):
        assert f"what is left can be handed in until <t:{closes}:both>:\n- 1. " in words(await late.card(path))


async def test_who_keeps_to_their_plan_needs_no_hand_and_who_does_not_is_counted_when_its_turn_has_passed(
    world: World, late: Caller, cohort: str
) -> None:
    moderator = world.caller("moderator", administrator=True)
    await late.card("cohort join", cohort=cohort)
    await late.card("cohort start-late", "press", cohort=cohort, how="catch-up")
    assert "late: 2 weeks open" not in words(await moderator.card("manage status", cohort=cohort))
    assert "late: " not in words(await moderator.card("manage status", cohort=cohort))
    world.clock.advance(weeks=1)
    assert "late: 2 weeks open" in words(await moderator.card("manage status", cohort=cohort))  # the third and the first
