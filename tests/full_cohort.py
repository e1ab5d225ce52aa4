"""A cohort of two places that are taken, and what happens around it."""

from bot.domain.post import Delivery
from bot.interface.card import Card
from tests.world import Caller, World, pressed, words


async def fill(world: World, cohort: str) -> Caller:
    """A moderator leaves a cohort with one member two places, and ben takes the other one; returns the moderator."""
    omar = world.caller("omar", administrator=True)
    await omar.card("manage edit", cohort=cohort, capacity="2")
    await world.caller("ben").card("cohort join", cohort=cohort)
    return omar


async def joining(world: World, cohort: str, *names: str) -> list[str]:
    """What each is answered who joins, one after the other."""
    return [words(await world.caller(name).card("cohort join", cohort=cohort)) for name in names]


async def told(world: World) -> list[Delivery]:
    """The messages by which places were given, once all that are due have been sent."""
    for _ in range(5):
        world.clock.advance(minutes=1)
        await world.tick()
    return world.board.posts("place/")


async def given(world: World) -> list[str]:
    """The names of those who were told that they have a place, in order."""
    return [delivery.post.channel.removeprefix("account-") for delivery in await told(world)]


async def leaving(caller: Caller) -> Card:
    """What a member is answered who leaves although others wait for the place."""
    return await pressed(caller, await caller.card("cohort leave"), "Leave")
