"""A resource that a moderator publishes."""

from bot.interface.card import Card
from tests.world import Caller, press

RESOURCE = {
    "title": "Trees in pictures",
    "url": "https://example.org/trees?utm_source=x",
    "level": "beginner",
    "topics": "decision trees",
}


async def publish(omar: Caller, path: str = "content add-resource", **values: str) -> Card:
    preview = await omar.card(path, "submit", **(values or RESOURCE))
    answer = await omar.make(press(preview, "Publish"), "press")
    assert isinstance(answer, Card)
    return answer
