"""Packs that a community owns: it reads them beside those that ship, and nobody else knows of them."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, select

from bot.domain.challenge import Challenge
from bot.interface.call import Call
from bot.interface.card import Card
from bot.ports.unit import Unit
from storage import tables
from storage.engine import Engines
from storage.publishing import TakenId, publish
from tests.owned_pack import CHALLENGE, RESOURCE, ROADMAP, TOPIC, owned_pack, publish_owned
from tests.shipped import SHIPPED
from tests.statement_scope import PACKS
from tests.transactions import admitted, begun, opened
from tests.world import MONDAY, Caller, World, press, pressed, words

WORDS = {"a": "alohomora", "b": "serpensortia"}
"""By space, what only its community's pack tells."""


def moderator(world: World, space: str) -> Caller:
    return world.caller(f"moderator-{space}", administrator=True, space=space, channel=f"channel-{space}")


@pytest.fixture
async def owners(world: World) -> dict[str, int]:
    """By space, two communities with packs of their own; only the words in them differ."""
    return {space: await publish_owned(world, moderator(world, space), owned_pack(word)) for space, word in WORDS.items()}


# What a community sees


async def own_release(unit: Unit) -> tuple[str, str]:
    newest = await unit.content.newest()
    assert [pack for pack, _ in newest][:-1] == ["mle"]
    return newest[-1]


async def told(unit: Unit, pack: str, release: str) -> str:
    """All that a unit of work tells of a pack and its items."""
    answers: tuple[Callable[[], Awaitable[Any]], ...] = (
        lambda: unit.content.roadmaps(pack, release),
        lambda: unit.content.weeks(pack, release, ROADMAP),
        lambda: unit.content.topics(pack, release),
        lambda: unit.content.resources(pack, release, [RESOURCE]),
        lambda: unit.challenges.all(pack, release),
        lambda: unit.challenges.get(pack, release, CHALLENGE, 1),
    )
    return "\n".join([str(await ask()) for ask in answers])


@pytest.mark.parametrize("first", WORDS)
async def test_of_two_packs_that_call_everything_the_same_each_community_reads_its_own(
    world: World, owners: dict[str, int], first: str
) -> None:
    for space in sorted(WORDS, key=lambda space: space != first):
        async with opened(world.core, owners[space]) as unit:
            said = await told(unit, *await own_release(unit))
            said += str(await unit.search.find("book of spells", {"resource"}, 1))
            said += str(await unit.search.suggest("book of sp", {"resource"}, 1))
            said += str(await unit.search.get(RESOURCE))
            said += str([item for item in await unit.search.all("resource") if item.id == RESOURCE])
        assert {word: said.count(f"/{word}") for word in WORDS.values()} == {
            word: 5 if word == WORDS[space] else 0 for word in WORDS.values()
        }
        assert all((word in said) == (word == WORDS[space]) for word in WORDS.values())


async def test_another_communitys_pack_is_not_there_whoever_asks_first(world: World, owners: dict[str, int]) -> None:
    theirs = (f"{owners['a']}:spells", "1.0")
    for asking in "bab":
        async with opened(world.core, owners[asking]) as unit:
            said = (await told(unit, *theirs)).splitlines()
        if asking == "a":
            assert sum(WORDS["a"] in line for line in said) == 5  # the topic does not tell it
        else:
            assert said == ["[]", "[]", "[]", "{}", "{}", "None"]


async def test_a_community_without_a_pack_of_its_own_sees_what_ships_alone(
    world: World, owners: dict[str, int], community: int
) -> None:
    async with opened(world.core, community) as unit:
        assert [pack for pack, _ in await unit.content.newest()] == ["mle"]
        assert [pack for pack, _ in await unit.content.in_use()] == ["mle"]
        assert await unit.search.get(RESOURCE) is None
        assert "Book of spells" not in str(await unit.search.find("book of spells", None, 50))


async def test_a_revision_that_is_no_longer_released_is_the_communitys_own_too(world: World, owners: dict[str, int]) -> None:
    await publish_owned(world, moderator(world, "a"), owned_pack("lumos", "2.0.0", 2))
    async with opened(world.core, owners["a"]) as unit:
        pack, newest = await own_release(unit)
        old = await unit.challenges.get(pack, newest, CHALLENGE, 1)
        assert isinstance(old, Challenge)
        assert old.accept == (WORDS["a"],)
    async with opened(world.core, owners["b"]) as unit:
        assert await unit.challenges.get(pack, newest, CHALLENGE, 1) is None


# A cohort that walks it


async def launch(caller: Caller) -> str:
    form = await caller.form("manage create")
    values = {"name": "Spells", "roadmap": "spells", "start": "2026-01-05", "channel": caller.place.channel, "time": "18:00"}
    launched = await caller.make(press(await caller.submit(form, **values), "Launch"), "press")
    assert isinstance(launched, Card)
    return press(launched, "See it").values["cohort"]


