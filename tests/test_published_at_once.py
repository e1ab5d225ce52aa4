"""Two moderators publish the same at one moment: the slower is told, and nothing is there twice."""

import asyncio

from bot.interface.card import Card
from tests.test_content_import import TABLE, send
from tests.world import Caller, World, pressed, words


async def _both(first: tuple[Caller, Card], second: tuple[Caller, Card]) -> list[str]:
    cards = await asyncio.gather(*(pressed(caller, card, "Publish") for caller, card in (first, second)))
    return [words(card) for card in cards]


async def test_of_two_imports_of_one_sheet_the_slower_is_not_published(world: World, moderator: Caller) -> None:
    other = world.caller("nina", administrator=True)
    previews = (moderator, await send(moderator, TABLE)), (other, await send(other, TABLE))
    said = await _both(*previews)
    assert sum("Published" in each for each in said) == 1
    assert sum("nothing was published" in each for each in said) == 1
    assert "Nothing differs" in words(await send(other, TABLE))


async def test_of_two_new_roadmaps_of_one_title_the_slower_is_not_published(world: World, moderator: Caller) -> None:
    other = world.caller("nina", administrator=True)
    previews = [
        (caller, await caller.card("content copy-roadmap", "submit", roadmap="foundations", title="Our road"))
        for caller in (moderator, other)
    ]
    said = await _both(*previews)
    assert sum("nothing was published" in each for each in said) == 1
