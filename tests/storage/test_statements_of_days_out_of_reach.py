"""A channel that nobody could post in for weeks costs a beat no more than one that was out of reach for days."""

from bot.errors import Hindrance, Undeliverable
from tests.solutions import solved_days
from tests.storage.statements import heard
from tests.world import World


async def test_the_third_week_out_of_reach_takes_no_more_statements_than_the_second(world: World) -> None:
    await world.launch()
    await world.tick()
    world.board.fault = Undeliverable(Hindrance.NOT_INVITED)
    took: list[int] = []
    for _ in range(21):
        world.clock.advance(days=1)
        with heard(world.core.engines) as statements:
            await world.core.queue()
        took.append(len(statements))
        await world.core.deliver()
    assert max(took[14:]) <= max(took[7:14]), took


async def test_what_was_answered_before_the_channel_was_out_of_reach_is_solved_once_it_is_back(world: World) -> None:
    await world.launch()
    world.clock.advance(days=1, hours=12)
    await world.tick()
    asked = len(world.board.posts("challenge/"))
    world.board.fault = Undeliverable(Hindrance.NOT_INVITED)
    for _ in range(4):
        world.clock.advance(days=1)
        await world.tick()
    world.board.fault = None
    world.clock.advance(days=1)
    await world.tick()
    posts = world.board.posts("challenge/")
    assert len(posts) > asked
    assert "2026-01-06" in [day for sent in posts[asked:] for day in solved_days(sent.post.card)]
