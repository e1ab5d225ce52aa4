"""Look-ups over both databases: the same order, own content seen by every process at once, and few statements."""

import csv
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.domain.content_change import Change
from bot.domain.items import Revision
from bot.domain.lookup import BROKEN_AFTER, Declined, Resource, Suggestion
from bot.domain.member import Community
from bot.ports.unit import ReadOnly, Unit
from search.index import find, suggest
from storage.releases import MOST_COMMUNITIES, Library
from tests.storage.test_search import KINDS, PACK
from tests.transactions import admitted, opened
from tests.world import MONDAY, World, press, words

ROWS = Path(__file__).parents[1] / "data" / "lookups.tsv"


def resource(id: str, title: str, rev: int = 1) -> Resource:
    return Resource(
        id=id, rev=rev, title=title, url=f"https://example.org/{id}", kind="course", level=1, cost="free", hours=2.5, topics=()
    )


async def test_the_order_is_the_same_on_every_database(world: World, community: int) -> None:
    with ROWS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    async with opened(world.core, community) as unit:
        for row in rows:
            kinds = KINDS[row["command"]]
            found = await unit.search.find(row["query"], kinds, 10)
            assert [hit.item.id for hit in found] == [hit.entry.id for hit in find([PACK], row["query"], kinds, 10)]
            suggested = await unit.search.suggest(row["query"][:6], kinds, 10)
            assert [item.id for item in suggested] == [entry.id for entry in suggest([PACK], row["query"][:6], kinds, 10)]


async def test_what_one_process_publishes_every_other_finds_at_its_next_look_up(worlds: list[World]) -> None:
    first, second, third = worlds
    for world in worlds:
        assert "Nothing here" in words(await world.caller("ann").card("find", query="zebra lectures"))
    omar = first.caller("omar", administrator=True)
    preview = await omar.card("content add-resource", "submit", title="Zebra lectures", url="https://example.org/zebra")
    published = await omar.make(press(preview, "Publish"), "press")
    for world in (second, third, first):
        assert "Zebra lectures" in words(await world.caller("ann").card("find", query="zebra lectures"))
    await second.caller("omar", administrator=True).make(press(published, "Undo"), "press")  # pyright: ignore[reportArgumentType]
    for world in (third, first, second):
        assert "Nothing here" in words(await world.caller("ann").card("find", query="zebra lectures"))


async def test_a_change_that_was_rolled_back_is_found_by_nobody(world: World, community: int) -> None:
    zebra = Revision(item=resource("resource.own.1", "Zebra lectures"), author=1, at=MONDAY)
    with suppress(RuntimeError):
        async with opened(world.core, community) as unit:
            await unit.own_content.put(zebra)
            raise RuntimeError
    assert "Nothing here" in words(await world.caller("ann").card("find", query="zebra lectures"))


@pytest.fixture
async def unit(world: World, community: int) -> AsyncIterator[Unit]:
    async with opened(world.core, community) as within:
        yield within


async def test_a_revision_is_kept_once_and_comes_back_as_it_was(unit: Unit) -> None:
    first = Revision(item=resource("resource.own.1", "One"), author=7, at=MONDAY)
    second = Revision(item=resource("resource.own.1", "Two", 2), author=8, at=MONDAY)
    assert await unit.own_content.put(first)
    assert await unit.own_content.put(second)
    assert not await unit.own_content.put(second)
    assert await unit.own_content.history("resource.own.1") == [Change(second, first.item), Change(first, None)]
    assert await unit.own_content.history("resource.own.2") == []


async def test_a_gap_counts_how_often_it_was_asked(unit: Unit) -> None:
    for query in ("b", "a", "a"):
        await unit.gaps.note(query, MONDAY)
    found = await unit.gaps.all(10)
    assert [(gap.query, gap.count, gap.at) for gap in found] == [("a", 2, MONDAY), ("b", 1, MONDAY)]
    await unit.gaps.set_aside([found[0].id])
    assert [gap.query for gap in await unit.gaps.all(10)] == ["b"]
    assert len(await unit.gaps.all(0)) == 0


async def test_a_unit_that_only_reads_notes_no_gap(world: World, community: int) -> None:
    request = world.caller("ann").request(press(await world.caller("ann").card("find", query="zzz qqq"), "Suggest a resource"))
    async with admitted(world.core, request, write=False) as admission:
        with pytest.raises(ReadOnly):
            await admission.unit.gaps.note("x", MONDAY)


async def found_ids(unit: Unit, query: str) -> list[str]:
    return [hit.item.id for hit in await unit.search.find(query, {"resource"}, 5)]


async def test_reports_count_persons_and_hide_what_enough_of_them_report(world: World, community: int) -> None:
    item = "resource.dive-into-deep-learning"
    for count, name in enumerate(("ann", "ann", "ben"), 0):
        async with opened(world.core, community) as unit:
            member = await unit.members.find("test", f"account-{name}")
            assert member
            assert await unit.reports.put(item, member.person, MONDAY) == max(1, count)
    async with opened(world.core, community) as unit:
        assert await unit.reports.counts() == {item: BROKEN_AFTER}
        assert item not in await found_ids(unit, "dive into deep learning")
        assert (await unit.search.get(item)) is not None
        await unit.reports.settle(item, "found to work")
        assert await unit.reports.counts() == {}
    async with opened(world.core, community) as unit:
        assert item in await found_ids(unit, "dive into deep learning")


async def test_a_shelf_keeps_each_once_latest_first(world: World, unit: Unit) -> None:
    ann = await unit.members.find("test", "account-ann")
    assert ann
    for minutes, item in enumerate(("a", "b", "a")):
        await unit.shelf.put(ann.person, item, MONDAY.replace(minute=minutes))
    assert await unit.shelf.of(ann.person) == ["b", "a"]
    await unit.shelf.drop(ann.person, "b")
    assert await unit.shelf.of(ann.person) == ["a"]


async def test_suggestions_come_oldest_first(world: World, unit: Unit) -> None:
    ann = await unit.members.find("test", "account-ann")
    assert ann
    late, early = (
        Suggestion(id=number, person=ann.person, content={"title": "x"}, at=MONDAY.replace(minute=minute))
        for number, minute in ((1, 9), (2, 3))
    )
    for suggestion in (late, early):
        await unit.suggestions.put(suggestion)
    assert await unit.suggestions.all(10) == [early, late]
    assert await unit.suggestions.get(1) == late
    for number, minute in ((1, 20), (2, 30)):
        await unit.suggestions.decline(number, ann.person, MONDAY.replace(minute=minute), "Too dear")
    assert await unit.suggestions.get(1) is None
    assert await unit.suggestions.all(10) == []
    newest, oldest = await unit.suggestions.declined(2, 0)
    assert oldest == Declined(suggestion=late, by=ann.person, at=MONDAY.replace(minute=20), reason="Too dear")
    assert await unit.suggestions.declined(1, 0) == [newest]
    assert await unit.own_content.acts() == ["decline", "decline"]


def test_a_process_forgets_the_communities_that_were_longest_not_asked() -> None:
    library = Library()
    kept, *others = (Community(id=number, name="Owls", zone="UTC", locale="en") for number in range(MOST_COMMUNITIES + 10))
    first = library.own(kept)
    for other in others:
        own = library.own(other)
        assert library.own(kept) is first
        assert library.own(other) is own
    assert len(library._own) == MOST_COMMUNITIES
