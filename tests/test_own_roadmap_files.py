"""Weeks and roadmaps of a community's own go out as a file, and come back in as they were; what names each other finds itself."""

from dataclasses import replace

import pytest

from bot.domain.items import title_of
from bot.domain.lookup import Resource
from bot.domain.roadmap import Topic, Week
from bot.domain.written_item import written
from bot.interface.call import Call
from bot.interface.card import Card
from bot.shared.content_items import NOT_WRITTEN
from bot.shared.named_entries import Entries
from bot.shared.resource_form import Known
from bot.shared.roadmap_form import week_from
from tests.own_roadmaps import WEEK, make_roadmap
from tests.shipped import ITEMS
from tests.test_content_export import exported
from tests.test_content_import import send
from tests.world import Caller, World, pressed, words

pytestmark = pytest.mark.small_pack

TABLE = """entry,title,summary,weeks,make,why,goals,minutes,topics
roadmap,Charts,For whoever draws.,"Bars
apples
Lines",,,,,
week,Bars,,,A bar chart,They are read at a glance.,"draw bars
label them",90,apples
week,Lines,,,A line chart,They show change.,draw lines,120,
"""


@pytest.fixture
def omar(world: World) -> Caller:
    return world.caller("omar", administrator=True)


async def weeks_of_charts(caller: Caller) -> str:
    return words(await pressed(caller, await caller.card("roadmap show", roadmap="Charts"), "More"))


async def exported_as(omar: Caller, format: str) -> bytes:
    answer = await omar.make(Call("content export", {"format": format}))
    assert isinstance(answer, Card)
    (file,) = answer.files
    return file.content


@pytest.mark.parametrize("format", ["csv", "yaml"])
async def test_what_is_exported_changes_nothing_here_and_is_the_same_elsewhere(world: World, omar: Caller, format: str) -> None:
    await make_roadmap(omar, topics="apples", make="1. - Draw a chart")
    file = await exported_as(omar, format)
    said = words(await send(omar, file, f"all.{format}"))
    assert "Nothing differs" in said
    assert "4 entries stay as they are." in said
    oleg = world.caller("oleg", administrator=True, space="space-2")
    preview = await send(oleg, file, f"all.{format}")
    assert "4 new" in words(preview)
    await pressed(oleg, preview, "Publish")
    assert await exported_as(oleg, format) == file
    assert f"1. {WEEK['title']}\n2. Apples\n3. Bananas" in await weeks_of_charts(oleg)


async def test_a_sheet_names_its_own_weeks_and_those_that_ship_in_any_order(omar: Caller) -> None:
    preview = await send(omar, TABLE)
    assert "3 new, 1 week copied" in words(preview)
    await pressed(omar, preview, "Publish")
    assert "omar imported “courses.csv”: 3 new, 1 week copied." in words(await omar.card("content log"))
    assert "1. Bars\n2. Apples\n3. Lines" in await weeks_of_charts(omar)
    assert b"Bars" in await exported(omar, "week")
    changed = words(await send(omar, (await exported_as(omar, "csv")).replace(b"A bar chart", b"Two bar charts")))
    assert "1 changed" in changed
    await pressed(omar, await omar.card("content undo"), "Undo")
    assert "There is no roadmap “Charts”" in words(await omar.card("roadmap show", roadmap="Charts"))


async def test_the_log_tells_an_import_from_a_roadmap_by_what_it_is_and_not_by_a_name(omar: Caller) -> None:
    sheet = "entry,title,summary,weeks\nroadmap,Charts,For whoever draws.,apples\n"
    await pressed(omar, await send(omar, sheet, "sheet"), "Publish")
    await pressed(omar, await omar.card("content copy-roadmap", roadmap="fruit", title="notes.txt"), "Publish")
    log = words(await omar.card("content log"))
    assert "omar imported “sheet”: 1 new, 1 week copied." in log
    assert "omar added a roadmap, “notes.txt”, with 3 weeks of packs." in log


async def test_of_a_faulty_week_only_its_fault_is_told(omar: Caller) -> None:
    refused = words(await send(omar, TABLE.replace(",90,", ",soon,").replace('Lines"', 'Curves"')))
    assert "2 things to mend" in refused
    assert "Line 2: Weeks: There is no “Curves” here" in refused
    assert "is from 1 to 2,400 minutes" in refused


async def test_a_file_of_a_packs_weeks_is_read_by_its_own_ids(omar: Caller) -> None:
    pack = """
- {id: week.bars, title: Bars, short: Bars, why: Seen at once., goals: [draw bars], minutes: {light: 60, standard: 90},
   milestone: {text: A bar chart, checklist: [it has a title], stretch: Two.}, question: How?, reflection: What?,
   catch_up: {minutes: 30, steps: [draw one]}, topics: [topic.apples], resources: [{ref: resource.bars, role: reference}]}
- {id: roadmap.bars, title: Charts, summary: Drawn., weeks: [week.bars, week.bananas]}
- {id: resource.bars, title: Bars of old, url: "https://example.org/bars", kind: book, level: 1, cost: free, hours: 1, topics: []}
"""
    await pressed(omar, await send(omar, pack, "bars.yaml"), "Publish")
    week = await omar.card("roadmap show", roadmap="Charts", week="1")
    assert "To look things up: [Bars of old]" in words(await pressed(omar, week, "More"))
    assert "2. Bananas" in await weeks_of_charts(omar)


def test_the_texts_of_its_forms_tell_each_week_that_ships_as_it_is() -> None:
    titles = {item.id: title_of(item) for item in ITEMS if isinstance(item, Resource)}
    known = Known([item for item in ITEMS if isinstance(item, Topic)], 2026, resources=Entries(titles))
    weeks = [item for item in ITEMS if isinstance(item, Week)]
    read = [week_from(known, week.id, written(week)) for week in weeks]
    names = [name for name in NOT_WRITTEN if hasattr(weeks[0], name)]
    kept = [
        replace(made, rev=week.rev, **{name: getattr(week, name) for name in names})
        for made, week in zip(read, weeks, strict=True)
    ]
    assert kept == weeks


@pytest.mark.parametrize(("kind", "format"), [("all", "csv"), ("all", "yaml"), ("roadmap", "csv"), ("roadmap", "yaml")])
async def test_a_roadmap_is_exported_with_the_weeks_that_it_holds_retired_ones_too(
    world: World, omar: Caller, kind: str, format: str
) -> None:
    await make_roadmap(omar)
    await pressed(omar, await omar.card("content retire", item=WEEK["title"]), "Retire it")
    answer = await omar.make(Call("content export", {"kind": kind, "format": format}))
    assert isinstance(answer, Card)
    said = "1 entry, with what it holds: 3 more." if kind == "roadmap" else "3 entries, with what they hold: 1 more."
    assert said in words(answer)
    (file,) = answer.files
    assert "Nothing differs" in words(await send(omar, file.content, file.name))
    oleg = world.caller("oleg", administrator=True, space="space-2")
    await pressed(oleg, await send(oleg, file.content, file.name), "Publish")
    assert f"1. {WEEK['title']}\n2. Apples\n3. Bananas" in await weeks_of_charts(oleg)
