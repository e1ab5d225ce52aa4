"""What moderators were told and hold of somebody who deletes their data: it goes, and no press is left that cannot work."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.interface.card import Buttons, Card
from storage import tables
from tests.transactions import begun
from tests.world import Caller, World, press, pressed, words

pytestmark = pytest.mark.asks_the_database

TITLE = "Vorpal proofs"


@pytest.fixture
async def omar(world: World, cohort: str) -> Caller:
    omar = world.caller("omar", administrator=True)
    await omar.card("manage settings", log="log")
    return omar


async def deleted(world: World, caller: Caller) -> dict[str, Card]:
    """All posts as they stand once somebody deleted their data, by key."""
    await pressed(caller, await caller.card("me delete"), "Delete everything")
    world.clock.advance(minutes=2)
    await world.tick()
    return {each.post.key: each.post.card for each in [*world.board.posts(), *world.board.edits]}


async def test_suggestions_that_nobody_decided_are_withdrawn_where_they_were_told_and_where_they_are_read(
    world: World, omar: Caller, ann: Caller
) -> None:
    """One that waits, one that was declined, one in an open preview, and one that was not told yet; the log is off since."""
    for number in range(3):
        await ann.card("resource suggest", title=f"{TITLE} {number}", url=f"https://example.org/vorpal/{number}")
    await world.tick()
    first, second, third = (each.post.card for each in world.board.posts("suggestion/"))
    await omar.card("content decline", "submit", **press(first, "Decline").values, reason="off topic")
    preview = await pressed(omar, second, "Review")
    await world.tick()
    await ann.card("resource suggest", title=f"{TITLE} 3", url="https://example.org/vorpal/3")
    await omar.card("manage settings", log="none")
    told = await deleted(world, ann)
    assert "vorpal" not in repr([card for key, card in told.items() if not key.startswith("verdict/")]).casefold()
    cards = [card for key, card in told.items() if key.startswith("suggestion/")]
    assert ["It was withdrawn" in words(card) for card in cards] == [True] * 3
    assert not any(isinstance(block, Buttons) for card in cards for block in card.blocks)
    assert "is gone" in words(await pressed(omar, preview, "Publish"))
    assert "or withdrawn" in words(await pressed(omar, third, "Review"))
    assert "vorpal" not in str(await _drafts(world)).casefold()


async def test_drafts_of_moderators_that_name_somebody_go_with_them_and_others_stay(
    world: World, omar: Caller, ann: Caller, cohort: str
) -> None:
    card = await omar.card("manage note", member="ann", note="Reads on trains")
    await omar.card("manage note", "submit", member="ann", note="x" * 3000)
    await omar.card("manage note", "submit", member="@Anne", note="Mimsy")
    await omar.card("manage note", "submit", member="Zacharias", note="Borogove")
    await omar.card("manage edit-note", "submit", **press(card, "Note").values, note="x" * 3000)
    assert len(await _drafts(world)) == 4
    await deleted(world, ann)
    assert ["Borogove" in draft for draft in await _drafts(world)] == [True]


async def test_no_press_is_left_about_somebody_and_moderators_learn_that_one_who_was_taken_out_may_come_back(
    world: World, omar: Caller, ann: Caller, cohort: str
) -> None:
    ann.actor = replace(ann.actor, administrator=True)
    await ann.card("manage settings", zone="Europe/Berlin")
    await pressed(omar, await omar.card("manage remove", member="ann"), "Take out of the cohort")
    await world.tick()
    assert {"Undo", "Let in again"} == _presses([each.post.card for each in world.board.posts("audit/")])
    told = await deleted(world, ann)
    assert _presses([card for card in told.values() if "former member" in words(card)]) == set()
    assert "A member who was taken out of **ML January** had their data deleted." in "\n".join(map(words, told.values()))


def _presses(cards: Sequence[Card]) -> set[str]:
    return {button.label for card in cards for block in card.blocks if isinstance(block, Buttons) for button in block.buttons}


async def _drafts(world: World) -> list[str]:
    """What moderators typed, or have in a preview."""
    kept = select(tables.draft.c.content).where(tables.draft.c.kind.in_(("manage note", "manage edit-note", "content")))
    async with begun(world.core.engines.read) as connection:
        return [*map(str, (await connection.execute(kept)).scalars())]
