"""Content comes out as it was released, and a release never changes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.ports.unit import Unit
from storage.engine import Engines
from storage.publishing import ChangedRevision, publish
from tests.shipped import SHIPPED
from tests.storage.sample_cohort import LINE
from tests.world import MONDAY, World


@pytest.fixture
def library() -> None:
    """Nothing is read yet: some of these tests change what ships."""


async def test_content_comes_out_as_it_was_released(unit: Unit) -> None:
    assert await unit.content.newest() == [(SHIPPED.name, LINE)]
    roadmaps = await unit.content.roadmaps(SHIPPED.name, LINE)
    assert [roadmap.id for roadmap in roadmaps] == [item.id for item in SHIPPED.items if item.kind == "roadmap"]
    weeks = await unit.content.weeks(SHIPPED.name, LINE, roadmaps[0].id)
    assert tuple(week.id for week in weeks) == roadmaps[0].weeks
    wanted = [resource.ref for resource in weeks[0].resources]
    assert list(await unit.content.resources(SHIPPED.name, LINE, wanted)) == wanted
    assert await unit.content.weeks(SHIPPED.name, LINE, "roadmap.none") == []


async def test_a_release_is_published_once_and_never_changes(engines: Engines) -> None:
    changed = replace(SHIPPED.items[0], body={**SHIPPED.items[0].body, "title": "Changed"})
    async with engines.write.begin() as connection:
        assert not await publish(connection, SHIPPED, MONDAY)
    for items in ((changed, *SHIPPED.items[1:]), SHIPPED.items[1:]):
        async with engines.write.begin() as connection:
            with pytest.raises(ChangedRevision):
                await publish(connection, replace(SHIPPED, items=items), MONDAY)


@pytest.mark.parametrize(("version", "line", "title"), [("99.0.0", "99.0", "as before"), ("patch", LINE, "Changed")])
async def test_a_new_release_stands_beside_the_old_and_a_patch_reaches_those_who_read_it(
    engines: Engines, world: World, community: int, version: str, line: str, title: str
) -> None:
    item = next(item for item in SHIPPED.items if item.kind == "resource")
    changed = replace(item, rev=item.rev + 1, body={**item.body, "title": "Changed", "rev": item.rev + 1})
    items = tuple(changed if other is item else other for other in SHIPPED.items)
    newer = f"{LINE}.99" if version == "patch" else version
    async with engines.write.begin() as connection:
        assert await publish(connection, replace(SHIPPED, version=newer, items=items), MONDAY + timedelta(days=1))
    async with world.core.units.open(community) as unit:
        assert await unit.content.newest() == [("mle", line)]
        old, new = [(await unit.content.resources("mle", read, [item.id]))[item.id].title for read in (LINE, line)]
        assert new == "Changed"
        assert old == (title if title == "Changed" else item.body["title"])


async def test_kinds_that_only_a_newer_process_knows_are_left_out(engines: Engines, world: World, community: int) -> None:
    unknown = replace(SHIPPED.items[0], id="poem.one", kind="poem", body={"id": "poem.one", "rev": 1})
    async with engines.write.begin() as connection:
        await publish(connection, replace(SHIPPED, version="99.0.0", items=(*SHIPPED.items, unknown)), MONDAY + timedelta(days=1))
    async with world.core.units.open(community) as unit:
        assert await unit.content.newest() == [("mle", "99.0")]
        assert list(await unit.content.items("mle", "99.0")) == [item.id for item in SHIPPED.items]
