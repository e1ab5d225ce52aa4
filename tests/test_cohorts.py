"""Cohorts: what there is, joining, leaving and coming back, beginning late."""

import pytest

from bot.interface.card import Buttons, Card
from tests.world import Caller, World, press, pressed, words


async def test_a_community_without_cohorts_is_told_who_can_start_one_and_moderators_how(world: World) -> None:
    told = words(await world.caller("ann").card("cohort list"))
    assert "There is no cohort yet. A moderator can start one." in told
    assert "Start one with </manage create>." in words(await world.caller("omar", administrator=True).card("cohort list"))


async def test_open_cohorts_are_listed_with_a_join_button(world: World) -> None:
    await world.launch("ML January")
    card = await world.caller("ann").card("cohort list")
    assert "ML January" in words(card)
    assert press(card, "Join").path == "cohort join"


async def test_a_long_list_of_cohorts_has_pages_with_every_cohort_once(world: World) -> None:
    for number in range(14):
        await world.launch(f"Group {number:02}")
    ann = world.caller("ann")
    pages = [await ann.card("cohort list", page=str(page)) for page in (1, 2, 3, 4)]
    shown = "\n".join(words(page) for page in pages)
    assert all(shown.count(f"**Group {number:02}**") == 1 for number in range(14))
    assert press(pages[0], "Next").values == {"page": "2"}
    assert "only 4 pages" in words(await ann.card("cohort list", page="5"))


async def test_joining_answers_with_the_settings_and_the_way_to_change_them(world: World) -> None:
    await world.launch()
    card = await world.caller("ann", zone="Europe/Berlin").card("cohort join", cohort="ml-january")
    assert "You are in ML January" in words(card)
    assert "Your time zone: Europe/Berlin" in words(card)
    assert press(card, "Change settings").path == "me edit"


async def test_joining_without_a_name_takes_the_channels_cohort(world: World) -> None:
    await world.launch("ML January", channel="january")
    await world.launch("ML Spring", channel="spring")
    assert "You are in ML Spring" in words(await world.caller("ann", channel="spring").card("cohort join"))


async def test_joining_without_a_name_asks_where_there_is_more_than_one(world: World) -> None:
    await world.launch("ML January", channel="january")
    await world.launch("ML Spring", channel="spring")
    ann = world.caller("ann", channel="lobby")
    question = await ann.card("cohort join")
    select = next(block for block in question.blocks if hasattr(block, "choices"))
    assert {choice.label for choice in select.choices} == {"ML January", "ML Spring"}
    chosen = select.call.with_values(**{select.option: select.choices[0].value})
    assert "You are in" in words(await ann.make(chosen, "press"))  # pyright: ignore[reportArgumentType]


async def test_joining_twice_changes_nothing_and_is_answered_alike_also_for_whoever_comes_back(world: World) -> None:
    await world.launch()
    ann = world.caller("ann")
    joined = await ann.card("cohort join", cohort="ml-january")
    assert await ann.card("cohort join", cohort="ml-january") == joined
    left = await ann.card("cohort leave")
    back = await pressed(ann, left, "Come back")
    assert await pressed(ann, left, "Come back") == back
    assert "1 member" in words(await ann.card("cohort info"))


async def test_an_unknown_cohort_is_refused_with_the_nearest_name(world: World) -> None:
    await world.launch()
    assert "Did you mean `ml-january`" in words(await world.caller("ann").card("cohort join", cohort="ml-janury"))


async def test_a_cohort_that_ended_cannot_be_joined(world: World) -> None:
    await world.launch()
    world.clock.advance(weeks=13)
    assert "has ended" in words(await world.caller("ann").card("cohort join", cohort="ml-january"))


async def test_somebody_who_joins_late_chooses_to_catch_up_and_gets_a_plan(world: World) -> None:
    await world.launch()
    world.clock.advance(weeks=3, hours=12)
    ann = world.caller("ann")
    joined = await ann.card("cohort join", cohort="ml-january")
    choice = next(
        button.call for block in joined.blocks for button in getattr(block, "buttons", ()) if "Catch up" in button.label
    )
    plan = await ann.make(choice, "press")
    assert isinstance(plan, Card)
    assert "1. The job and your plan" in words(plan)
    assert "3. NumPy" in words(plan)
    assert "4. " not in words(plan)


async def test_somebody_who_joins_late_can_set_the_weeks_before_aside(world: World) -> None:
    await world.launch()
    world.clock.advance(weeks=3, hours=12)
    ann = world.caller("ann")
    await ann.make(press(await ann.card("cohort join", cohort="ml-january"), "Skip the weeks before"), "press")
    assert "0 of 9 weeks done" in words(await ann.card("progress"))


async def test_nobody_who_was_there_from_the_start_is_asked_about_catching_up(world: World) -> None:
    await world.launch()
    assert "Catch up" not in words(await world.caller("ann").card("cohort join", cohort="ml-january"))


async def test_leaving_keeps_progress_and_says_so_and_coming_back_finds_it(world: World) -> None:
    cohort = await world.launch()
    world.clock.advance(hours=12)
    ann = world.caller("ann")
    await ann.card("cohort join", cohort="ml-january")
    await ann.card("milestone done", "submit", cohort=cohort, week="1")
    left = await ann.card("cohort leave")
    assert "are kept" in words(left)
    assert "Join" in words(await ann.card("milestone", cohort="ml-january"))
    back = await ann.make(press(left, "Come back"), "press")
    assert isinstance(back, Card)
    assert "Welcome back" in words(back)
    assert "1 of 12 weeks done" in words(await ann.card("progress"))


