"""How a moderator finds a member of a cohort: by name, by a part of it, by mention or from a form."""

from dataclasses import replace

import pytest

from bot.interface.call import Call, Request
from bot.interface.card import Select
from bot.interface.inputs import ChoiceInput
from tests.moderated import chosen, joined
from tests.world import Caller, World, words


@pytest.fixture
async def omar(world: World, cohort: str) -> Caller:
    omar = world.caller("omar", administrator=True)
    await omar.card("manage settings", log="log")
    return omar


@pytest.fixture
async def ann(world: World, cohort: str) -> Caller:
    return await joined(world, "ann", cohort)


async def test_a_member_is_found_by_name_however_it_is_written_and_by_mention(
    world: World, omar: Caller, ann: Caller, cohort: str
) -> None:
    grace = world.caller("Grace Hopper")
    grace.actor = replace(grace.actor, id="U42")
    await grace.card("cohort join", cohort=cohort)
    for typed in ("Grace Hopper", "@grace  höpper", "<@U42>", "<@!U42>", "<@U42|grace>"):
        assert "Who: Grace Hopper" in words(await omar.card("manage remove", member=typed)), typed


@pytest.mark.parametrize("typed", ["Bart", "ber", "ram"])
async def test_a_part_or_a_slip_of_a_name_is_a_guess_that_a_press_takes(
    world: World, omar: Caller, cohort: str, typed: str
) -> None:
    await joined(world, "Bert Ram", cohort)
    card = await omar.card("manage remove", member=typed)
    assert "Who:" not in words(card)
    select = card.blocks[-1]
    assert isinstance(select, Select)
    assert [choice.label for choice in select.choices] == ["Bert Ram"]
    assert "Who: Bert Ram" in words(await chosen(omar, card, "Choose a member", select.choices[0].value))


@pytest.mark.parametrize(
    ("member", "sentence"),
    [
        ("nobody at all", "Nobody called “nobody at all” is or was in ML January"),
        ("<@U999>", "has not used Cairn here yet"),
        ("12345", "Nobody called “12345”"),
        ("@everyone", "Nobody called “@everyone”"),
        ("x" * 101, "100 is the most"),
    ],
)
async def test_somebody_who_is_not_there_is_refused_in_one_sentence(
    omar: Caller, ann: Caller, member: str, sentence: str
) -> None:
    assert sentence in words(await omar.card("manage remove", member=member))


async def test_somebody_who_never_joined_is_refused(world: World, omar: Caller, ann: Caller) -> None:
    ben = world.caller("ben")
    ben.actor = replace(ben.actor, id="U7")
    await ben.card("me settings")
    assert "That member was never in ML January" in words(await omar.card("manage remove", member="<@U7>"))


async def test_a_name_that_fits_several_asks_which(world: World, omar: Caller, cohort: str) -> None:
    for account in ("U1", "U2"):
        twin = world.caller("Ann")
        twin.actor = replace(twin.actor, id=account)
        await twin.card("cohort join", cohort=cohort)
    card = await omar.card("manage remove", member="ann")
    select = card.blocks[-1]
    assert isinstance(select, Select)
    assert len(select.choices) == 2
    assert "Who: Ann" in words(await chosen(omar, card, "Choose a member", select.choices[1].value))


async def test_asked_which_cohort_a_mention_is_not_forgotten(world: World, omar: Caller, cohort: str) -> None:
    spring = await world.launch("ML Spring", channel="spring")
    ann = world.caller("ann", channel="lounge")
    ann.actor = replace(ann.actor, id="U1")
    await ann.card("cohort join", cohort=spring)
    elsewhere = world.caller("omar", administrator=True, channel="lounge")
    card = await elsewhere.card("manage remove", member="<@U1>")
    assert "Who: ann" in words(await chosen(elsewhere, card, "Choose a cohort", spring))


async def test_bare_remove_opens_a_form_with_the_members(omar: Caller, ann: Caller) -> None:
    form = await omar.form("manage remove")
    (item,) = form.inputs
    assert isinstance(item, ChoiceInput)
    assert [choice.label for choice in item.choices] == ["ann"]
    assert "Who: ann" in words(await omar.submit(form, member=item.choices[0].value))


async def test_members_are_suggested_of_the_cohort_that_was_chosen(world: World, omar: Caller, ann: Caller) -> None:
    spring = await world.launch("ML Spring", channel="spring")
    await joined(world, "Bennet", spring)

    async def suggested(typed: str, **values: str) -> list[str]:
        request = Request("typing", Call("manage remove", values), omar.actor, omar.place, "command", world.clock())
        return [str(choice.label) for choice in await world.core.dispatch.suggest(request, "member", typed)]

    assert await suggested("benet", cohort="ml-spring") == ["Bennet"]
    assert await suggested("", cohort="ml-january") == ["ann"]
    assert await suggested("") == ["ann"]
