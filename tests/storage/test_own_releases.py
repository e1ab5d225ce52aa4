"""What a community made by command is a pack of its own: each version of its content a release, read from the log."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.items import OwnItem, Revision
from bot.domain.lookup import Question
from bot.domain.roadmap import Roadmap
from bot.ports.unit import Unit
from tests.small_pack import TOPICS, week
from tests.transactions import opened
from tests.world import MONDAY, World

BARS = replace(week(TOPICS[0]), id="week.own.1", title="Bars", resources=())
CHARTS = Roadmap(id="roadmap.own.2", rev=1, title="Charts", summary="Drawn.", weeks=(BARS.id,))


async def put(world: World, community: int, *items: OwnItem) -> None:
    async with opened(world.core, community) as unit:
        for item in items:
            assert await unit.own_content.put(Revision(item=item, author=1, at=MONDAY))


async def newest(unit: Unit) -> Sequence[tuple[str, str]]:
    return [release for release in await unit.content.newest() if release[0].startswith("community:")]


async def test_each_version_of_the_log_is_a_release_that_later_changes_leave_alone(world: World, community: int) -> None:
    async with opened(world.core, community) as unit:
        assert await newest(unit) == []
    await put(world, community, BARS, CHARTS)
    async with opened(world.core, community) as unit:
        ((pack, first),) = await newest(unit)
        assert await unit.content.weeks(pack, first, CHARTS.id) == [BARS]
    lines = replace(BARS, id="week.own.3", title="Lines")
    await put(world, community, lines, replace(BARS, rev=2, title="Bars!"), replace(CHARTS, rev=2, weeks=(lines.id, BARS.id)))
    async with opened(world.core, community) as unit:
        ((pack, second),) = await newest(unit)
        assert [each.title for each in await unit.content.weeks(pack, second, CHARTS.id)] == ["Lines", "Bars!"]
        assert await unit.content.weeks(pack, first, CHARTS.id) == [BARS]
        assert [each.title for each in await unit.content.roadmaps(pack, first)] == ["Charts"]
        assert int(first) < int(second)


async def test_another_community_reads_nothing_of_it_by_whatever_name(world: World, community: int) -> None:
    await put(world, community, BARS, CHARTS)
    async with opened(world.core, community) as unit:
        ((pack, release),) = await newest(unit)
    oleg = world.caller("oleg", administrator=True, space="space-2")
    await oleg.card("me settings")
    (other,) = await world.core.units.communities_of(oleg.actor)
    async with opened(world.core, other.id) as unit:
        assert await newest(unit) == []
        assert await unit.content.roadmaps(pack, release) == []
        assert await unit.content.weeks(pack, release, CHARTS.id) == []
        assert await unit.search.get(BARS.id) is None


async def test_what_is_neither_week_nor_roadmap_makes_no_newer_release(world: World, community: int) -> None:
    await put(world, community, BARS, CHARTS)
    async with opened(world.core, community) as unit:
        before = await newest(unit)
    await put(world, community, Question(id="question.own.5", rev=1, question="When?", answer="Now."))
    async with opened(world.core, community) as unit:
        assert await newest(unit) == before