async def test_leaving_a_cohort_that_one_is_not_in_says_so_and_offers_no_join(world: World, ann: Caller) -> None:
    await world.launch("Other", channel="elsewhere")
    named, unnamed = await ann.card("cohort leave", cohort="other"), await world.caller("ben").card("cohort leave")
    assert "You are not in Other." in words(named)
    assert "You are in no cohort" in words(unnamed)
    assert "Join" not in words(named)
    assert "Join" not in words(unnamed)


async def test_a_second_press_on_leave_shows_the_same_card(ann: Caller, cohort: str) -> None:
    assert await ann.card("cohort leave", "press", cohort=cohort) == await ann.card("cohort leave", "press", cohort=cohort)


async def test_who_leaves_a_cohort_of_limited_size_is_told_that_the_place_may_be_taken(
    world: World, ann: Caller, cohort: str
) -> None:
    assert "place" not in words(await ann.card("cohort leave", cohort=cohort))
    await world.caller("moderator", administrator=True).card("manage edit", cohort=cohort, capacity="2")
    await ann.card("cohort join", cohort=cohort)
    assert "Your place goes to the next who wants it." in words(await ann.card("cohort leave", cohort=cohort))


async def test_the_streak_is_kept_while_one_is_gone_as_the_card_says(world: World, ann: Caller, cohort: str) -> None:
    await ann.card("checkin", did="Read")
    assert "streak are kept" in words(await ann.card("cohort leave", cohort=cohort))
    world.clock.advance(days=10)
    await ann.card("cohort join", cohort=cohort)
    assert "Your streak: **2 days**" in words(await ann.card("checkin", did="Back"))


async def test_a_cohort_that_ended_offers_neither_join_nor_leave_and_cannot_be_left(
    world: World, ann: Caller, cohort: str
) -> None:
    world.clock.advance(weeks=20)
    shown = words(await ann.card("cohort info", cohort=cohort)).splitlines()
    assert not {"Join", "Leave"} & set(shown)
    assert "ended on Mon, Mar 30, 2026; what you did is kept" in words(await ann.card("cohort leave", cohort=cohort))


async def test_a_member_in_two_cohorts_is_asked_which_one_is_meant(world: World) -> None:
    await world.launch("ML January", channel="january")
    await world.launch("ML Spring", channel="spring")
    ann = world.caller("ann", channel="lobby")
    await ann.card("cohort join", cohort="ml-january")
    await ann.card("cohort join", cohort="ml-spring")
    assert "Which cohort do you mean?" in words(await ann.card("progress"))
    assert "ML Spring" in words(await ann.card("progress", cohort="ml-spring"))
    assert "ML January" in words(await world.caller("ann", channel="january").card("progress"))


async def test_only_those_who_chose_to_be_seen_are_named(world: World) -> None:
    await world.launch()
    ann, ben = world.caller("ann"), world.caller("ben")
    for member in (ann, ben):
        await member.card("cohort join", cohort="ml-january")
    await ann.card("me settings", visibility="cohort")
    shown = words(await ben.card("cohort info"))
    assert "ann and 1 other" in shown
    assert "ben" not in shown


async def test_a_cohort_without_members_says_so_in_words(world: World) -> None:
    await world.launch()
    assert "Nobody is in it yet." in words(await world.caller("ann").card("cohort info"))


async def test_a_cohort_in_another_community_is_not_to_be_seen(world: World) -> None:
    await world.launch()
    stranger = world.caller("stranger", space="space-2")
    assert "There is no cohort" in words(await stranger.card("cohort join", cohort="ml-january"))
    assert "no cohort yet" in words(await stranger.card("cohort list"))


async def test_a_cohort_is_named_by_its_name_too(world: World) -> None:
    await world.launch("Tiefes Lesen für alle", channel="winter")
    assert "Tiefes Lesen" in words(await world.caller("ann").card("cohort info", cohort="tiefes  LESEN fur Alle"))


async def test_leaving_stands_last_and_is_no_red_button(world: World, cohort: str) -> None:
    ann = world.caller("ann")
    await ann.card("cohort join", cohort=cohort)
    card = await ann.card("cohort list")
    buttons = [button for block in card.blocks if isinstance(block, Buttons) for button in block.buttons]
    assert [(button.label, button.style) for button in buttons] == [("More", "plain"), ("Leave", "plain")]
    left = await ann.make(press(card, "Leave"), "press")
    assert isinstance(left, Card)
    assert "You are in ML January" in words(await ann.make(press(left, "Come back"), "press"))  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("path", "values"), [("manage edit", {}), ("manage repair", {"date": "2026-01-05"}), ("manage end", {}), ("cohort info", {})]
)
async def test_without_a_cohort_in_the_community_it_is_said_how_one_starts(
    world: World, path: str, values: dict[str, str]
) -> None:
    refused = words(await world.caller("omar", administrator=True).card(path, **values))
    assert "Start one with </manage create>" in refused
    assert "join one" not in refused
