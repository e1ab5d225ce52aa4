"""Each command's example does what it shows, with the content that ships, in a community that has what the examples name."""

from datetime import UTC, datetime

import pytest

from bot.interface.card import Card
from bot.interface.command import Command
from bot.interface.manual import details
from bot.interface.typed import read
from bot.wiring.features import all_commands
from tests.world import Caller, World, pressed, words

REAL = all_commands()
FIRST = ("manage pause", "cohort join")
"""The commands that others' examples build on."""
LAST = ("manage end", "cohort leave", "manage remove", "content undo", "content retire")
"""The commands that take away what others' examples name."""
NO_PAGES = "There are no pages here yet"
RIGHTLY = {"manage upgrade": "nothing in it is newer", "dashboard": NO_PAGES, "manage public-page": NO_PAGES}
"""What is told in place of an example that this world has nothing for."""
IDS = {"channel": "channel-1", "account": "account-ann"}
"""What a platform puts in place of a name that is picked."""


def _order(command: Command) -> tuple[bool, bool]:
    return command.path in LAST, command.path not in FIRST


async def _spring(world: World) -> Caller:
    """A moderator of a community with the cohort Spring, in its second week, of which ann is a member; with an entry and a
    roadmap of its own."""
    world.clock.now = datetime(2026, 12, 1, 12, tzinfo=UTC)
    await world.launch("Spring", start="2026-12-07")
    omar = world.caller("omar", administrator=True)
    for caller in (omar, world.caller("ann")):
        await caller.card("cohort join", cohort="spring")
    added = await omar.card("content add-resource", "submit", title="A first course", url="https://example.org/first")
    await pressed(omar, added, "Publish")
    await pressed(omar, await omar.card("content copy-roadmap", "submit", roadmap="foundations", title="Our own"), "Publish")
    world.clock.now = datetime(2026, 12, 15, 12, tzinfo=UTC)
    await world.tick()
    return omar


@pytest.mark.slow
async def test_every_example_of_a_command_does_what_it_shows(world: World) -> None:
    omar, refused = await _spring(world), dict[str, str]()
    for command in sorted(REAL.listed(), key=_order):
        call = read(words(details(command)).split("For example: </")[1].rpartition(">")[0], REAL)
        picked = {p.name: IDS[p.kind] for p in command.parameters if p.kind in IDS and p.name in call.values}
        answer = await omar.make(call.with_values(**picked))
        if isinstance(answer, Card) and answer.refused is not None:
            refused[command.path] = words(answer)
    assert refused.keys() == RIGHTLY.keys(), refused
    assert all(sentence in refused[path] for path, sentence in RIGHTLY.items())
