"""What is offered can be done: no Join for whoever was taken out, and no place in a full cohort."""

import pytest

from bot.interface.card import Buttons, Card
from tests.full_cohort import fill, joining
from tests.world import Caller, World, pressed, words

BARRED = "A moderator took you out of ML January. Ask a moderator to let you in again."


@pytest.fixture
async def out(world: World, ann: Caller, cohort: str) -> Caller:
    """Ann, whom a moderator took out."""
    omar = world.caller("omar", administrator=True)
    await pressed(omar, await omar.card("manage remove", member="ann", cohort=cohort), "Take out of the cohort")
    return ann


def labels(card: Card) -> list[str]:
    return [button.label for block in card.blocks if isinstance(block, Buttons) for button in block.buttons]


@pytest.mark.parametrize("path", ["today", "cohort list", "cohort info", "checkin", "milestone", "cohort join"])
async def test_whoever_was_taken_out_is_told_so_and_offered_no_way_in(out: Caller, path: str) -> None:
    card = await out.card(path, **({"did": "Loops"} if path == "checkin" else {}))
    assert words(card).count(BARRED) == 1
    assert not [label for label in labels(card) if "Join" in label]


async def test_whoever_was_taken_out_still_sees_their_own_progress_and_is_offered_no_way_in(out: Caller) -> None:
    card = await out.card("progress")
    assert "Your progress in ML January" in words(card)
    assert not [label for label in labels(card) if "Join" in label]


async def test_whoever_was_let_in_again_is_in_it(world: World, out: Caller, cohort: str) -> None:
    omar = world.caller("omar", administrator=True)
    await pressed(omar, await omar.card("manage remove", member="ann", cohort=cohort), "Let in again")
    assert "check in for ML January" in words(await out.card("today")).replace("**", "")
    assert "Join" not in labels(await out.card("cohort list"))


async def test_other_cohorts_are_offered_to_whoever_was_taken_out_of_one(world: World, out: Caller) -> None:
    await world.launch("ML Spring", channel="spring")
    today = await out.card("today")
    assert BARRED in words(today)
    assert [label for label in labels(today) if "Join" in label] == ["Join ML Spring"]


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("today", "Join the line of ML January"),
        ("cohort list", "Join the line"),
        ("cohort info", "Join the line"),
        ("checkin", "Join the line"),
    ],
)
async def test_of_a_full_cohort_the_line_is_offered(world: World, ann: Caller, cohort: str, path: str, label: str) -> None:
    await fill(world, cohort)
    cleo = world.caller("cleo")
    card = await cleo.card(path, **({"did": "Loops"} if path == "checkin" else {}))
    assert [each for each in labels(card) if "Join" in each] == [label]


async def test_whoever_left_the_line_can_join_the_line(world: World, ann: Caller, cohort: str) -> None:
    await fill(world, cohort)
    await joining(world, cohort, "cleo")
    assert labels(await world.caller("cleo").card("cohort leave")) == ["Join the line"]


async def test_today_says_what_waits_in_the_fourth_cohort(world: World, ann: Caller, cohort: str) -> None:
    others = [await world.launch(f"ML {name}", start="2026-01-06", channel=name) for name in ("Ada", "Bea", "Cleo")]
    for other in others:
        await ann.card("cohort join", cohort=other)
    world.clock.advance(days=1, hours=11)
    for other in others:
        await ann.card("checkin", cohort=other, did="Loops")
        await ann.card("milestone done", "submit", cohort=other, week="1")
    today = await ann.card("today")
    assert "**Next:** start this week's milestone in ML January." in words(today)
    assert "**ML January**" in words(today)
    await ann.card("checkin", cohort=cohort, did="Loops")
    await ann.card("milestone done", "submit", cohort=cohort, week="1")
    assert "You have done all there is for now." in words(await ann.card("today"))
