"""Content comes out as it was released, and a release never changes."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event

from bot.domain.items import kind_of
from bot.domain.pack_version import version_numbers
from bot.domain.roadmap import Week
from bot.ports.unit import Unit
from content.loader import Item, Pack
from storage.bodies import as_json
from storage.engine import Engines, open_engines
from storage.publishing import ChangedRevision, UnderstatedVersion, publish
from tests.shipped import SHIPPED
from tests.small_pack import ROADMAP, TOPICS, WEEKS
from tests.storage.sample_cohort import LINE
from tests.transactions import begun, opened
from tests.world import MONDAY, World

TUESDAY = MONDAY + timedelta(days=1)


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
    async with begun(engines.write) as connection:
        assert not await publish(connection, SHIPPED, MONDAY)
    for items in ((changed, *SHIPPED.items[1:]), SHIPPED.items[1:]):
        async with begun(engines.write) as connection:
            with pytest.raises(ChangedRevision):
                await publish(connection, replace(SHIPPED, items=items), MONDAY)


async def test_what_was_released_before_its_kind_had_another_key_is_the_same_until_that_has_a_value(engines: Engines) -> None:
    pie = replace(WEEKS[0], id="week.pie")
    item = Item(pie.id, 1, "week", as_json(pie))
    before = Pack("mle", "0.1.0", "Pie", "en", "MIT", (replace(item, body={**item.body}),))
    del before.items[0].body["starter"], before.items[0].body["starter_code"]
    begins = replace(item, body={**item.body, "starter": "pie.py", "starter_code": "1"})
    async with begun(engines.write) as connection:
        assert await publish(connection, before, MONDAY)
        assert not await publish(connection, replace(before, items=(item,)), MONDAY)
        with pytest.raises(ChangedRevision):
            await publish(connection, replace(before, items=(begins,)), MONDAY)


async def test_of_two_who_release_at_once_only_one_has_loaded_something(postgresql_database: str) -> None:
    """SQLite lets the second begin once the first has ended."""
    body = json.loads(json.dumps(as_json(replace(WEEKS[0], id="week.tart"))))  # as it is read from a file
    pies = Pack("pies", "1.0.0", "Pies", "en", "MIT", (Item("week.tart", 1, "week", body),))
    engines, others = open_engines(postgresql_database), open_engines(postgresql_database)
    writes, loop = asyncio.Event(), asyncio.get_running_loop()

    def hear(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("INSERT"):
            loop.call_soon_threadsafe(writes.set)

    event.listen(others.write.sync_engine, "before_cursor_execute", hear)
    async with begun(engines.write) as connection:
        assert await publish(connection, pies, TUESDAY)
        second = asyncio.create_task(others.write.run(publish, pies, TUESDAY))
        await writes.wait()
    assert not await second
    await engines.dispose()
    await others.dispose()


@pytest.mark.parametrize(("version", "line", "title"), [("99.0.0", "99.0", "as before"), ("patch", LINE, "Changed")])
async def test_a_new_release_stands_beside_the_old_and_a_patch_reaches_those_who_read_it(
    engines: Engines, world: World, community: int, version: str, line: str, title: str
) -> None:
    item = next(item for item in SHIPPED.items if item.kind == "resource")
    changed = replace(item, rev=item.rev + 1, body={**item.body, "title": "Changed", "rev": item.rev + 1})
    items = tuple(changed if other is item else other for other in SHIPPED.items)
    newer = f"{LINE}.99" if version == "patch" else version
    async with begun(engines.write) as connection:
        assert await publish(connection, replace(SHIPPED, version=newer, items=items), TUESDAY)
    async with opened(world.core, community) as unit:
        assert await unit.content.newest() == [("mle", line)]
        old, new = [(await unit.content.resources("mle", read, [item.id]))[item.id].title for read in (LINE, line)]
        assert new == "Changed"
        assert old == (title if title == "Changed" else item.body["title"])


async def test_kinds_that_only_a_newer_process_knows_are_left_out(engines: Engines, world: World, community: int) -> None:
    unknown = replace(SHIPPED.items[0], id="poem.one", kind="poem", body={"id": "poem.one", "rev": 1})
    async with begun(engines.write) as connection:
        await publish(connection, replace(SHIPPED, version="99.0.0", items=(*SHIPPED.items, unknown)), TUESDAY)
    async with opened(world.core, community) as unit:
        assert await unit.content.newest() == [("mle", "99.0")]
        assert list(await unit.content.items("mle", "99.0")) == [item.id for item in SHIPPED.items]


# What a running cohort counts on


def in_version(version: str, *weeks: Week) -> Pack:
    """The small pack of fruit at some version, with these weeks alone; each version has revisions of its own."""
    rev = sum(version_numbers(version))
    roadmap = replace(ROADMAP, id="roadmap.fruit", weeks=tuple(week.id for week in weeks))
    items = [replace(item, rev=rev) for item in (*TOPICS, *weeks, roadmap)]
    return Pack("fruit", version, "Fruit", "en", "MIT", tuple(Item(it.id, it.rev, kind_of(it), as_json(it)) for it in items))


@pytest.mark.parametrize(
    ("version", "needed", "told"),
    [
        ("1.0.1", "2.0.0", "week.apples was removed, roadmap.fruit lost week.apples"),
        ("1.1.0", "2.0.0", "week.apples was removed"),
        ("2.0.0", None, ""),
    ],
)
async def test_a_release_that_says_less_than_what_changed_is_refused_with_the_version_it_needs(
    engines: Engines, version: str, needed: str | None, told: str
) -> None:
    async with begun(engines.write) as connection:
        await publish(connection, in_version("1.0.0", *WEEKS), TUESDAY)
    async with begun(engines.write) as connection:
        if needed is None:
            assert await publish(connection, in_version(version, *WEEKS[1:]), TUESDAY)
            return
        with pytest.raises(UnderstatedVersion, match=f"version {version} says less .* since 1.0.0; set it to {needed}: {told}"):
            await publish(connection, in_version(version, *WEEKS[1:]), TUESDAY)


async def test_a_line_keeps_its_weeks_whatever_a_patch_took_away(engines: Engines, world: World, community: int) -> None:
    mended = (WEEKS[2], replace(WEEKS[1], title="Mended"))
    for number, weeks in ((10, mended), (9, WEEKS[1:]), (0, WEEKS)):  # an older one that is loaded later is not compared
        world.clock.advance(days=1)
        async with begun(engines.write) as connection:
            await publish(connection, in_version(f"1.0.{number}", *weeks), world.clock())
    async with opened(world.core, community) as unit:
        read = await unit.content.weeks("fruit", "1.0", "roadmap.fruit")
    assert [week.title for week in read] == ["Apples", "Mended", "Cherries"]
