"""What expires and what is pruned: drafts, and the ids of calls that came."""

from datetime import timedelta

from bot.domain.member import Member
from bot.interface.call import Call, Request
from bot.ports.unit import Unit
from tests.samples import HOSTILE
from tests.storage.sample_cohort import member_named
from tests.transactions import admitted, opened
from tests.world import MONDAY, World


async def test_a_draft_is_its_owners_until_it_expires(unit: Unit, ann: Member, ben: Member) -> None:
    expires = MONDAY + timedelta(hours=1)
    draft = await unit.drafts.put(ann.person, "checkin", {"did": HOSTILE[0]}, expires)
    assert await unit.drafts.get(draft, ann.person, "checkin", MONDAY) == {"did": HOSTILE[0]}
    assert await unit.drafts.get(draft, ben.person, "checkin", MONDAY) is None
    assert await unit.drafts.get(draft, ann.person, "checkin", expires) is None
    assert await unit.drafts.get(draft, ann.person, "practice", MONDAY) is None
    await unit.drafts.drop(draft)
    assert await unit.drafts.get(draft, ann.person, "checkin", MONDAY) is None


async def test_pruning_forgets_what_expired_and_what_comes_no_more(world: World, community: int) -> None:
    ann = world.caller("ann")
    async with opened(world.core, community) as unit:
        person = (await member_named(unit, "ann")).person
        kept = await unit.drafts.put(person, "test", {}, MONDAY + timedelta(days=30))
        expired = await unit.drafts.put(person, "test", {}, MONDAY)
    await ann("me settings", id="old", minutes="10")
    later = MONDAY + timedelta(days=8)
    await world.core.system.prune(later)
    async with opened(world.core, community) as unit:
        assert await unit.drafts.get(kept, person, "test", later) == {}
        assert await unit.drafts.get(expired, person, "test", MONDAY - timedelta(days=1)) is None
    assert await _admitted_again(world, "old")


async def test_pruning_keeps_ids_that_may_be_delivered_again(world: World, community: int) -> None:
    await world.caller("ann")("me settings", id="new", minutes="10")
    await world.core.system.prune(MONDAY + timedelta(days=6))
    assert not await _admitted_again(world, "new")


async def _admitted_again(world: World, id: str) -> bool:
    caller = world.caller("ann")
    request = Request(id, Call("me settings"), caller.actor, caller.place, "command", MONDAY)
    async with admitted(world.core, request, write=True) as admission:
        return not admission.repeated
