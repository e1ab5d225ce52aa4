"""The hub tells what comes back to be practised."""

from datetime import timedelta

from bot.domain.challenge import ReviewState
from bot.interface.call import Call
from tests.small_pack import APPLE, publish_small_pack
from tests.transactions import admitted
from tests.world import Caller, World, press, words


async def put_in_review(world: World, caller: Caller, item: str) -> None:
    now = world.clock()
    async with admitted(world.core, caller.request(Call("today")), write=True) as admission:
        await admission.unit.reviews.put(
            ReviewState(
                person=admission.member.person, item=item, state=2, step=None, stability=1.0, difficulty=5.0,
                due=now + timedelta(days=1), last_review=now,
            )
        )  # fmt: skip


async def test_the_hub_leads_to_reviews_once_they_are_due(world: World) -> None:
    await publish_small_pack(world.core.engines)
    cohort = await world.launch(time="08:00")
    ann = world.caller("ann")
    await ann.card("cohort join", cohort=cohort)
    world.clock.advance(hours=1)
    await put_in_review(world, ann, APPLE.id)
    assert "due" not in words(await ann.card("today", "press"))
    world.clock.advance(days=2)
    hub = await ann.card("today", "press")
    assert "**1 review** is due." in words(hub)
    assert await ann.make(press(hub, "Practise"), "press")
