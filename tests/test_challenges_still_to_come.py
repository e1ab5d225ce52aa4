"""Practice gives away no challenge that is still to be scored."""

from tests.small_pack import APPLE, APRICOT, BANANA, CHERRY, publish_small_pack
from tests.world import Caller, World, press, pressed, words

STILL_TO_COME = "still to come as your cohort's challenge"


async def offered(caller: Caller) -> set[str]:
    """The challenges of the first week that practice asks, however often it is asked."""
    cards = [words(await caller.card("challenge practice")) for _ in range(9)]
    return {name for name in ("apple", "apricot") for card in cards if f"Say {name}." in card}


async def test_what_a_cohort_is_still_to_be_given_is_not_practised_before_it(world: World) -> None:
    await publish_small_pack(world.core.engines, (APPLE, APRICOT, BANANA, CHERRY))
    sundays, daily = [await world.launch(name, start="2026-01-12") for name in ("On Sundays", "Each day")]
    await world.caller("moderator", administrator=True).card("manage edit", cohort=sundays, challenges="sun")
    ben = world.caller("ben")
    await ben.card("cohort join", cohort=sundays)
    world.clock.advance(days=8)
    before = await offered(ben)
    assert len(before) == 1, "the other of its two challenges is Sunday's"
    await ben.card("cohort join", cohort=daily)
    assert STILL_TO_COME in words(await ben.card("challenge practice")), "the other cohort will be given both"
    assert STILL_TO_COME in words(await ben.card("challenge practice", topic="apples"))
    await ben.card("cohort leave", cohort=daily)
    await pressed(ben, await ben.card("challenge practice"), "Show solution")
    world.clock.advance(days=5, hours=1)
    await world.tick()
    sunday = words(await ben.card("challenge today"))
    assert not any(f"Say {name}." in sunday for name in before)
    press(await ben.card("challenge today"), "Answer")
