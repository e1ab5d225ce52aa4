"""What a cohort shows to whoever is not in it: they never were, they left, they were taken out, and it may be over."""

from bot.interface.call import Call
from tests.ended import end_now
from tests.world import Caller, World, press, words


def moderator(world: World) -> Caller:
    return world.caller("moderator", administrator=True)


async def test_an_old_button_of_a_cohort_that_is_over_says_so_and_offers_no_join(world: World, ann: Caller, cohort: str) -> None:
    world.clock.advance(hours=12)
    await world.tick()
    await ann.card("cohort leave")
    await end_now(moderator(world), cohort)
    world.clock.advance(days=5)
    keys = {"cohort": cohort}
    presses = [
        ("progress", keys),
        ("checkin", keys),
        ("milestone stuck", {**keys, "week": "1"}),
        ("milestone done", {**keys, "week": "1"}),
        ("challenge solution", {**keys, "day": "2026-01-05"}),
        ("checkin shared", {**keys, "day": "2026-01-05"}),
        ("milestone work", {**keys, "week": "1"}),
    ]
    for path, values in presses:
        card = await world.caller("eve").card(path, "press", **values)
        assert "ML January ended on Tue, Jan 6, 2026. Use </cohort list> to see what is open." in words(card)
        assert "Join" not in words(card).splitlines()
    for path, values in presses[1:]:
        told = words(await ann.card(path, "press", **values))
        assert "ML January ended on Tue, Jan 6, 2026; what you did is kept. See it with </progress cohort=ml-january>." in told
        assert told.startswith("ML January has ended\n")


async def test_who_left_still_sees_their_own_progress(world: World, ann: Caller, cohort: str) -> None:
    await ann.card("milestone done", "submit", cohort=cohort, week="1")
    await ann.card("cohort leave")
    for ends, done in ((False, "1 of 12 weeks done"), (True, "1 of 1 week done")):
        if ends:
            await end_now(moderator(world), cohort)
            world.clock.advance(days=5)
        for values in ({}, {"cohort": cohort}, {"cohort": "ml-january"}):
            assert done in words(await ann.card("progress", **values))
        hub = await ann.card("today")
        assert "You are in no cohort now; what you did is kept." in words(hub)
        assert press(hub, "Progress") == Call("progress", {"cohort": cohort})
