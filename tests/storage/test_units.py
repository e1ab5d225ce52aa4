from tests.world import World, words


async def test_joining(world: World) -> None:
    await world.launch()
    card = await world.caller("ann").card("cohort join", cohort="ml-january")
    assert "You are in ML January" in words(card)
