"""Cohorts, members and entries whose names read the same are told apart wherever one is chosen."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.interface.call import Call, Request
from bot.interface.card import Card, Select
from bot.interface.inputs import Choice
from bot.text import plain
from tests.world import Caller, World, press, words

NAME = "Same name"
DAYS = ("2026-01-12", "2026-01-19", "2026-01-26")


@pytest.fixture
async def omar(world: World) -> Caller:
    return world.caller("omar", administrator=True, channel="elsewhere")


@pytest.fixture
async def cohorts(world: World) -> list[str]:
    """The ids of three cohorts of one name."""
    return [await world.launch(NAME, start=day, channel=f"channel-{day}") for day in DAYS]


@pytest.fixture
async def ann(world: World, cohorts: list[str]) -> Caller:
    ann = world.caller("ann", channel="elsewhere")
    for cohort in cohorts:
        await ann.card("cohort join", cohort=cohort)
    return ann


def chooser(card: Card) -> Select:
    return next(block for block in card.blocks if isinstance(block, Select))


def labels(choices: Sequence[Choice]) -> list[str]:
    return [plain(choice.label) for choice in choices]


async def suggested(world: World, caller: Caller, path: str, option: str, typed: str = "") -> Sequence[Choice]:
    request = Request("typing", Call(path), caller.actor, caller.place, "command", world.clock())
    return await world.core.dispatch.suggest(request, option, typed)


TOLD_APART = [
    "Same name (same-name-3, from Mon, Jan 26, 2026)",
    "Same name (same-name-2, from Mon, Jan 19, 2026)",
    "Same name (same-name, from Mon, Jan 12, 2026)",
]


@pytest.mark.parametrize("path", ["cohort join", "cohort leave", "cohort info", "checkin", "progress", "manage edit"])
async def test_cohorts_of_one_name_differ_in_choosers_and_suggestions(world: World, omar: Caller, ann: Caller, path: str) -> None:
    caller = omar if path.startswith("manage") else ann
    values = {"did": "Loops"} if path == "checkin" else {}
    assert labels(chooser(await caller.card(path, **values)).choices) == TOLD_APART
    assert labels(await suggested(world, caller, path, "cohort")) == TOLD_APART


@pytest.mark.parametrize("typed", [NAME, "same name", "SAME-NAME"])
async def test_the_name_of_several_asks_which_and_goes_on(world: World, cohorts: list[str], typed: str) -> None:
    ann = world.caller("ann", channel="elsewhere")
    select = chooser(await ann.card("cohort join", cohort=typed))
    joined = await ann.make(select.call.with_values(cohort=cohorts[1]), "press")
    assert isinstance(joined, Card)
    assert "You are in Same name" in words(joined)
    assert cohorts[1] in {choice.value for choice in select.choices}


async def test_what_was_typed_of_a_change_is_kept_while_its_cohort_is_chosen(omar: Caller, cohorts: list[str]) -> None:
    select = chooser(await omar.card("manage edit", capacity="5", name="ML Summer"))
    changed = await omar.make(select.call.with_values(cohort=cohorts[1]), "press")
    assert isinstance(changed, Card)
    assert "Same name → ML Summer" in words(changed)
    assert "no limit → 5" in words(changed)


async def test_a_slug_that_is_typed_as_it_is_means_its_cohort(world: World, cohorts: list[str]) -> None:
    ann = world.caller("ann", channel="elsewhere")
    assert "You are in Same name" in words(await ann.card("cohort join", cohort="same-name-2"))
    assert "You are in Same name" in words(await ann.card("cohort join", cohort="same-name"))


async def test_a_slug_that_others_have_for_a_name_means_the_cohort_whose_launch_told_it(world: World) -> None:
    for day in DAYS:
        await world.launch("night", start=day, channel=f"channel-{day}")
    ann = world.caller("ann", channel="elsewhere")
    assert len(chooser(await ann.card("cohort join", cohort="Night")).choices) == len(DAYS)
    joined = [await ann.card("cohort join", cohort=slug) for slug in ("night", "night-2", "night-3")]
    assert all(words(card).startswith("You are in night") for card in joined)
    for choice in await suggested(world, ann, "cohort info", "cohort", "night"):
        assert "night" in words(await ann.card("cohort info", cohort=choice.value))


async def test_a_cohort_is_found_by_its_exact_name_a_number_too(world: World) -> None:
    await world.launch("7")
    await world.launch("Twice", start="2026-01-12", channel="other")
    await world.launch("TWICE", start="2026-01-19", channel="third")
    ann = world.caller("ann", channel="elsewhere")
    assert "You are in 7" in words(await ann.card("cohort join", cohort="7"))
    assert "You are in Twice" in words(await ann.card("cohort join", cohort="Twice"))
    assert "You are in TWICE" in words(await ann.card("cohort join", cohort="TWICE"))
    assert "There is no cohort “8”" in words(await ann.card("cohort join", cohort="8"))


async def test_the_name_means_a_members_own_cohort_first(world: World, cohorts: list[str]) -> None:
    ann = world.caller("ann", channel="elsewhere")
    await ann.card("cohort join", cohort=cohorts[2])
    assert "Your progress" in words(await ann.card("progress", cohort=NAME))


async def test_a_list_that_is_cut_says_how_to_reach_the_others(world: World, omar: Caller) -> None:
    for number in range(27):
        await world.launch(f"Cohort {number}", start="2026-01-12", channel=f"channel-{number}")
    said = words(await omar.card("today"))
    assert "Not all are in this list. Write the name of another with the command, under `cohort`." in said
    assert "- and 24 more" in said
    assert "more" not in said.replace("- and 24 more", ""), "one count, of one list"


@pytest.mark.slow
async def test_a_question_with_many_cohorts_has_pages_that_keep_what_was_typed(world: World) -> None:
    ann = world.caller("ann", channel="elsewhere")
    for number in range(27):
        cohort = await world.launch(f"Cohort {number}", channel=f"channel-{number}")
        await ann.card("cohort join", cohort=cohort)
    world.clock.advance(hours=12)
    second = await ann.make(press(await ann.card("checkin", did="Read a book"), "Next"), "press")
    assert isinstance(second, Card)
    asked = chooser(second)
    assert len(asked.choices) == 2
    await ann.make(asked.call.with_values(cohort=asked.choices[1].value), "press")
    assert "Read a book" in str(await ann("checkin", cohort=asked.choices[1].value))
    first = await ann.make(press(second, "Back"), "press")
    assert isinstance(first, Card)
    assert len(chooser(first).choices) == 25


async def test_members_of_one_name_differ_in_choosers_and_suggestions(world: World, omar: Caller, cohorts: list[str]) -> None:
    for account in ("first", "second"):
        caller = world.caller(account)
        caller.actor = replace(caller.actor, name="ann")
        await caller.card("cohort join", cohort=cohorts[0])
    told_apart = ["ann (joined Mon, Jan 5, 2026; account-first)", "ann (joined Mon, Jan 5, 2026; account-second)"]
    asked = chooser(await omar.card("manage remove", member="ann", cohort=cohorts[0]))
    assert sorted(labels(asked.choices)) == told_apart
    assert sorted(labels(await suggested(world, omar, "manage remove", "member", "ann"))) == told_apart


async def test_entries_of_one_title_are_told_apart_where_one_is_chosen(world: World) -> None:
    card = await world.caller("ann").card("salary", region="mars")
    (select,) = [block for block in card.blocks if isinstance(block, Select)]
    assert len({choice.label for choice in select.choices}) == len(select.choices) > 1


async def test_reminders_of_cohorts_with_one_name_say_of_which_they_are(world: World, ann: Caller) -> None:
    await ann.card("me settings", reminders="on", hours="0-23:59")
    world.clock.now = datetime(2026, 1, 27, 20, 5, tzinfo=UTC)
    await world.tick()
    reminders = [words(delivery.post.card) for delivery in world.board.posts("remind/")]
    for day in ("Jan 12", "Jan 19", "Jan 26"):
        assert len([each for each in reminders if f"from Mon, {day}, 2026)" in each]) == 1
