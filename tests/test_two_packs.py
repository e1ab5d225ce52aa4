"""A bot with two packs: each cohort walks one, and a community sees what its cohorts walk."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.interface.card import Card
from bot.wiring.core import PACK, prepare_database
from content.loader import Item, load_pack
from storage.publishing import TakenId, publish
from tests.packs import SKY, first_option, launch, opened, titles
from tests.shipped import SHIPPED
from tests.transactions import begun
from tests.world import Clock, Noticeboard, World, words

pytestmark = pytest.mark.slow


@pytest.fixture
def prepared(prepared_with: Callable[..., Path]) -> Path:
    return prepared_with(PACK, SKY)


@pytest.fixture
async def both(tmp_path: Path, clock: Clock, board: Noticeboard, prepared: Path) -> AsyncIterator[World]:
    """A bot with two packs."""
    async for world in opened(tmp_path, clock, board, prepared):
        yield world


# A bot with two packs


async def test_a_new_cohort_may_walk_any_pack(both: World) -> None:
    moderator = both.caller("moderator", administrator=True)
    offered = (await moderator.form("manage create")).inputs
    choices = {choice.value for item in offered for choice in getattr(item, "choices", ())}
    assert {"mle-full", "night-sky"} <= choices


async def test_a_community_looks_up_what_its_cohorts_walk(both: World) -> None:
    sky, models = both.caller("ann"), both.caller("ben", space="space-2", channel="channel-2")
    assert {"term.light-year", "term.overfitting"} <= {*await titles(sky, "light year"), *await titles(sky, "overfitting")}
    await launch(both, "night-sky")
    await launch(both, "foundations", "space-2", "channel-2")
    assert "term.light-year" in await titles(sky, "light year")
    assert "term.overfitting" not in await titles(sky, "overfitting")
    assert "term.overfitting" in await titles(models, "overfitting")
    assert "term.light-year" not in await titles(models, "light year")


async def test_a_member_without_a_cohort_reads_the_roadmaps_that_their_community_walks(both: World) -> None:
    ann = both.caller("ann")
    assert "Full ML engineer roadmap" in words(await ann.card("roadmap show"))
    await launch(both, "night-sky")
    said = words(await ann.card("roadmap show"))
    assert "Know the night sky" in said
    assert "Full ML engineer roadmap" not in said


async def test_what_somebody_saved_stays_when_the_community_walks_another_pack(both: World) -> None:
    ann = both.caller("ann")
    await ann.card("resource save", "press", item="resource.dive-into-deep-learning")
    await launch(both, "night-sky")
    assert [entry["id"] for entry in (await ann.card("resource saved")).entries] == ["resource.dive-into-deep-learning"]


async def test_what_somebody_was_asked_can_be_answered_when_the_community_walks_another_pack(both: World) -> None:
    ann = both.caller("ann")
    option = await first_option(ann)
    await launch(both, "night-sky")
    answer = await ann.make(option, "press")
    assert isinstance(answer, Card)
    assert answer.title in ("Right!", "Not quite")


async def test_a_cohort_can_change_to_another_pack_until_it_begins(both: World) -> None:
    await launch(both, "foundations")
    moderator = both.caller("moderator", administrator=True)
    changed = await moderator.card("manage edit", roadmap="night-sky")
    assert "Know the night sky" in words(changed)


async def test_members_of_two_packs_practise_both(both: World) -> None:
    ann = both.caller("ann")
    for roadmap in ("night-sky", "foundations"):
        await ann.card("cohort join", cohort=await launch(both, roadmap))
    both.clock.advance(days=22)  # in the first weeks of a small pack most is still to come
    prompts = {
        pack.name: [str(item.body["prompt"]) for item in pack.items if item.kind == "challenge" and not item.body.get("params")]
        for pack in map(load_pack, (PACK, SKY))
    }
    seen: set[str] = set()
    for _ in range(60):
        said = words(await ann.card("challenge practice"))
        seen |= {pack for pack, known in prompts.items() if any(prompt in said for prompt in known)}
    assert seen == {"mle", "night-sky"}


# A pack that no setting names any more


async def only_sky(world: World, folder: Path) -> None:
    await prepare_database(f"sqlite:///{folder / 'packs.db'}", world.clock, [SKY])


async def offered(world: World) -> set[str]:
    form = await world.caller("moderator", administrator=True).form("manage create")
    return {choice.value for item in form.inputs for choice in getattr(item, "choices", ())}


async def test_a_pack_that_is_named_no_more_rests_until_it_is_named_again(both: World, tmp_path: Path) -> None:
    await only_sky(both, tmp_path)
    assert await offered(both) == {"night-sky", "first-fortnight"}
    assert "term.overfitting" not in await titles(both.caller("ann"), "overfitting")
    assert "Full ML engineer roadmap" not in words(await both.caller("ann").card("roadmap show"))
    await prepare_database(f"sqlite:///{tmp_path / 'packs.db'}", both.clock, [PACK, SKY])
    assert {"mle-full", "night-sky"} <= await offered(both)
    assert "term.overfitting" in await titles(both.caller("ann"), "overfitting")


async def test_a_cohort_keeps_the_pack_that_it_walks(both: World, tmp_path: Path) -> None:
    cohort = await launch(both, "foundations")
    ann = both.caller("ann")
    await ann.card("cohort join", cohort=cohort)
    await only_sky(both, tmp_path)
    both.clock.advance(days=1)
    assert "Week 1" in words(await ann.card("milestone"))
    assert "term.overfitting" in await titles(ann, "overfitting")
    assert "mle-full" not in await offered(both)


async def test_two_packs_may_not_share_an_id(both: World) -> None:
    pack = load_pack(SKY)
    taken: Item = next(item for item in SHIPPED.items if item.kind == "term")
    async with begun(both.core.engines.write) as connection:
        with pytest.raises(TakenId, match=rf"pack other: choose other ids, for another pack has these: {taken.id} \(pack mle\)"):
            await publish(connection, replace(pack, name="other", items=(taken,)), both.clock())


async def test_a_pack_that_was_copied_is_refused_with_what_to_do(both: World) -> None:
    copied = replace(SHIPPED, name="copied")
    async with begun(both.core.engines.write) as connection:
        with pytest.raises(TakenId, match=r"^pack copied: a copy of mle, .*; to have both, give each item another id$"):
            await publish(connection, copied, both.clock())


async def test_an_older_version_that_is_loaded_later_is_not_the_newest(both: World) -> None:
    await launch(both, "night-sky")
    pack = load_pack(SKY)
    older = replace(pack, version="0.9.0", items=tuple(item for item in pack.items if item.kind != "question"))
    both.clock.advance(days=1)
    async with begun(both.core.engines.write) as connection:
        assert await publish(connection, older, both.clock())
        assert not await publish(connection, pack, both.clock())
    assert "question.need-a-telescope" in await titles(both.caller("ann"), "do i need a telescope")


async def test_a_roadmap_that_was_retired_is_offered_to_no_new_cohort(both: World) -> None:
    pack = load_pack(SKY)
    items = tuple(
        replace(item, rev=99, body={**item.body, "rev": 99, "status": "deprecated"}) if item.kind == "roadmap" else item
        for item in pack.items
    )
    both.clock.advance(days=1)
    async with begun(both.core.engines.write) as connection:
        await publish(connection, replace(pack, version="99.0.0", items=items), both.clock())
    offered = (await both.caller("moderator", administrator=True).form("manage create")).inputs
    choices = {choice.value for item in offered for choice in getattr(item, "choices", ())}
    assert "mle-full" in choices
    assert "night-sky" not in choices


async def test_what_is_loaded_already_is_not_loaded_again(both: World, tmp_path: Path) -> None:
    assert not await prepare_database(f"sqlite:///{tmp_path / 'packs.db'}", both.clock, [PACK, SKY])
