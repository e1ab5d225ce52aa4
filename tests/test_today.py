"""The hub: a member's week, what comes next, their settings, and the moderators' section."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.cohort import Enrollment
from bot.interface.call import Call
from bot.interface.card import Buttons, Card, Form, Select
from bot.interface.phone import TALLEST, height_of
from bot.wiring.features import all_commands
from tests.challenge_samples import NUMERIC
from tests.given_challenges import answer, give
from tests.own_roadmaps import choose
from tests.transactions import opened
from tests.world import Caller, World, press, words


def moderator(world: World) -> Caller:
    return world.caller("moderator", administrator=True)


def calls(card: Card) -> Iterator[Call]:
    for block in card.blocks:
        if isinstance(block, Buttons):
            yield from (button.call for button in block.buttons if button.call)
        if isinstance(block, Select):
            yield block.call


async def test_it_shows_this_week_the_mark_the_streak_and_todays_checkin(ann: Caller, cohort: str) -> None:
    shown = words(await ann.card("today"))
    for part in (
        "**ML January**",
        "Week 1: What the job is",
        "Milestone: not started.",
        "Not checked in today.",
        "**Next:** check in for ML January.",
    ):
        assert part in shown
    assert "streak" not in shown
    await ann.card("checkin", did="Read a chapter")
    await ann.card("milestone start", "press", cohort=cohort, week="1")
    shown = words(await ann.card("today"))
    for part in ("Milestone: started.", "Checked in today.", "Your streak: **1 day**.", "**Next:** finish this week's milestone"):
        assert part in shown


async def test_its_buttons_lead_on(ann: Caller, cohort: str) -> None:
    card = await ann.card("today")
    assert press(card, "Check in") == Call("checkin", {"cohort": cohort})
    assert "Week 1" in words(await ann.make(press(card, "Milestone"), "press"))  # pyright: ignore[reportArgumentType]
    assert "Your progress" in words(await ann.make(press(card, "Progress"), "press"))  # pyright: ignore[reportArgumentType]
    assert press(card, "Change settings") == Call("me edit")


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        ("stuck", "ask in this week's thread of ML January"),
        ("done", "You have done all there is for now"),
        ("skip", "You have done all there is for now"),
    ],
)
async def test_what_comes_next_follows_from_the_milestone(ann: Caller, cohort: str, mark: str, expected: str) -> None:
    await ann.card("checkin", did="Read a chapter")
    await ann.card(f"milestone {mark}", "submit", cohort=cohort, week="1")
    assert expected in words(await ann.card("today"))


async def test_on_a_day_without_checkin_the_milestone_comes_first(world: World, ann: Caller) -> None:
    world.clock.advance(days=5)
    assert "**Next:** start this week's milestone in ML January." in words(await ann.card("today"))


async def test_a_cohort_that_has_not_begun_shows_when_it_does(world: World) -> None:
    cohort = await world.launch(start="2026-01-12")
    ann = world.caller("ann")
    await ann.card("cohort join", cohort=cohort)
    card = await ann.card("today")
    assert "**Next:** ML January begins" in words(card)
    assert press(card, "More") == Call("cohort info", {"cohort": cohort})


async def test_who_is_in_no_cohort_is_offered_those_there_are(world: World, cohort: str) -> None:
    ben = world.caller("ben")
    card = await ben.card("today")
    assert "You are in no cohort yet." in words(card)
    assert "**Next:** join a cohort." in words(card)
    joined = await ben.make(press(card, "Join ML January"), "press")
    assert "You are in ML January" in words(joined)  # pyright: ignore[reportArgumentType]


async def test_where_there_is_no_cohort_it_says_who_can_start_one(world: World) -> None:
    told = words(await world.caller("ben").card("today"))
    assert "ask a moderator to start a cohort" in told
    assert "manage" not in told
    shown = await moderator(world).card("today")
    assert "**Next:** start a cohort." in words(shown)
    assert press(shown, "Start a cohort") == Call("manage create")


async def test_a_cohort_that_ended_is_remembered(world: World, ann: Caller, cohort: str) -> None:
    world.clock.advance(weeks=13)
    card = await ann.card("today")
    assert "Your cohorts have ended; what you did is kept." in words(card)
    assert press(card, "Progress") == Call("progress", {"cohort": cohort})
    assert "running" not in words(await moderator(world).card("today"))


async def test_the_settings_are_a_press_away(ann: Caller) -> None:
    await ann.card("me settings", zone="Asia/Tokyo", minutes="300")
    form = await ann.make(press(await ann.card("today"), "Change settings"), "press")
    assert isinstance(form, Form)
    assert [item.value for item in form.inputs if item.name == "zone"] == ["Asia/Tokyo"]


async def test_days_are_the_members_own(world: World, cohort: str) -> None:
    ann = world.caller("ann", zone="Asia/Tokyo")
    await ann.card("cohort join", cohort=cohort)
    await ann.card("checkin", did="Read a chapter")
    assert "Checked in today." in words(await ann.card("today"))
    world.clock.advance(hours=20)
    assert "Not checked in today." in words(await ann.card("today"))


async def test_only_moderators_see_their_section(world: World, ann: Caller) -> None:
    await world.launch("ML March", start="2026-03-02")
    assert "For moderators" not in words(await ann.card("today"))
    card = await moderator(world).card("today")
    for part in (
        "**For moderators:** 1 running, 1 open.",
        "- ML January: 1 member, week 1 of 12",
        "- ML March: nobody yet, begins",
    ):
        assert part in words(card)
    assert press(card, "Community settings") == Call("manage settings")


async def test_moderators_are_told_no_number_of_none(world: World) -> None:
    assert "**For moderators:** no cohort at the moment." in words(await moderator(world).card("today"))
    await world.launch("ML March", start="2026-03-02")
    assert "**For moderators:** 1 open." in words(await moderator(world).card("today"))
    world.clock.advance(weeks=9)
    assert "**For moderators:** 1 running." in words(await moderator(world).card("today"))


async def test_everything_it_offers_can_be_called(world: World, ann: Caller) -> None:
    known = {command.path for command in all_commands()}
    cards = [await ann.card("today"), await moderator(world).card("today"), await world.caller("ben").card("today")]
    assert {call.path for card in cards for call in calls(card)} <= known


async def test_a_cohort_that_runs_stands_before_one_that_has_not_begun(world: World, ann: Caller) -> None:
    await ann.card("cohort join", cohort=await world.launch("ML March", start="2026-03-02"))
    shown = words(await ann.card("today"))
    assert shown.index("**ML January**") < shown.index("**ML March**")


@pytest.mark.parametrize("joins", [True, False])
async def test_many_cohorts_with_the_widest_names_fit(world: World, cohort: str, joins: bool) -> None:
    omar = moderator(world)
    await add_cohorts(world, int(cohort), 25, joined_by=omar if joins else None)
    card = await omar.card("today")
    assert "14 running, 12 open" in words(card)
    assert ("- and 23 more" in words(card)) is not joins, "whose own week takes room reads of no other"
    assert height_of(card) <= TALLEST
    assert press(card, "All cohorts") == Call("cohort list")
    assert ("And 24 more of your cohorts: </checkin>" in words(card)) is joins


async def add_cohorts(world: World, like: int, count: int, joined_by: Caller | None) -> None:
    """Cohorts with names that take the most room, every other one still to begin."""
    (community,) = await world.core.units.communities_of(moderator(world).actor)
    async with opened(world.core, community.id) as unit:
        first = await unit.cohorts.get(like)
        assert first
        starts = {0: first.start, 1: first.start + timedelta(weeks=4)}
        for number in range(count):
            cohort = replace(first, id=unit.new_id(), slug=f"c{number}", name="&" * 60, start=starts[number % 2])
            await unit.cohorts.add(cohort, [])
            member = joined_by and await unit.members.find("test", joined_by.actor.id)
            if member:
                enrollment = Enrollment(cohort=cohort.id, person=member.person, joined_at=world.clock(), first_week=1)
                await unit.enrollments.put(enrollment)


async def test_what_is_done_is_ticked(world: World, ann: Caller, cohort: str) -> None:
    shown = words(await ann.card("today"))
    assert "☐ Not checked in today." in shown
    assert "☐ Milestone: not started." in shown
    await ann.card("checkin", did="Read a chapter")
    await ann.card("milestone done", "submit", cohort=cohort, week="1")
    shown = words(await ann.card("today"))
    assert "✓ Checked in today." in shown
    assert "✓ Milestone: done." in shown
    world.clock.advance(days=5)
    assert "No check-in is asked today." in words(await ann.card("today"))


async def test_an_open_challenge_is_one_press_away(world: World, ann: Caller, cohort: str) -> None:
    assert "Challenge" not in words(await ann.card("today"))
    await give(world, cohort, NUMERIC)
    world.clock.advance(days=1)
    card = await ann.card("today")
    assert "☐ Challenge not answered." in words(card)
    assert press(card, "Challenge") == Call("challenge today", {"cohort": cohort})
    await answer(ann, cohort, "1")
    assert "✓ Challenge answered." in words(await ann.card("today"))


async def test_of_several_cohorts_the_next_has_its_buttons_and_others_a_list(world: World, ann: Caller, cohort: str) -> None:
    other = await world.launch("Second", channel="channel-2")
    await ann.card("cohort join", cohort=other)
    card = await ann.card("today")
    assert words(card).count("☐ Not checked in today.") == 2
    (first,) = [call.values["cohort"] for call in calls(card) if call.path == "milestone"]
    beside = await choose(ann, card, "another", "ML January" if first == other else "Second")
    assert {press(beside, "Milestone").values["cohort"], first} == {cohort, other}


async def test_it_works_in_a_direct_message(world: World, ann: Caller) -> None:
    direct = world.caller("ann", space=None)
    assert "**ML January**" in words(await direct.card("today"))


async def test_the_fullest_card_can_be_shown(world: World, ann: Caller, cohort: str) -> None:
    boss = moderator(world)
    others = [await world.launch(name, channel=f"channel-{name}") for name in ("B" * 40, "C" * 40, "D" * 40, "E" * 40)]
    cohorts = [cohort, *others]
    for each in cohorts:
        await give(world, each, NUMERIC)
        await boss.card("cohort join", cohort=each)
    world.clock.advance(days=1)
    await boss.card("me away", until="2026-01-20")
    assert len([call for call in calls(await boss.card("today")) if call.path == "challenge today"]) == 1


async def test_the_press_that_comes_next_stands_out(world: World, ann: Caller) -> None:
    assert await standing_out(ann) == ["Check in"]
    await ann.card("checkin", did="Read")
    assert await standing_out(ann) == ["Milestone"]


async def standing_out(caller: Caller) -> list[str]:
    buttons = [button for block in (await caller.card("today")).blocks if isinstance(block, Buttons) for button in block.buttons]
    return [str(button.label) for button in buttons if button.style == "primary"]
