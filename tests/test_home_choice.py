"""Which channels a cohort can live in, and what is said of each before anything is launched."""

import pytest

from bot.errors import Hindrance, Reason
from bot.interface.card import Note
from bot.interface.channel import ChannelKind
from tests.world import Caller, World, words


@pytest.fixture
def omar(world: World) -> Caller:
    return world.caller("omar", administrator=True)


async def test_a_channel_in_which_no_cohort_can_speak_is_refused_when_it_is_chosen(world: World, omar: Caller) -> None:
    world.board.kind, world.board.lacks = ChannelKind.OTHER, (Reason(Hindrance.NO_MESSAGES),)
    refused = await omar.submit(await omar.form("manage create"), name="A", roadmap="foundations", channel="c")
    assert "cannot be chosen. A cohort cannot speak in a voice" in words(refused)
    assert refused.refused == "channel"


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (ChannelKind.TEXT, ""),
        (ChannelKind.ANNOUNCEMENT, "talk in the threads of its posts"),
        (ChannelKind.FORUM, "each post opens a forum post of its own"),
        (ChannelKind.THREAD, "holds no threads of its own"),
        (ChannelKind.PRIVATE, "once they are invited"),
        (ChannelKind.SHARED, "only those of this workspace have commands"),
    ],
)
async def test_what_is_different_in_a_kind_of_channel_is_said_before_anything_is_launched(
    world: World, omar: Caller, kind: ChannelKind, sentence: str
) -> None:
    world.board.kind = kind
    dry_run = await omar.submit(await omar.form("manage create"), name="A", roadmap="foundations", channel="c")
    notes = [block.text for block in dry_run.blocks if isinstance(block, Note)]
    assert any(sentence in note for note in notes)
    assert len(notes) == (2 if sentence else 1)


async def test_a_cohort_moves_into_no_channel_in_which_it_cannot_speak(world: World, omar: Caller) -> None:
    await world.launch()
    world.board.kind, world.board.lacks = ChannelKind.OTHER, (Reason(Hindrance.NO_MESSAGES),)
    refused = await omar.card("manage edit", channel="voice")
    assert "cannot be chosen" in words(refused)
    assert refused.refused == "channel"


async def test_what_is_different_in_its_new_channel_is_said(world: World, omar: Caller) -> None:
    await world.launch()
    world.board.kind = ChannelKind.FORUM
    changed = await omar.card("manage edit", channel="forum")
    assert "each post opens a forum post of its own" in words(changed)
