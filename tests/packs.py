"""Worlds with other packs than the one that ships with most tests."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

from bot.interface.call import Call
from bot.interface.card import Card
from bot.wiring.core import CONTENT, open_core
from tests.world import Caller, Clock, Noticeboard, World, press

SKY = CONTENT / "night-sky"


async def opened(folder: Path, clock: Clock, board: Noticeboard, prepared: Path) -> AsyncIterator[World]:
    """A world over a copy in `folder`, packs.db, of a database that `prepared_with` made."""
    async with open_core(f"sqlite:///{shutil.copy(prepared, folder / 'packs.db')}", clock, {"test": board}) as core:
        yield World(core, clock, board)


async def launch(world: World, roadmap: str, space: str = "space-1", channel: str = "channel-1") -> str:
    moderator = world.caller("moderator", administrator=True, space=space, channel=channel)
    form = await moderator.form("manage create")
    values = {"name": f"Walk {roadmap}", "roadmap": roadmap, "start": "2026-01-05", "channel": channel, "time": "18:00"}
    launched = await moderator.make(press(await moderator.submit(form, **values), "Launch"), "press")
    assert isinstance(launched, Card)
    return press(launched, "See it").values["cohort"]


async def titles(caller: Caller, query: str) -> list[str]:
    return [entry["id"] for entry in (await caller.card("find", query=query)).entries]


async def first_option(caller: Caller) -> Call:
    """A press that answers a question of practice; whoever is asked another kind asks for one more."""
    for _ in range(50):
        for block in (await caller.card("challenge practice")).blocks:
            for button in getattr(block, "buttons", ()):
                if button.call and "answer" in button.call.values:
                    return button.call
    raise AssertionError("no question with options")
