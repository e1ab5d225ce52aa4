"""Commands are read from their signatures; those that are really declared keep to what every platform allows."""

import re
from typing import Annotated, Literal

import pytest

from bot.interface.call import Call
from bot.interface.card import Card
from bot.interface.command import CONTROL_VALUES, Commands, Handler
from bot.interface.form import asked_by, carried_by, form_for
from bot.interface.limits import MOST_INPUTS
from bot.interface.option import Option
from bot.interface.prefill import Prefill
from bot.wiring.features import all_commands
from tests.cases import in_case
from tests.declared import ANSWER, EVERY, OPTIONAL, all_optional, choices, declared, every_kind

REAL = list(all_commands())


def test_kinds_and_bounds_are_read_from_the_signature() -> None:
    read = [(p.name, p.kind, p.required, p.least, p.most, p.values) for p in (*EVERY.parameters, *OPTIONAL.parameters)]
    assert read == [
        ("name", "text", True, None, None, ()),
        ("story", "text", True, None, None, ()),
        ("week", "integer", True, 1, 60, ()),
        ("share", "boolean", True, None, None, ()),
        ("day", "date", True, None, None, ()),
        ("at", "time", True, None, None, ()),
        ("where", "channel", True, None, None, ()),
        ("how", "choice", True, None, None, ("catch-up", "skip")),
        ("note", "text", False, None, None, ()),
        ("count", "integer", False, None, None, ()),
        ("page", "integer", False, 1, None, ()),
    ]


async def bare(context: object, name: str) -> Card:
    return ANSWER


async def unannotated(context: object, name) -> Card:  # type: ignore[no-untyped-def]
    return ANSWER


async def fraction(context: object, name: Annotated[float, Option("a")]) -> Card:
    return ANSWER


async def several(context: object, name: Annotated[list[str], Option("a")]) -> Card:
    return ANSWER


async def either(context: object, name: Annotated[int | str, Option("a")]) -> Card:
    return ANSWER


async def numbered(context: object, name: Annotated[Literal[1, 2], Option("a")]) -> Card:
    return ANSWER


@pytest.mark.parametrize("handler", [bare, unannotated, fraction, several, either, numbered])
def test_what_no_platform_can_ask_for_is_refused_when_it_is_declared(handler: Handler) -> None:
    with pytest.raises(TypeError, match="option name "):
        declared(handler)


def test_a_form_that_would_ask_six_is_refused_when_it_is_declared() -> None:
    with pytest.raises(ValueError, match="form of try it has room for 5 inputs, not for all of these: name, story, "):
        declared(every_kind)


def test_two_commands_of_one_name_are_refused() -> None:
    commands, others = Commands([EVERY]), Commands([EVERY])
    with pytest.raises(ValueError, match="two commands are called try it"):
        commands.add("try it", "Again.")(all_optional)
    with pytest.raises(ValueError, match="declared twice: try it"):
        commands.merged(others)


# What is really declared


def test_a_real_command_keeps_to_what_every_platform_allows() -> None:
    for command in REAL:
        with in_case(command.path):
            assert 1 <= len(command.path.split(" ")) <= 2
            assert all(re.fullmatch(r"[-_'\w]{1,32}", name) and name.islower() for name in command.path.split(" "))
            assert 1 <= len(command.description) <= 100
            assert len(command.parameters) <= 25
            assert not {p.name for p in command.parameters} & CONTROL_VALUES
            assert sorted(command.parameters, key=lambda p: not p.required) == list(command.parameters)
            for p in command.parameters:
                assert re.fullmatch(r"[a-z_]{1,32}", p.name)  # as a typed line names it
                assert 1 <= len(p.option.description) <= 100
                assert len(p.values) <= 25


def test_the_form_of_a_real_command_asks_five_things_at_most_and_loses_nothing() -> None:
    for command in REAL:
        with in_case(command.path):
            suggestions = {p.name: choices(30) for p in command.parameters if p.option.suggest}
            empty = form_for(command, Call(command.path), Prefill(), suggestions)
            assert [item.name for item in empty.inputs] == [p.name for p in command.asked]
            filled = Call(command.path, {p.name: "1" for p in command.parameters})
            asked = asked_by(command, filled, Prefill())
            assert len(asked) <= MOST_INPUTS
            names = {p.name for p in asked} | carried_by(command, filled, asked).values.keys()
            assert names == {p.name for p in command.parameters}


def test_every_input_of_a_real_command_can_be_drawn() -> None:
    for command in REAL:
        with in_case(command.path):
            for p in command.parameters:
                (item,) = form_for(command, Call(command.path), Prefill(asked=[p.name]), {}).inputs
                assert item.name == p.name
