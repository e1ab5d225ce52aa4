"""Two moderators do the same at the same moment, in two processes: it is done once, told once, and both are answered."""

import asyncio
from collections.abc import Sequence

from bot.interface.card import Answer, Card
from tests.world import Caller, World, words

D2L = "resource.dive-into-deep-learning"
LOG = "channel-log"


async def moderators(worlds: Sequence[World]) -> list[Caller]:
    """One in each process, who are told apart and have called before."""
    callers = [world.caller(f"omar {number}", administrator=True) for number, world in enumerate(worlds)]
    await callers[0].card("manage settings", log=LOG)
    for caller in callers:
        await caller.card("me settings")
    return callers


async def at_once(callers: Sequence[Caller], path: str, **values: str) -> list[str]:
    answers: list[Answer] = await asyncio.gather(*(caller(path, kind="press", **values) for caller in callers))
    return [words(answer) for answer in answers if isinstance(answer, Card)]


async def logged(world: World, title: str) -> int:
    """How many posts of this title the log channel has."""
    world.clock.advance(minutes=2)
    await world.tick()
    return sum(words(sent.post.card).startswith(title) for sent in world.board.posts() if sent.post.channel == LOG)


async def test_a_link_that_several_find_to_work_is_settled_once(worlds: list[World]) -> None:
    omars = await moderators(worlds)
    ann, ben = worlds[0].caller("ann"), worlds[1].caller("ben")
    for number in range(1, 4):
        for reporting in (ann, ben):
            await reporting.card("resource broken", "press", item=D2L)
        said = sorted(await at_once(omars, "content works", item=D2L))
        assert ["again" in each for each in said] == [True, False, False], said
        assert all("Nobody reports it as broken any more" in each for each in said[1:])
        assert await logged(worlds[0], "A link works again") == number
        assert sorted(sent.post.channel for sent in worlds[0].board.posts("mended/")) == sorted(
            number * ["account-ann", "account-ben"]
        )


async def test_a_moderator_whom_several_name_or_take_away_is_told_of_once(worlds: list[World]) -> None:
    omars = await moderators(worlds)
    for number, allowed in enumerate(("yes", "no", "yes", "no"), 1):
        for whom in ({"role": "role-7"}, {"person": await person_of(worlds[0], "ann")}):
            for said in await at_once(omars, "manage let-moderate", allowed=allowed, **whom):
                assert "Who moderates here" in said
        assert await logged(worlds[0], "Moderators are changed") == 2 * number


async def person_of(world: World, name: str) -> str:
    caller = world.caller(name)
    await caller.card("me settings")
    (community,) = await world.core.units.communities_of(caller.actor)
    found = await world.core.units.run(community.id, lambda unit: unit.members.find("test", caller.actor.id))
    assert found
    return str(found.person)
