"""Every entry of the shipped pack opens and can be shared, and both platforms can draw it."""

from typing import Any

import pytest

from adapters.discord.render import layout
from adapters.slack.render import message
from bot.interface.card import Card
from tests.shipped import SHIPPED
from tests.slack.block_kit import check_message
from tests.world import World, words

pytestmark = pytest.mark.slow

MOST_TEXT, MOST_PARTS = 4000, 40
"""Of one message on Discord."""

LOOKED_UP = ("figure", "question", "resource", "roadmap", "term", "week")
ITEMS = [item.id for item in SHIPPED.items if item.kind in LOOKED_UP]


def parts(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """All components, nested ones too."""
    return [part for component in components for part in (component, *parts(component.get("components", [])))]


def check_on_discord(card: Card) -> None:
    drawn = parts(layout(card).to_components())
    assert len(drawn) <= MOST_PARTS
    assert sum(len(part.get("content", "")) for part in drawn) <= MOST_TEXT


@pytest.mark.parametrize("kind", LOOKED_UP)
async def test_every_entry_opens_and_is_shared_on_every_platform(world: World, kind: str) -> None:
    for number, item in enumerate(item for item in ITEMS if item.startswith(f"{kind}.")):
        ann = world.caller(f"ann-{number // 20}")  # nobody may share more than these within a day
        card = await ann.card("item show", "press", item=item)
        assert card.entries[0]["id"] == item, words(card)
        assert "Shared" in words(await ann.card("item share", "press", item=item))
        check_on_discord(card)
        check_message(message(card))
    await world.tick()
    for post in world.board.posts("share/"):
        check_on_discord(post.post.card)
        check_message(message(post.post.card))
    assert len(world.board.posts("share/")) == len([item for item in ITEMS if item.startswith(f"{kind}.")])
