"""Calls as no button and no form of ours makes them are answered with a sentence, and are no fault."""

import pytest

from bot.interface.call import Call
from bot.wiring.features import all_commands
from tests.world import World

KEYED = [command for command in all_commands() if any(p.required and p not in command.asked for p in command.parameters)]


@pytest.mark.parametrize("key", [None, "\u200b \u202e"])
async def test_what_came_without_the_keys_that_its_button_or_form_carries(world: World, key: str | None) -> None:
    omar = world.caller("omar", administrator=True)
    for command in KEYED:
        keys = {p.name: key for p in command.parameters if key is not None}
        for kind in ("press", "submit"):
            answer = await omar.make(Call(command.path, {**keys, **{p.name: "x" for p in command.asked}}), kind)
            assert "Something went wrong" not in str(answer), (command.path, kind)
