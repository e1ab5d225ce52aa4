"""A pack for a community of its own: of every community it has the same ids and titles, and tells the community's word."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.challenge import Challenge
from bot.domain.items import ContentItem, kind_of
from bot.domain.lookup import Resource
from bot.domain.roadmap import Roadmap, Topic, WeekResource
from content.loader import Item, Pack
from storage.bodies import as_json
from storage.publishing import publish
from tests.small_pack import challenge, week
from tests.transactions import begun
from tests.world import Caller, World

TOPIC = Topic(id="topic.spells", rev=1, title="Spells")
CHALLENGE, ROADMAP, RESOURCE = "challenge.spell", "roadmap.spells", "resource.spells"


def owned_pack(word: str, version: str = "1.0.0", rev: int = 1, challenges: Sequence[Challenge] | None = None) -> Pack:
    """One week of one topic. Its text, the address of its resource and the answer of its challenge are the word.

    `challenges` are asked instead of that one.
    """
    resource = Resource(
        id=RESOURCE, rev=rev, title="Book of spells", url=f"https://example.org/{word}", kind="book", level=1, cost="free",
        hours=1.0, topics=(TOPIC.id,), authors=(word,),
    )  # fmt: skip
    read = WeekResource(ref=RESOURCE, role="primary")
    first = replace(week(TOPIC), rev=rev, why=f"To say {word}.", resources=(read,))
    roadmap = Roadmap(id=ROADMAP, rev=rev, title="Learn spells", summary=f"You say {word}.", weeks=(first.id,))
    asked = replace(challenge("spell", TOPIC.id), rev=rev, explain=f"It is {word}.", accept=(word,))
    items: tuple[ContentItem, ...] = (TOPIC, resource, first, roadmap, *([asked] if challenges is None else challenges))
    entries = tuple(Item(item.id, item.rev, kind_of(item), as_json(item)) for item in items)
    return Pack("spells", version, "Spells", "en", "MIT", entries)


async def publish_owned(world: World, caller: Caller, pack: Pack) -> int:
    """Publish a pack, later than any before, for the community where somebody is; returns the community's id."""
    await caller.card("me settings")
    (community,) = await world.core.units.communities_of(caller.actor)
    world.clock.advance(seconds=1)
    async with begun(world.core.engines.write) as connection:
        assert await publish(connection, pack, world.clock(), community.id)
    return community.id
