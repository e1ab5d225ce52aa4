"""Whatever a moderator takes back: the post of the log channel about it says so, and offers it no more."""

from collections.abc import Awaitable, Callable

import pytest

from bot.domain.post import Delivery
from bot.interface.card import Buttons, Card
from tests.world import Caller, World, press, pressed, words


async def _edited(omar: Caller) -> Card:
    return await omar.card("manage edit", name="Other")


async def _paused(omar: Caller) -> Card:
    return await omar.card("manage pause", first="2026-02-02", last="2026-02-08")


async def _ending(omar: Caller) -> Card:
    return await omar.card("manage end", day="2026-02-02")


async def _settings(omar: Caller) -> Card:
    return await omar.card("manage settings", zone="Europe/Berlin")


async def _session(omar: Caller) -> Card:
    return await omar.card("manage session", "submit", title="Questions", day="2026-01-20", at="17:00")


async def _more_time(omar: Caller) -> Card:
    listed = await omar.card("manage remove", member="ann")
    keys = press(listed, "Take out of the cohort").values
    return await omar.card("manage grant-weeks", "press", weeks="2", **keys)


ACTS: list[Callable[[Caller], Awaitable[Card]]] = [_edited, _paused, _ending, _settings, _session, _more_time]


@pytest.fixture
async def omar(world: World, cohort: str) -> Caller:
    omar = world.caller("omar", administrator=True)
    await omar.card("manage settings", log="log")
    await world.caller("ann").card("cohort join", cohort=cohort)
    await world.tick()
    return omar


def _log(world: World) -> list[Delivery]:
    return [sent for sent in world.board.posts("audit/") if sent.post.channel == "log"]


def _offers_undo(card: Card) -> bool:
    return any(str(button.label) == "Undo" for block in card.blocks if isinstance(block, Buttons) for button in block.buttons)


@pytest.mark.parametrize("act", ACTS)
async def test_a_change_that_is_taken_back_on_ones_own_card_is_undone_in_the_log_too(
    world: World, omar: Caller, act: Callable[[Caller], Awaitable[Card]]
) -> None:
    before = len(_log(world))
    done = await act(omar)
    await world.tick()
    told = _log(world)[before].post
    assert _offers_undo(told.card)
    await pressed(omar, done, "Undo")
    world.clock.advance(minutes=2)
    await world.tick()
    (edited,) = [edit.post for edit in world.board.edits if edit.post.key == told.key]
    assert "Undone by omar." in words(edited.card)
    assert not _offers_undo(edited.card)