async def test_a_cohort_walks_its_communitys_own_pack_and_no_other_community_hears_of_it(
    world: World, owners: dict[str, int]
) -> None:
    omar, other = moderator(world, "a"), moderator(world, "b")
    cohort = await launch(omar)
    world.clock.advance(hours=11)
    await world.tick()
    assert "https://example.org/alohomora" in str(world.board.posts("week/1/"))
    world.clock.advance(hours=14)
    await world.tick()
    assert "Say spell." in str(world.board.posts("challenge/2026-01-06"))
    ann = world.caller("ann", space="a", channel="channel-a")
    await ann.card("cohort join", cohort=cohort)
    answered = await ann.card("challenge answer", "submit", cohort=cohort, day=date(2026, 1, 6).isoformat(), answer=WORDS["a"])
    assert answered.title == "Right!"
    assert RESOURCE in await found(ann)
    assert "You say alohomora." in words(await pressed(ann, await ann.card("roadmap show"), "More"))
    for path, values in {
        "find": {"query": "book of spells"}, "roadmap show": {"roadmap": "spells"}, "milestone": {}, "challenge today": {},
        "challenge practice": {"topic": TOPIC.id}, "resource find": {"query": "book of spells"}, "item show": {"item": RESOURCE},
        "cohort info": {}, "progress": {},
    }.items():  # fmt: skip
        assert "alohomora" not in str(await other(path, **values)), path
    assert all("alohomora" not in str(post) for post in world.board.posts() if post.post.channel == "channel-b")


async def test_only_the_owner_is_offered_the_roadmaps_of_its_pack(world: World, owners: dict[str, int], community: int) -> None:
    outsider = world.caller("moderator", administrator=True)
    for caller, offered in ((moderator(world, "a"), True), (outsider, False)):
        inputs = (await caller.form("manage create")).inputs
        assert ("spells" in {choice.value for item in inputs for choice in getattr(item, "choices", ())}) == offered
    form = await outsider.form("manage create")
    refused = await outsider.submit(form, name="Spells", roadmap="spells", start="2026-01-05", channel="channel-1", time="18:00")
    assert "There is no roadmap “spells”" in words(refused)


# Every process


async def book(world: World) -> str:
    """The card of the book, if a process finds it in a look-up."""
    ann = world.caller("ann")
    return str(await ann.card("item show", item=RESOURCE)) if RESOURCE in await found(ann) else ""


async def found(caller: Caller) -> Sequence[str]:
    return [entry["id"] for entry in (await caller.card("find", query="book of spells")).entries]


async def test_what_is_published_for_a_community_every_process_finds_at_its_next_look_up(worlds: list[World]) -> None:
    assert [await book(world) for world in worlds] == ["", "", ""]
    for version, rev, word in (("1.0.0", 1, "alohomora"), ("1.0.1", 2, "lumos"), ("1.1.0", 3, "accio")):
        await publish_owned(worlds[0], worlds[0].caller("ann"), owned_pack(word, version, rev))
        assert all([word in await book(world) for world in worlds]), word


async def test_what_was_not_published_in_the_end_is_found_by_nobody(world: World, engines: Engines, community: int) -> None:
    assert await book(world) == ""
    with suppress(RuntimeError):
        async with begun(engines.write) as connection:
            assert await publish(connection, owned_pack("alohomora"), MONDAY, community)
            raise RuntimeError
    assert await book(world) == ""


async def test_who_came_before_a_change_does_not_keep_what_was_for_those_who_come_after(world: World, community: int) -> None:
    ann = world.caller("ann")
    await publish_owned(world, ann, owned_pack("alohomora"))
    call = ann.request(Call("find", {}))
    async with admitted(world.core, call, write=False) as early:
        await publish_owned(world, ann, owned_pack("lumos", "1.0.1", 2))
        async with admitted(world.core, call, write=False) as late:
            assert not await late.unit.content.roadmaps("unknown", "1.0")
        assert await early.unit.search.find("book of spells", None, 1)
    assert "lumos" in await book(world)


# Ids


async def test_ids_are_unique_in_what_a_community_sees(world: World, engines: Engines, owners: dict[str, int]) -> None:
    spells = owned_pack("alohomora")
    shipped = next(item for item in SHIPPED.items if item.kind == "term")
    for pack, owner, taken in (
        (replace(spells, name="copy"), owners["a"], "a copy of"),
        (replace(spells, name="other", items=(shipped,)), owners["a"], shipped.id),
        (spells, None, "a copy of"),
    ):
        with pytest.raises(TakenId, match=taken):
            async with begun(engines.write) as connection:
                await publish(connection, pack, MONDAY, owner)


# The end


async def test_a_community_takes_its_packs_along_and_no_others(engines: Engines, world: World, owners: dict[str, int]) -> None:
    await launch(moderator(world, "a"))
    before = {name: await count(engines, name) for name in PACKS}
    async with begun(engines.write) as connection:
        await connection.execute(delete(tables.community).filter_by(id=owners["a"]))
    after = {name: await count(engines, name) for name in PACKS}
    assert {name: before[name] - after[name] for name in PACKS} == {"pack": 1, "release": 1, "revision": 5, "release_item": 5}
    async with opened(world.core, owners["b"]) as unit:
        assert WORDS["b"] in await told(unit, *await own_release(unit))


async def count(engines: Engines, table: str) -> int:
    async with begun(engines.read) as connection:
        return len((await connection.execute(select(tables.metadata.tables[table].c[0]))).all())
