"""A fault of ours loses nothing that somebody typed."""

from typing import Annotated

import pytest

from bot.feature import Context
from bot.interface.call import Call
from bot.interface.card import Card, Form
from bot.interface.command import Commands
from bot.interface.option import Option
from bot.interface.prefill import Prefill
from bot.wiring.core import Core
from tests.world import World, press, words


@pytest.fixture
def failing(core: Core) -> None:
    commands = Commands()

    @commands.add("write", "Fail, once something was typed.")
    async def write(context: Context, said: Annotated[str, Option("What?", long=True)]) -> Card:
        raise RuntimeError("a fault of ours")

    async def broken(context: Context, call: Call) -> Prefill:
        raise RuntimeError("another")

    commands.add("write more", "Fail, and so does its form.", prefill=broken)(write)
    core.dispatch.commands = core.dispatch.commands.merged(commands)


@pytest.mark.usefixtures("failing")
@pytest.mark.parametrize("kind", ["command", "submit"])
async def test_what_was_typed_is_there_again(world: World, kind: str) -> None:
    ann = world.caller("ann")
    fault = await ann("write", kind, said="An hour of thought")
    assert isinstance(fault, Card)
    assert "Something went wrong on our side" in words(fault)
    form = await ann.make(press(fault, "Try again"), "press")
    assert isinstance(form, Form)
    assert [item.value for item in form.inputs] == ["An hour of thought"]


@pytest.mark.usefixtures("failing")
async def test_a_fault_that_hinders_keeping_is_still_said(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    ann = world.caller("ann")
    fault = await ann("write more", "submit", said="An hour of thought")
    assert isinstance(fault, Card)
    assert [type(block).__name__ for block in fault.blocks] == ["Text"]
    assert "what was typed" in capsys.readouterr().out
