"""Progress on a phone: the weeks around the present one stand on it in bad weeks too."""

import re

from bot.interface.card import Card
from bot.interface.phone import TALLEST, height_of
from tests.world import Caller, World, pressed, words


def weeks_of(card: Card) -> list[int]:
    """The numbers of the weeks that have a line of their own."""
    return [int(number) for number in re.findall(r"^[✓…!·–] (\d+)\. ", words(card), re.MULTILINE)]


async def _two_weeks_done(world: World, ann: Caller, cohort: str) -> None:
    """It is Wednesday of the third week, which is started; all days before it were kept."""
    for _ in range(16):
        await ann.card("checkin", "submit", did="a page", cohort=cohort)
        world.clock.advance(days=1)
    for week in ("1", "2"):
        await ann.card("milestone done", "submit", cohort=cohort, week=week)
    await ann.card("milestone start", cohort=cohort, week="3")


async def test_a_week_that_goes_badly_leaves_two_weeks_on_either_side(world: World, ann: Caller, cohort: str) -> None:
    await _two_weeks_done(world, ann, cohort)
    assert weeks_of(await ann.card("progress")) == [1, 2, 3, 4, 5]
    for _ in range(8):
        world.clock.advance(days=1)
        card = await ann.card("progress")
        here = 3 if world.clock().day <= 25 else 4
        assert weeks_of(card) == [*range(here - 2, here + 3)]
        assert height_of(card) <= TALLEST


async def test_in_two_cohorts_a_week_on_either_side_stays(world: World, ann: Caller, cohort: str) -> None:
    await _two_weeks_done(world, ann, cohort)
    await ann.card("cohort join", cohort=await world.launch("Second", start="2026-02-09", channel="channel-2"))
    world.clock.advance(days=9)
    card = await ann.card("progress", cohort=cohort)
    assert "missed" in words(card)
    assert "in all your cohorts" in words(card)
    assert {3, 4, 5} <= {*weeks_of(card)}
    assert height_of(card) <= TALLEST


async def test_where_the_days_have_no_press_of_their_own_all_weeks_lead_there(world: World, ann: Caller, cohort: str) -> None:
    await _two_weeks_done(world, ann, cohort)
    world.clock.advance(days=8)
    shown = await ann.card("progress")
    assert "All days" not in words(shown)
    assert "**Your days**" in words(await pressed(ann, await pressed(ann, shown, "All weeks"), "All days"))
