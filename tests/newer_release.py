"""A pack of its own in several releases, whose roadmap a cohort walks, and what a moderator sees of the newer ones."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.challenge import Challenge
from bot.domain.items import ContentItem, kind_of
from bot.domain.lookup import Resource
from bot.domain.roadmap import Roadmap, Topic, Week, WeekResource
from bot.interface.card import Card
from content.loader import Item, Pack
from storage.bodies import as_json
from storage.publishing import publish
from tests.small_pack import challenge, week
from tests.transactions import begun
from tests.walked_time import until
from tests.world import Caller, World, press

FIRST = ("acai", "blueberry", "cranberry", "dewberry")
"""The weeks of the first release."""
BERRIES = ("acai", "blueberry", "cranberry", "dewberry", "elderberry", "fig", "gooseberry")

PALMS = Resource(
    id="resource.palms", rev=1, title="Book of palms", url="https://example.org/palms", kind="book", level=1, cost="free",
    hours=1.0, topics=("topic.acai",), authors=("Ann",),
)  # fmt: skip
"""What the week about acai names, in any release, be it there or not."""


def topic(name: str) -> Topic:
    return Topic(id=f"topic.{name}", rev=1, title=name.capitalize())


def berry(name: str, rev: int = 1) -> Week:
    """A week about a berry; other revisions ask for another thing to make."""
    read = (WeekResource(ref=PALMS.id, role="primary"),) if name == "acai" else ()
    plain = replace(week(topic(name)), resources=read)
    return plain if rev == 1 else replace(plain, rev=rev, milestone=replace(plain.milestone, text=f"Make {rev} jams."))


async def release(
    world: World,
    version: str,
    weeks: Sequence[str | Week],
    challenges: Sequence[Challenge] = (),
    *,
    roadmap: str = "roadmap.berries",
    owner: int | None = None,
    resources: Sequence[Resource] = (),
) -> None:
    """Publish a release of the pack; weeks that are named are in their first revision."""
    walked = [berry(each) if isinstance(each, str) else each for each in weeks]
    rev = int(version.replace(".", ""))
    walks = Roadmap(id=roadmap, rev=rev, title="Berries", summary="Berries.", weeks=tuple(each.id for each in walked))
    asked = challenges or [challenge(f"{name}-{number}", f"topic.{name}") for name in BERRIES for number in range(7)]
    items: tuple[ContentItem, ...] = (*map(topic, BERRIES), *walked, walks, *asked, *resources)
    # lists, as they are read again: what is in both releases must not differ
    entries = tuple(Item(item.id, item.rev, kind_of(item), json.loads(json.dumps(as_json(item)))) for item in items)
    async with begun(world.core.engines.write) as connection:
        assert await publish(connection, Pack("berries", version, "Berries", "en", "MIT", entries), world.clock(), owner)


async def walk_berries(world: World, name: str = "Jam", channel: str = "channel-1", start: str = "2026-01-05") -> str:
    """A cohort that walks the newest release, from a day at 18:00 on; it is now 20:00 on Monday, 5 January 2026."""
    moderator = world.caller("moderator", administrator=True, channel=channel)
    form = await moderator.form("manage create")
    values = {"name": name, "roadmap": "berries", "start": start, "channel": channel, "time": "18:00"}
    launched = await moderator.make(press(await moderator.submit(form, **values), "Launch"), "press")
    assert isinstance(launched, Card)
    world.clock.now = datetime(2026, 1, 5, 20, tzinfo=UTC)
    return press(launched, "See it").values["cohort"]


async def upgraded(moderator: Caller) -> Card:
    """What a moderator sees who upgrades the cohort of the channel."""
    preview = await moderator.card("manage upgrade")
    answer = await moderator.make(press(preview, "Upgrade"), "press")
    assert isinstance(answer, Card)
    return answer


async def newer(world: World) -> None:
    """Publish a release with two weeks more, one fewer, and one that was mended."""
    await release(world, "2.0.0", ["acai", "elderberry", "blueberry", berry("dewberry", rev=2), "fig"])


def walked_weeks(world: World) -> list[str]:
    """The titles of the weeks that the channel read of, in order."""
    posts = [sent.post for sent in world.board.posts("week/") if sent.post.kind == "send"]
    return [str(post.card.title).partition(": ")[2] for post in posts]


async def january(world: World, day: int, hour: int = 12) -> None:
    await until(world, datetime(2026, 1, day, hour, tzinfo=UTC))


async def to_the_end(world: World) -> None:
    await until(world, datetime(2026, 3, 9, 12, tzinfo=UTC))
