"""A cohort in its first week whose plan a moderator changes, and what its channel reads of that."""

from datetime import UTC, datetime

from tests.world import Caller, World, words


async def moderator_on_wednesday(world: World) -> Caller:
    """Wednesday noon of the first week of ML January, which began on Monday at 18:00 UTC; omar moderates."""
    world.clock.now = datetime(2026, 1, 7, 12, 5, tzinfo=UTC)
    await world.tick()
    return world.caller("omar", administrator=True)


async def pass_days(world: World, days: int) -> None:
    for _ in range(days * 4):
        world.clock.advance(hours=6)
        await world.tick()


def plan_news(world: World) -> list[str]:
    """What the channel reads of the plan, as it stands there now."""
    posts = {delivery.id: delivery for delivery in [*world.board.posts("news/"), *world.board.edits]}
    return [words(delivery.post.card) for delivery in posts.values() if delivery.post.key.startswith("news/")]
