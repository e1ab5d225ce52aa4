"""What is suggested for an option is all there is, the likely ones of more, or examples: as it declares."""

import pytest

from bot.interface.call import Call
from bot.interface.card import Form
from bot.interface.command import Command
from bot.interface.inputs import ChoiceInput, TextInput
from bot.interface.option import Parameter
from bot.wiring.features import all_commands
from tests.world import Caller, World, press, words

SUGGESTED = [(command, p) for command in all_commands() for p in command.parameters if p.option.suggest]
TYPED = ("a", "e", "l", "2", "paris", "machine learning")


def offering(offer: str) -> list[tuple[Command, Parameter]]:
    return [(command, p) for command, p in SUGGESTED if p.option.suggest and p.option.suggest.offer == offer]


async def suggested(world: World, caller: Caller, command: Command, option: str, typed: str) -> set[str]:
    return {choice.value for choice in await world.core.dispatch.suggest(caller.request(Call(command.path)), option, typed)}


async def test_what_is_said_to_be_all_there_is_holds_whatever_typing_finds(world: World) -> None:
    ann = world.caller("ann", administrator=True)
    for number in range(3):
        await ann.card("cohort join", cohort=await world.launch(f"ML {number}", channel=f"channel-{number}"))
    for command, parameter in offering("all"):
        there = await suggested(world, ann, command, parameter.name, "")
        for typed in TYPED:
            found = await suggested(world, ann, command, parameter.name, typed)
            assert found <= there, (command.path, parameter.name, typed)


async def test_typing_finds_more_than_the_likely_ones(world: World, ann: Caller) -> None:
    assert {parameter.name for _, parameter in offering("some")} == {"zone", "country", "item"}
    omar = world.caller("omar", administrator=True)
    (holidays,) = [command for command, parameter in offering("some") if parameter.name == "country"]
    assert "Zimbabwe" in await suggested(world, omar, holidays, "country", "zimb") - await suggested(
        world, omar, holidays, "country", ""
    )
    for command, parameter in [(command, parameter) for command, parameter in offering("some") if parameter.name == "zone"]:
        likely = await suggested(world, omar, command, parameter.name, "")
        assert "Europe/Paris" in await suggested(world, omar, command, parameter.name, "paris") - likely, command.path


@pytest.mark.parametrize("path", ["find", "faq", "resource find"])
async def test_a_look_up_without_a_query_asks_for_a_text(ann: Caller, path: str) -> None:
    (query, *_) = (await ann.form(path)).inputs
    assert isinstance(query, TextInput)
    assert (query.suggests, len(query.choices)) == (path, 25)
    again = (await ann.form(path, query=" ")).inputs[0]
    assert isinstance(again, TextInput)


async def test_every_form_that_asks_for_a_zone_takes_any(world: World) -> None:
    ann, omar = world.caller("ann"), world.caller("omar", administrator=True)
    await world.launch()
    forms = (
        (ann, "me settings", "Change settings"),
        (omar, "manage settings", "Change settings"),
        (omar, "manage edit", "Check-ins and places"),
    )
    for caller, path, label in forms:
        form = await caller.make(press(await caller.card(path), label), "press")
        assert isinstance(form, Form)
        (zone,) = [item for item in form.inputs if item.name == "zone"]
        assert isinstance(zone, ChoiceInput)
        assert zone.more, path
        assert "Europe/Paris" in words(await caller.submit(form, zone="paris")), path
