"""What others have to look at, one member can do only so often within a day; others, and moderators, are not held up by that.

How many suggestions of one member may wait is tested with suggestions.
"""

import pytest

from tests.transactions import opened
from tests.world import Caller, World, pressed, words


@pytest.fixture
def omar(world: World) -> Caller:
    return world.caller("omar", administrator=True)


@pytest.fixture
async def resources(world: World, ann: Caller) -> list[str]:
    """The ids of what ships."""
    (community,) = await world.core.units.communities_of(ann.actor)
    async with opened(world.core, community.id) as unit:
        return [item.id for item in await unit.search.all("resource")]


async def suggest_ten(member: Caller, round: int) -> list[str]:
    """What a member is told who has as many suggestions wait as may."""
    pages = [f"https://example.org/{round}-{number}" for number in range(10)]
    return [words(await member.card("resource suggest", "submit", title=f"Owls {page[-3:]}", url=page)) for page in pages]


async def test_one_member_shares_and_suggests_so_many_entries_a_day(
    world: World, ann: Caller, omar: Caller, resources: list[str]
) -> None:
    suggested = await suggest_ten(ann, 0)
    told = [words(await ann.card("item share", "press", item=item)) for item in resources[:22]]
    assert [text.startswith("Shared") for text in told] == [True] * 20 + [False] * 2
    assert "You have shared 20 entries within a day, so this one was not shared." in told[-1]
    assert words(await ann.card("item share", "press", item=resources[0])).startswith("Shared")
    assert words(await omar.card("item share", "press", item=resources[21])).startswith("Shared")
    await world.core.deliver()
    assert len(world.board.posts("share/")) == 21
    await pressed(ann, await ann.card("me delete"), "Delete everything")
    suggested += await suggest_ten(ann, 1)
    assert all(text.startswith("Suggested") for text in suggested)
    await pressed(ann, await ann.card("me delete"), "Delete everything")
    assert "You have suggested 20 entries within a day" in (await suggest_ten(ann, 2))[0]
    assert "You have shared 20 entries" in words(await ann.card("item share", "press", item=resources[20]))
    world.clock.advance(hours=24)
    assert words(await ann.card("item share", "press", item=resources[21])).startswith("Shared")


async def test_one_member_reports_links_so_often_a_day(ann: Caller, omar: Caller, resources: list[str]) -> None:
    for item in resources[:10]:
        await pressed(ann, await ann.card("resource broken", "press", item=item), "Undo")
    over = await ann.card("resource broken", "press", item=resources[10])
    assert "You have reported links 20 times within a day, so nothing was changed." in words(over)
    assert words(await omar.card("resource broken", "press", item=resources[10])).startswith("Reported as broken")


async def test_others_are_asked_to_help_so_often_a_day_whoever_is_stuck(world: World, ann: Caller, cohort: str) -> None:
    ben = world.caller("ben")
    await ben.card("cohort join", cohort=cohort)
    await ben.card("me settings", helps="yes")
    week = {"cohort": cohort, "week": "1"}
    await ben.card("milestone done", "submit", **week)
    stuck = [words(await ann.card("milestone stuck", "press", **week)) for _ in range(21)]
    assert ["is asked whether they can help" in text for text in stuck] == [True] * 20 + [False]
    assert "The shortest way through this week" in stuck[-1]


async def test_what_one_member_misses_without_end_fills_no_list_of_moderators(world: World, ann: Caller) -> None:
    told = [words(await ann.card("find", query=f"zqx{number}vk")) for number in range(33)]
    assert ["Moderators see what is missing" in text for text in told] == [True] * 30 + [False] * 3
    assert "ask your moderators" in told[31]
    (community,) = await world.core.units.communities_of(ann.actor)
    async with opened(world.core, community.id) as unit:
        gaps = await unit.gaps.all(100)
    assert (len(gaps), {gap.count for gap in gaps}) == (30, {1})
