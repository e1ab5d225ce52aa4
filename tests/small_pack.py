"""A small pack for tests of challenges: three weeks with a topic each, and two challenges of each topic."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.domain.challenge import Challenge
from bot.domain.items import ContentItem, kind_of
from bot.domain.roadmap import CatchUp, Milestone, Minutes, Roadmap, Topic, Week, WeekResource
from content.loader import Item, Pack
from storage.bodies import as_json
from storage.engine import Engines
from storage.publishing import publish
from tests.transactions import begun
from tests.world import MONDAY

TOPICS = tuple(Topic(id=f"topic.{name}", rev=1, title=name.capitalize()) for name in ("apples", "bananas", "cherries"))


def challenge(name: str, *topics: str) -> Challenge:
    """A challenge whose answer is its name."""
    return Challenge(
        id=f"challenge.{name}", rev=1, kind="text", topics=topics, level=1, minutes=2, prompt=f"Say {name}.",
        explain=f"It is {name}.", accept=(name,),
    )  # fmt: skip


APPLE, APRICOT = challenge("apple", "topic.apples"), challenge("apricot", "topic.apples")
BANANA, SPLIT = challenge("banana", "topic.bananas"), challenge("split", "topic.apples", "topic.bananas")
CHERRY = challenge("cherry", "topic.cherries")
CODE = replace(challenge("code", "topic.bananas"), kind="python")
THOUGHT = replace(challenge("thought", "topic.apples"), kind="reflection")
OLD = replace(challenge("old", "topic.apples"), status="deprecated")
CHALLENGES = (APPLE, APRICOT, BANANA, SPLIT, CHERRY, CODE, THOUGHT, OLD)


def week(topic: Topic) -> Week:
    return Week(
        id=topic.id.replace("topic.", "week."), rev=1, title=topic.title, short=topic.title, why="Why.", goals=("Learn.",) * 3,
        minutes=Minutes(light=60, standard=120), milestone=Milestone(text="Make.", checklist=("Check.",) * 3, stretch="More."),
        resources=(WeekResource(ref="resource.none", role="primary"),), question="How?", reflection="What?",
        catch_up=CatchUp(minutes=30, steps=("Read.",)), topics=(topic.id,),
    )  # fmt: skip


WEEKS = tuple(map(week, TOPICS))
ROADMAP = Roadmap(id="roadmap.foundations", rev=99, title="Fruit", summary="Fruit.", weeks=tuple(week.id for week in WEEKS))


async def publish_small_pack(engines: Engines, challenges: Sequence[Challenge] = CHALLENGES) -> None:
    """Let it be the newest release of the shipped pack, which cohorts pin from now on."""
    items: tuple[ContentItem, ...] = (*TOPICS, *WEEKS, ROADMAP, *challenges)
    entries = tuple(Item(item.id, item.rev, kind_of(item), as_json(item)) for item in items)
    async with begun(engines.write) as connection:
        await publish(connection, Pack("mle", "99.0.0", "Fruit", "en", "MIT", entries), MONDAY + timedelta(seconds=1))
