"""Time goes by in a cohort, and what it said is looked at."""

from collections import Counter
from datetime import datetime, timedelta

from bot.domain.post import Delivery
from tests.world import World


async def until(world: World, then: datetime) -> None:
    """Beat whenever something is due, and a moment late."""
    late = timedelta(seconds=5)
    await world.tick()
    while (following := await world.core.system.next_instant()) and following + late < then:
        world.clock.now = max(following, world.clock()) + late
        await world.tick()
    world.clock.now = then
    await world.tick()


def name_of(sent: Delivery) -> str:
    """The part of a post's key that says what it is, without its home; a digest has none."""
    return sent.post.key if sent.post.key.startswith("digest/") else sent.post.key.rpartition("/")[0]


def due_of(sent: Delivery) -> datetime:
    """When it was due, to the second: what follows at the same instant is due a moment later, to keep its order."""
    return sent.post.due_at.replace(microsecond=0)


def names(world: World, prefix: str = "") -> list[str]:
    return [name for name in map(name_of, world.board.messages.values()) if name.startswith(prefix)]


def most_often_said(world: World) -> int:
    """How often any one thing was said; a week counts anew in each channel to which a cohort moves, and so does each move."""
    moves, said = 0, Counter[tuple[str, str]]()
    for sent in world.board.messages.values():
        name = name_of(sent)
        moves += name.startswith("here/")
        where = sent.post.channel if name.startswith("week/") else f"move {moves}" if name.startswith(("here/", "moved/")) else ""
        said[name, where] += 1
    return max(said.values())
